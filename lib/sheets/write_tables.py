"""Raw tables as an .xlsx that reads back identically: types of cells, percentages, formulas, merges, hidden parts.

A name that Excel does not accept for a sheet is shortened. That a text was cut cannot be recorded: a cell of a file
holds only what is left of it.
"""

from __future__ import annotations

import datetime as dt
import io
import re
from contextlib import suppress

import xlsxwriter
from xlsxwriter.exceptions import OverlappingRange
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.sheets.sources.source import (
    EPOCH,
    FIRST_OF_DAYS,
    LAST_OF_DAYS,
    RawCell,
    RawTable,
    RawTables,
    UncalculatedFormula,
)

LONGEST_TAB = 31
_NOT_IN_A_TAB = re.compile(r"[\[\]:*?/\\]")
_FORMATS = {
    "date": "dd/mm/yyyy",
    "moment": "dd/mm/yyyy hh:mm:ss",
    "time": "hh:mm:ss",
    "length": "[h]:mm:ss",
    "percent": "0.##%",
}


def written(tables: RawTables) -> bytes:
    """A workbook with these tables, as bytes."""
    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_numbers": False, "strings_to_formulas": False})
    formats = {name: book.add_format({"num_format": code}) for name, code in _FORMATS.items()}
    used: set[str] = set()
    for table in tables.tables:
        _write(book.add_worksheet(_name(table.tab, used)), table, formats)
    book.close()
    return stream.getvalue()


def _name(tab: str, used: set[str]) -> str:
    """A sheet name that is not yet used, as close to the tab's name as Excel allows."""
    plain = (_NOT_IN_A_TAB.sub("_", tab).strip("'") or "Trang")[:LONGEST_TAB]
    name, number = plain, 1
    while name.casefold() in used:
        number += 1
        name = f"{plain[: LONGEST_TAB - 5]} ({number})"
    used.add(name.casefold())
    return name


def _write(sheet: Worksheet, table: RawTable, formats: dict[str, Format]) -> None:
    for top, left, bottom, right in table.merges:
        with suppress(OverlappingRange):  # overlapping merges, which no spreadsheet program makes
            sheet.merge_range(top - 1, left - 1, bottom - 1, right - 1, "")
    for row, cells in enumerate(table.rows):
        for column, cell in enumerate(cells):
            if cell is None or cell == "":
                continue
            place = (row + 1, column + 1)
            look = "percent" if place in table.percents else _look(cell, table.serial_dates)
            shown = formats.get(look)
            if isinstance(cell, UncalculatedFormula):
                sheet.write_formula(row, column, cell.formula, shown, "")
            elif place in table.formulas and isinstance(cell, int | float) and not isinstance(cell, bool):
                sheet.write_formula(row, column, f"={cell!r}", shown, cell)
            else:
                _write_value(sheet, row, column=column, cell=cell, shown=shown, look=look)
    for row in table.hidden_rows:
        sheet.set_row(row - 1, None, None, {"hidden": True})
    for column in table.hidden_columns:
        sheet.set_column(column - 1, column - 1, None, None, {"hidden": True})


def _look(cell: RawCell, serial_dates: bool) -> str:
    match cell:
        case dt.datetime():
            return "moment" if cell.time() != dt.time() else "date"
        case dt.date():
            return "date"
        case dt.time():
            return "time"
        case dt.timedelta():
            return "length"
        case int() | float() if serial_dates and not isinstance(cell, bool) and FIRST_OF_DAYS <= cell <= LAST_OF_DAYS:
            return "moment" if cell % 1 else "date"
    return ""


def _write_value(sheet: Worksheet, row: int, column: int, cell: RawCell, shown: Format | None, look: str) -> None:
    if isinstance(cell, bool):
        sheet.write_boolean(row, column, cell)
    elif isinstance(cell, int | float):
        if abs(cell) < 1e300:
            sheet.write_number(row, column, cell, shown)
        else:
            sheet.write_string(row, column, str(cell))
    elif isinstance(cell, str):
        sheet.write_string(row, column, cell)
    elif isinstance(cell, dt.datetime) and cell < EPOCH + dt.timedelta(days=61):
        sheet.write_string(row, column, f"{cell:%d/%m/%Y}")
    elif isinstance(cell, dt.datetime | dt.date | dt.time | dt.timedelta) and look:
        sheet.write_datetime(row, column, cell, shown)
