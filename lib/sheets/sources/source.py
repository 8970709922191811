"""Where tables come from: the face of a `Source`, and the raw tables that every source yields."""

from __future__ import annotations

import datetime as dt
from collections.abc import Hashable
from dataclasses import dataclass
from typing import Protocol

from lib.model.problems import SourceError


@dataclass(frozen=True, slots=True)
class UncalculatedFormula:
    """A formula cell of an .xlsx that holds no stored value."""

    formula: str


RawCell = str | int | float | bool | dt.datetime | dt.date | dt.time | dt.timedelta | UncalculatedFormula | None
Merge = tuple[int, int, int, int]
"""The first row, first column, last row and last column of merged cells, counted from 1."""


@dataclass(frozen=True, slots=True)
class RawTable:
    """One tab as it stands, nothing interpreted.

    `rows[i][j]` is sheet row i+1, column j+1; rows are ragged, a missing tail is blank.
    `serial_dates`: the source gives dates as day numbers since 30/12/1899 (Google), so that a whole
    number in a column of codes may be a date. `url` opens the tab, None for a file. `locale` is that of the spreadsheet
    ("vi_VN"), by which it understood what was typed; None where it is not known.

    The rest is said by rows and columns that count from 1, and only where the source tells it: `merges` as (first row,
    first column, last row, last column); `percents` the numbers that are shown as a percentage; `bold` the texts in
    bold; `hidden_rows` and `hidden_columns`; `formulas` the cells that hold one, calculated or not; `cut` the texts
    that were longer than a cell may be and lost their end. `hidden`: the tab is; `pictured`: a picture or a chart
    lies on it. `unsettled`: the cells that were still being changed when the tab was read.
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


@dataclass(frozen=True, slots=True)
class RawTables:
    """All tabs of one or several spreadsheets, in the order read. `labels` name the spreadsheets."""

    tables: tuple[RawTable, ...]
    labels: tuple[str, ...]


class Source(Protocol):
    """Something that yields tables. Whoever inherits from it answers the rest as a source at hand does that one process
    reads for itself and that counts no requests."""

    @property
    def label(self) -> str:
        """What it is called."""
        ...

    def fetch(self) -> RawTables:
        """The tables as they stand; raises `SourceError` and nothing else on failure."""
        ...

    def fingerprint(self) -> Hashable | None:
        """A cheap sign whether it may have changed, for a file its time and size; None where only reading tells.

        Raises `SourceError` as `fetch` does.
        """
        return None

    @property
    def distant(self) -> bool:
        """Whether it is behind a service that counts requests: it is asked more rarely while that refuses."""
        return False

    def may_hurry(self) -> bool:
        """Whether it may be read before its time, because a person asks; uses up one of the requests kept for that."""
        return True

    def look_again(self) -> None:
        """Trust nothing with the next `fetch` that was learnt before."""
        return

    def owns(self, table: RawTable) -> bool:
        """Whether a table was read from it."""
        return table.url is None and table.source == self.label

    def recall(self, tables: RawTables) -> None:
        """Know what was read before a restart."""
        return

    def keep(self, tables: RawTables) -> None:
        """Keep what is shown now for the next start."""
        return

    @property
    def reads(self) -> bool:
        """Whether this process reads it; what another one read for this one has settled already."""
        return True

    @property
    def agreed_at(self) -> dt.datetime | None:
        """When it last agreed with what that other process read; None where nobody knows."""
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
        """Let go of what it holds while it is the feed's."""
        return
