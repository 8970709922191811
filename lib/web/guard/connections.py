"""Connections before they are requests: how many may be open, and how long one may say nothing.

A client that takes nothing of what is sent to it is closed too: what waits for it would stand in memory for ever.

Every connection costs a descriptor, and a process that has none left answers nobody. So the soft limit of them is
raised at the start, all limits lie under it with a reserve for files, the store and the sheet, and a connection that
sends no whole header in time is closed. Uvicorn has no setting for any of this; its protocol is extended here
(docs/streamlit.md).
"""

from __future__ import annotations

import asyncio
import socket
from typing import Any

from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from lib.access.local import is_loopback_host
from lib.access.throttle import source_of
from lib.web.guard.request_meter import Limits

FIRST_HEADER = 10.0
"""Seconds in which a connection must send the whole header of a request, from its opening or its first byte."""
SENT_AHEAD = 128 * 1024
"""Bytes that the system may hold of an answer that is not taken yet; it would let them grow to megabytes by itself."""
TAKING = 30.0
"""Seconds for which an answer may wait for a client that reads nothing of it."""


def raise_descriptors(most: int = 65_536) -> int:
    """Raise the soft limit of open descriptors as far as this account may; what it is then."""
    try:
        import resource
    except ImportError:  # Windows: its sockets are no descriptors
        return most
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)


class Connections:
    """The open connections by source. A proxy on this machine speaks for everybody: only all together count there."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: dict[str, set[asyncio.BaseTransport]] = {}

    def enter(self, address: str | None, transport: asyncio.BaseTransport) -> bool:
        """Whether a connection may stay."""
        name = "" if is_loopback_host(address) else source_of(address)
        own = self._open[name] = {one for one in self._open.get(name, ()) if not one.is_closing()}
        if (name and len(own) >= self._limits.connections) or self._all() >= self._limits.connections_in_all:
            return False
        own.add(transport)
        return True

    def _all(self) -> int:
        if sum(map(len, self._open.values())) >= self._limits.connections_in_all:
            left = {name: {one for one in own if not one.is_closing()} for name, own in self._open.items()}
            self._open = {name: own for name, own in left.items() if own}
        return sum(map(len, self._open.values()))


class ConnectionPatience:
    """The time that a connection has for the header of a request, or to take what waits for it."""

    def __init__(self, protocol: HttpToolsProtocol, seconds: float) -> None:
        self._protocol = protocol
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        if self._timer is None:
            self._timer = self._protocol.loop.call_later(self._seconds, self._over)

    def end(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _over(self) -> None:
        if not self._protocol.transport.is_closing():
            self._protocol.transport.abort()


class ReadProtocol(HttpToolsProtocol):
    """Uvicorn's protocol for clients that read what is sent to them; any other is let go."""

    reader: ConnectionPatience | None = None

    def pause_writing(self) -> None:
        if self.reader is not None:
            self.reader.begin()
        super().pause_writing()

    def resume_writing(self) -> None:
        if self.reader is not None:
            self.reader.end()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        if self.reader is not None:
            self.reader.end()
        super().connection_lost(exc)


def bound_connections(limits: Limits, seconds: float = FIRST_HEADER, taking: float = TAKING) -> type[HttpToolsProtocol]:
    """Uvicorn's protocol with these bounds; a message of a websocket over the bound is refused while it arrives."""
    connections = Connections(limits)

    class Bounded(ReadProtocol):
        patience: ConnectionPatience | None = None

        def connection_made(self, transport: Any) -> None:
            super().connection_made(transport)
            self.config.ws_max_size = min(self.config.ws_max_size, limits.message)
            if not connections.enter(self.client[0] if self.client else None, transport):
                transport.abort()
                return
            transport.get_extra_info("socket").setsockopt(socket.SOL_SOCKET, socket.SO_SNDBUF, SENT_AHEAD)
            self.patience = ConnectionPatience(self, seconds)
            self.patience.begin()
            self.reader = ConnectionPatience(self, taking)

        def data_received(self, data: bytes) -> None:
            if self.patience is not None and (self.cycle is None or self.cycle.response_complete):
                self.patience.begin()
            super().data_received(data)

        def on_headers_complete(self) -> None:
            self._at_ease()
            super().on_headers_complete()

        def connection_lost(self, exc: Exception | None) -> None:
            self._at_ease()
            super().connection_lost(exc)

        def _at_ease(self) -> None:
            if self.patience is not None:
                self.patience.end()

    return Bounded


def extend_uvicorn(limits: Limits, seconds: float = FIRST_HEADER) -> None:
    """Make every connection of this process a bounded one: the server is there before the program that it loads.

    A protocol is another one before its parser is made: parser and loop keep the methods that they find at first.
    """
    bounded = bound_connections(limits, seconds)
    made = HttpToolsProtocol.__init__

    def init(self: HttpToolsProtocol, *about: Any, **named: Any) -> None:
        if type(self) is HttpToolsProtocol:
            self.__class__ = bounded
        made(self, *about, **named)

    HttpToolsProtocol.__init__ = init  # type: ignore[method-assign]
