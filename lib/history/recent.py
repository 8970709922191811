"""The last changes of the workbook since this start: when, in which cells, with what effect."""

from __future__ import annotations

import datetime as dt
import threading
from collections import deque
from dataclasses import dataclass, replace

from lib.feed.latest import Latest, Version
from lib.feed.polling import Feed
from lib.history.changes import Difference, difference
from lib.snapshot import Snapshot

MOST_CHANGES = 50
MOST_CELLS = 100
"""Cells kept of one change; a tab that came or went counts with all of them."""


@dataclass(frozen=True)
class Change:
    """One step from a version to the next. `difference.cells` are the first of `cells`, the number in all.

    `number` counts the changes since the start. Points count in 10^-`decimals`. `new_source` is what is read from now
    on, None where that stayed.
    """

    number: int
    at: dt.datetime
    difference: Difference
    cells: int
    decimals: int
    new_source: str | None = None


class RecentChanges:
    """Listens to a feed and keeps the last changes; create it before the feed starts, after `recall`."""

    def __init__(self, feed: Feed) -> None:
        self._changes: deque[Change] = deque(maxlen=MOST_CHANGES)
        self._noted = 0
        self._shown: Version | None = feed.latest.version
        self._lock = threading.Lock()
        feed.listen(self._note)

    def newest_first(self) -> tuple[Change, ...]:
        """At most `MOST_CHANGES`, the newest first."""
        with self._lock:
            return tuple(reversed(self._changes))

    def _note(self, latest: Latest) -> None:
        before, after = self._shown, latest.version
        if after is None or after is before:
            return
        self._shown = after
        if before is not None:
            with self._lock:
                self._noted += 1
                self._changes.append(_change(self._noted, before, after))


def _change(number: int, before: Version, after: Version) -> Change:
    found = difference(before, after)
    moved = before.snapshot.source != after.snapshot.source
    return Change(
        number,
        after.snapshot.taken_at,
        replace(found, cells=found.cells[:MOST_CELLS]),
        len(found.cells),
        _decimals(after.snapshot),
        after.snapshot.source if moved else None,
    )


def _decimals(snapshot: Snapshot) -> int:
    return snapshot.workbook.contest.decimals
