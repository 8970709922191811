"""Around Streamlit's login by an identity provider: return to the page of departure, and log out everywhere.

Streamlit sends every visitor to the first page after a login, and its logout leaves other tabs logged in. This records
the page at the start, goes there at the end, and tells the door which login was ended.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.access.provider_cookie import IDENTITY_COOKIE
from lib.web import under
from lib.web.guard import paths
from lib.web.guard.headers import sending_with
from lib.web.login.login_queue import LoginQueue, QueueFull
from lib.web.login.passcode import STEM
from lib.web.plain_pages import refusal_page

LOGIN, CALLBACK, LOGOUT = "auth/login", "oauth2callback", "auth/logout"
BACK_COOKIE = "thidua_ve"
MINUTES = 10
_LOG = logging.getLogger(__name__)


class ProviderLogin:
    """Middleware around three routes of Streamlit. `forget` is called with the cookies of the visitor who logs out."""

    def __init__(self, app: ASGIApp, forget: Callable[[Mapping[str, str]], None], base: str = "") -> None:
        self._app = app
        self._forget = forget
        self._base = base
        self._turns = LoginQueue()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = paths.inside(scope["path"], self._base) if scope["type"] == "http" else None
        headers = Headers(scope=scope) if scope["type"] == "http" else Headers()
        if path == LOGOUT:
            if headers.get("sec-fetch-site") == "cross-site":
                await refusal_page(403)(scope, receive, send)
                return
            if not await self._log_out(headers):
                await refusal_page(503)(scope, receive, send)
                return
        change = self._note(headers) if path == LOGIN else self._return(headers) if path == CALLBACK else None
        await self._app(scope, receive, sending_with(send, change) if change else send)

    async def _log_out(self, headers: Headers) -> bool:
        """Whether the logout was recorded: otherwise the cookie would silently stay valid."""
        cookies = cookie_parser(headers.get("cookie", ""))
        try:
            if IDENTITY_COOKIE in cookies:
                await self._turns.ask("logout", lambda: self._forget(cookies))
        except (OSError, QueueFull):
            _LOG.warning("a logout could not be noted", exc_info=True)
            return False
        return True

    def _note(self, headers: Headers) -> Callable[[MutableHeaders], None] | None:
        page = paths.inside(_path_of(headers.get("referer", "")), self._base)
        if not page or not STEM.fullmatch(page):
            return None
        return lambda answer: answer.append("set-cookie", self._cookie(page, 60 * MINUTES))

    def _return(self, headers: Headers) -> Callable[[MutableHeaders], None] | None:
        page = cookie_parser(headers.get("cookie", "")).get(BACK_COOKIE, "")
        if not STEM.fullmatch(page):
            return None

        def go_back(answer: MutableHeaders) -> None:
            answer.append("set-cookie", self._cookie("", 0))
            if answer.get("location") == under(self._base, "/"):
                answer["location"] = under(self._base, f"/{page}")

        return go_back

    def _cookie(self, page: str, seconds: int) -> str:
        """SameSite=Lax, because the provider's page is another site that redirects the browser back."""
        path = under(self._base, f"/{CALLBACK}")
        return f"{BACK_COOKIE}={page}; Path={path}; Max-Age={seconds}; HttpOnly; SameSite=Lax"


def _path_of(address: str) -> str:
    """The path of an address, empty where it is malformed."""
    try:
        return urlsplit(address).path
    except ValueError:
        return ""
