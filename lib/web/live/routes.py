"""Middleware that answers for the live page and everything below its address, before any cookie is read."""

from __future__ import annotations

from collections.abc import Callable

from starlette.types import ASGIApp, Receive, Scope, Send

from lib.show.live.page import EVENTS, HOME
from lib.web import under
from lib.web.live.edition import Editions
from lib.web.live.streams import Streams
from lib.web.plain_pages import refusal_page


class LivePage:
    """Answers `/xem`, everything below it, `/xem.json`, `/xem.csv` and the event stream, below `base`.

    Where the cluster switched it off, or its settings cannot be read yet, these addresses do not exist (404).
    """

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
