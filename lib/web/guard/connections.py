"""Limits on connections: how many may be open, and how long one may stay silent.

A client that reads nothing of what is sent to it is disconnected too: its data would stay in memory for ever.

Every connection costs a file descriptor, and a process without free ones answers no request. So their soft limit is
raised at the start, all limits are below it with a reserve for files, the store and the sheet, and a connection that
sends no complete header in time is closed. Uvicorn has no setting for any of this; its protocol is extended here
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
"""Seconds in which a connection must send the complete header of a request, from its opening or its first byte."""
SENT_AHEAD = 128 * 1024
"""Bytes of unread answer that the system may buffer; by itself it would let them grow to megabytes."""
TAKING = 30.0
"""Seconds for which an answer may wait for a client that reads none of it."""


def raise_descriptors(most: int = 65_536) -> int:
    """Raise the soft limit of open descriptors as far as this account may; return the new limit."""
    try:
        import resource
    except ImportError:  # on Windows, sockets are no descriptors
        return most
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    if soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))
    return max(soft, wanted)


class Connections:
    """The open connections by source; a proxy on this machine stands for everyone: only the total counts."""

    def __init__(self, limits: Limits) -> None:
        self._limits = limits
        self._open: dict[str, set[asyncio.BaseTransport]] = {}

    def enter(self, address: str | None, transport: asyncio.BaseTransport) -> bool:
        """Whether a connection may stay."""
        name = "" if is_loopback_host(address) else source_of(address)
        own = self._open[name] = {line for line in self._open.get(name, ()) if not line.is_closing()}
        if (name and len(own) >= self._limits.connections) or self._all() >= self._limits.connections_in_all:
            return False
        own.add(transport)
        return True

    def _all(self) -> int:
        if sum(map(len, self._open.values())) >= self._limits.connections_in_all:
            left = {name: {line for line in own if not line.is_closing()} for name, own in self._open.items()}
            self._open = {name: own for name, own in left.items() if own}
        return sum(map(len, self._open.values()))


class ConnectionPatience:
    """The time that a connection has to send the header of a request, or to read what waits for it."""

    def __init__(self, protocol: HttpToolsProtocol, seconds: float) -> None:
        self._protocol = protocol
        self._seconds = seconds
        self._timer: asyncio.TimerHandle | None = None

    def begin(self) -> None:
        """Start the timer."""
        if self._timer is None:
            self._timer = self._protocol.loop.call_later(self._seconds, self._over)

    def end(self) -> None:
        """Stop the timer."""
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    def _over(self) -> None:
        if not self._protocol.transport.is_closing():
            self._protocol.transport.abort()


class ReadProtocol(HttpToolsProtocol):
    """Uvicorn's protocol with a disconnect for clients that do not read what is sent to them."""

    reader: ConnectionPatience | None = None

    def pause_writing(self) -> None:
        """Start the patience for a client that does not read."""
        if self.reader is not None:
            self.reader.begin()
        super().pause_writing()

    def resume_writing(self) -> None:
        """Stop it once the client has read."""
        if self.reader is not None:
            self.reader.end()
        super().resume_writing()

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop it with the connection."""
        if self.reader is not None:
            self.reader.end()
        super().connection_lost(exc)


def bound_connections(limits: Limits, seconds: float = FIRST_HEADER, taking: float = TAKING) -> type[HttpToolsProtocol]:
    """Uvicorn's protocol with these bounds; a websocket message above the limit is refused while it arrives."""
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
    """Make every connection of this process a bounded one; needed because the server is created before the app.

    The class is replaced before its parser is made: parser and loop keep the methods that they find first.
    """
    bounded = bound_connections(limits, seconds)
    made = HttpToolsProtocol.__init__

    def init(self: HttpToolsProtocol, *args: Any, **kwargs: Any) -> None:
        if type(self) is HttpToolsProtocol:
            self.__class__ = bounded
        made(self, *args, **kwargs)

    HttpToolsProtocol.__init__ = init  # type: ignore[method-assign]
