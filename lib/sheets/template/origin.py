"""The tab `Nguồn` of a converted workbook: the origin of every block of cells."""

from __future__ import annotations

from collections.abc import Sequence

from lib.model.records import Tab
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template import words
from lib.sheets.template.look import BODY, header
from lib.sheets.template.plan import BlockOrigin
from lib.sheets.xlsx_writer import XlsxBook

WIDTHS = (34, 22, 12, 34, 40, 70)


def write_origins(book: XlsxBook, origins: Sequence[BlockOrigin]) -> None:
    """Write the tab, as the last one of the workbook; the program does not read it."""
    sheet = book.sheet(TAB_LAYOUT[Tab.ORIGIN].name)
    book.put(sheet, 0, 0, words.ORIGIN_TITLE, bold=True)
    for column, (text, width) in enumerate(zip(words.ORIGIN_HEADERS, WIDTHS, strict=True)):
        sheet.set_column(column, column, width)
        header(book, sheet, column, text, required=False)
    for row, origin in enumerate(origins, 3):
        for column, text in enumerate(origin.cells):
            book.put(sheet, row, column, text or None, **BODY, text_wrap=True)
