"""A spreadsheet from an .xlsx, as if it had been uploaded to Google and turned into a Google Sheet."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from openpyxl import load_workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.worksheet.worksheet import Worksheet

from tests.fake_sheets.grid import EPOCH, ERRORS, Book, Cell, Merge, Sheet

_DECIMALS = re.compile(r"0[.,](0+)")


def book_of(path: Path, key: str, title: str | None = None, readers: set[str] | None = None) -> Book:
    """The workbook of a file; formulas keep their stored values, hidden tabs stay hidden."""
    sheets = [
        replace(
            sheet,
            cells=dict(sheet.cells),
            merges=list(sheet.merges),
            hidden_rows=set(sheet.hidden_rows),
            hidden_columns=set(sheet.hidden_columns),
        )
        for sheet in _sheets(path.read_bytes())
    ]
    return Book(key, title or path.stem, sheets, readers or set())


@lru_cache(maxsize=4)
def _sheets(content: bytes) -> tuple[Sheet, ...]:
    """The tabs of a file as they were uploaded, never to be changed; the same file is asked for by many tests."""
    values, formulas = load_workbook(BytesIO(content), data_only=True), load_workbook(BytesIO(content))
    return tuple(_sheet(worksheet, formulas[worksheet.title], gid) for gid, worksheet in enumerate(values.worksheets))


def _sheet(values: Worksheet, formulas: Worksheet, gid: int) -> Sheet:
    sheet = Sheet(values.title, gid * 1001, hidden=values.sheet_state != "visible")
    for row in values.iter_rows():
        for cell in row:
            if cell.value is not None:
                sheet.put(cell.row, cell.column, _cell(cell, formulas.cell(cell.row, cell.column).value))
    sheet.merges = [
        Merge(area.min_row - 1, area.max_row, area.min_col - 1, area.max_col) for area in values.merged_cells.ranges
    ]
    sheet.hidden_rows = {row for row, found in values.row_dimensions.items() if found.hidden}
    sheet.hidden_columns = {
        column
        for found in values.column_dimensions.values()
        if found.hidden
        for column in range(found.min, found.max + 1)
    }
    return sheet


def _cell(cell: ExcelCell, typed: Any) -> Cell:
    formula = typed if isinstance(typed, str) and typed.startswith("=") else None
    value, style = cell.value, cell.number_format
    if isinstance(value, dt.datetime | dt.date | dt.time | dt.timedelta):
        return Cell(_serial(value), formula, pattern="%d/%m/%Y", code=style)
    if isinstance(value, str):
        return Cell(value, formula, error=value in ERRORS)
    if isinstance(value, bool):
        return Cell(value, formula)
    decimals = _DECIMALS.search(style)
    return Cell(
        float(value),
        formula,
        decimals=len(decimals[1]) if decimals else None,
        percent="%" in style,
        code=style if style != "General" else None,
    )


def _serial(value: dt.datetime | dt.date | dt.time | dt.timedelta) -> float:
    if isinstance(value, dt.timedelta):
        return value / dt.timedelta(days=1)
    if isinstance(value, dt.time):
        return (dt.datetime.combine(EPOCH, value) - EPOCH) / dt.timedelta(days=1)
    if not isinstance(value, dt.datetime):
        value = dt.datetime(value.year, value.month, value.day)
    return (value - EPOCH) / dt.timedelta(days=1)
