"""Clocks that a test sets by hand."""

from __future__ import annotations

import datetime as dt

from tests.builders import NOON


class SecondsClock:
    """Seconds, as `time.time` and `time.monotonic` give them."""

    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


class DayClock:
    """Moments of the conference day, from noon on."""

    def __init__(self) -> None:
        self.now = NOON

    def __call__(self) -> dt.datetime:
        return self.now

    def pass_seconds(self, seconds: float) -> None:
        self.now += dt.timedelta(seconds=seconds)


class HandClock:
    """The clock of a source; a wait only notes how long it would have been."""

    def __init__(self) -> None:
        self.time = 0.0
        self.waits: list[float] = []

    def now(self) -> float:
        return self.time

    def wait(self, seconds: float) -> None:
        self.waits.append(seconds)
        self.time += seconds
