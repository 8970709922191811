"""Colours and positions shared by every tab of the template."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_col_to_name, xl_rowcol_to_cell
from xlsxwriter.worksheet import Worksheet

from lib.sheets.layout import TabLayout
from lib.sheets.template import words
from lib.sheets.xlsx_writer import Prop, XlsxBook

TITLE_ROW, HINT_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2, 3
TAB_COLORS = {words.GREEN: "#2E7D32", words.RED: "#8B1A1A", words.GREY: "#757575"}
MISSING, WRONG = "#FFF4CC", "#F8C9C4"
SWATCHES = {**TAB_COLORS, "missing": MISSING, "wrong": WRONG}
REQUIRED_HEADER: dict[str, Prop] = {"bg_color": "#8B1A1A", "font_color": "#FFFFFF"}
OPTIONAL_HEADER: dict[str, Prop] = {"bg_color": "#5F6368", "font_color": "#FFFFFF"}
HEADER: dict[str, Prop] = {"bold": True, "text_wrap": True, "align": "center", "border": 1, "border_color": "#BDBDBD"}
BODY: dict[str, Prop] = {"border": 1, "border_color": "#D9D9D9"}
BAND: dict[str, Prop] = {**BODY, "bold": True, "bg_color": "#EFEFEF"}
TEXT_FORMAT = "@"
HEADER_HEIGHT = 36
PROTECTION = {
    "insert_rows": True,
    "delete_rows": True,
    "format_cells": True,
    "format_columns": True,
    "format_rows": True,
    "sort": True,
    "autofilter": True,
}


@dataclass(frozen=True, slots=True)
class Area:
    """0-based rows `first` to `last` of the data of a tab."""

    first: int
    last: int

    def column(self, column: int) -> str:
        """The absolute address of a column of the area: `$A$4:$A$40`."""
        letters = xl_col_to_name(column)
        return f"${letters}${self.first + 1}:${letters}${self.last + 1}"


def elsewhere(tab_name: str, address: str) -> str:
    """An address on another tab."""
    return f"'{tab_name}'!{address}"


def cell_address(row: int, column: int, *, fixed_column: bool = False) -> str:
    """The relative address of a 0-based cell."""
    return str(xl_rowcol_to_cell(row, column, col_abs=fixed_column))


def head(book: XlsxBook, sheet: Worksheet, layout: TabLayout, year: int | None) -> None:
    """Write the title and the hint above the header row, with protection and print settings."""
    title = f"{words.TITLES[layout.tab]}{f' – năm {year}' if year else ''}"
    book.put(sheet, TITLE_ROW, 0, title.upper(), bold=True, font_size=14, font_color="#8B1A1A")
    book.put(sheet, HINT_ROW, 0, words.HINTS[layout.tab], italic=True, font_color="#5F6368", font_size=11)
    sheet.set_row(TITLE_ROW, 24)
    sheet.set_row(HEADER_ROW, HEADER_HEIGHT)
    sheet.protect("", PROTECTION)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.hide_gridlines(2)


def header(book: XlsxBook, sheet: Worksheet, column: int, text: str, *, required: bool) -> None:
    """Write a header cell; required ones are red, the others grey. It is locked."""
    colors = REQUIRED_HEADER if required else OPTIONAL_HEADER
    book.put(sheet, HEADER_ROW, column, text, **HEADER, **colors)
