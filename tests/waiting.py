"""Waiting in tests of real servers: for what is needed, and for a rule of the program that is itself a time."""

from __future__ import annotations

import time
from collections.abc import Callable

from lib.stage.acts import DWELL

PATIENCE = 40.0


def until(holds: Callable[[], object], seconds: float = PATIENCE) -> None:
    """Wait until something holds; TimeoutError where it never does."""
    end = time.monotonic() + seconds
    while not holds():
        if time.monotonic() > end:
            raise TimeoutError(holds)
        time.sleep(0.02)


def a_moment_passes() -> None:
    """Two presses within this time are one: the next press is another."""
    time.sleep(DWELL.total_seconds() + 0.1)
