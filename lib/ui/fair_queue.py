"""A queue for the runs of readers' pages, so that after a change the first is done at once and the last no later.

Python computes one thing at a time: three hundred concurrent runs only alternate, and all of them end when the last one
does. A visitor in control never waits here. A hanging run delays the others briefly, not for ever.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lib.access.rights import Right, Role, allows

AT_ONCE = 1
"""Number of readers' runs that compute at the same time; one waits for others only where processes share the logins."""
PATIENCE = 10.0
"""Seconds after which a run starts out of turn."""
_turns = threading.Semaphore(AT_ONCE)


HALL_FIRST = 1.0
"""Maximum seconds that a reader's run waits for the screens of the hall to have the newest picture."""


@contextmanager
def wait_for_turn(
    role: Role, patience: float = PATIENCE, hall: Callable[[float], object] | None = None
) -> Iterator[bool]:
    """Wait for this visitor's turn; a visitor in control needs none. Yields whether the turn was granted.

    `hall` waits until the screens of the hall have the newest picture: they come before any page.
    """
    had = not allows(role, Right.CONTROL) and _turns.acquire(timeout=patience)
    try:
        if had and hall is not None:
            hall(HALL_FIRST)
        yield had
    finally:
        if had:
            _turns.release()
