"""A queue for login attempts: one at a time for each address, and a few threads for all of them.

A hash takes a tenth of a second and a store may be slow: a client that sends many attempts waits for itself, and
requests that need no login (a page, a file, a picture of the hall) wait for none of them.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import TypeVar

import anyio
from anyio.to_thread import run_sync

MOST_WAITING = 16
"""Maximum number of waiting attempts of one address; a hall behind one router sends no more at once."""
MOST_IN_ALL = 200
THREADS = 4
PATIENCE = 8.0
"""Seconds after which an attempt is answered that the store does not respond."""
T = TypeVar("T")


class QueueFull(Exception):
    """Too many attempts are waiting already."""


@dataclass
class _Turn:
    waiting: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class LoginQueue:
    """The queues of all addresses; for one event loop."""

    def __init__(self) -> None:
        self._turns: dict[str, _Turn] = {}
        self._threads: anyio.CapacityLimiter | None = None

    async def ask(self, source: str, doing: Callable[[], T]) -> T:
        """Run `doing` in a thread in the turn of `source`; `QueueFull`, or TimeoutError while it runs on and counts."""
        self._threads = self._threads or anyio.CapacityLimiter(THREADS)
        async with self._turn(source):
            with anyio.fail_after(PATIENCE):
                return await run_sync(doing, abandon_on_cancel=True, limiter=self._threads)

    @asynccontextmanager
    async def _turn(self, source: str) -> AsyncIterator[None]:
        turn = self._turns.setdefault(source, _Turn())
        if turn.waiting >= MOST_WAITING or sum(other.waiting for other in self._turns.values()) >= MOST_IN_ALL:
            raise QueueFull
        turn.waiting += 1
        try:
            async with turn.lock:
                yield
        finally:
            turn.waiting -= 1
            if turn.waiting == 0:
                del self._turns[source]
