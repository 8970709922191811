"""The head of a log, kept apart from it: a missing, truncated or changed log is detected by it."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lib.store.shelf import Shelf

START = "0" * 64
"""The hash before the first row of a log."""
_LOG = logging.getLogger(__name__)


def chained(rows: Iterable[str], before: str = START) -> str:
    """The hash of rows that follow those with the hash `before`: it depends on all of them and on their order."""
    for row in rows:
        before = hashlib.sha256(f"{before}\n{row}".encode(errors="surrogatepass")).hexdigest()
    return before


@dataclass(frozen=True, slots=True)
class Head:
    """The number of the newest line of a log, and an identifying text without blanks, such as its chained hash."""

    number: int
    mark: str

    def fits(self, rows: Sequence[str]) -> bool:
        """Whether rows begin with those that were hashed; a mark of an earlier program gives their number alone."""
        known = 0 < self.number <= len(rows)
        return known and (not self._is_chained or self.mark == chained(rows[: self.number]))

    def mark_after(self, rows: Sequence[str]) -> str:
        """The mark of all of these rows. It continues this one, so that a row changed before it never fits again."""
        continues = self._is_chained and 0 < self.number <= len(rows)
        return chained(rows[self.number :], self.mark) if continues else chained(rows)

    @property
    def _is_chained(self) -> bool:
        return len(self.mark) == len(START)


def furthest(heads: Iterable[Head], rows: Sequence[str] = ()) -> Head | None:
    """The head with the highest number; of several, one that fits the rows, because another may be damaged."""
    return max(heads, key=lambda head: (head.number, head.fits(rows)), default=None)


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
        return furthest(self.noted())

    def noted(self) -> tuple[Head, ...]:
        """The readable heads of all shelves."""
        return tuple(head for head in map(self._read, self._shelves) if head is not None)

    def any_left(self) -> bool:
        """Whether any shelf holds a head, even a damaged one: there was a log with a line."""
        return any(map(self._holds, self._shelves))

    def _holds(self, shelf: Shelf) -> bool:
        try:
            return shelf.read(self.name) is not None
        except (IsADirectoryError, PermissionError, ValueError):
            return True
        except OSError:
            return False

    def _read(self, shelf: Shelf) -> Head | None:
        try:
            number, mark = (shelf.read(self.name) or "").split()
            return Head(int(number), mark)
        except (OSError, ValueError):
            return None
