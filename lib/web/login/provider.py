"""Around the login by an identity provider, which is Streamlit's: back to the page one came from, and out everywhere.

Streamlit sends everybody to the first page after a login, and its logout leaves other tabs logged in. This notes the
page at the start, goes there at the end, and tells the door which login was ended.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access.visitor import identity_of
from lib.web.guard import paths
from lib.web.plain_pages import refusal

LOGIN, CALLBACK, LOGOUT = "auth/login", "oauth2callback", "auth/logout"
BACK_COOKIE = "thidua_ve"
STEM = re.compile(r"[a-z][a-z0-9_]{0,39}")
MINUTES = 10


class ProviderLogin:
    """Middleware around three routes of Streamlit. `forget` is told the digest of a login that ends."""

    def __init__(self, app: ASGIApp, forget: Callable[[str], None], base: str = "") -> None:
        self._app = app
        self._forget = forget
        self._base = base

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = paths.inside(scope["path"], self._base) if scope["type"] == "http" else None
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if path == LOGOUT:
            if headers.get("sec-fetch-site") == "cross-site":
                await refusal(403)(scope, receive, send)
                return
            self._log_out(headers)
        change = self._note(headers) if path == LOGIN else self._return(headers) if path == CALLBACK else None
        await self._app(scope, receive, _changing(send, change) if change else send)

    def _log_out(self, headers: Headers) -> None:
        identity = identity_of(cookie_parser(headers.get("cookie", "")))
        if identity is not None:
            self._forget(identity)

    def _note(self, headers: Headers) -> Callable[[MutableHeaders], None] | None:
        page = paths.inside(urlsplit(headers.get("referer", "")).path, self._base)
        if not page or not STEM.fullmatch(page):
            return None
        return lambda answer: answer.append("set-cookie", self._cookie(page, 60 * MINUTES))

    def _return(self, headers: Headers) -> Callable[[MutableHeaders], None] | None:
        page = cookie_parser(headers.get("cookie", "")).get(BACK_COOKIE, "")
        if not STEM.fullmatch(page):
            return None

        def go_back(answer: MutableHeaders) -> None:
            answer.append("set-cookie", self._cookie("", 0))
            if answer.get("location") == self._path(""):
                answer["location"] = self._path(page)

        return go_back

    def _path(self, page: str) -> str:
        base = self._base.strip("/")
        return f"/{base}/{page}" if base else f"/{page}"

    def _cookie(self, page: str, seconds: int) -> str:
        """SameSite=Lax: the provider's page is another site, and it sends the browser back to ours."""
        return f"{BACK_COOKIE}={page}; Path={self._path(CALLBACK)}; Max-Age={seconds}; HttpOnly; SameSite=Lax"


def _changing(send: Send, change: Callable[[MutableHeaders], None]) -> Send:
    async def send_changed(message: Message) -> None:
        if message["type"] == "http.response.start":
            change(MutableHeaders(scope=message))
        await send(message)

    return send_changed
