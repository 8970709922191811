"""The websocket of the hall's screens: finished pictures out, sizes and keys in.

A screen sends its ticket in its first message, so that no address and no log contains it. A picture is drawn once per
change and sent to every screen; a message without a picture leaves the old one. Keys count only while the login that
the ticket names is valid and the connection itself carries it: that is checked when a screen connects, at each press
and whenever a login ends. A screen whose keys have ended keeps its picture, because the hall must not go dark. The
recently connected screens and their sizes are known here only.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import threading
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import asdict, dataclass, field

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from lib.access.door import Door
from lib.access.rights import Right, allows
from lib.access.visitor import Visitor
from lib.show.pictures.draw import picture_now
from lib.stage import acts
from lib.stage.counting import HallActivity
from lib.stage.desk import Desk
from lib.stage.log.day_log import Stale
from lib.stage.refusals import Refused
from lib.stage.table import ActEvents, Table
from lib.store.notes import MemoryNotes, Notes
from lib.web import first_text, under, wait_for_news
from lib.web.guard.requester import ask_door, current_requester
from lib.web.login.tickets import Ticket, TicketKind, issue_ticket, read_ticket

PATH = "/man-hinh"
HEARTBEAT = 10.0
"""Maximum seconds between two messages; a screen that misses three of them reconnects."""
GONE = 12.0
"""Seconds after which a silent screen no longer counts as connected."""
FIRST_WORD = 10.0
"""Seconds in which a screen must send its ticket."""
LATE = 2.0
"""Maximum seconds that a key may take; a later one is ignored as no longer intended."""
HALL_THREADS = 4
"""Threads that process keys and draw for the hall only, so that neither waits for pages."""
_NO_TICKET, KEYS_OVER = 4401, 4402
_LONGEST = 2000
_MOST = 1e15
_LOG = logging.getLogger(__name__)
CLICKER = "bút trình chiếu"

PRESSES: dict[str, Callable[[Table], ActEvents]] = {"forward": acts.forward, "back": acts.back, "hide": acts.toggle}


@dataclass(frozen=True, slots=True)
class Screen:
    """A connected screen: its size in pixels, whether its keys count, by how many seconds its clock is ahead of the
    server's, the id of its ticket, and the login that its keys rest on.
    """

    name: str
    width: int
    height: int
    keys: bool
    skew: float = 0.0
    ticket: str = ""
    who: str = ""


@dataclass
class _ScreenConnection:
    """An open connection: the content of its ticket, its requester, and whether its keys count."""

    socket: WebSocket
    ticket: Ticket
    who: str = ""
    keys: bool = False
    lost: bool = False
    news: asyncio.Event = field(default_factory=asyncio.Event)


class Screens:
    """The open screens of a desk. `boot` is the id of this start of the server; `there` records the connected ones.

    `door` checks whose keys count, without one no keys do; `secret` seals the tickets.
    """

    def __init__(
        self, desk: Desk, boot: str, there: Notes | None = None, *, door: Door | None = None, secret: str,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:  # fmt: skip
        self._desk = desk
        self._boot = boot
        self._there = there or MemoryNotes(time.monotonic)
        self._door = door
        self._secret = secret
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._drawn: tuple[tuple[int, int, HallActivity | None], str] = ((0, 0, None), "")
        self._clock = clock
        self._threads = ThreadPoolExecutor(HALL_THREADS, thread_name_prefix="hall")
        self._owing = threading.Lock()
        self._owed: set[asyncio.Event] = set()
        self._all_shown = threading.Event()
        self._all_shown.set()
        desk.listen(self._wake)
        if door is not None:
            door.listen(self._wake)

    def issue(self, kind: TicketKind, visitor: Visitor) -> str:
        """Issue a ticket for the screen of a visitor."""
        return issue_ticket(kind, visitor.login, self._secret, time.time())

    def route(self, base: str = "") -> WebSocketRoute:
        """The route to mount; `base` is the path that the server is mounted under."""
        return WebSocketRoute(under(base, PATH), self._serve, name="screens")

    def seen(self) -> tuple[Screen, ...]:
        """The screens seen during the last seconds, by name; none where the store cannot be reached."""
        try:
            screens = [Screen(**json.loads(text)) for text in self._there.all().values()]
        except OSError as error:
            _LOG.warning("which screens look in is not known: %s", error.strerror)
            return ()
        return tuple(sorted(screens, key=lambda screen: screen.name))

    def wait_until_shown(self, seconds: float) -> bool:
        """Wait until every screen has the newest picture, at most this long; return whether they have."""
        reached = self._all_shown.wait(seconds)
        if not reached:
            with self._owing:  # a screen with a dead connection delays the others only once
                self._owed.clear()
                self._all_shown.set()
        return reached

    def _mark_shown(self, event: asyncio.Event) -> None:
        with self._owing:
            self._owed.discard(event)
            if not self._owed:
                self._all_shown.set()

    def _wake(self) -> None:
        with self._owing:
            self._owed |= set(self._waiting)
            if self._owed:
                self._all_shown.clear()
        for event, loop in tuple(self._waiting.items()):
            with suppress(RuntimeError):  # the loop was closed meanwhile: no screen is left
                loop.call_soon_threadsafe(event.set)

    async def _serve(self, socket: WebSocket) -> None:
        await socket.accept()
        shown = _message_of(await first_text(socket, FIRST_WORD))
        ticket = read_ticket(str(shown.get("ticket") or ""), self._secret, time.time())
        if ticket is None:
            with suppress(RuntimeError):  # the screen has disconnected already
                await socket.close(_NO_TICKET)
            return
        line = _ScreenConnection(socket, ticket)
        line.keys = line.ticket.kind is TicketKind.KEYS and await ask_door(lambda: self._has_keys(line))
        await self._attend(line)

    async def _attend(self, line: _ScreenConnection) -> None:
        self._waiting[line.news] = asyncio.get_running_loop()
        receiving = asyncio.create_task(self._receive(line))
        try:
            await self._send(line, receiving)
        except (WebSocketDisconnect, RuntimeError):
            return
        finally:
            del self._waiting[line.news]
            self._mark_shown(line.news)
            receiving.cancel()
            asyncio.get_running_loop().run_in_executor(None, self._forget, self._name(line.socket))

    def _has_keys(self, line: _ScreenConnection) -> bool:
        """Whether keys count now: the ticket, not revoked, names the login in control of this connection."""
        who, door = current_requester(), self._door
        if line.ticket.kind is not TicketKind.KEYS or who is None or door is None:
            return False
        visitor = who.visitor()
        line.who = visitor.name
        stands = allows(visitor.role, Right.CONTROL) and visitor.login == line.ticket.login
        return stands and not door.sessions.is_gone(line.ticket.id)

    async def _send(self, line: _ScreenConnection, receiving: asyncio.Task[None]) -> None:
        """Send the picture on connect and on change, else a heartbeat; end where the keys have ended."""
        sent = ""
        while not receiving.done():
            line.news.clear()
            table, picture = await asyncio.get_running_loop().run_in_executor(self._threads, self._picture)
            lost, line.lost = line.lost, False
            fresh = picture if picture != sent else None
            await line.socket.send_text(self._message(table, fresh, keys=line.keys, lost=lost))
            sent = picture
            self._mark_shown(line.news)
            await wait_for_news(line.news, receiving, HEARTBEAT)
            if line.keys and not await ask_door(lambda: self._has_keys(line)):
                await line.socket.close(KEYS_OVER)
                return

    def _picture(self) -> tuple[Table, str]:
        """The table and its picture, drawn once per log entry and per change of the activity in the hall."""
        table = self._desk.table()
        key = (table.state.run, table.state.seq, table.show.under_way if table.show else None)
        if self._drawn[0] != key or table.show is None:
            self._drawn = (key, picture_now(table))
        return table, self._drawn[1]

    def _message(self, table: Table, picture: str | None, *, keys: bool, lost: bool = False) -> str:
        left = None if table.state.hidden or table.left is None else table.left / dt.timedelta(seconds=1)
        body = {"boot": self._boot, "seq": table.state.seq, "left": left, "inset": table.state.options.inset}
        body |= {"keys": keys, "beat": self._clock(), "lost": lost}
        return json.dumps(body if picture is None else body | {"html": picture})

    async def _receive(self, line: _ScreenConnection) -> None:
        """Process sizes and keys from a screen, until it disconnects."""
        while True:
            received = await line.socket.receive()
            if received["type"] == "websocket.disconnect":
                return
            message = _message_of(received.get("text") or "")
            if "width" in message:
                await asyncio.to_thread(self._note, line, message)
            press = PRESSES.get(str(message.get("press")))
            if press is not None and line.keys:
                line.lost = self._is_late(message)
                if not line.lost and await ask_door(lambda: self._has_keys(line)):
                    loop = asyncio.get_running_loop()
                    await loop.run_in_executor(self._threads, self._press, press, message.get("seq"))
                line.news.set()

    def _is_late(self, message: dict[str, object]) -> bool:
        """Whether a key came after `LATE`: by the last message (`beat`) and the milliseconds since it (`after`)."""
        beat, after = _number(message.get("beat")), _number(message.get("after"))
        return beat is not None and after is not None and self._clock() - beat - after / 1000 > LATE

    def _press(self, press: Callable[[Table], ActEvents], seq: object) -> None:
        if not isinstance(seq, int):
            return
        try:
            self._desk.do(press, seq, CLICKER)
        except (Refused, Stale, OSError) as error:
            _LOG.info("a key was not obeyed: %s", error)

    def _note(self, line: _ScreenConnection, message: dict[str, object]) -> None:
        sizes = (int(_number(message.get(name)) or 0) for name in ("width", "height"))
        width, height = (min(100_000, max(0, size)) for size in sizes)
        screen = Screen(
            name=str(message.get("name") or "")[:40],
            width=width,
            height=height,
            keys=line.keys,
            skew=_skew(message.get("at")),
            ticket=line.ticket.id,
            who=line.who if line.keys else "",
        )
        with suppress(OSError):
            self._there.put(self._name(line.socket), json.dumps(asdict(screen)), GONE)

    def _forget(self, key: str) -> None:
        with suppress(OSError):
            self._there.pop(key)

    def _name(self, socket: WebSocket) -> str:
        return f"{self._boot}-{id(socket)}"


def _message_of(text: str) -> dict[str, object]:
    """A message of a screen, empty where it is malformed."""
    if len(text) > _LONGEST:
        return {}
    try:
        message = json.loads(text)
    except (ValueError, RecursionError):
        return {}
    return message if isinstance(message, dict) else {}


def _number(value: object) -> float | None:
    """A finite number: JSON from a client may contain `NaN`, `Infinity` and 1e999."""
    good = isinstance(value, int | float) and not isinstance(value, bool) and abs(value) < _MOST
    return float(value) if good and isinstance(value, int | float) else None


def _skew(at: object) -> float:
    """Seconds by which a clock that states `at` (milliseconds since 1970) is ahead, 0 for an implausible value."""
    stated = _number(at)
    return 0.0 if stated is None else stated / 1000 - time.time()
