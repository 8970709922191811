"""The interface `Source`, and the raw tables that every source yields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from lib.model.problems import SourceError


@dataclass(frozen=True, slots=True)
class UncalculatedFormula:
    """A formula cell of an .xlsx without a stored value."""

    formula: str


EPOCH = dt.datetime(1899, 12, 30)
"""Serial numbers of dates count days from here."""
FIRST_OF_DAYS, LAST_OF_DAYS = 36_526, 73_415
"""The serial numbers of 2000 to 2100: a number among them may be a date."""
RawCell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | UncalculatedFormula | None
Merge = tuple[int, int, int, int]
"""The first row, first column, last row and last column of merged cells, counted from 1."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One tab as read, without interpretation.

    `rows[i][j]` is sheet row i+1, column j+1; rows are ragged, a missing tail is blank.
    `serial_dates`: the source gives dates as serial numbers since 30/12/1899 (Google), so that a whole
    number in a column of codes may be a date. `url` opens the tab, None for a file. `locale` is that of the spreadsheet
    ("vi_VN"), by which it interpreted what was typed; None where it is unknown.

    The remaining fields use 1-based rows and columns, and are filled where the source provides them: `merges` as (first
    row, first column, last row, last column); `percents` the numbers formatted as a percentage; `bold` the texts in
    bold; `hidden_rows` and `hidden_columns`; `formulas` the cells with a formula, calculated or not; `cut` the texts
    that exceeded the length limit and lost their end. `hidden`: the tab is hidden; `pictured`: it has a picture or a
    chart. `unsettled`: the cells that were still being edited when the tab was read.
    """

    tab: str
    rows: tuple[tuple[RawCell, ...], ...]
    source: str
    url: str | None = None
    serial_dates: bool = False
    locale: str | None = None
    merges: tuple[Merge, ...] = ()
    percents: frozenset[tuple[int, int]] = frozenset()
    bold: frozenset[tuple[int, int]] = frozenset()
    hidden_rows: frozenset[int] = frozenset()
    hidden_columns: frozenset[int] = frozenset()
    formulas: frozenset[tuple[int, int]] = frozenset()
    cut: frozenset[tuple[int, int]] = frozenset()
    hidden: bool = False
    pictured: bool = False
    unsettled: frozenset[tuple[int, int]] = frozenset()

    def cell(self, row: int, column: int) -> RawCell:
        """The value at 0-based row and column; None beyond the end of the row or of the rows."""
        values = self.rows[row] if row < len(self.rows) else ()
        return values[column] if column < len(values) else None


@dataclass(frozen=True, slots=True)
class RawTables:
    """All tabs of one or several spreadsheets, in the order read. `labels` name the spreadsheets."""

    tables: tuple[RawTable, ...]
    labels: tuple[str, ...]

    def label_of(self, table: RawTable) -> str | None:
        """The name that tells a table's spreadsheet from others; None where there is one."""
        return table.source if len(self.labels) > 1 else None


class Source(Protocol):
    """A source of tables; its defaults are those of a local source that one process reads without a quota."""

    @property
    def label(self) -> str:
        """The display name of the source."""
        ...

    def fetch(self) -> RawTables:
        """Read the tables as they are now; raises `SourceError` and nothing else on failure."""
        ...

    def fingerprint(self) -> Hashable | None:
        """A cheap indication of a change, for a file its time and size; None where only reading tells.

        Raises `SourceError` as `fetch` does.
        """
        return None

    @property
    def distant(self) -> bool:
        """Whether it is behind a service that limits requests: it is then polled less often while that refuses."""
        return False

    def may_hurry(self) -> bool:
        """Whether it may be read ahead of schedule at a person's request; uses up a request reserved for that."""
        return True

    def look_again(self) -> None:
        """Discard cached information with the next `fetch`."""
        return

    def owns(self, table: RawTable) -> bool:
        """Whether a table was read from this source."""
        return table.url is None and table.source == self.label

    def recall(self, tables: RawTables) -> None:
        """Take over what was read before a restart."""
        return

    def keep(self, tables: RawTables) -> None:
        """Keep what is shown now for the next start."""
        return

    @property
    def reads(self) -> bool:
        """Whether this process reads it; what another process read for this one is confirmed already."""
        return True

    @property
    def agreed_at(self) -> dt.datetime | None:
        """When it last agreed with what the other process read; None where that is unknown."""
        return None

    @property
    def failing(self) -> SourceError | None:
        """Why one part of several could not be read while the others were."""
        return None

    @property
    def agreed_ago(self) -> float:
        """Seconds since the oldest part was read."""
        return 0.0

    def close(self) -> None:
        """Release what it holds while the feed uses it."""
        return
