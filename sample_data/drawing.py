"""Draws a `Table` the way a secretary's sheet looks, and saves a book so that the same rows give the same bytes."""

from __future__ import annotations

import datetime as dt
import io
import math
import re
import zipfile
from pathlib import Path

from openpyxl import Workbook
from openpyxl.cell import Cell
from openpyxl.styles import Alignment, Border, Font, PatternFill, Side
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from rows_criteria import GROUPS
from rows_units import CODES, SHORT_NAMES
from tables import Table

MOMENT = dt.datetime(2019, 12, 18, 8, 0, 0)

THIN = Side(style="thin", color="B0B0B0")
BOX = Border(left=THIN, right=THIN, top=THIN, bottom=THIN)
TITLE = Font(name="Times New Roman", size=14, bold=True, color="9B1C1C")
PLAIN = Font(name="Times New Roman", size=12)
BOLD = Font(name="Times New Roman", size=12, bold=True)
HEADER_FILL, GROUP_FILL = PatternFill("solid", fgColor="F3E3C3"), PatternFill("solid", fgColor="F7F2E8")

WIDE = {"Giá trị", "Tên đơn vị", "Tên tiêu chí", "Lý do", "Minh chứng", "Mục tiêu", "Tên", "Nội dung", "Căn cứ"}
MIDDLING = {"Mục", "Ghi chú", "Đơn vị", "Danh hiệu", "Tên danh hiệu", "Nhóm", "Người thực hiện", "Phụ trách",
            "Quyết định", "Văn bản", "Người", "Người đại diện", "Trưởng ban kiểm phiếu", "Ủy viên", "Đơn vị cũ",
            "Đơn vị mới", "Cấp phát động", "Loại", "Màn", "Tên tắt", "Vai trò"}  # fmt: skip
POINTS = {"Điểm tối đa", "Tổng điểm", "Điểm tối thiểu", *CODES, *SHORT_NAMES}
TYPED_AS_TEXT = {"Ngưỡng", "Giờ", "Thời gian", "Mã", "Mã tiêu chí"}
GROUP_NAMES = {name for name, _ in GROUPS} | {"Tổng"}


def draw(book: Workbook, table: Table) -> None:
    """Add the tab to the book: title, frozen header, rows, merged cells, widths, number formats."""
    sheet = book.create_sheet(table.name)
    if table.title:
        _draw_title(sheet, table)
    sheet.append(table.headers)
    top = sheet.max_row
    for row in table.rows:
        sheet.append(row)
    _dress_header(sheet, top)
    _dress_rows(sheet, top, table.headers)
    if table.merge_down:
        _merge_down(sheet, top, table.headers.index(table.merge_down) + 1)
    sheet.freeze_panes = f"A{top + 1}"
    sheet.page_setup.orientation = "landscape"
    sheet.page_setup.paperSize = sheet.PAPERSIZE_A4
    sheet.page_setup.fitToHeight = 0
    sheet.sheet_properties.pageSetUpPr.fitToPage = True


def _draw_title(sheet: Worksheet, table: Table) -> None:
    """A merged title in row 1 and a blank row 2."""
    sheet.append([table.title])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(table.headers))
    sheet["A1"].font, sheet["A1"].alignment = TITLE, Alignment(horizontal="center", vertical="center")
    sheet.row_dimensions[1].height = 26
    sheet.append([])
    sheet.row_dimensions[2].height = 6


def _dress_header(sheet: Worksheet, top: int) -> None:
    sheet.row_dimensions[top].height = 54 if any(cell.value in SHORT_NAMES for cell in sheet[top]) else 36
    for cell in sheet[top]:
        cell.font, cell.fill, cell.border = BOLD, HEADER_FILL, BOX
        cell.alignment = Alignment(horizontal="center", vertical="center", wrap_text=True)
        letter = get_column_letter(cell.column)
        sheet.column_dimensions[letter].width = _width(str(cell.value))


def _dress_rows(sheet: Worksheet, top: int, headers: tuple[str, ...]) -> None:
    for row in sheet.iter_rows(min_row=top + 1, max_col=len(headers)):
        is_group = any(cell.value in GROUP_NAMES for cell in row)
        for cell, header in zip(row, headers, strict=True):
            cell.font, cell.border = (BOLD if is_group else PLAIN), BOX
            side = "left" if header in WIDE | MIDDLING else "center"
            cell.alignment = Alignment(horizontal=side, vertical="center", wrap_text=True)
            cell.number_format = _number_format(cell.value, header)
            if is_group:
                cell.fill = GROUP_FILL
        sheet.row_dimensions[row[0].row].height = 18 * (1 if is_group else _lines(row, headers))
        if is_group and headers[0] == "STT" and row[1].value != "Tổng":
            sheet.merge_cells(start_row=row[1].row, start_column=2, end_row=row[1].row, end_column=3)


def _lines(row: tuple[Cell, ...], headers: tuple[str, ...]) -> int:
    """How many lines the longest cell of the row needs; a column holds a little more letters than its width."""
    return max(
        math.ceil(len(str(cell.value or "")) / (1.2 * _width(header))) or 1
        for cell, header in zip(row, headers, strict=True)
    )


def _width(header: str) -> int:
    """The width of a column in characters."""
    return 50 if header in WIDE else 24 if header in MIDDLING else 13


def _number_format(value: object, header: str) -> str:
    if isinstance(value, dt.date):
        return "dd/mm/yyyy"
    if header in TYPED_AS_TEXT and not isinstance(value, int | float):
        return "@"
    return "0.00" if header in POINTS else "General"


def _merge_down(sheet: Worksheet, top: int, column: int) -> None:
    """Merge each filled cell of the column with the blank ones below it."""
    filled = [row for row in range(top + 1, sheet.max_row + 1) if sheet.cell(row, column).value is not None]
    for start, after in zip(filled, [*filled[1:], sheet.max_row + 1], strict=True):
        sheet.merge_cells(start_row=start, start_column=column, end_row=after - 1, end_column=column)
        sheet.cell(start, column).alignment = Alignment(vertical="top", wrap_text=True)


def save(book: Workbook, path: Path) -> None:
    """Write the book with fixed properties and times. Nothing is compressed, so no library version shows in it."""
    book.properties.creator = "Cụm thi đua số III"
    book.properties.created = MOMENT
    drawn = io.BytesIO()
    book.save(drawn)
    with zipfile.ZipFile(drawn) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_STORED) as new:
        for name in old.namelist():
            new.writestr(zipfile.ZipInfo(name, MOMENT.timetuple()[:6]), _undated(name, old.read(name)))


def _undated(name: str, content: bytes) -> bytes:
    """The document properties carry the time of saving; put the fixed one in its place."""
    if name != "docProps/core.xml":
        return content
    stamp = f"{MOMENT:%Y-%m-%dT%H:%M:%SZ}".encode()
    return re.sub(rb"(<dcterms:modified[^>]*>)[^<]*", rb"\g<1>" + stamp, content)
