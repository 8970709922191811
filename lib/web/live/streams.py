"""The addresses of the live page, and its event streams: one for each open page, refused where there are too many.

A stream sends the page when it differs from what the browser has, and else a heartbeat. Above the limit, and where a
network cuts streams, pages poll with their ETag instead.
"""

from __future__ import annotations

import asyncio
import threading
from collections import Counter
from collections.abc import Callable
from contextlib import suppress
from urllib.parse import parse_qs

from starlette.datastructures import Headers
from starlette.types import ASGIApp, Receive, Scope, Send

from lib.access.throttle import source_of
from lib.show.live.page import EVENTS, HOME
from lib.web import client_address, under, until_gone, wait_for_news
from lib.web.live.edition import Editions
from lib.web.plain_pages import refusal_page

HEARTBEAT = 20.0
"""Maximum seconds between two messages: below the timeout of proxies, and detects a dead connection."""
_START = b"retry: 3000\nevent: nhip\ndata:\n\n"
_BEAT = b"event: nhip\ndata:\n\n"
_HEADERS = [
    (b"content-type", b"text/event-stream; charset=utf-8"),
    (b"cache-control", b"no-store"),
    (b"x-accel-buffering", b"no"),
    (b"content-security-policy", b"default-src 'none'"),
]


class Streams:
    """The open streams; at most `most` in all, and nine tenths of them for one source."""

    def __init__(self, editions: Editions, most: int, heartbeat: float = HEARTBEAT) -> None:
        self._editions = editions
        self._most = most
        self._heartbeat = heartbeat
        self._open: Counter[str] = Counter()
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._lock = threading.Lock()

    def count(self) -> int:
        """The number of open streams."""
        return len(self._waiting)

    def notify(self) -> None:
        """Let every stream check for a new edition; from any thread."""
        self._editions.changed()
        with self._lock:
            loops = set(self._waiting.values())
        for loop in loops:
            with suppress(RuntimeError):  # the loop was closed meanwhile: no stream is left
                loop.call_soon_threadsafe(self._wake, loop)

    def _wake(self, own: asyncio.AbstractEventLoop) -> None:
        for event, loop in tuple(self._waiting.items()):
            if loop is own:
                event.set()

    async def serve(self, scope: Scope, receive: Receive, send: Send) -> None:
        """One stream, until the browser leaves; 204, which stops reconnecting, where there is no room."""
        source = source_of(client_address(scope))
        if self.count() >= self._most or self._open[source] >= self._most - self._most // 10:
            await send({"type": "http.response.start", "status": 204, "headers": [(b"cache-control", b"no-store")]})
            await send({"type": "http.response.body", "body": b""})
            return
        news = asyncio.Event()
        with self._lock:
            self._waiting[news] = asyncio.get_running_loop()
            self._open[source] += 1
        gone = asyncio.create_task(until_gone(receive))
        try:
            await self._follow(scope, send, news, gone)
        finally:
            gone.cancel()
            with self._lock:
                del self._waiting[news]
                self._open[source] -= 1
                self._open += Counter()  # sources without a stream are dropped

    async def _follow(self, scope: Scope, send: Send, news: asyncio.Event, gone: asyncio.Task[None]) -> None:
        asked = parse_qs(scope.get("query_string", b"").decode("latin-1"))
        path = asked.get("trang", [""])[0]
        has = Headers(scope=scope).get("last-event-id") or asked.get("ban", [""])[0]
        await send({"type": "http.response.start", "status": 200, "headers": list(_HEADERS)})
        await send({"type": "http.response.body", "body": _START, "more_body": True})
        while not gone.done():
            news.clear()
            answer = await self._editions.answer(path)
            if answer is not None and answer.event and answer.tag != has:
                has = answer.tag
                await send({"type": "http.response.body", "body": answer.event, "more_body": True})
            if not await wait_for_news(news, gone, self._heartbeat):
                await send({"type": "http.response.body", "body": _BEAT, "more_body": True})
        await send({"type": "http.response.body", "body": b""})


class LivePage:
    """Answers for the page, its files and its event stream below `base`; 404 where that is not `enabled`."""

    def __init__(
        self, app: ASGIApp, *, editions: Editions, streams: Streams, enabled: Callable[[], bool], base: str = ""
    ) -> None:
        self._app = app
        self._editions = editions
        self._streams = streams
        self._home = under(base, HOME)
        self._events = under(base, EVENTS)
        self._enabled = enabled

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        path = scope["path"] if scope["type"] == "http" else ""
        rest = path[len(self._home) :] if path.startswith(self._home) else None
        if rest is None or (rest and rest[0] not in "/."):
            await self._app(scope, receive, send)
        elif not self._enabled():
            await refusal_page(404)(scope, receive, send)
        elif path == self._events:
            await self._streams.serve(scope, receive, send)
        else:
            await self._page(rest.rstrip("/"), scope, receive, send)

    async def _page(self, rest: str, scope: Scope, receive: Receive, send: Send) -> None:
        answer = await self._editions.answer(rest)
        if answer is None:
            await refusal_page(404)(scope, receive, send)
        else:
            await answer.packed.send(scope, send)
