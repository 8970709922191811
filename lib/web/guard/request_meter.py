"""Counting the requests of each source: the limits, and the buckets that enforce them.

The limits are far above what a hall of people behind one router needs: a phone that opens the app requests about ninety
files and two websockets, and three hundred phones that reconnect at once stay below all of them (test_limits.py).
"""

from __future__ import annotations

import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace

from lib.access.bucket import Bucket, Rate
from lib.access.throttle import source_of

MOST_SOURCES = 20_000


@dataclass(frozen=True, slots=True)
class Limits:
    """The limits of one source, of one websocket, and of one request (bytes).

    `kept` are websockets beyond all limits, reserved for visitors in control; `streams` is the total of followers of
    the live page. `readers_runs` and `known_runs` limit the page runs of one websocket, of a reader and of a logged-in
    visitor; `source_runs` those of all readers of one source: three hundred phones behind one router open a page and
    follow two changes at once, then as many a second as leave half of a processor to others.
    """

    requests: Rate = Rate(40_000, 400)
    sockets: Rate = Rate(2_000, 40)
    open_sockets: int = 1_500
    open_sockets_in_all: int = 3_000
    message_rate: Rate = Rate(80, 20)
    readers_runs: Rate = Rate(12, 1)
    known_runs: Rate = Rate(40, 5)
    source_runs: Rate = Rate(900, 25)
    body: int = 64 * 1024
    query: int = 8 * 1024
    message: int = 1024 * 1024
    kept: int = 32
    connections: int = 4_000
    connections_in_all: int = 6_000
    streams: int = 3_400


DESCRIPTORS_KEPT = 200
"""Descriptors reserved for files, the store, the sheet and the log."""


def limits_under(descriptors: int) -> Limits:
    """The limits of a process with this many descriptors; 1,024 are enough for three hundred phones."""
    usual = Limits()
    connections = min(usual.connections_in_all, max(64, descriptors - DESCRIPTORS_KEPT))
    sockets = min(usual.open_sockets_in_all, connections - connections // 12)
    return replace(
        usual,
        connections_in_all=connections,
        connections=min(usual.connections, connections - connections // 20),
        open_sockets_in_all=sockets,
        open_sockets=min(usual.open_sockets, sockets - sockets // 10),
        kept=min(usual.kept, connections // 16),
        streams=min(usual.streams, connections * 3 // 5),
    )


@dataclass(slots=True)
class _Source:
    requests: Bucket
    sockets: Bucket
    runs: Bucket
    open: int = 0


@dataclass
class RequestMeter:
    """The requests of every source, those within an open websocket included. `clock` gives monotonic seconds."""

    limits: Limits
    clock: Callable[[], float] = time.monotonic
    _sources: OrderedDict[str, _Source] = field(default_factory=OrderedDict)
    _open: int = 0

    def request(self, address: str | None) -> float:
        """Seconds that a request has to wait, 0 when it may proceed."""
        return self._of(address).requests.take()

    def enter(self, address: str | None, *, controls: bool = False) -> bool:
        """Whether a websocket may open; `leave` must follow where it may. Some are reserved for visitors in control."""
        source = self._of(address)
        kept = self.limits.kept if controls else 0
        full = source.open >= self.limits.open_sockets + kept or self._open >= self.limits.open_sockets_in_all + kept
        if full or (source.sockets.take() > 0 and not controls):
            return False
        source.open += 1
        self._open += 1
        return True

    def leave(self, address: str | None) -> None:
        """Note that a websocket closed."""
        self._of(address).open -= 1
        self._open -= 1

    def runs(self, address: str | None) -> Bucket:
        """The page runs of all readers of a source."""
        return self._of(address).runs

    def _of(self, address: str | None) -> _Source:
        name = source_of(address)
        source = self._sources.pop(name, None)
        if source is None:
            requests, sockets, runs = self.limits.requests, self.limits.sockets, self.limits.source_runs
            source = _Source(Bucket(requests, self.clock), Bucket(sockets, self.clock), Bucket(runs, self.clock))
            self._forget()
        self._sources[name] = source
        return source

    def _forget(self) -> None:
        """Make room: drop the source without open websockets that has been silent for longest."""
        if len(self._sources) >= MOST_SOURCES:
            idle = next((name for name, source in self._sources.items() if source.open == 0), None)
            if idle is not None:
                del self._sources[idle]
