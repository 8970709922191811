"""Repeats every few seconds what a disk refused or a lock prevented."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable, Sequence

EVERY = 2.0
_LOG = logging.getLogger(__name__)


class RetryLoop:
    """Calls each of `tasks` in a thread of its own; after an OSError it is tried again in the next round."""

    def __init__(self, tasks: Sequence[Callable[[], object]]) -> None:
        self._tasks = tuple(tasks)
        self._ended = threading.Event()
        self._refused: set[int] = set()

    def start(self) -> None:
        """Begin in a thread of its own."""
        threading.Thread(target=self._run, name="again", daemon=True).start()

    def stop(self) -> None:
        """End after the running round."""
        self._ended.set()

    def turn(self) -> None:
        """Run every task once; a failure is logged when it begins and when it ends."""
        for place, task in enumerate(self._tasks):
            try:
                task()
                if place in self._refused:
                    self._refused.discard(place)
                    _LOG.warning("what waited for the disk was done")
            except OSError as error:
                if place not in self._refused:
                    _LOG.warning("what waits for the disk is tried again: %s", error.strerror or error)
                self._refused.add(place)

    def _run(self) -> None:
        while not self._ended.wait(EVERY):
            self.turn()
