"""Who asks: what a connection carries, kept for everything that is done for it, and lines that end with their login.

A page asks the door on every run; a file that is made later, a key on a screen, a file of `/media/` are asked for
outside of any run, perhaps by somebody else than the page was drawn for. `current_requester()` is whoever asks now.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Awaitable, Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar
from weakref import WeakKeyDictionary

import anyio
from anyio.to_thread import run_sync
from starlette.datastructures import Headers
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access.door import Door
from lib.access.rights import Right, Role, allows
from lib.access.visitor import SESSION_COOKIE, Credentials, Visitor
from lib.web.guard import paths
from lib.web.guard.gate import LOCAL_HEADER
from lib.web.plain_pages import refusal_page

MEDIA = "media"
FOLLOWED = frozenset({"_stcore/stream", "theo-doi"})
LOGIN_OVER = 4401
LAST_WORDS = 1.0
"""Seconds between the end of a login and the end of its lines."""
THREADS = 8
T = TypeVar("T")
LOOK = 10.0
"""Seconds after which a line looks whether its login still stands, should nobody have said."""


@dataclass(frozen=True)
class Requester:
    """A connection: the door, and what the connection carries."""

    door: Door
    carried: Credentials

    def visitor(self) -> Visitor:
        """Who it is at this moment. The door may ask a store: never from the event loop."""
        return self.door.visitor(self.carried)

    def may(self, right: Right) -> bool:
        """Whether it has a right at this moment."""
        return allows(self.visitor().role, right)

    @property
    def brings_something(self) -> bool:
        """Whether it carries anything that the door has to look up; a plain reader's does not."""
        return bool(self.carried.token or self.carried.identity)


_limiters: WeakKeyDictionary[asyncio.AbstractEventLoop, anyio.CapacityLimiter] = WeakKeyDictionary()


async def ask_door(doing: Callable[[], T]) -> T:
    """Ask the door in one of a few threads of its own: while a store stalls, no picture and no file waits for them."""
    limiter = _limiters.setdefault(asyncio.get_running_loop(), anyio.CapacityLimiter(THREADS))
    return await run_sync(doing, limiter=limiter)


_asking: ContextVar[Requester | None] = ContextVar("asking", default=None)


def current_requester() -> Requester | None:
    """Whoever asks now; None outside of a request."""
    return _asking.get()


def requester_of(scope: Scope, door: Door) -> Requester:
    """What a request or a websocket carries. A cookie sent twice counts where one of the two is a login."""
    headers = Headers(scope=scope)
    cookies = {name: value for line in headers.getlist("cookie") for name, value in cookie_parser(line).items()}
    found = door.identity(cookies)
    return Requester(
        door,
        Credentials(
            local=LOCAL_HEADER.decode() in headers,
            token=cookies.get(SESSION_COOKIE),
            claims=found.claims if found else {},
            identity=found.digest if found else None,
        ),
    )


@dataclass(eq=False)
class _LoginConnection:
    """A websocket of somebody who is logged in: as whom it was opened, and whether that is over."""

    asker: Requester
    role: Role
    loop: asyncio.AbstractEventLoop
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def stands(self) -> bool:
        return self.asker.visitor().role is self.role

    def look(self) -> None:
        """From any thread. The run in which the login ended may say so: until then the line can do nothing more."""
        if not self.stands():
            self.loop.call_soon_threadsafe(self.loop.call_later, LAST_WORDS, self.over.set)


class RequesterMiddleware:
    """Middleware; keeps who asks, gives files of `/media/` to whoever prints, and closes lines whose login ended."""

    def __init__(self, app: ASGIApp, door: Door, base: str = "", look: float = LOOK) -> None:
        self._app = app
        self._door = door
        self._base = base
        self._look = look
        self._lines: set[_LoginConnection] = set()
        self._lock = threading.Lock()
        door.listen(self._somebody_ended)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        asking = requester_of(scope, self._door)
        token = _asking.set(asking)
        try:
            await self._answer(asking, scope, receive, send)
        finally:
            _asking.reset(token)

    async def _answer(self, asking: Requester, scope: Scope, receive: Receive, send: Send) -> None:
        path = paths.inside(scope["path"], self._base) or ""
        if scope["type"] == "http" and path.split("/")[0] == MEDIA:
            if await ask_door(lambda: asking.may(Right.PAPERS)):
                await self._app(scope, receive, _kept_nowhere(send))
            else:
                await refusal_page(403)(scope, receive, send)
        elif scope["type"] == "websocket" and path in FOLLOWED and asking.brings_something:
            await self._followed(asking, scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _followed(self, asking: Requester, scope: Scope, receive: Receive, send: Send) -> None:
        role = (await ask_door(asking.visitor)).role
        if role is Role.VIEWER:
            await self._app(scope, receive, send)
            return
        line = _LoginConnection(asking, role, asyncio.get_running_loop())
        with self._lock:
            self._lines.add(line)
        try:
            await self._app(scope, self._while_it_stands(line, receive, send), send)
        finally:
            with self._lock:
                self._lines.discard(line)

    def _while_it_stands(self, line: _LoginConnection, receive: Receive, send: Send) -> Receive:
        """What the line says while its login stands; then it is closed, and the page begins anew as who it is now."""
        hearing: asyncio.Task[Message] | None = None

        async def heard() -> Message:
            nonlocal hearing
            hearing = hearing or asyncio.ensure_future(receive())
            while not await _first(hearing, line.over, self._look):
                if line.over.is_set() or not await ask_door(line.stands):
                    hearing.cancel()
                    await send({"type": "websocket.close", "code": LOGIN_OVER})
                    return {"type": "websocket.disconnect", "code": LOGIN_OVER}
            message, hearing = hearing.result(), None
            return message

        return heard

    def _somebody_ended(self) -> None:
        with self._lock:
            lines = tuple(self._lines)
        for line in lines:
            line.look()


async def _first(hearing: asyncio.Task[Message], over: asyncio.Event, seconds: float) -> bool:
    """Whether something was said before the login ended, or before so many seconds went by."""
    if over.is_set():
        return False
    ended = asyncio.ensure_future(over.wait())
    await asyncio.wait({hearing, ended}, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
    ended.cancel()
    return hearing.done() and not over.is_set()


def _kept_nowhere(send: Send) -> Callable[[Message], Awaitable[None]]:
    """A file of a page is for whoever asked for it: no proxy and no browser keeps it."""

    async def send_private(message: Message) -> None:
        if message["type"] == "http.response.start":
            kept = [(name, value) for name, value in message["headers"] if name.lower() != b"cache-control"]
            message = {**message, "headers": [*kept, (b"cache-control", b"private, no-store")]}
        await send(message)

    return send_private
