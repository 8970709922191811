"""A small clean workbook as raw tables, and edits of it by tab and A1 address.

The clean workbook has every tab of docs/workbook.md and no problem at all, so that whatever an edit brings is its own.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from functools import cache

from lib.model.problems import Problem
from lib.model.records import Workbook
from lib.sheets.reading.workbook import read
from lib.sheets.sources.source import RawCell, RawTable, RawTables
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import Snapshot, build_snapshot
from tests.places import SAMPLES

Rows = list[list[RawCell]]
Book = dict[str, Rows]
Edit = Callable[[Book], None]

SOURCE = "so.xlsx"
NOON = dt.datetime(2019, 12, 18, 12, 0, tzinfo=dt.UTC)
QC = "Quy chế"
DAY = dt.date(2019, 12, 18)

INFO: tuple[tuple[RawCell, ...], ...] = (
    ("Mục", "Giá trị", "Căn cứ", "Ghi chú"),
    ("Tên cụm", "Cụm thi đua số III", None, None),
    ("Năm thi đua", 2019, None, None),
    ("Ngày hội nghị", DAY, None, None),
    ("Số chữ số thập phân", 2, QC, None),
    ("Thứ tự xếp hạng", "Tổng điểm", QC, None),
    ("Trần điểm thưởng", 5, QC, None),
    ("Trần điểm trừ", 5, QC, None),
    ("Dữ liệu mẫu", "có", None, None),
)
UNITS: tuple[tuple[RawCell, ...], ...] = (
    ("Mã", "Tên đơn vị", "Tên tắt", "Thứ tự", "Loại", "Vai trò", "Người đại diện", "Ghi chú"),
    ("TGPL", "Cục Trợ giúp pháp lý", "Cục TGPL", 1, "Cục", "Cụm trưởng", "Nguyễn Văn A", None),
    ("THADS", "Tổng cục Thi hành án dân sự", "Tổng cục THADS", 2, "Tổng cục", "Phó Cụm trưởng", None, None),
    ("CN", "Cục Con nuôi", None, 3, "Cục", "Thành viên", None, None),
    ("PBGDPL", "Vụ Phổ biến, giáo dục pháp luật", "Vụ PBGDPL", 4, "Vụ", None, None, "ghi chú"),
)
CRITERIA: tuple[tuple[RawCell, ...], ...] = (
    ("Mã", "Nhóm", "Tên tiêu chí", "Điểm tối đa", "Loại", "Không phát sinh"),
    (None, "I. Chuyên môn", None, 30, None, None),
    ("I.1", None, "Hoàn thành kế hoạch", 20, "chuẩn", "tối đa"),
    ("I.2", None, "Xây dựng văn bản", 10, None, None),
    (None, "II. Phong trào", None, 10, None, None),
    ("II.1", None, "Tổ chức phong trào", 10, "chuẩn", "0"),
    ("II.2", None, "Sáng kiến được công nhận", 4, "thưởng", None),
    ("II.3", None, "Báo cáo chậm", 3, "trừ", None),
)
VERIFIED: tuple[tuple[RawCell, ...], ...] = (
    ("Mã", "TGPL", "THADS", "CN", "PBGDPL"),
    ("I.1", 20, 19, 18.5, 17),
    ("I.2", 9.5, "KPS", 8, 9),
    ("II.1", 8, 9, 10, 7.25),
    ("II.2", 2, None, 1, None),
    ("II.3", None, 1, None, None),
    ("Tổng", 39.5, 37, 37.5, 33.25),
)
SELF: tuple[tuple[RawCell, ...], ...] = (
    ("Mã", "Cục TGPL", "Tổng cục THADS", "Cục Con nuôi", "Vụ PBGDPL"),
    ("I.1", 20, 19.5, 18.5, 17),
    ("I.2", 9.5, "KPS", 8, 9),
    ("II.1", 8, 9, 10, 7.25),
    ("II.2", 2, None, 1, None),
    ("II.3", None, 1, None, None),
)
AWARDS: tuple[tuple[RawCell, ...], ...] = (
    (
        "Mã", "Tên danh hiệu", "Số lượng", "Ngưỡng", "Mẫu số", "Chỉ xét trong", "Số vòng", "Điểm tối thiểu",
        "Đăng ký", "Tự bỏ phiếu", "Căn cứ", "Thứ tự",
    ),
    ("CNTP", "Cờ thi đua ngành Tư pháp", 2, "2/3", "tổng thành viên", None, 2, None, "bắt buộc", "có", QC, 1),
    ("CCP", "Cờ thi đua Chính phủ", 1, "2/3", "tổng thành viên", "CNTP", 2, None, "không", "có", QC, 2),
)  # fmt: skip
SESSIONS: tuple[tuple[RawCell, ...], ...] = (
    (
        "Mã phiên", "Danh hiệu", "Vòng", "Hình thức", "Tổng thành viên", "Có mặt", "Phát ra", "Thu về", "Hợp lệ",
        "Không hợp lệ", "Trạng thái", "Ngưỡng", "Mẫu số", "Thời gian",
    ),
    ("P1", "CNTP", 1, "kín", 4, 4, 4, 4, 4, 0, "đã kiểm", None, None, "10:00"),
    ("P2", "CCP", 1, "kín", 4, 4, 4, 4, 3, 1, "đã kiểm", None, None, None),
)  # fmt: skip
VOTES: tuple[tuple[RawCell, ...], ...] = (
    ("Mã phiên", "Đơn vị", "Đồng ý", "Không đồng ý", "Không ý kiến"),
    ("P1", "TGPL", 4, 0, 0),
    ("P1", "THADS", 1, 3, 0),
    ("P1", "CN", 2, 2, 0),
    ("P1", "PBGDPL", 3, 0, 1),
    ("P2", "TGPL", 3, 0, 0),
    ("P2", "PBGDPL", 0, 3, 0),
)
CLEAN: dict[str, tuple[tuple[RawCell, ...], ...]] = {
    "Thông tin": INFO,
    "Đơn vị": UNITS,
    "Tiêu chí": CRITERIA,
    "Thẩm định": VERIFIED,
    "Tự chấm": SELF,
    "Giải trình": (("Đơn vị", "Mã tiêu chí", "Lý do", "Minh chứng"), ("THADS", "I.1", "Một việc chậm", None)),
    "Danh hiệu": AWARDS,
    "Bỏ phiếu": SESSIONS,
    "Phiếu": VOTES,
    "Phiếu bầu": (("Mã phiên", "Số phiếu", "Lượt", "Kết luận", "Lý do", "TGPL", "THADS", "CN", "PBGDPL"),),
    "Điểm danh": (("Đơn vị", "Có mặt", "Ủy quyền", "Thời gian"),),
    "Quyết định": (("Danh hiệu", "Đơn vị", "Quyết định", "Lý do", "Người quyết định", "Thời gian"),),
    "Đăng ký": (
        ("Đơn vị", "Danh hiệu", "Ngày", "Văn bản"),
        ("TGPL", "CNTP", dt.date(2019, 3, 1), "01/CV"),
        ("Tổng cục THADS", "Cờ thi đua ngành Tư pháp", "02/03/2019", None),
        ("Cục Con nuôi", "CNTP", 43527, None),
        ("PBGDPL", "CNTP", None, None),
    ),
    "Giao ước": (("Đơn vị", "Người ký", "Ngày ký"), ("TGPL", "Nguyễn Văn A", dt.date(2019, 3, 15))),
    "Loại trừ": (
        ("Đơn vị", "Mã lý do", "Từ ngày", "Đến ngày", "Văn bản"),
        ("CN", "KL", "01/01/2018", "31/12/2018", None),
    ),
    "Lãnh đạo cụm": (
        ("Năm", "Vai trò", "Đơn vị", "Người", "Quyết định"),
        (2020, "Cụm trưởng", "CN", "Trần Thị B", None),
        (2018, "Cụm trưởng", "Cục không còn trong cụm", None, None),
    ),
    "Phong trào": (
        ("Mã", "Tên", "Cấp phát động", "Từ ngày", "Đến ngày", "Mục tiêu", "TGPL", "Cục Con nuôi"),
        ("PT1", "Nông thôn mới", "Chính phủ", "01/01/2019", "31/12/2019", "Hỗ trợ xã", "đã làm", None),
    ),
    "Điển hình": (
        ("Đơn vị", "Loại", "Tên", "Quyết định", "Ngày", "Minh chứng"),
        ("TGPL", "mô hình, cách làm hay", "Trợ giúp lưu động", None, "01/06/2019", None),
    ),
    "Xếp loại": (("Đơn vị", "Nhóm", "HTXS", "HTT", "HT", "KHT"), ("TGPL", "công chức", 4, 20, 3, 0)),
    "Lịch sử": (
        ("Năm", "Đơn vị", "Tổng điểm", "Điểm tối đa", "Hạng", "Số đơn vị", "Danh hiệu"),
        (2018, "Cục Trợ giúp pháp lý", 95.5, 100, 1, 1, "Cờ thi đua ngành; Cờ thi đua Chính phủ"),
    ),
    "Kế thừa": (
        ("Đơn vị cũ", "Đơn vị mới", "Loại", "Ngày", "Căn cứ"),
        ("Cục TGPL cũ", "TGPL", "đổi tên", "01/01/2018", None),
    ),
    "Chương trình": (
        ("Thứ tự", "Giờ", "Nội dung", "Người thực hiện", "Màn"),
        (2, "08:30", "Công bố kết quả", None, "công bố: CCP"),
        (1, "08:00", "Khai mạc", "Ban tổ chức", "tiêu đề"),
    ),
    "Công việc": (("Hạn", "Nội dung", "Phụ trách", "Trạng thái"), (dt.date(2019, 6, 30), "Sơ kết", "Thư ký", "xong")),
}


# -- tables and grids --------------------------------------------------------------------------------------------


def some_book(tabs: dict[str, Iterable[Sequence[RawCell]]], source: str = SOURCE) -> RawTables:
    """Tables of one spreadsheet from rows by tab."""
    return RawTables(
        tuple(RawTable(tab, tuple(tuple(row) for row in rows), source) for tab, rows in tabs.items()), (source,)
    )


def clean() -> RawTables:
    """The clean workbook: 4 units, 5 criteria, two awards."""
    return some_book(dict(CLEAN))


@cache
def sample(name: str = "cum_iii_2019") -> RawTables:
    """A workbook of `sample_data`."""
    return ExcelSource(SAMPLES / f"{name}.xlsx").fetch()


def grids(tables: RawTables) -> Book:
    """The rows of every tab as lists that may be changed."""
    return {table.tab: [list(row) for row in table.rows] for table in tables.tables}


def with_grids(tables: RawTables, changed: Book) -> RawTables:
    """The tables with these rows instead; a tab that is not in `changed` is gone, a new one is added."""
    known = {table.tab: table for table in tables.tables}
    source = tables.labels[0]
    return RawTables(
        tuple(
            replace(known.get(tab, RawTable(tab, (), source)), tab=tab, rows=tuple(map(tuple, rows)))
            for tab, rows in changed.items()
        ),
        tables.labels,
    )


def filled(rows: Rows) -> list[tuple[int, int]]:
    """The 0-based places of the cells that hold something."""
    return [(r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if cell is not None]


def put(rows: Rows, row: int, column: int, value: RawCell) -> None:
    """Sets a cell, 0-based, making the rows long enough."""
    while len(rows) <= row:
        rows.append([])
    rows[row].extend([None] * (column + 1 - len(rows[row])))
    rows[row][column] = value


# -- edits -------------------------------------------------------------------------------------------------------


def place_of(a1: str) -> tuple[int, int]:
    """0-based row and column of an A1 address."""
    found = re.fullmatch(r"([A-Z]+)(\d+)", a1)
    if found is None:
        raise ValueError(a1)
    column = 0
    for letter in found.group(1):
        column = column * 26 + ord(letter) - 64
    return int(found.group(2)) - 1, column - 1


def cell(tab: str, a1: str, value: RawCell) -> Edit:
    """Another value in a cell."""

    def edit(book: Book) -> None:
        put(book[tab], *place_of(a1), value)

    return edit


def row(tab: str, *values: RawCell) -> Edit:
    """One more row at the end."""

    def edit(book: Book) -> None:
        book[tab].append(list(values))

    return edit


def without(tab: str) -> Edit:
    """A tab that is gone."""

    def edit(book: Book) -> None:
        del book[tab]

    return edit


def without_column(tab: str, letter: str) -> Edit:
    """A column that is gone."""

    def edit(book: Book) -> None:
        column = place_of(f"{letter}1")[1]
        book[tab] = [row[:column] + row[column + 1 :] for row in book[tab]]

    return edit


def headers_moved(tab: str, letter: str) -> Edit:
    """A blank cell put into the header row, so that the headers from there on stand one column to the right."""

    def edit(book: Book) -> None:
        book[tab][0].insert(place_of(f"{letter}1")[1], None)

    return edit


def renamed(tab: str, name: str) -> Edit:
    """A tab under another name, in its place."""

    def edit(book: Book) -> None:
        items = [(name if known == tab else known, rows) for known, rows in book.items()]
        book.clear()
        book.update(items)

    return edit


def another(tab: str, *rows: Sequence[RawCell]) -> Edit:
    """One more tab at the end."""

    def edit(book: Book) -> None:
        book[tab] = [list(row) for row in rows]

    return edit


def edited(*edits: Edit, tables: RawTables | None = None) -> RawTables:
    """The clean workbook (or `tables`) with these edits."""
    before = tables or clean()
    book = grids(before)
    for edit in edits:
        edit(book)
    return with_grids(before, book)


# -- what comes of it --------------------------------------------------------------------------------------------


def the_workbook(*edits: Edit) -> Workbook:
    """The records of the clean workbook with these edits."""
    return read(edited(*edits))[0]


def the_snapshot(*edits: Edit) -> Snapshot:
    """The snapshot of the clean workbook with these edits."""
    return build_snapshot(edited(*edits), NOON)


def told(problems: Iterable[Problem]) -> list[tuple[str, str, str | None, str | None]]:
    """Problems as code, tab, cell, value."""
    return [(found.code.value, found.where.tab, found.where.a1, found.value) for found in problems]
