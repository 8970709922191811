"""The head of a log, kept apart from it: a missing or truncated log is detected by it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from lib.store.shelf import Shelf

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """The number of the newest line of a log, and an identifying text without blanks."""

    number: int
    mark: str


class Heads:
    """The head of the log of a `name` on every one of `shelves`."""

    def __init__(self, name: str, shelves: Sequence[Shelf] = ()) -> None:
        self.name = f"{name}.head"
        self._shelves = tuple(shelves)

    def note(self, head: Head) -> None:
        """Write the head to every shelf; one that refuses keeps the old one until the next line."""
        for shelf in self._shelves:
            try:
                shelf.write(self.name, f"{head.number} {head.mark}\n", durable=False)
            except OSError as error:
                _LOG.warning("%s could not be noted: %s", self.name, error.strerror)

    def newest(self) -> Head | None:
        """The furthest head on any shelf; None where there is no readable one."""
        found = [head for head in map(self._read, self._shelves) if head is not None]
        return max(found, key=lambda head: head.number, default=None)

    def _read(self, shelf: Shelf) -> Head | None:
        try:
            number, mark = (shelf.read(self.name) or "").split()
            return Head(int(number), mark)
        except (OSError, ValueError):
            return None
