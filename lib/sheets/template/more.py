"""Columns that the layout does not have: carried over as typed after the known columns."""

from __future__ import annotations

from xlsxwriter.worksheet import Worksheet

from lib.model.records import Tab
from lib.sheets.template.look import BODY, FIRST_ROW, header
from lib.sheets.template.plan import NewYear
from lib.sheets.xlsx_writer import Prop, XlsxBook

TYPED: dict[str, Prop] = {**BODY, "locked": False}
"""The style of a cell that is carried over as typed."""
_WIDTH = 15


def write_more_columns(
    book: XlsxBook, sheet: Worksheet, plan: NewYear, tab: Tab, first: int, rows: dict[str, int] | None = None
) -> int:
    """Write the further columns of a tab from 0-based column `first` on; return their number.

    `rows` are the rows of criteria in a score tab; elsewhere rows are counted from the first one below the header.
    """
    columns = [column for column in plan.columns if column.tab is tab]
    for at, column in enumerate(columns, first):
        header(book, sheet, at, str(column.header), required=False)
        sheet.set_column(at, at, _WIDTH)
        for key, value in column.cells:
            row = FIRST_ROW + key if isinstance(key, int) else (rows or {}).get(key)
            if row is not None:
                book.put(sheet, row, at, value, **TYPED)
    return len(columns)
