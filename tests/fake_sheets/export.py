"""Google's export address on loopback: the .xlsx of a spreadsheet shared by link, and every page that comes instead."""

from __future__ import annotations

import asyncio
import datetime as dt
import io
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from enum import StrEnum
from urllib.parse import quote

from openpyxl import Workbook
from openpyxl.cell.cell import Cell as ExcelCell
from openpyxl.utils import get_column_letter
from openpyxl.worksheet.worksheet import Worksheet
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from tests.fake_sheets.grid import EPOCH, Book, Cell, Sheet

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOWNLOAD = "/download-host/{key}"


class Instead(StrEnum):
    """What the export address answers instead of the file."""

    LOGIN = "login"
    LOGIN_PAGE = "login page"
    ORGANISATION = "organisation"
    FORBIDDEN = "forbidden"
    UNAUTHORIZED = "unauthorized"
    OFFICE_FILE = "office file"
    NOT_FOUND = "not found"
    QUOTA = "quota"
    DOWN = "down"
    PORTAL = "portal"
    PORTAL_REDIRECT = "portal redirect"
    PLAIN_HTTP = "plain http"
    LOOP = "loop"
    DOWNLOAD_PAGE = "download page"
    DRIVE = "drive"
    NOT_XLSX = "not xlsx"
    DAMAGED = "damaged"
    CUT = "cut"
    SLOW = "slow"
    TRICKLE = "trickle"
    HUGE = "huge"


@dataclass
class Exports:
    """How the export address behaves: `instead` of the file, and what happens `between` the redirect and the file."""

    instead: Instead | None = None
    between: Callable[[], None] | None = None
    asked: list[tuple[str, dict[str, str]]] = field(default_factory=list)

    def count(self, what: str) -> int:
        """How many requests came to addresses that contain this."""
        return sum(what in path for path, _ in self.asked)


def routes(books: dict[str, Book], exports: Exports) -> list[Route]:
    """The routes of the export address beside those of the API."""

    def book_of(request: Request) -> Book | None:
        exports.asked.append((request.url.path, dict(request.headers)))
        return books.get(request.path_params["key"])

    async def export(request: Request) -> Response:
        book = book_of(request)
        if book is None:
            return HTMLResponse(_page("Page not found", "google"), 404)
        if exports.instead is not None:
            return await _instead(exports.instead, request, book)
        if exports.between is not None:
            exports.between()
        return RedirectResponse(DOWNLOAD.format(key=book.key), 307, {"Set-Cookie": "NID=1; Path=/"})

    async def download(request: Request) -> Response:
        book = book_of(request)
        assert book is not None
        return Response(xlsx_of(book), headers=_named(book), media_type=XLSX)

    async def view(request: Request) -> Response:
        book = book_of(request)
        assert book is not None
        items = "".join(f'items.push({{name: "{sheet.title}", gid: "{sheet.gid}"}});' for sheet in book.sheets)
        return HTMLResponse(f"<html><script>{items}</script>")

    return [
        Route("/spreadsheets/d/{key}/export", export),
        Route("/spreadsheets/d/{key}/htmlview", view),
        Route(DOWNLOAD, download),
    ]


def _named(book: Book) -> dict[str, str]:
    return {"Content-Disposition": f"attachment; filename=\"x.xlsx\"; filename*=UTF-8''{quote(book.title)}.xlsx"}


def _page(title: str, body: str) -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body>{body}</body></html>"


