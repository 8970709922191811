"""Writing an .xlsx safely: text stays text, numbers are numbers, dates are dates, styles are shared.

Text from a sheet is untrusted. It is always stored as text, never as a formula or a link; text that begins like a
formula also carries Excel's "text prefix" (the hidden apostrophe), so that editing the cell does not turn it into one.
A formula is written only by `formula`, together with its value, so that a preview which does not calculate shows the
figure as well.
"""

from __future__ import annotations

import datetime as dt
import re
from decimal import Decimal
from io import BytesIO
from pathlib import Path

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from lib.sheets.sources.xlsx.package import LONGEST_TEXT

CellValue = str | int | float | Decimal | dt.date | None
Prop = str | int | float | bool

FONT = "Times New Roman"
DATE_FORMAT = "dd/mm/yyyy"
LINE_HEIGHT, MOST_LINES = 16.5, 12
SIGNS = 1.15
"""Characters of the font per unit of a column's width."""
EARLIEST = dt.date(1900, 3, 1)
_LIKE_A_FORMULA = re.compile(r"\s*[=+\-@\t\r−]")
_NOT_ALLOWED = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


def like_a_formula(text: str) -> bool:
    """Whether a spreadsheet might interpret the text as a formula when it is typed again."""
    return _LIKE_A_FORMULA.match(text) is not None


class XlsxSheet(Worksheet):  # type: ignore[misc]
    """A sheet of a book. Rows and columns are 0-based; `props` are the properties of the cell's style."""

    book: XlsxBook

    def put(self, row: int, column: int, value: CellValue, **props: Prop) -> None:
        """Write a value by its type; None is a blank cell with the style."""
        if value is None:
            self.write_blank(row, column, None, self.book.style(**props))
        elif isinstance(value, str):
            quoted: dict[str, Prop] = {"quote_prefix": True} if like_a_formula(value) else {}
            kept = _NOT_ALLOWED.sub("�", value)[:LONGEST_TEXT]
            self.write_string(row, column, kept, self.book.style(**{**props, **quoted}))
        elif isinstance(value, dt.date):
            self._date(row, column, value, props)
        else:
            self.write_number(row, column, float(value), self.book.style(**props))

    def _date(self, row: int, column: int, value: dt.date, props: dict[str, Prop]) -> None:
        if value < EARLIEST:
            self.put(row, column, f"{value.day:02d}/{value.month:02d}/{value.year}", **props)
            return
        moment = dt.datetime(value.year, value.month, value.day)
        self.write_datetime(row, column, moment, self.book.style(**{"num_format": DATE_FORMAT, **props}))

    def formula(self, row: int, column: int, formula: str, value: str | Decimal | float, **props: Prop) -> None:
        """Write one of the program's formulas with its current value; it never contains text from a sheet."""
        stored = value if isinstance(value, str) else float(value)
        self.write_formula(row, column, formula, self.book.style(**props), stored)

    def fit(self, row: int, *texts: tuple[str | None, float]) -> None:
        """Make a row high enough for its longest wrapped text, each given with its column width.

        Spreadsheets adjust the height by themselves only when the cell is edited.
        """
        lines = max((-(-len(text) // max(1, int(width * SIGNS))) for text, width in texts if text), default=1)
        if lines > 1:
            self.set_row(row, LINE_HEIGHT * min(lines, MOST_LINES))


class XlsxBook:
    """An .xlsx file being written. `created` is its time stamp, fixed so that the same data gives the same bytes."""

    def __init__(self, target: Path | BytesIO, created: dt.datetime, title: str) -> None:
        options = {"strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
        self._target, self._written = target, BytesIO()
        self._book = Workbook(self._written, {**options, "in_memory": True})
        self._book.set_properties({"title": title, "created": created.replace(tzinfo=None)})
        self._book.set_calc_mode("auto")
        self._base: dict[str, Prop] = {"font_name": FONT, "font_size": 12, "valign": "vcenter"}
        self._styles: dict[tuple[tuple[str, Prop], ...], Format] = {}

    def sheet(self, name: str) -> XlsxSheet:
        """Add a sheet, printed on A4."""
        sheet: XlsxSheet = self._book.add_worksheet(name, XlsxSheet)
        sheet.book = self
        sheet.set_paper(9)
        return sheet

    def style(self, **props: Prop) -> Format:
        """The format with these properties over the book's font; equal formats are shared."""
        key = tuple(sorted(props.items()))
        if key not in self._styles:
            self._styles[key] = self._book.add_format({**self._base, **props})
        return self._styles[key]

    def highlight(self, **props: Prop) -> Format:
        """A format for a conditional colour, which must hold no other property."""
        return self._book.add_format(props)

    def close(self) -> None:
        """Write the file. OSError where it cannot be written."""
        self._book.close()
        if isinstance(self._target, Path):
            self._target.write_bytes(self._written.getvalue())
        else:
            self._target.write(self._written.getvalue())
