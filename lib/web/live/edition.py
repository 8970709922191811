"""An edition of the live page: everything that is made of one reader view, each part on its first request."""

from __future__ import annotations

import asyncio
import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from lib.show.live.formats import live_csv, live_json
from lib.show.live.page import draw_page, live_script, live_style, place_at
from lib.show.live.reader_view import ReaderView
from lib.web.encoding import Packed, packed_answer
from lib.web.guard.csp import live_policy

FRESH = 1.0
"""Seconds for which an edition counts as the newest without a check; a change outdates it at once."""
FILES = {
    ".json": (live_json, "application/json; charset=utf-8"),
    ".csv": (live_csv, "text/csv; charset=utf-8"),
}
_FILE = {"Cache-Control": "no-cache", "Content-Security-Policy": "default-src 'none'"}
_DOWNLOAD = {"Content-Disposition": 'attachment; filename="ket-qua.csv"'}


@dataclass(frozen=True, slots=True)
class LiveAnswer:
    """A page to send: compressed as a whole, and as the event that updates an open page."""

    packed: Packed
    tag: str
    event: bytes


class Edition:
    """The answers made of one reader view, by the path below the base address; None where there is nothing."""

    def __init__(self, reading: ReaderView, base: str = "") -> None:
        self._reading = reading
        self._base = base
        self._policy = live_policy(live_style(), live_script())
        self._lock = threading.Lock()
        self.made: dict[str, LiveAnswer] = {}

    def answer(self, path: str) -> LiveAnswer | None:
        """The answer for a path; draws it on the first request, so never call it from the event loop."""
        with self._lock:
            answer = self.made.get(path) or self._make(path)
            if answer is not None:
                self.made[path] = answer
            return answer

    def _make(self, path: str) -> LiveAnswer | None:
        if path in FILES:
            return self._file(path)
        place = place_at(path, self._reading)
        if place is None:
            return None
        page = draw_page(self._reading, place, self._base)
        headers = {"Cache-Control": "no-cache", "Content-Security-Policy": self._policy}
        whole = packed_answer(page.document.encode(), "text/html; charset=utf-8", headers, page.tag)
        event = json.dumps({"title": page.title, "html": page.body}, ensure_ascii=False, separators=(",", ":"))
        return LiveAnswer(whole, page.tag, f"event: trang\nid: {page.tag}\ndata: {event}\n\n".encode())

    def _file(self, path: str) -> LiveAnswer:
        make, kind = FILES[path]
        content = make(self._reading).encode()
        more = _DOWNLOAD if path == ".csv" else {}
        whole = packed_answer(content, kind, _FILE | more)
        return LiveAnswer(whole, whole.tag, b"")


class Editions:
    """The newest edition of what `reading` gives; `key` changes exactly when a page would look different."""

    def __init__(
        self,
        key: Callable[[], str],
        reading: Callable[[], ReaderView],
        base: str = "",
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._key = key
        self._reading = reading
        self._base = base
        self._clock = clock
        self._news = 0
        self._seen = (-1, 0.0)
        self._known: str | None = None
        self._lock = threading.Lock()
        self._looking: asyncio.Task[None] | None = None
        self._newest = Edition(ReaderView(None), base)

    def changed(self) -> None:
        """Note that the content may have changed; from any thread."""
        self._news += 1

    async def newest(self) -> Edition:
        """The newest edition; concurrent callers share one check."""
        while self._seen[0] != self._news or self._clock() - self._seen[1] >= FRESH:
            if self._looking is None or self._looking.done():
                self._looking = asyncio.create_task(asyncio.to_thread(self._look))
            await asyncio.shield(self._looking)
        return self._newest

    def _look(self) -> None:
        with self._lock:
            news, at = self._news, self._clock()
            key = self._key()  # before the view is made: a change meanwhile is seen at the next check
            if key != self._known:
                self._newest = Edition(self._reading(), self._base)
                self._known = key
            self._seen = (news, at)

    async def answer(self, path: str) -> LiveAnswer | None:
        """The answer of the newest edition for a path below the base address."""
        edition = await self.newest()
        return edition.made.get(path) or await asyncio.to_thread(edition.answer, path)
