"""The page and settings of the front end, from memory: all pages share one file, and a hall asks for it all at once.

Its first bytes contain a message for visitors who get no answer: a network that cuts websockets, a server that is away,
a blocked script, a browser that is too old. It needs no script itself, and disappears once the page is drawn.

The page contains what the front end would request first: the icon, the style sheet, the icons in use from a font of
four thousand (`tools/icon_font.py`), and the address of the server.
"""

from __future__ import annotations

import base64
import re
from collections.abc import Callable, Collection, Mapping
from html import escape
from pathlib import Path

from starlette.responses import JSONResponse, RedirectResponse
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.web import under
from lib.web.encoding import Packed, packed_answer

_LANGUAGE = re.compile(r'<html lang="[^"]*">')
_TITLE = re.compile(r"<title>[^<]*</title>")
_ICON = re.compile(r'<link rel="shortcut icon" href="[^"]*"\s*/?>')
_SHEET = re.compile(r'<link rel="stylesheet" crossorigin href="\./(static/css/[^"]+)">')
_ICON_FONT = re.compile(r"url\([^)]*/MaterialSymbols-[^)]*\.woff2\)")
ICONS = Path(__file__).with_name("icons.woff2")
"""The part of Streamlit's icon font that this app and the front end use."""
WHERE = 'window.__streamlit={BACKEND_BASE_URL:new URL(".",location.href).href}'
"""Gives the front end the address of its server: each page is one level below it, where it would look first."""
_ROOT = '<div id="root"></div>'
PATIENCE = 8
"""Seconds without an answer after which the message is visible."""
NO_ANSWER = "Trang này chưa nhận được trả lời từ máy chủ."
WAY_OUT = "Mở trang xem nhanh kết quả đã công bố"
RELOAD = "Đề nghị tải lại trang, hoặc thử bằng mạng hay trình duyệt khác."
_STYLE = (
    "<style>.thidua-cho{visibility:hidden;position:fixed;z-index:999;left:16px;right:16px;bottom:72px;max-width:560px;"
    "margin:auto;padding:16px;font:17px/1.5 sans-serif;color:#22201e;background:#fff;border:1px solid #d8d4ce;"
    f"border-top:4px solid #a4161a;border-radius:6px;animation:thidua-cho 0s {PATIENCE}s forwards}}"
    ".thidua-cho a{color:#a4161a}@keyframes thidua-cho{to{visibility:visible}}#root~.thidua-cho{display:none}"
    "#root:has([data-testid=stAppSkeleton])~.thidua-cho{display:block}</style>"
)


def titled(html: str, title: str) -> str:
    """The front end's page in Vietnamese from its first bytes on, under the title of the requested page."""
    return _TITLE.sub(lambda _: f"<title>{escape(title)}</title>", _LANGUAGE.sub('<html lang="vi">', html, 1), 1)


def self_contained(html: str, icon: str, folder: Path) -> str:
    """The page with its icon (a data URL), its style sheet, a file below `folder`, the icons of the style sheet and the
    address of the server inlined: five requests less.

    The front end adds its own icon, one more request, only where a link has the relation "shortcut icon".
    """

    def within(sheet_link: re.Match[str]) -> str:
        sheet = (folder / sheet_link[1]).read_text(encoding="utf-8")
        font = base64.b64encode(ICONS.read_bytes()).decode()
        with_icons = _ICON_FONT.sub(f"url(data:font/woff2;base64,{font})", sheet)
        return f"<style>{with_icons.replace('url(../', 'url(./static/')}</style>"

    placed = _ICON.sub(f'<link rel="icon" href="{icon}"><script>{WHERE}</script>', html, 1)
    return _SHEET.sub(within, placed, 1)


def with_way_out(html: str, address: str | None) -> str:
    """The page with the message, and the live page's address where there is one.

    It is there twice: within the root, which the first drawing replaces, and after it, for a server that is away later.
    """
    way = f'<a href="{escape(address)}">{WAY_OUT}</a>.' if address else RELOAD
    note = f'<div class="thidua-cho" role="status"><p>{NO_ANSWER} {way}</p></div>'
    return html.replace(_ROOT, f'{_STYLE}<div id="root">{note}</div>{note}', 1)


class FrontPage:
    """Middleware that answers for the pages of `titles` (address to title) below `base`, where "" is the first page.

    It sends `html`: Streamlit's page with language, title and the message for visitors who get no answer. `base` alone
    redirects to `base/`, because the files that the page refers to are below it. `live` gives the address of the live
    page, None while there is none; `calm` are the pages without the message, because the hall sees them. A browser that
    already has the page gets a 304. Every other request is passed on to Streamlit.
    """

    def __init__(
        self,
        app: ASGIApp,
        html: str,
        titles: Mapping[str, str],
        base: str = "",
        live: Callable[[], str | None] = lambda: None,
        calm: Collection[str] = (),
    ) -> None:
        self._app, self._html, self._titles, self._base, self._calm = app, html, titles, base, calm
        self._live = live
        self._stems = {under(base, f"/{stem}"): stem for stem in titles}
        self._made: dict[tuple[str, str | None], Packed] = {}

    def _answer(self, path: str) -> Packed | None:
        """The page at a path, packed when it is first asked for; None where the path is no page's."""
        if path not in self._stems:
            return None
        stem, live = self._stems[path], self._live()
        if (stem, live) not in self._made:
            html = self._html if stem in self._calm else with_way_out(self._html, live)
            page = titled(html, self._titles[stem]).encode()
            self._made[stem, live] = packed_answer(page, "text/html; charset=utf-8", {"Cache-Control": "no-cache"})
        return self._made[stem, live]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        asked = scope["path"] if scope["type"] == "http" and scope["method"] == "GET" else ""
        page = self._answer(asked) if asked else None
        if self._base and asked == under(self._base, ""):
            await RedirectResponse(f"{asked}/")(scope, receive, send)
        elif page is not None:
            await page.send(scope, send)
        else:
            await self._app(scope, receive, send)


HOST_CONFIG_PATH = "/_stcore/host-config"
HOST_CONFIG = {
    "allowedOrigins": [],
    "useExternalAuthToken": False,
    "enableCustomParentMessages": False,
    "enforceDownloadInNewTab": False,
    "metricsUrl": "off",
    "blockErrorDialogs": True,
    "resourceCrossOriginMode": None,
}
"""With `blockErrorDialogs` a server that is away leaves the picture on the screen instead of an English dialog over it;
with `metricsUrl` "off" the front end asks no other host where to send statistics (docs/streamlit.md).
"""


class HostConfig:
    """Middleware that answers for Streamlit's own route, at exactly its address below the path `base`."""

    def __init__(self, app: ASGIApp, base: str = "") -> None:
        self._app = app
        self._path = under(base, HOST_CONFIG_PATH)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http" and scope["method"] == "GET" and scope["path"] == self._path:
            await JSONResponse(HOST_CONFIG, headers={"Cache-Control": "no-cache"})(scope, receive, send)
        else:
            await self._app(scope, receive, send)
