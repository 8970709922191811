"""The websocket of the hall's screens: finished pictures out, sizes and keys in.

A picture is drawn once per change and sent to every screen; a message without a picture means that it stays. Which
screens looked in lately, and how large they are, is known here and nowhere else.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import json
import logging
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass

from starlette.routing import WebSocketRoute
from starlette.websockets import WebSocket, WebSocketDisconnect

from lib.show.pictures.now import picture_now
from lib.stage import acts
from lib.stage.desk import Desk
from lib.stage.log.day_log import Stale
from lib.stage.refusals import Refused
from lib.stage.table import Events, Table
from lib.store.notes import MemoryNotes, Notes
from lib.web import under
from lib.web.login.tickets import Ticket, check

PATH = "/man-hinh"
HEARTBEAT = 10.0
"""Seconds between two messages at most; a screen that hears nothing for three of them opens the line again."""
GONE = 12.0
"""Seconds after which a screen that said nothing is no longer there."""
_NO_TICKET = 4401
_LONGEST = 2000
_LOG = logging.getLogger(__name__)
CLICKER = "bút trình chiếu"

PRESSES: dict[str, Callable[[Table], Events]] = {"forward": acts.forward, "back": acts.back, "hide": acts.toggle}


@dataclass(frozen=True, slots=True)
class Screen:
    """A screen that looked in: its size in pixels, whether its keys count, and by how many seconds its clock is ahead
    of the server's."""

    name: str
    width: int
    height: int
    keys: bool
    skew: float = 0.0


class Screens:
    """The open screens of a desk. `boot` is the id of this start of the server; `there` holds who looked in."""

    def __init__(self, desk: Desk, boot: str, there: Notes | None = None) -> None:
        self._desk = desk
        self._boot = boot
        self._there = there or MemoryNotes(time.monotonic)
        self._waiting: dict[asyncio.Event, asyncio.AbstractEventLoop] = {}
        self._drawn: tuple[tuple[int, int], str] = ((0, 0), "")
        desk.listen(self._wake)

    def route(self, base: str = "") -> WebSocketRoute:
        return WebSocketRoute(under(base, PATH), self._serve, name="screens")

    def seen(self) -> tuple[Screen, ...]:
        """The screens that looked in during the last seconds, by name; none where nobody can tell."""
        try:
            found = [Screen(**json.loads(text)) for text in self._there.all().values()]
        except OSError as error:
            _LOG.warning("which screens look in is not known: %s", error.strerror)
            return ()
        return tuple(sorted(found, key=lambda one: one.name))

    def _wake(self) -> None:
        for event, loop in tuple(self._waiting.items()):
            with suppress(RuntimeError):  # the loop closed between two lines: nobody is left to tell
                loop.call_soon_threadsafe(event.set)

    async def _serve(self, socket: WebSocket) -> None:
        ticket = check(socket.query_params.get("ve"), self._desk.control_key(), time.time())
        await socket.accept()
        if ticket is None:
            await socket.close(_NO_TICKET)
            return
        event = asyncio.Event()
        self._waiting[event] = asyncio.get_running_loop()
        hearing = asyncio.create_task(self._hear(socket, ticket, event))
        try:
            await self._tell(socket, event, hearing)
        except (WebSocketDisconnect, RuntimeError):
            return
        finally:
            del self._waiting[event]
            hearing.cancel()
            asyncio.get_running_loop().run_in_executor(None, self._forget, self._name(socket))

    async def _tell(self, socket: WebSocket, event: asyncio.Event, hearing: asyncio.Task[None]) -> None:
        """Send what is on the screen on connect and on change, else a sign of life."""
        sent = ""
        while not hearing.done():
            event.clear()
            table, picture = await asyncio.to_thread(self._picture)
            await socket.send_text(self._message(table, picture if picture != sent else None))
            sent = picture
            news = asyncio.create_task(event.wait())
            await asyncio.wait({news, hearing}, timeout=HEARTBEAT, return_when=asyncio.FIRST_COMPLETED)
            news.cancel()

    def _picture(self) -> tuple[Table, str]:
        """The table and its picture, drawn once per entry of the log."""
        table = self._desk.table()
        key = (table.state.run, table.state.seq)
        if self._drawn[0] != key or table.show is None:
            self._drawn = (key, picture_now(table))
        return table, self._drawn[1]

    def _message(self, table: Table, picture: str | None) -> str:
        until = None if table.state.hidden else table.state.until
        left = None if until is None else (until - table.now) / dt.timedelta(seconds=1)
        body = {"boot": self._boot, "seq": table.state.seq, "left": left, "inset": table.state.options.inset}
        return json.dumps(body if picture is None else body | {"html": picture})

    async def _hear(self, socket: WebSocket, ticket: Ticket, event: asyncio.Event) -> None:
        """Sizes and keys from a screen, until it is gone."""
        while True:
            found = await socket.receive()
            if found["type"] == "websocket.disconnect":
                return
            said = _said(found.get("text") or "")
            if "width" in said:
                await asyncio.to_thread(self._note, self._name(socket), said, ticket)
            press = PRESSES.get(str(said.get("press")))
            if press is not None and ticket is Ticket.KEYS:
                await asyncio.to_thread(self._press, press, said.get("seq"))
                event.set()

    def _press(self, press: Callable[[Table], Events], seq: object) -> None:
        if not isinstance(seq, int):
            return
        try:
            self._desk.do(press, seq, CLICKER)
        except (Refused, Stale, OSError) as error:
            _LOG.info("a key was not obeyed: %s", error)

    def _note(self, key: str, said: dict[str, object], ticket: Ticket) -> None:
        width, height = (_pixels(said.get(name)) for name in ("width", "height"))
        name = str(said.get("name") or "")[:40]
        at = said.get("at")
        skew = at / 1000 - time.time() if isinstance(at, int | float) else 0.0
        screen = Screen(name, width, height, ticket is Ticket.KEYS, skew)
        with suppress(OSError):
            self._there.put(key, json.dumps(asdict(screen)), GONE)

    def _forget(self, key: str) -> None:
        with suppress(OSError):
            self._there.pop(key)

    def _name(self, socket: WebSocket) -> str:
        return f"{self._boot}-{id(socket)}"


def _said(text: str) -> dict[str, object]:
    """What a screen said, nothing where it makes no sense."""
    if len(text) > _LONGEST:
        return {}
    try:
        found = json.loads(text)
    except ValueError:
        return {}
    return found if isinstance(found, dict) else {}


def _pixels(value: object) -> int:
    return min(100_000, max(0, int(value))) if isinstance(value, int | float) else 0
