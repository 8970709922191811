"""Throttling of guesses: after a few failures, each further attempt has to wait longer.

A source is an address, or a machine that has logged in before: guests who guess behind the same router as the
secretary slow themselves down, not her. Each target is counted apart: the passcode of each role, and one-time codes.
"""

from __future__ import annotations

import ipaddress
import json
import threading
from collections.abc import Iterable
from dataclasses import dataclass

from lib.store.notes import Notes

FREE_TRIES = 5
FIRST_WAIT = 2.0
LONGEST_WAIT = 300.0
FORGET_AFTER = 3600.0
CODE = "code"
"""The target of a guess beside the roles: a one-time code."""


@dataclass(frozen=True, slots=True)
class Caller:
    """The source of an attempt: an address (`source_of`), and the known machine behind it with its own targets."""

    address: str
    machine: str = ""
    own: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """The name of the source in the audit log."""
        return self.machine or self.address

    def key(self, what: str) -> str:
        """The key under which failures at the target `what` are counted."""
        return f"{what}|{self.machine if what in self.own else self.address}"


class Throttle:
    """Failed attempts by source, stored in `failures`. OSError where it is away: then no attempt is allowed."""

    def __init__(self, failures: Notes) -> None:
        self._failures = failures
        self._clock = failures.clock
        self._lock = threading.Lock()

    def wait(self, source: str) -> float:
        """Seconds before a source may try again, 0 when it may try now."""
        count, last = self._of(source)
        doubled = FIRST_WAIT * 2.0 ** min(count - FREE_TRIES, 16)
        penalty = min(doubled, LONGEST_WAIT) if count >= FREE_TRIES else 0.0
        return max(0.0, last + penalty - self._clock()) if count else 0.0

    def begin(self, source: str) -> float:
        """Count an attempt as failed before it is checked, so none is free at once; or return the seconds to wait."""
        with self._lock:
            wait = self.wait(source)
            if wait <= 0:
                self._note(source, self._of(source)[0] + 1)
        return wait

    def take_back(self, sources: Iterable[str]) -> None:
        """Take back attempts that were counted and did not fail."""
        with self._lock:
            for source in sources:
                self._note(source, self._of(source)[0] - 1)

    def _note(self, source: str, count: int) -> None:
        if count > 0:
            self._failures.put(source, json.dumps([count, self._clock()]), FORGET_AFTER)
        else:
            self._failures.pop(source)

    def succeeded(self, source: str) -> None:
        """Forget the failures of a source."""
        self._failures.pop(source)

    def _of(self, source: str) -> tuple[int, float]:
        """The number of failures in a row, and the time of the last one."""
        noted = self._failures.get(source)
        count, last = json.loads(noted) if noted else (0, 0.0)
        return count, last


def source_of(address: str | None) -> str:
    """The source that an address counts as: an IPv4 address, or the /64 network (one household) of an IPv6 one."""
    try:
        ip = ipaddress.ip_address(address or "")
    except ValueError:
        return "unknown"
    if ip.version == 6 and ip.ipv4_mapped:
        return str(ip.ipv4_mapped)
    return str(ip) if ip.version == 4 else str(ipaddress.ip_network((ip, 64), strict=False))
