"""Google spreadsheets read together and confirmed: what stood in them at one moment, never a mixture (contract 7).

Edits between the ranges of one reading, or between two spreadsheets read one after the other, show states that never
stood in the sheet. After a change every spreadsheet is read once more, at one moment and with its formats; where both
readings agree the version counts. While people go on typing the last good one stays for `LONGEST_TYPING`; then the
newest counts, and what differed is marked as `unsettled`, so that nothing is decided by it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.sheets.sources.google import GoogleSource, Look
from lib.sheets.sources.grid import Place, Rows, differing
from lib.sheets.sources.joined import SeveralSources, joined
from lib.sheets.sources.retry import Clock, SystemClock
from lib.sheets.sources.source import RawTable, RawTables

LONGEST_TYPING = 30.0
FORMATS_SECONDS = 300.0
"""Seconds after which formats, merges and hidden rows are looked at although no value changed."""
_FIRST_CELL = frozenset({(1, 1)})

TabName = tuple[str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class _Counted:
    """What counts now: `tables` as they are handed on, `values` as they are read; None where that is not known."""

    tables: RawTables
    values: RawTables | None


class ConfirmedSource(SeveralSources):
    """One or several Google spreadsheets as one workbook, each version confirmed by a second reading of them all."""

    def __init__(self, sources: Sequence[GoogleSource], clock: Clock | None = None) -> None:
        super().__init__(sources)
        self.spreadsheets = tuple(sources)
        self._clock = clock or SystemClock()
        self._counted: _Counted | None = None
        self._before: RawTables | None = None
        self._typed_since = math.inf
        self._looked_at = -math.inf

    def owns(self, table: RawTable) -> bool:
        """Whether a table was read from one of these spreadsheets."""
        return any(source.owns(table) for source in self.spreadsheets)

    def recall(self, tables: RawTables) -> None:
        """Hand on what was read before a restart; it stays until what is read now is confirmed."""
        super().recall(tables)
        mine = tuple(table for table in tables.tables if self.owns(table))
        if mine and self._counted is None:
            self._counted = _Counted(RawTables(mine, tuple(dict.fromkeys(table.source for table in mine))), None)

    def fetch(self) -> RawTables:
        """The tables that count: confirmed, or the last that were; `SourceError` of the first that cannot be read."""
        looks = self._looks(due=True) if self._formats_due() else None
        found = super().fetch()
        before, self._before = self._before, found
        if looks is not None and not _between(found, looks.values):
            return self._settled(looks)
        counted = self._counted
        if counted is not None and counted.values is not None and not _between(found, counted.values):
            self._typed_since = math.inf
            return counted.tables
        return self._confirmed(found, before)

    def _formats_due(self) -> bool:
        counts = self._counted is not None and self._counted.values is not None
        rested = self._clock.now() >= self._looked_at + FORMATS_SECONDS
        return counts and rested and all(source.tabs_due for source in self.spreadsheets)

    def _confirmed(self, found: RawTables, before: RawTables | None) -> RawTables:
        """What counts now that `found` is another reading than the one that counted."""
        self._typed_since = min(self._typed_since, self._clock.now())
        last = Look(found, found)
        earlier = before
        for _ in range(1 if self._counted is not None else 2):
            if not all(source.may_confirm for source in self.spreadsheets):
                break
            last, earlier = self._looks(due=False), last.values
            if not _between(earlier, last.values):
                return self._settled(last)
        self._before = last.values
        if self._counted is not None and self._clock.now() < self._typed_since + LONGEST_TYPING:
            return self._counted.tables
        return self._unsettled(last, earlier)

    def _looks(self, *, due: bool) -> Look:
        found = [source.look(due=due) for source in self.spreadsheets]
        self._looked_at = self._clock.now()
        return Look(joined(look.values for look in found), joined(look.tables for look in found))

    def _settled(self, looks: Look) -> RawTables:
        self._typed_since = math.inf
        same = self._counted is not None and self._counted.tables == looks.tables
        tables = self._counted.tables if same and self._counted is not None else looks.tables
        self._counted = _Counted(tables, looks.values)
        return tables

    def _unsettled(self, last: Look, earlier: RawTables | None) -> RawTables:
        """The newest reading, marked where it differs from the one before; it is confirmed again next time."""
        unlike = _between(earlier, last.values) if earlier is not None else {}
        tables = tuple(replace(table, unsettled=unlike.get(_name(table), frozenset())) for table in last.tables.tables)
        self._typed_since = self._clock.now()
        self._counted = _Counted(RawTables(tables, last.tables.labels), None)
        return self._counted.tables


def _between(first: RawTables, second: RawTables) -> dict[TabName, frozenset[Place]]:
    """The places at which two readings differ, by tab; all tabs where they have not the same ones."""
    one, other = _by_name(first), _by_name(second)
    if list(one) != list(other):
        return dict.fromkeys({*one, *other}, _FIRST_CELL)
    found = {name: differing(one[name], other[name]) for name in one}
    return {name: places for name, places in found.items() if places}


def _by_name(tables: RawTables) -> dict[TabName, Rows]:
    return {_name(table): table.rows for table in tables.tables}


def _name(table: RawTable) -> TabName:
    return table.source, table.tab, table.url, table.locale
