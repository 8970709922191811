"""A queue for the runs of readers' pages, so that after a change the first is done at once and the last no later.

Python computes one thing at a time: three hundred concurrent runs only alternate, and all of them end when the last one
does. A visitor in control never waits here. A hanging run delays the others briefly, not for ever.

`send_together` concerns the messages of a run: Streamlit wakes the event loop for each of about twenty, and each time
the loop takes the interpreter from the run (docs/streamlit.md).
"""

from __future__ import annotations

import asyncio
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from streamlit.runtime.app_session import AppSession

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


def send_together() -> None:
    """Pass the messages of runs to the event loop in one call for all that are waiting, in order, not one by one."""
    waiting: list[Callable[[], None]] = []
    adding = threading.Lock()
    wake = AppSession._call_soon_on_event_loop

    def hand_on() -> None:
        with adding:
            batch = tuple(waiting)
            waiting.clear()
        loop = asyncio.get_running_loop()
        for callback in batch:
            loop.call_soon(callback)

    def call_soon(session: AppSession, callback: Callable[[], None]) -> None:
        with adding:
            waiting.append(callback)
            first = len(waiting) == 1
        if first:
            wake(session, hand_on)

    AppSession._call_soon_on_event_loop = call_soon  # type: ignore[method-assign, assignment]
