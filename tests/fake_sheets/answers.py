"""The three reading methods of the Sheets API over spreadsheets in memory."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from tests.fake_sheets import a1
from tests.fake_sheets.grid import Book, DateRender, Merge, Render, Sheet
from tests.fake_sheets.recordings import appearance


class ApiError(Exception):
    """A refusal: HTTP status, message and status word."""

    def __init__(self, status: int, message: str, word: str) -> None:
        super().__init__(message)
        self.status, self.message, self.word = status, message, word

    def body(self) -> dict[str, Any]:
        return {"error": {"code": self.status, "message": self.message, "status": self.word}}


def spreadsheet(book: Book, ranges: Sequence[str], grid_data: bool) -> dict[str, Any]:
    """A `Spreadsheet`; with `grid_data` the tabs of `ranges` (all where none) hold their cells."""
    looks = appearance()
    wanted = [_found(book, text) for text in ranges]
    sheets = [_sheet(book, sheet, index) for index, sheet in enumerate(book.sheets)]
    for index, sheet in enumerate(book.sheets):
        areas = [area for found, area in wanted if found is sheet] if wanted else [a1.Area()]
        if grid_data and areas:
            sheets[index]["data"] = [_grid_data(book, sheet, area) for area in areas]
    return {
        "spreadsheetId": book.key,
        "properties": {
            "title": book.title,
            "locale": book.locale,
            "autoRecalc": "ON_CHANGE",
            "timeZone": book.time_zone,
            "defaultFormat": looks["defaultFormat"],
            "spreadsheetTheme": looks["spreadsheetTheme"],
        },
        "sheets": sheets,
        "spreadsheetUrl": f"https://docs.google.com/spreadsheets/d/{book.key}/edit",
    }


def _sheet(book: Book, sheet: Sheet, index: int) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "sheetId": sheet.gid,
        "title": sheet.title,
        "index": index,
        "sheetType": sheet.kind,
    }
    if sheet.kind == "GRID":
        properties["gridProperties"] = {"rowCount": sheet.row_count, "columnCount": sheet.column_count}
    if sheet.hidden:
        properties["hidden"] = True
    merges = [_merge(sheet, merge) for merge in sheet.merges]
    return {"properties": properties} | ({"merges": merges} if merges else {})


def _merge(sheet: Sheet, merge: Merge) -> dict[str, int]:
    area = {
        "startRowIndex": merge.top,
        "endRowIndex": merge.bottom,
        "startColumnIndex": merge.left,
        "endColumnIndex": merge.right,
    }
    return ({"sheetId": sheet.gid} if sheet.gid else {}) | area


def _grid_data(book: Book, sheet: Sheet, area: a1.Area) -> dict[str, Any]:
    top, left, bottom, right = sheet.clip(area)
    rows = []
    for row in range(top, bottom + 1):
        cells = [sheet.cells.get((row, column)) for column in range(left, right + 1)]
        rows.append({"values": [_cell_data(book, cell) if cell else {} for cell in cells]} if any(cells) else {})
    return {
        "rowData": rows,
        "rowMetadata": [_metadata(row in sheet.hidden_rows, 21) for row in range(top, bottom + 1)],
        "columnMetadata": [_metadata(column in sheet.hidden_columns, 100) for column in range(left, right + 1)],
        **({"startRow": top - 1} if top > 1 else {}),
        **({"startColumn": left - 1} if left > 1 else {}),
    }


def _metadata(hidden: bool, pixels: int) -> dict[str, Any]:
    """Google says of a row or column that it is hidden only where it is."""
    return {"pixelSize": pixels} | ({"hiddenByUser": True} if hidden else {})


def _cell_data(book: Book, cell: Any) -> dict[str, Any]:
    entered = {"formulaValue": cell.formula} if cell.formula else cell.extended()
    formatted = cell.formatted(book.locale)
    data = {"userEnteredValue": entered, "effectiveValue": cell.extended(), "formattedValue": formatted}
    if number_format := cell.number_format():
        data |= {
            "userEnteredFormat": {"numberFormat": number_format},
            "effectiveFormat": {"numberFormat": number_format},
        }
    return data


def values(book: Book, text: str, render: Render, dates: DateRender, columns_first: bool) -> dict[str, Any]:
    """A `ValueRange`; `ApiError` for a range that names nothing."""
    sheet, area = _found(book, text)
    try:
        return sheet.values(area, render, dates, book.locale, columns_first)
    except a1.BadRange as bad:
        raise ApiError(400, f"Range ({text}) {bad}", "INVALID_ARGUMENT") from None


def batch_values(
    book: Book, ranges: Sequence[str], render: Render, dates: DateRender, columns_first: bool
) -> dict[str, Any]:
    """A `BatchGetValuesResponse`: one range that names nothing fails the whole call."""
    found = [values(book, text, render, dates, columns_first) for text in ranges]
    return {"spreadsheetId": book.key} | ({"valueRanges": found} if found else {})


def _found(book: Book, text: str) -> tuple[Sheet, a1.Area]:
    """The tab and the cells of a range. Without `!` a text is a tab if one has that title, else cells of the first."""
    unknown = ApiError(400, f"Unable to parse range: {text}", "INVALID_ARGUMENT")
    try:
        title, cells = a1.split(text)
        if title is None:
            titled = next((sheet for sheet in book.sheets if sheet.title == text), None)
            return (titled, a1.Area()) if titled else (book.sheets[0], a1.area(cells))
        sheet, area = book.sheet(title), a1.area(cells)
    except (a1.BadRange, LookupError):
        raise unknown from None
    if sheet.kind != "GRID":
        raise unknown
    return sheet, area
