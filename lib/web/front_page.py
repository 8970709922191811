"""The front end's page, from memory: every address of a page is this one file, and a hall asks for it in one moment."""

from __future__ import annotations

import gzip
import hashlib
from collections.abc import Iterable

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.web import under


class FrontPage:
    """Middleware that answers for the pages `stems` below `base` and for the root with `html`, as Streamlit would.

    A browser that has it already is told so (304). Everything else goes on to Streamlit.
    """

    def __init__(self, app: ASGIApp, html: str, stems: Iterable[str], base: str = "") -> None:
        self._app = app
        self._paths = frozenset(
            under(base, path) for path in ("/", "", *(f"/{stem}" for stem in stems)) if base or path
        )
        page = html.encode()
        self._tag = f'"{hashlib.sha256(page).hexdigest()[:32]}"'
        common = {"Cache-Control": "no-cache", "ETag": self._tag, "Vary": "Accept-Encoding"}
        self._plain = HTMLResponse(page, headers=common)
        self._packed = HTMLResponse(gzip.compress(page, 9), headers=common | {"Content-Encoding": "gzip"})
        self._known = Response(status_code=304, headers=common)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] in self._paths:
            await self._answer(Headers(scope=scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    def _answer(self, asked: Headers) -> Response:
        if self._tag in asked.get("if-none-match", ""):
            return self._known
        return self._packed if "gzip" in asked.get("accept-encoding", "") else self._plain
