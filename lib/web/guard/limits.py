"""Middleware that enforces the limits: excess requests are refused, excess messages of a page are read more slowly."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping

from starlette.types import ASGIApp, Message, Receive, Scope, Send

from lib.access.bucket import Bucket
from lib.web import client_address
from lib.web.guard.request_meter import RequestMeter
from lib.web.plain_pages import refusal_page

BODY_PATIENCE = 15.0
"""Maximum seconds between two chunks of a body."""
Sleep = Callable[[float], Awaitable[None]]
"""Waits this many seconds, as `asyncio.sleep` does; tests inject another one."""


class TooLarge(Exception):
    """A body above the limit."""


class RateLimits:
    """Middleware: rates, open websockets, and sizes of bodies, addresses and messages.

    `bodies` are the paths that accept a larger body, with its limit in bytes. `controls` tells whether a connection
    belongs to a visitor in control, for whom sockets are reserved; it is called only where no other is free.
    """

    def __init__(
        self,
        app: ASGIApp,
        meter: RequestMeter,
        sleep: Sleep = asyncio.sleep,
        bodies: Mapping[str, int] | None = None,
        controls: Callable[[Scope], Awaitable[bool]] | None = None,
    ) -> None:
        self._app = app
        self._meter = meter
        self._limits = meter.limits
        self._sleep = sleep
        self._bodies = bodies or {}
        self._controls = controls

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "http":
            await self._http(scope, receive, send)
        elif scope["type"] == "websocket":
            await self._websocket(scope, receive, send)
        else:
            await self._app(scope, receive, send)

    async def _http(self, scope: Scope, receive: Receive, send: Send) -> None:
        wait = self._meter.request(client_address(scope))
        if wait > 0:
            await refusal_page(429, wait=wait)(scope, receive, send)
        elif len(scope.get("query_string", b"")) > self._limits.query:
            await refusal_page(414)(scope, receive, send)
        elif _declared(scope) > self._body(scope):
            await refusal_page(413)(scope, receive, send)
        else:
            await self._counted(scope, receive, send)

    async def _counted(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Count a body of undeclared size; an answer that has begun already is left as it is."""
        read, read_all, begun = 0, False, False

        async def receive_counted() -> Message:
            nonlocal read, read_all
            message = await asyncio.wait_for(receive(), None if read_all else BODY_PATIENCE)
            read += len(message.get("body", b""))
            read_all = read_all or not message.get("more_body", False)
            if read > self._body(scope):
                raise TooLarge
            return message

        async def send_noted(message: Message) -> None:
            nonlocal begun
            begun = True
            await send(message)

        try:
            await self._app(scope, receive_counted, send_noted)
        except (TooLarge, TimeoutError) as error:
            if isinstance(error, TimeoutError) and read_all:
                raise
            if not begun:
                await refusal_page(413 if isinstance(error, TooLarge) else 408)(scope, receive, send)

    def _body(self, scope: Scope) -> int:
        return self._bodies.get(scope["path"], self._limits.body)

    async def _websocket(self, scope: Scope, receive: Receive, send: Send) -> None:
        address = client_address(scope)
        entered = self._meter.enter(address)
        if not entered and self._controls is not None and await self._controls(scope):
            entered = self._meter.enter(address, controls=True)
        if not entered:
            await receive()
            await send({"type": "websocket.close", "code": 1013})
            return
        try:
            await self._app(scope, self._slowed(receive, send), send)
        finally:
            self._meter.leave(address)

    def _slowed(self, receive: Receive, send: Send) -> Receive:
        """The messages of a page, no faster than allowed; a message above the limit closes the socket (1009)."""
        bucket = Bucket(self._limits.message_rate, self._meter.clock)

        async def receive_slowed() -> Message:
            message = await receive()
            if message["type"] != "websocket.receive":
                return message
            content = message.get("bytes") or message.get("text") or ""
            if len(content) > self._limits.message:
                await send({"type": "websocket.close", "code": 1009})
                return {"type": "websocket.disconnect", "code": 1009}
            while (wait := bucket.take()) > 0:
                await self._sleep(wait)
            return message

        return receive_slowed


def _declared(scope: Scope) -> int:
    for name, value in scope["headers"]:
        if name == b"content-length":
            return int(value) if value.isdigit() else 0
    return 0
