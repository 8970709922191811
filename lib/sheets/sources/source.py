"""Where tables come from: the `Source` protocol and the raw tables that every source yields."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Protocol


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
    """Something that yields tables. `fetch` raises `SourceError` and nothing else on failure."""

    @property
    def label(self) -> str: ...

    def fetch(self) -> RawTables: ...