_REDIRECTS = {
    Instead.LOGIN: "https://accounts.google.com/v3/signin/identifier?service=wise",
    Instead.ORGANISATION: "https://accounts.google.com/v3/signin/identifier?hd=moj.gov.vn",
    Instead.PORTAL_REDIRECT: "https://wifi.khach-san.example/login",
    Instead.PLAIN_HTTP: "http://docs.google.com/download",
    Instead.DRIVE: "https://drive.google.com/file/d/1/view",
}
_PAGES = {
    Instead.LOGIN_PAGE: (200, _page("Google Sheets", '<form action="https://accounts.google.com/ServiceLogin">')),
    Instead.FORBIDDEN: (403, _page("Google Drive: Access denied", "google")),
    Instead.UNAUTHORIZED: (401, _page("Google Sheets", "google")),
    Instead.OFFICE_FILE: (400, _page("Google Drive", "google")),
    Instead.NOT_FOUND: (404, _page("Page not found", "google")),
    Instead.DOWN: (503, _page("Error 503", "google")),
    Instead.PORTAL: (200, _page("Đăng nhập Wi-Fi", "<form></form>")),
    Instead.DOWNLOAD_PAGE: (200, _page("Google Drive - Virus scan warning", '<a id="uc-download-link">')),
}


async def _instead(instead: Instead, request: Request, book: Book) -> Response:
    if instead in _REDIRECTS:
        return RedirectResponse(_REDIRECTS[instead], 302)
    if instead in _PAGES:
        status, page = _PAGES[instead]
        return HTMLResponse(page, status)
    match instead:
        case Instead.QUOTA:
            return HTMLResponse(_page("Too many requests", "google"), 429, {"Retry-After": "40"})
        case Instead.LOOP:
            return RedirectResponse(str(request.url), 302)
        case Instead.NOT_XLSX:
            return Response(b"ma;ten\n", media_type="text/csv")
        case Instead.HUGE:
            return StreamingResponse(_zeros(), media_type=XLSX)
    content = xlsx_of(book)
    match instead:
        case Instead.DAMAGED:
            return Response(content[: len(content) // 2], media_type=XLSX)
        case Instead.CUT:
            return StreamingResponse(_slowly(content[:5000], 0), headers={"Content-Length": str(len(content))})
        case Instead.SLOW:
            await asyncio.sleep(4)
            return Response(content, media_type=XLSX)
        case Instead.TRICKLE:
            return StreamingResponse(_slowly(content, 0.05), headers={"Content-Length": str(len(content))})
    raise LookupError(instead)


async def _slowly(content: bytes, pause: float) -> AsyncIterator[bytes]:
    step = 1 if pause else len(content)
    for index in range(0, len(content), step):
        yield content[index : index + step]
        await asyncio.sleep(pause)


async def _zeros() -> AsyncIterator[bytes]:
    yield b"PK"
    for _ in range(30):
        yield bytes(1024 * 1024)


def xlsx_of(book: Book) -> bytes:
    """The export of a spreadsheet: every tab with its values, formats, merges; the time of its making is in it."""
    made = Workbook()
    made.remove(made.active)
    for sheet in book.sheets:
        _write(made.create_sheet(sheet.title), sheet)
    content = io.BytesIO()
    made.save(content)
    return content.getvalue()


def _write(worksheet: Worksheet, sheet: Sheet) -> None:
    worksheet.sheet_state = "hidden" if sheet.hidden else "visible"
    for (row, column), cell in sheet.cells.items():
        _put(worksheet.cell(row, column), cell)
    for row in sheet.hidden_rows:
        worksheet.row_dimensions[row].hidden = True
    for column in sheet.hidden_columns:
        worksheet.column_dimensions[get_column_letter(column)].hidden = True
    for merge in sheet.merges:
        first, last = get_column_letter(merge.left + 1), get_column_letter(merge.right)
        worksheet.merge_cells(f"{first}{merge.top + 1}:{last}{merge.bottom}")


def _put(target: ExcelCell, cell: Cell) -> None:
    value = cell.value
    if cell.pattern and isinstance(value, float):
        target.value = EPOCH + _days(value)
        target.number_format = "dd/mm/yyyy"
        return
    if isinstance(value, str):
        target.value, target.data_type = value, "e" if cell.error else "s"
        return
    target.value = int(value) if isinstance(value, float) and value.is_integer() else value
    if cell.percent:
        target.number_format = "0%"


def _days(value: float) -> dt.timedelta:
    return dt.timedelta(days=value)
