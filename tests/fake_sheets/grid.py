"""Spreadsheets, tabs and cells as Google keeps them, and the three ways in which it shows a cell."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from tests.fake_sheets import a1

EPOCH = dt.datetime(1899, 12, 30)
ERRORS = {
    "#ERROR!": "ERROR",
    "#NULL!": "NULL_VALUE",
    "#DIV/0!": "DIVIDE_BY_ZERO",
    "#VALUE!": "VALUE",
    "#REF!": "REF",
    "#NAME?": "NAME",
    "#NUM!": "NUM",
    "#N/A": "N_A",
    "Loading...": "LOADING",
}
"""The text of an error cell and its type in `ErrorValue`."""


class Render(StrEnum):
    FORMATTED = "FORMATTED_VALUE"
    UNFORMATTED = "UNFORMATTED_VALUE"
    FORMULA = "FORMULA"


class DateRender(StrEnum):
    SERIAL = "SERIAL_NUMBER"
    FORMATTED = "FORMATTED_STRING"


@dataclass(frozen=True)
class Cell:
    """What a cell holds. A date is its day number with a `pattern` for `strftime`; an error is its text.

    `decimals` and `percent` are the number format, None is the automatic one; `code` is its pattern where that says
    more.
    """

    value: str | float | bool
    formula: str | None = None
    pattern: str | None = None
    decimals: int | None = None
    percent: bool = False
    error: bool = False
    code: str | None = None

    def shown(self, render: Render, dates: DateRender, locale: str) -> Any:
        """The cell in a `values` answer."""
        if render is Render.FORMULA and self.formula is not None:
            return self.formula
        if render is Render.FORMATTED or (
            self.pattern and render is Render.UNFORMATTED and dates is DateRender.FORMATTED
        ):
            return self.formatted(locale)
        return plain(self.value)

    def formatted(self, locale: str) -> str:
        """The text that a person sees."""
        if isinstance(self.value, str):
            return self.value
        if isinstance(self.value, bool):
            return str(self.value).upper()
        if self.pattern:
            return (EPOCH + dt.timedelta(days=self.value)).strftime(self.pattern)
        return self._number(locale)

    def _number(self, locale: str) -> str:
        shown = self.value * 100 if self.percent else self.value
        text = f"{shown:.{self.decimals}f}" if self.decimals is not None else f"{shown:.10g}"
        return (text.replace(".", ",") if locale.startswith("vi") else text) + "%" * self.percent

    def number_format(self) -> dict[str, str] | None:
        """The cell's `NumberFormat`, None for the automatic one."""
        if self.pattern:
            code = self.pattern.replace("%d", "dd").replace("%m", "mm").replace("%Y", "yyyy")
            return {"type": "DATE", "pattern": self.code or code.replace("%H", "hh").replace("%M", "mm")}
        if self.code:
            return {"type": "NUMBER", "pattern": self.code}
        digits = "0" + ("." + "0" * self.decimals if self.decimals else "")
        if self.percent:
            return {"type": "PERCENT", "pattern": digits + "%"}
        return {"type": "NUMBER", "pattern": digits} if self.decimals is not None else None

    def extended(self) -> dict[str, Any]:
        """The cell as an `ExtendedValue`."""
        if self.error:
            return {"errorValue": {"type": ERRORS[str(self.value)], "message": str(self.value)}}
        kind = {bool: "boolValue", str: "stringValue"}.get(type(self.value), "numberValue")
        return {kind: plain(self.value)}


def plain(value: str | float | bool) -> str | float | bool:
    """A number without a fraction is written without one."""
    if isinstance(value, float) and value.is_integer() and abs(value) < 1e15:
        return int(value)
    return value


@dataclass(frozen=True)
class Merge:
    """A merged area, 0-based, the ends outside."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass
class Sheet:
    """A tab: `cells` by 1-based (row, column), nothing where blank."""

    title: str
    gid: int
    row_count: int = 1000
    column_count: int = 26
    cells: dict[tuple[int, int], Cell] = field(default_factory=dict)
    merges: list[Merge] = field(default_factory=list)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    hidden: bool = False
    kind: str = "GRID"

    def put(self, row: int, column: int, cell: Cell | None) -> None:
        """Type into a cell, the grid growing as needed; None blanks it."""
        self.row_count = max(self.row_count, row)
        self.column_count = max(self.column_count, column)
        if cell is None or cell.value == "":
            self.cells.pop((row, column), None)
        else:
            self.cells[row, column] = cell

    def clip(self, area: a1.Area) -> tuple[int, int, int, int]:
        """Top, left, bottom, right of an area cut to the grid; `a1.BadRange` where it begins outside."""
        top, left = area.top or 1, area.left or 1
        if top > self.row_count or left > self.column_count:
            raise a1.BadRange(f"exceeds grid limits. Max rows: {self.row_count}, max columns: {self.column_count}")
        return (
            top,
            left,
            min(area.bottom or self.row_count, self.row_count),
            min(area.right or self.column_count, self.column_count),
        )

    def values(
        self, area: a1.Area, render: Render, dates: DateRender, locale: str, columns_first: bool = False
    ) -> dict[str, Any]:
        """A `ValueRange`: trailing blanks cut, rows ragged, no `values` where all is blank."""
        top, left, bottom, right = self.clip(area)
        shown = {
            (column, row) if columns_first else (row, column): cell.shown(render, dates, locale)
            for (row, column), cell in self.cells.items()
            if top <= row <= bottom and left <= column <= right
        }
        answer: dict[str, Any] = {
            "range": f"{a1.quoted(self.title)}!{a1.letters(left)}{top}:{a1.letters(right)}{bottom}",
            "majorDimension": "COLUMNS" if columns_first else "ROWS",
        }
        rows = _ragged(shown, *((left, top) if columns_first else (top, left)))
        return answer | ({"values": rows} if rows else {})


def _ragged(shown: dict[tuple[int, int], Any], first: int, first_inner: int) -> list[list[Any]]:
    ends: dict[int, int] = {}
    for outer, inner in shown:
        ends[outer] = max(inner, ends.get(outer, 0))
    return [
        [shown.get((outer, inner), "") for inner in range(first_inner, ends.get(outer, 0) + 1)]
        for outer in range(first, max(ends, default=0) + 1)
    ]


@dataclass
class Book:
    """A spreadsheet; `readers` are the accounts that it is shared with."""

    key: str
    title: str
    sheets: list[Sheet]
    readers: set[str] = field(default_factory=set)
    locale: str = "vi_VN"
    time_zone: str = "Asia/Ho_Chi_Minh"

    def sheet(self, title: str) -> Sheet:
        """The tab of a title; LookupError where there is none."""
        for sheet in self.sheets:
            if sheet.title == title:
                return sheet
        raise LookupError(title)
