"""Readers' pages run one after the other, so that after a change the first is done at once and the last no later.

Python computes one thing at a time: three hundred runs side by side only take turns, and all of them end when the last
one does. Whoever controls the day never waits here. A run that is stuck holds the others up for a moment, not for good.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from lib.access.rights import Right, Role, allows

AT_ONCE = 1
"""A run of a reader computes; it waits for others only where several processes share the logins, and then briefly."""
PATIENCE = 10.0
"""Seconds after which a run goes ahead without its turn."""
_turns = threading.Semaphore(AT_ONCE)


HALL_FIRST = 1.0
"""Seconds that a reader's run waits at most for the screens of the hall to have what is new."""


@contextmanager
def wait_for_turn(
    role: Role, patience: float = PATIENCE, hall: Callable[[float], object] | None = None
) -> Iterator[bool]:
    """Run when it is this visitor's turn; whoever controls the day needs none. Gives whether a turn was had.

    `hall` waits until the screens of the hall have what is new: they come before any page.
    """
    had = not allows(role, Right.CONTROL) and _turns.acquire(timeout=patience)
    try:
        if had and hall is not None:
            hall(HALL_FIRST)
        yield had
    finally:
        if had:
            _turns.release()
