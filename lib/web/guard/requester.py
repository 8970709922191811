"""The requester: the credentials of a connection, for all that is done on its behalf; sockets end with their login.

A page asks the door on every run; a file that is made later, a key on a screen, a file of `/media/` are requested
outside of any run, perhaps by another visitor than the page was drawn for. `current_requester()` is the current one.
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TypeVar
from weakref import WeakKeyDictionary

import anyio
from anyio.to_thread import run_sync
from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access.door import Door
from lib.access.rights import Right, Role, allows
from lib.access.visitor import SESSION_COOKIE, Credentials, Visitor
from lib.web import wait_for_news
from lib.web.guard import paths
from lib.web.guard.gate import LOCAL_HEADER
from lib.web.guard.headers import sending_with
from lib.web.plain_pages import refusal_page

MEDIA = "media"
FOLLOWED = frozenset({"_stcore/stream", "theo-doi"})
LOGIN_OVER = 4401
LAST_WORDS = 1.0
"""Seconds between the end of a login and the closing of its sockets."""
THREADS = 8
T = TypeVar("T")
LOOK = 10.0
"""Seconds after which a socket checks whether its login is still valid, in case it was not notified."""


@dataclass(frozen=True)
class Requester:
    """A connection: the door, and the credentials that it carries."""

    door: Door
    carried: Credentials

    def visitor(self) -> Visitor:
        """The visitor at this moment. The door may ask a store: never call it from the event loop."""
        return self.door.visitor(self.carried)

    def may(self, right: Right) -> bool:
        """Whether the visitor has a right at this moment."""
        return allows(self.visitor().role, right)

    @property
    def brings_something(self) -> bool:
        """Whether it carries credentials that the door has to look up; that of a plain reader does not."""
        return bool(self.carried.token or self.carried.identity)


_limiters: WeakKeyDictionary[asyncio.AbstractEventLoop, anyio.CapacityLimiter] = WeakKeyDictionary()


async def ask_door(doing: Callable[[], T]) -> T:
    """Ask the door in one of a few dedicated threads: while a store is slow, no picture and no file waits for them."""
    limiter = _limiters.setdefault(asyncio.get_running_loop(), anyio.CapacityLimiter(THREADS))
    return await run_sync(doing, limiter=limiter)


_asking: ContextVar[Requester | None] = ContextVar("asking", default=None)


def current_requester() -> Requester | None:
    """The requester of the current request; None outside of one."""
    return _asking.get()


async def requester_role() -> Role:
    """The role of the current requester; asks the door only where it has something to look up."""
    who = current_requester()
    if who is None:
        return Role.VIEWER
    return (await ask_door(who.visitor) if who.brings_something else who.visitor()).role


def requester_of(scope: Scope, door: Door) -> Requester:
    """The credentials of a request or a websocket. Of a cookie sent twice, the one that is a login counts."""
    headers = Headers(scope=scope)
    cookies = {name: value for line in headers.getlist("cookie") for name, value in cookie_parser(line).items()}
    identity = door.identity(cookies)
    return Requester(
        door,
        Credentials(
            local=LOCAL_HEADER.decode() in headers,
            token=cookies.get(SESSION_COOKIE),
            claims=identity.claims if identity else {},
            identity=identity.digest if identity else None,
        ),
    )


@dataclass(eq=False)
class _LoginConnection:
    """A websocket of a logged-in visitor: the login with which it was opened, and whether that is over."""

    asker: Requester
    role: Role
    loop: asyncio.AbstractEventLoop
    over: asyncio.Event = field(default_factory=asyncio.Event)

    def stands(self) -> bool:
        """Whether the login is still the one with which the socket was opened."""
        return self.asker.visitor().role is self.role

    def look(self) -> None:
        """Check the login, from any thread; the run in which it ended may send its last messages first."""
        if not self.stands():
            self.loop.call_soon_threadsafe(self.loop.call_later, LAST_WORDS, self.over.set)


class RequesterMiddleware:
    """Middleware: records the requester, keeps `/media/` for visitors who may print, ends sockets with logins."""

    def __init__(self, app: ASGIApp, door: Door, base: str = "", look: float = LOOK) -> None:
        self._app = app
        self._door = door
        self._base = base
        self._look = look
        self._lines: set[_LoginConnection] = set()
        self._lock = threading.Lock()
        door.listen(self._login_ended)

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
                await self._app(scope, receive, sending_with(send, _keep_nowhere))
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
        """The messages of the socket while its login is valid; then it is closed, and the page starts anew."""
        receiving: asyncio.Task[Message] | None = None

        async def receive_while_valid() -> Message:
            nonlocal receiving
            receiving = receiving or asyncio.ensure_future(receive())
            while not await _first(receiving, line.over, self._look):
                if line.over.is_set() or not await ask_door(line.stands):
                    receiving.cancel()
                    await send({"type": "websocket.close", "code": LOGIN_OVER})
                    return {"type": "websocket.disconnect", "code": LOGIN_OVER}
            message, receiving = receiving.result(), None
            return message

        return receive_while_valid

    def _login_ended(self) -> None:
        with self._lock:
            lines = tuple(self._lines)
        for line in lines:
            line.look()


async def _first(receiving: asyncio.Task[Message], over: asyncio.Event, seconds: float) -> bool:
    """Whether a message came before the login ended or this many seconds passed."""
    if over.is_set():
        return False
    await wait_for_news(over, receiving, seconds)
    return receiving.done() and not over.is_set()


def _keep_nowhere(answer: MutableHeaders) -> None:
    """A file of a page is for its requester only: no proxy and no browser stores it."""
    del answer["cache-control"]
    answer.append("cache-control", "private, no-store")
