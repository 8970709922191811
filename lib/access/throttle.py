"""Slowing down whoever guesses: after a few failures each next try has to wait longer.

A source is an address, or a machine that has logged in before: guests who guess behind the same router as the
secretary slow themselves down, not her.
"""

from __future__ import annotations

import ipaddress
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass

FREE_TRIES = 5
FIRST_WAIT = 2.0
LONGEST_WAIT = 300.0
FORGET_AFTER = 3600.0
MOST_SOURCES = 10_000


@dataclass(frozen=True, slots=True)
class _Failures:
    count: int
    last: float


class Throttle:
    """Failures by source. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._failures: OrderedDict[str, _Failures] = OrderedDict()

    def wait(self, source: str) -> float:
        """Seconds before a source may try again, 0 when it may try now."""
        with self._lock:
            failed = self._failures.get(source)
            return 0.0 if failed is None else max(0.0, failed.last + _penalty(failed.count) - self._clock())

    def failed(self, source: str) -> int:
        """Note a failure; the number of failures in a row."""
        with self._lock:
            before = self._failures.pop(source, None)
            now = self._clock()
            count = 1 if before is None or now - before.last > FORGET_AFTER else before.count + 1
            self._failures[source] = _Failures(count, now)
            while len(self._failures) > MOST_SOURCES:
                self._failures.popitem(last=False)
            return count

    def succeeded(self, source: str) -> None:
        """Forget the failures of a source."""
        with self._lock:
            self._failures.pop(source, None)


def _penalty(failures: int) -> float:
    if failures < FREE_TRIES:
        return 0.0
    doublings = min(failures - FREE_TRIES, 16)
    return min(FIRST_WAIT * 2.0**doublings, LONGEST_WAIT)


def source_of(address: str | None) -> str:
    """What counts as one source: an IPv4 address, or the /64 network of an IPv6 one, which is one household."""
    try:
        found = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if found.version == 6 and found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(found) if found.version == 4 else str(ipaddress.ip_network((found, 64), strict=False))
