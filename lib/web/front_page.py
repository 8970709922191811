"""The front end's page, from memory: every address of a page is this one file, and a hall asks for it in one moment."""

from __future__ import annotations

import gzip
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from html import escape

from starlette.datastructures import Headers
from starlette.responses import HTMLResponse, Response
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.web import under

_LANGUAGE = re.compile(r'<html lang="[^"]*">')
_TITLE = re.compile(r"<title>[^<]*</title>")


@dataclass(frozen=True)
class _Answers:
    """One page ready to send: as it is, packed, and for a browser that has it."""

    tag: str
    plain: Response
    packed: Response
    known: Response


def titled(html: str, title: str) -> str:
    """The front end's page in Vietnamese from its first bytes on, under the title of the page that is asked for."""
    return _TITLE.sub(lambda _: f"<title>{escape(title)}</title>", _LANGUAGE.sub('<html lang="vi">', html, 1), 1)


class FrontPage:
    """Middleware that answers for the pages of `titles` (address to title) below `base`, and for the root as for the
    address "", with `html`, as Streamlit would but for language and title.

    A browser that has it already is told so (304). Everything else goes on to Streamlit.
    """

    def __init__(self, app: ASGIApp, html: str, titles: Mapping[str, str], base: str = "") -> None:
        self._app = app
        self._answers = {under(base, f"/{stem}"): _answers(titled(html, title)) for stem, title in titles.items()}
        if base:
            self._answers[under(base, "")] = self._answers[under(base, "/")]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        found = self._answers.get(scope["path"]) if scope["type"] == "http" and scope["method"] == "GET" else None
        if found is not None:
            await _chosen(found, Headers(scope=scope))(scope, receive, send)
        else:
            await self._app(scope, receive, send)


def _answers(html: str) -> _Answers:
    page = html.encode()
    tag = f'"{hashlib.sha256(page).hexdigest()[:32]}"'
    common = {"Cache-Control": "no-cache", "ETag": tag, "Vary": "Accept-Encoding"}
    return _Answers(
        tag,
        HTMLResponse(page, headers=common),
        HTMLResponse(gzip.compress(page, 9), headers=common | {"Content-Encoding": "gzip"}),
        Response(status_code=304, headers=common),
    )


def _chosen(found: _Answers, asked: Headers) -> Response:
    if found.tag in asked.get("if-none-match", ""):
        return found.known
    return found.packed if "gzip" in asked.get("accept-encoding", "") else found.plain
