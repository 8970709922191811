"""Google spreadsheets read together and confirmed: their content at one moment, never a mixture (contract 7).

Edits between the ranges of one reading, or between two spreadsheets read one after the other, produce states that never
existed in the sheet. After a change every spreadsheet is read once more, at one moment and with its formats; where both
readings agree, the version counts. While editing continues, the last good one stays for `LONGEST_TYPING`; then the
newest counts, and what differed is marked as `unsettled`, so that nothing is decided by it.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

from lib.sheets.sources.google import GoogleSource, SpreadsheetContent
from lib.sheets.sources.grid import CellPosition, differing
from lib.sheets.sources.joined import SeveralSources, joined_tables
from lib.sheets.sources.retry import Clock, SystemClock
from lib.sheets.sources.source import RawTable, RawTables

LONGEST_TYPING = 30.0
FORMATS_SECONDS = 300.0
"""Seconds after which formats, merges and hidden rows are read although no value changed."""
_FIRST_CELL = frozenset({(1, 1)})

TabName = tuple[str, str, str | None, str | None]


@dataclass(frozen=True, slots=True)
class _ConfirmedTables:
    """The current content: `tables` as passed on, `values` as read; None where that is unknown."""

    tables: RawTables
    values: RawTables | None


class ConfirmedSource(SeveralSources):
    """One or several Google spreadsheets as one workbook, each version confirmed by a second reading of all of them."""

    def __init__(self, sources: Sequence[GoogleSource], clock: Clock | None = None) -> None:
        super().__init__(sources)
        self.spreadsheets = tuple(sources)
        self._clock = clock or SystemClock()
        self._counted: _ConfirmedTables | None = None
        self._typed_since = math.inf
        self._looked_at = -math.inf
        self._last_look: SpreadsheetContent | None = None

    def owns(self, table: RawTable) -> bool:
        """Whether a table was read from one of these spreadsheets."""
        return any(source.owns(table) for source in self.spreadsheets)

    def recall(self, tables: RawTables) -> None:
        """Pass on what was read before a restart; it stays until a new reading is confirmed."""
        super().recall(tables)
        mine = tuple(table for table in tables.tables if self.owns(table))
        if mine and self._counted is None:
            self._counted = _ConfirmedTables(
                RawTables(mine, tuple(dict.fromkeys(table.source for table in mine))), None
            )

    def fetch(self) -> RawTables:
        """The current tables: confirmed, or the last that were; the `SourceError` of the first that cannot be read."""
        looks = self._looks(due=True) if self._formats_due() else None
        found = super().fetch()
        if looks is not None and not _between(found, looks.values):
            return self._settled(looks)
        counted = self._counted
        if counted is not None and counted.values is not None and not _between(found, counted.values):
            self._typed_since = math.inf
            return counted.tables
        return self._confirmed(found)

    def _formats_due(self) -> bool:
        counts = self._counted is not None and self._counted.values is not None
        rested = self._clock.now() >= self._looked_at + FORMATS_SECONDS
        return counts and rested and all(source.tabs_due for source in self.spreadsheets)

    def _confirmed(self, tables: RawTables) -> RawTables:
        """The tables that count after `tables`, a reading that differs from the current one."""
        self._typed_since = min(self._typed_since, self._clock.now())
        counted = self._counted.tables if self._counted is not None else None
        earlier, newest = self._last_look, SpreadsheetContent(tables, tables)
        for _ in range(2 if counted is None else 1):
            if not all(source.may_confirm for source in self.spreadsheets):
                break
            earlier, newest = newest, self._looks(due=False)
            if not _between(earlier.values, newest.values):
                return self._settled(newest)
        if counted is not None and self._clock.now() < self._typed_since + LONGEST_TYPING:
            return counted
        return self._unsettled(earlier, newest)

    def _looks(self, *, due: bool) -> SpreadsheetContent:
        found = [source.look(due=due) for source in self.spreadsheets]
        self._looked_at = self._clock.now()
        self._last_look = SpreadsheetContent(
            joined_tables(look.values for look in found), joined_tables(look.tables for look in found)
        )
        return self._last_look

    def _settled(self, looks: SpreadsheetContent) -> RawTables:
        self._typed_since = math.inf
        same = self._counted is not None and self._counted.tables == looks.tables
        tables = self._counted.tables if same and self._counted is not None else looks.tables
        self._counted = _ConfirmedTables(tables, looks.values)
        return tables

    def _unsettled(self, earlier: SpreadsheetContent | None, newest: SpreadsheetContent) -> RawTables:
        """The newest reading, marked where it differs from the one before; it is confirmed again next time."""
        unlike = _between(earlier.values, newest.values) if earlier is not None else {}
        tables = newest.tables if newest is self._last_look else _with_formats(newest.tables, self._last_look)
        marked = tuple(replace(table, unsettled=unlike.get(_name(table), frozenset())) for table in tables.tables)
        self._typed_since = self._clock.now()
        self._counted = _ConfirmedTables(RawTables(marked, tables.labels), None)
        return self._counted.tables


def _with_formats(tables: RawTables, look: SpreadsheetContent | None) -> RawTables:
    """Values with the formats of their cells at the last reading of formats."""
    seen = {_name(table): table for table in look.tables.tables} if look is not None else {}

    def formatted(table: RawTable) -> RawTable:
        formats = seen.get(_name(table), table)
        return replace(
            table,
            merges=formats.merges,
            percents=formats.percents,
            hidden_rows=formats.hidden_rows,
            hidden_columns=formats.hidden_columns,
            formulas=formats.formulas,
            hidden=formats.hidden,
        )

    return RawTables(tuple(map(formatted, tables.tables)), tables.labels)


def _between(first: RawTables, second: RawTables) -> dict[TabName, frozenset[CellPosition]]:
    """The places at which two readings differ, by tab; all tabs where they do not have the same ones."""
    one, other = ({_name(table): table.rows for table in tables.tables} for tables in (first, second))
    if list(one) != list(other):
        return dict.fromkeys({*one, *other}, _FIRST_CELL)
    found = {name: differing(one[name], other[name]) for name in one}
    return {name: places for name, places in found.items() if places}


def _name(table: RawTable) -> TabName:
    return table.source, table.tab, table.url, table.locale
