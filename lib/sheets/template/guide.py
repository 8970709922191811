"""The first sheet: what to fill in, and the meaning of the colours; and the last one of a converted workbook."""

from __future__ import annotations

from collections.abc import Sequence

from lib.sheets.template import words
from lib.sheets.template.look import BODY, SWATCHES, header
from lib.sheets.xlsx_writer import Prop, XlsxSheet

SWATCH, LEAD, TEXT = 0, 1, 2
LINE = 130


def write_guide(sheet: XlsxSheet, year: int | None) -> None:
    """Write the guide, with all cells locked."""
    sheet.set_column(SWATCH, SWATCH, 3)
    sheet.set_column(LEAD, LEAD, 21)
    sheet.set_column(TEXT, TEXT, 112)
    sheet.set_row(0, 28)
    title = words.GUIDE_TITLE.format(year=year or "…")
    sheet.put(0, SWATCH, title, bold=True, font_size=15, font_color="#8B1A1A")
    for row, line in enumerate(words.GUIDE, 1):
        _line(sheet, row, line)
    sheet.protect()
    sheet.hide_gridlines(2)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    sheet.print_area(0, 0, len(words.GUIDE), TEXT)
    sheet.activate()


def _line(sheet: XlsxSheet, row: int, line: words.GuideLine) -> None:
    if line.color:
        swatch: dict[str, Prop] = {"bg_color": SWATCHES[line.color], "border": 1, "border_color": "#BDBDBD"}
        sheet.put(row, SWATCH, None, **swatch)
    if line.heading:
        sheet.set_row(row, 26)
        sheet.put(row, LEAD, line.lead, bold=True, font_size=13, align="left")
        return
    sheet.set_row(row, 34 if len(line.text) > LINE else 19)
    sheet.put(row, LEAD, line.lead, bold=True, valign="top", align="left", indent=1)
    sheet.put(row, TEXT, line.text, text_wrap=True, valign="top")


WIDTHS = (34, 22, 12, 34, 40, 70)


def write_origins(sheet: XlsxSheet, origins: Sequence[tuple[str, ...]]) -> None:
    """Write the tab, as the last one of the workbook; the program does not read it."""
    sheet.put(0, 0, words.ORIGIN_TITLE, bold=True)
    for column, (text, width) in enumerate(zip(words.ORIGIN_HEADERS, WIDTHS, strict=True)):
        header(sheet, column, text, width)
    for row, cells in enumerate(origins, 3):
        for column, text in enumerate(cells):
            sheet.put(row, column, text or None, **BODY, text_wrap=True)
