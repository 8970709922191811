"""Colours and positions shared by every tab of the template, and columns that are carried over as typed."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.utility import xl_range_abs, xl_rowcol_to_cell

from lib.model.records import Tab
from lib.sheets.layout import TAB_LAYOUT, TabLayout
from lib.sheets.template import words
from lib.sheets.template.plan import NewYear
from lib.sheets.vocabulary import ITEMS
from lib.sheets.xlsx_writer import Prop, XlsxSheet

TITLE_ROW, HINT_ROW, HEADER_ROW, FIRST_ROW = 0, 1, 2, 3
ITEM_ROWS = {item.field: row for row, item in enumerate(ITEMS, FIRST_ROW)}
"""The rows of the items of `Thông tin`."""
TAB_COLORS = {words.GREEN: "#2E7D32", words.RED: "#8B1A1A", words.GREY: "#757575"}
MISSING, WRONG = "#FFF4CC", "#F8C9C4"
SWATCHES = {**TAB_COLORS, "missing": MISSING, "wrong": WRONG}
REQUIRED_HEADER: dict[str, Prop] = {"bg_color": "#8B1A1A", "font_color": "#FFFFFF"}
OPTIONAL_HEADER: dict[str, Prop] = {"bg_color": "#5F6368", "font_color": "#FFFFFF"}
HEADER: dict[str, Prop] = {"bold": True, "text_wrap": True, "align": "center", "border": 1, "border_color": "#BDBDBD"}
BODY: dict[str, Prop] = {"border": 1, "border_color": "#D9D9D9"}
BAND: dict[str, Prop] = {**BODY, "bold": True, "bg_color": "#EFEFEF"}
TYPED: dict[str, Prop] = {**BODY, "locked": False}
"""The style of a cell that is carried over as typed."""
TEXT_FORMAT = "@"
HEADER_HEIGHT = 36
PERMITTED = ("insert_rows", "delete_rows", "format_cells", "format_columns", "format_rows", "sort", "autofilter")
"""What may be done on a protected tab."""
CellRange = tuple[int, int, int, int]
"""First row, first column, last row, last column, 0-based."""


@dataclass(frozen=True, slots=True)
class Area:
    """0-based rows `first` to `last` of the data of a tab."""

    first: int
    last: int

    def column(self, column: int) -> str:
        """The absolute address of a column of the area: `$A$4:$A$40`."""
        return str(xl_range_abs(self.first, column, self.last, column))

    def cells(self, first: int, last: int | None = None) -> CellRange:
        """The cells of one column of the area, or of the columns up to `last`."""
        return self.first, first, self.last, first if last is None else last


def elsewhere(tab: Tab, address: str) -> str:
    """An address on another tab."""
    return f"'{TAB_LAYOUT[tab].name}'!{address}"


def place_of(tab: Tab, field: str) -> int:
    """The 0-based column of a field on its tab."""
    return [column.field for column in TAB_LAYOUT[tab].columns].index(field)


def cell_address(row: int, column: int, *, fixed_column: bool = False) -> str:
    """The relative address of a 0-based cell."""
    return str(xl_rowcol_to_cell(row, column, col_abs=fixed_column))


def in_row(column: int) -> str:
    """The address of a column in the row that a rule of the area looks at: `$A4`."""
    return cell_address(FIRST_ROW, column, fixed_column=True)


def head(sheet: XlsxSheet, layout: TabLayout, year: int | None) -> None:
    """Write the title and the hint above the header row, with protection and print settings."""
    title = f"{words.TITLES[layout.tab]}{f' – năm {year}' if year else ''}"
    sheet.put(TITLE_ROW, 0, title.upper(), bold=True, font_size=14, font_color="#8B1A1A")
    sheet.put(HINT_ROW, 0, words.HINTS[layout.tab], italic=True, font_color="#5F6368", font_size=11)
    sheet.set_row(TITLE_ROW, 24)
    sheet.set_row(HEADER_ROW, HEADER_HEIGHT)
    sheet.protect("", dict.fromkeys(PERMITTED, True))
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(HEADER_ROW)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.hide_gridlines(2)


def header(sheet: XlsxSheet, column: int, text: str, width: int, *, required: bool = False) -> None:
    """Write a header cell and set the width of its column; required ones are red, the others grey. It is locked."""
    colors = REQUIRED_HEADER if required else OPTIONAL_HEADER
    sheet.put(HEADER_ROW, column, text, **HEADER, **colors)
    sheet.set_column(column, column, width)


def write_more_columns(
    sheet: XlsxSheet, plan: NewYear, tab: Tab, first: int, rows: dict[str, int] | None = None
) -> int:
    """Write the columns of a tab that the layout does not have from 0-based column `first` on; return their number.

    `rows` are the rows of criteria in a score tab; elsewhere rows are counted from the first one below the header.
    """
    columns = [column for column in plan.columns if column.tab is tab]
    for at, column in enumerate(columns, first):
        header(sheet, at, str(column.header), 15)
        for key, value in column.cells:
            row = FIRST_ROW + key if isinstance(key, int) else (rows or {}).get(key)
            if row is not None:
                sheet.put(row, at, value, **TYPED)
    return len(columns)
