"""Token buckets: a burst of so many at once, then a steady rate per second."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Rate:
    """The capacity of a bucket (tokens available at once) and its refill rate in tokens per second."""

    burst: float
    per_second: float


class Bucket:
    """A token bucket. `clock` gives monotonic seconds."""

    def __init__(self, rate: Rate, clock: Callable[[], float]) -> None:
        self._rate = rate
        self._clock = clock
        self._left = rate.burst
        self._at = clock()

    def take(self) -> float:
        """Take one token; return the seconds to wait for it, 0 when one was available."""
        now = self._clock()
        self._left = min(self._rate.burst, self._left + (now - self._at) * self._rate.per_second)
        self._at = now
        if self._left < 1:
            return (1 - self._left) / self._rate.per_second
        self._left -= 1
        return 0.0
