"""The websocket that notifies open pages of a change.

A page sends its ticket in its first message, so that no address and no log contains it. After that only the server
sends, on change, and as a heartbeat, and only (boot id, mark, age); what changed, a page learns by running again.
Nothing runs while nothing changes except the heartbeat, which lets a browser notice a connection that died silently.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections.abc import Callable
from contextlib import suppress

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from lib.access.rights import Role
from lib.feed.polling import Feed
from lib.web import first_text, under, until_gone, wait_for_news
from lib.web.guard.hosts import is_own_page
from lib.web.guard.requester import requester_role

PATH = "/theo-doi"
FIRST_WORD = 5.0
"""Seconds in which a page must send its ticket; one that sends none follows what everyone may see."""
LONGEST_WORD = 500
HEARTBEAT = 20.0
"""Maximum seconds between two messages, fewer where the sheet is read more often, so that the age is correct. The
browser takes three missing ones of the longest for a lost connection.
"""
SPREAD, LONGEST_SPREAD = 20, 1000
"""Milliseconds over which the reruns after a change are spread: for each open page, and at most."""
FRESH = 1.0
"""Seconds for which a mark is not computed again without a change."""
MOST_TICKETS = 64
"""Maximum number of different tickets remembered, since a page may send any text; four are valid."""
_FOREIGN = 4403
MarkOf = Callable[[str | None, Role], str]


class PageMarks:
    """The marks by ticket, computed once for all pages that follow the same; `forget` is safe from any thread."""

    def __init__(self, mark: MarkOf, clock: Callable[[], float] = time.monotonic) -> None:
        self._mark = mark
        self._clock = clock
        self._known: dict[tuple[str | None, Role], tuple[float, str]] = {}

    def of(self, ticket: str | None, role: Role = Role.VIEWER) -> str:
        """The mark that a page with this ticket follows for a visitor of this role."""
        known, now = self._known, self._clock()
        computed = known.get((ticket, role))
        if computed is None or now - computed[0] > FRESH:
            if len(known) > MOST_TICKETS:
                known.clear()
            computed = known[ticket, role] = (now, self._mark(ticket, role))
        return computed[1]

    def forget(self) -> None:
        """Drop the computed marks."""
        self._known = {}


class Followers:
    """The open sockets of all pages; `mark` gives what a ticket follows for a role, `boot` is the id of this start."""

    def __init__(self, feed: Feed, boot: str, mark: MarkOf, heartbeat: float | None = None) -> None:
        self._feed = feed
        self._boot = boot
        self._heartbeat = min(HEARTBEAT, feed.interval) if heartbeat is None else heartbeat
        self._marks = PageMarks(mark)
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        feed.listen(lambda _latest: self.notify())

    def route(self, base: str = "") -> WebSocketRoute:
        """The route to mount; `base` is the path that the server is mounted under."""
        return WebSocketRoute(under(base, PATH), self._serve, name="follow")

    def viewers(self) -> int:
        """The number of open pages."""
        return len(self._waiting)

    def notify(self) -> None:
        """Send the current mark to every open page; from any thread."""
        self._marks.forget()
        for event, loop in tuple(self._waiting.items()):
            with suppress(RuntimeError):  # the loop was closed meanwhile: no page is left
                loop.call_soon_threadsafe(event.set)

    async def _serve(self, socket: WebSocket) -> None:
        if not is_own_page(socket.headers.get("origin"), socket.headers.get("host")):
            await socket.close(_FOREIGN)
            return
        await socket.accept()
        ticket = (await first_text(socket, FIRST_WORD))[:LONGEST_WORD] or None
        role = await requester_role()  # when that login ends, `lib/web/guard/requester.py` closes the socket
        event = asyncio.Event()
        self._waiting[event] = asyncio.get_running_loop()
        gone = asyncio.create_task(until_gone(socket.receive))
        try:
            while not gone.done():
                event.clear()
                await socket.send_text(self._message(ticket, role))
                await wait_for_news(event, gone, self._heartbeat)
        except (WebSocketDisconnect, RuntimeError):
            return
        finally:
            del self._waiting[event]
            gone.cancel()

    def _message(self, ticket: str | None, role: Role) -> str:
        ago = self._feed.checked_ago()
        fields = {
            "boot": self._boot,
            "mark": self._marks.of(ticket, role),
            "ago": None if ago is None else round(ago, 1),
        }
        return json.dumps(fields | {"spread": min(LONGEST_SPREAD, SPREAD * len(self._waiting))})
