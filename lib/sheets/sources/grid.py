"""One `spreadsheets.get` with grid data as tables, with the same information that the reader of files gives.

The field mask requests only what is used, and no colours, borders or rules, so that a cell costs some eighty bytes.
"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import zip_longest
from typing import Any

from lib.sheets.sources.source import EPOCH, RawCell, RawTable
from lib.sheets.sources.xlsx.formats import NumberFormat, shown_by
from lib.sheets.sources.xlsx.package import LONGEST_TEXT

GRID_FIELDS = (
    "properties(title,locale),sheets(properties(sheetId,title,sheetType,hidden),merges,"
    "data(startRow,startColumn,rowMetadata(hiddenByFilter,hiddenByUser),columnMetadata(hiddenByFilter,hiddenByUser),"
    "rowData.values(userEnteredValue.formulaValue,effectiveValue,formattedValue,effectiveFormat.numberFormat)))"
)
_SAME = 1e-12
_OF_TYPE = {
    "PERCENT": NumberFormat.PERCENT,
    "DATE": NumberFormat.DATE,
    "DATE_TIME": NumberFormat.DATE,
    "TIME": NumberFormat.DATE,
}

Rows = tuple[tuple[RawCell, ...], ...]
CellPosition = tuple[int, int]


@dataclass(frozen=True, slots=True)
class GridTab:
    """One tab of the answer: `values` as a reading of values gives them, `table` as the reader of files would."""

    values: Rows
    table: RawTable


@dataclass
class _Grid:
    """The collected properties of one tab, by 1-based row and column."""

    values: dict[CellPosition, RawCell] = field(default_factory=dict)
    moments: dict[CellPosition, RawCell] = field(default_factory=dict)
    percents: set[CellPosition] = field(default_factory=set)
    formulas: set[CellPosition] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)


def grid_tab(sheet: Mapping[str, Any], label: str, url: str, locale: str | None) -> GridTab:
    """A tab of a `spreadsheets.get`; KeyError, TypeError, ValueError or AttributeError where it is malformed."""
    grid = _Grid()
    for block in sheet.get("data", ()):
        _add(grid, block)
    properties = sheet["properties"]
    texts = {place: value for place, value in grid.values.items() if isinstance(value, str)}
    width = max((column for _, column in grid.values), default=0)
    table = RawTable(
        tab=properties["title"],
        rows=_rows({place: cut(value) for place, value in (grid.values | grid.moments).items()}),
        source=label,
        url=url,
        locale=locale,
        merges=tuple(sorted(map(_merge, sheet.get("merges", ())))),
        percents=frozenset(grid.percents),
        hidden_rows=frozenset(grid.hidden_rows & {row for row, _ in grid.values}),
        hidden_columns=frozenset(column for column in grid.hidden_columns if column <= width),
        formulas=frozenset(grid.formulas),
        cut=frozenset(place for place, text in texts.items() if len(text) > LONGEST_TEXT),
        hidden=bool(properties.get("hidden", False)),
    )
    return GridTab(_rows(grid.values), table)


def _add(grid: _Grid, block: Mapping[str, Any]) -> None:
    top, left = int(block.get("startRow", 0)) + 1, int(block.get("startColumn", 0)) + 1
    for row, found in enumerate(block.get("rowData", ()), top):
        for column, cell in enumerate(found.get("values", ()), left):
            if cell:
                _add_cell(grid, (row, column), cell)
    grid.hidden_rows.update(_hidden(block.get("rowMetadata", ()), top))
    grid.hidden_columns.update(_hidden(block.get("columnMetadata", ()), left))


def _add_cell(grid: _Grid, place: CellPosition, cell: Mapping[str, Any]) -> None:
    if "formulaValue" in cell.get("userEnteredValue", {}):
        grid.formulas.add(place)
    value = _value(cell)
    if value is None:
        return
    grid.values[place] = value
    if isinstance(value, str | bool):
        return
    shown = _shown(cell)
    if shown is NumberFormat.PERCENT:
        grid.percents.add(place)
    elif shown is not NumberFormat.NUMBER and isinstance(value, int | float):
        grid.moments[place] = moment_of_serial(value, shown)


def _value(cell: Mapping[str, Any]) -> RawCell:
    """The value as a reading of values gives it: an error as its text, an empty text as a blank."""
    found = cell.get("effectiveValue", {})
    if "errorValue" in found:
        return str(cell.get("formattedValue") or found["errorValue"].get("message") or "#ERROR!")
    value = next((found[kind] for kind in ("numberValue", "stringValue", "boolValue") if kind in found), None)
    if value is not None and not isinstance(value, str | int | float):
        raise TypeError
    return value if value != "" else None


def _shown(cell: Mapping[str, Any]) -> NumberFormat:
    """How a number is formatted: by its pattern, else by the type, else by the displayed sign."""
    number_format = cell.get("effectiveFormat", {}).get("numberFormat", {})
    if pattern := number_format.get("pattern", ""):
        return shown_by(pattern)
    by_sign = NumberFormat.PERCENT if str(cell.get("formattedValue", "")).endswith("%") else NumberFormat.NUMBER
    return _OF_TYPE.get(number_format.get("type", ""), by_sign)


def moment_of_serial(days: float, shown: NumberFormat) -> RawCell:
    """The date, time or duration of a serial number, as the reader of files gives it."""
    try:
        if shown is NumberFormat.DURATION:
            return dt.timedelta(milliseconds=round(days * 86_400_000))
        exact = EPOCH + dt.timedelta(milliseconds=round(days * 86_400_000))
    except OverflowError:
        return "#VALUE!"
    return exact.time() if 0 <= days < 1 else exact


def _merge(area: Mapping[str, int]) -> tuple[int, int, int, int]:
    """A merged area by 1-based corners; Google counts from 0 and omits a 0."""
    top, left = area.get("startRowIndex", 0) + 1, area.get("startColumnIndex", 0) + 1
    return top, left, area["endRowIndex"], area["endColumnIndex"]


def _hidden(metadata: Sequence[Mapping[str, Any]], first: int) -> Iterator[int]:
    for number, found in enumerate(metadata, first):
        if found.get("hiddenByUser") or found.get("hiddenByFilter"):
            yield number


def _rows(cells: Mapping[CellPosition, RawCell]) -> Rows:
    """Cells as ragged rows without trailing blanks."""
    rows: list[list[RawCell]] = [[] for _ in range(max((row for row, _ in cells), default=0))]
    for (row, column), value in sorted(cells.items()):
        held = rows[row - 1]
        held.extend([None] * (column - 1 - len(held)))
        held.append(value)
    return tuple(map(tuple, rows))


def cut(value: RawCell) -> RawCell:
    """A text cut to the length limit of a cell in a file."""
    return value[:LONGEST_TEXT] if isinstance(value, str) else value


def differing(first: Rows, second: Rows) -> frozenset[CellPosition]:
    """The places at which two readings of one tab differ."""
    return frozenset(
        (row, column)
        for row, (one, other) in enumerate(zip_longest(first, second, fillvalue=()), 1)
        for column in _unlike(one, other)
    )


def _unlike(first: tuple[RawCell, ...], second: tuple[RawCell, ...]) -> Iterator[int]:
    if first == second and not any(isinstance(cell, bool) for cell in (*first, *second)):
        return
    for column, (one, other) in enumerate(zip_longest(first, second), 1):
        if not _alike(one, other):
            yield column


def _alike(one: RawCell, other: RawCell) -> bool:
    """Whether two readings of a cell agree; a number may differ in its last digit."""
    if isinstance(one, bool) or isinstance(other, bool):
        return one is other
    if isinstance(one, int | float) and isinstance(other, int | float):
        return math.isclose(one, other, rel_tol=_SAME)
    return one == other
