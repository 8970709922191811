"""How far a log had come, noted in places of its own: a log that is gone or cut short is known by it."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from dataclasses import dataclass

from lib.store.shelf import Shelf

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Head:
    """The number of the newest line of a log, and a mark of it without blanks."""

    number: int
    mark: str


class Heads:
    """The head of the log of a `name` on every one of `shelves`."""

    def __init__(self, name: str, shelves: Sequence[Shelf] = ()) -> None:
        self.name = f"{name}.head"
        self._shelves = tuple(shelves)

    def note(self, head: Head) -> None:
        """Note it in every place; one that refuses keeps the old one, for the next line tries again."""
        for shelf in self._shelves:
            try:
                shelf.write(self.name, f"{head.number} {head.mark}\n", durable=False)
            except OSError as error:
                _LOG.warning("%s could not be noted: %s", self.name, error.strerror)

    def newest(self) -> Head | None:
        """The furthest that is noted anywhere; None where nothing that makes sense is."""
        found = [head for head in map(self._read, self._shelves) if head is not None]
        return max(found, key=lambda head: head.number, default=None)

    def _read(self, shelf: Shelf) -> Head | None:
        try:
            number, mark = (shelf.read(self.name) or "").split()
            return Head(int(number), mark)
        except (OSError, ValueError):
            return None
