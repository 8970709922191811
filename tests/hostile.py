"""A workbook whose every text is out to do harm, and what harm would look like."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from itertools import cycle
from pathlib import Path

import openpyxl

from lib.sheets.sources.source import RawCell, RawTables
from tests.days import sample_tables, table_of

EVIL = "evil.example"
PAYLOADS = (
    "<script>window.HACKED=1</script>",
    '<img src=x onerror="window.HACKED=1">',
    f"[bấm đây](https://{EVIL}/a)",
    f"![ảnh](https://{EVIL}/b.png)",
    r"$\frac{1}{0}$ và $$\href{javascript:alert(1)}{x}$$",
    ":red[đỏ] :material/delete: :streamlit: :sunglasses: :red-badge[x]",
    f'=HYPERLINK("https://{EVIL}/c","x")',
    "+1+cmd|' /C calc'!A0",
    "@SUM(1+1)*2",
    "\u202etxet desrever\u202c",
    "không\u200bthấy\u2066hướng\u2069",
    "javascript:window.HACKED=1",
    f"https://{EVIL}/tran va a@{EVIL}",
    "| a | b |",
    "# Tiêu đề **đậm** _nghiêng_ `mã` ~~gạch~~",
    "> trích",
    "</section><iframe srcdoc='<script>parent.HACKED=1</script>'></iframe>",
    "&lt;b&gt;&#x3c;script&#x3e;",
    "{{7*7}} ${7*7} %s {0}",
    "Сục Тrợ giúp",
    '"; DROP TABLE entries; --',
    "<!-- chú thích --><style>*{display:none}</style>",
    "Á" * 3000,
)
COLUMNS = {
    "Đơn vị": ("Tên đơn vị", "Tên tắt", "Loại", "Người đại diện", "Ghi chú"),
    "Tiêu chí": ("Tên tiêu chí", "Nhóm"),
    "Giải trình": ("Lý do",),
    "Danh hiệu": ("Tên danh hiệu", "Căn cứ"),
    "Bỏ phiếu": ("Trưởng ban kiểm phiếu", "Ủy viên", "Thời gian"),
    "Đăng ký": ("Văn bản",),
    "Giao ước": ("Người ký",),
    "Loại trừ": ("Mã lý do", "Văn bản"),
    "Lãnh đạo cụm": ("Người", "Quyết định"),
    "Phong trào": ("Tên", "Cấp phát động", "Mục tiêu"),
    "Điển hình": ("Tên", "Quyết định"),
    "Kế thừa": ("Đơn vị cũ", "Căn cứ"),
    "Chương trình": ("Nội dung", "Người thực hiện"),
    "Công việc": ("Nội dung", "Phụ trách"),
}
ITEMS = ("Tên cụm", "Địa điểm", "Chủ trì", "Thư ký")


@cache
def hostile_tables() -> RawTables:
    """The sample with a payload in place of every free text, and wherever it is referred to."""
    bad = _replacements(sample_tables())
    tables = (
        replace(
            table,
            rows=tuple(
                tuple(bad.get(cell, cell) if isinstance(cell, str) else cell for cell in row) for row in table.rows
            ),
        )
        for table in sample_tables().tables
    )
    return replace(sample_tables(), tables=tuple(tables))


def _replacements(tables: RawTables) -> dict[RawCell, str]:
    """Every text once, each payload with a number, so that names stay different."""
    payloads = cycle(PAYLOADS)
    found: dict[RawCell, str] = {}
    for number, text in enumerate(_texts(tables)):
        if text not in found:
            payload = next(payloads)
            found[text] = f"{payload} {number}"
    return found


def _texts(tables: RawTables) -> Iterator[str]:
    for row in table_of(tables, "Thông tin").rows:
        if row and row[0] in ITEMS and isinstance(row[1], str):
            yield row[1]
    for tab, headers in COLUMNS.items():
        rows = table_of(tables, tab).rows
        start = next(number for number, row in enumerate(rows) if headers[0] in row)
        for row in rows[start + 1 :]:
            for header in headers:
                column = rows[start].index(header)
                if column < len(row) and isinstance(row[column], str):
                    yield str(row[column])


def hostile_file(path: Path) -> Path:
    """The same as an .xlsx; texts that begin like a formula are stored as texts, as typed with a leading '."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for table in hostile_tables().tables:
        sheet = book.create_sheet(table.tab)
        for row_number, row in enumerate(table.rows, 1):
            for column, value in enumerate(row, 1):
                if value is not None:
                    cell = sheet.cell(row_number, column, value)
                    if isinstance(value, str):
                        cell.data_type = "s"
    book.save(path)
    return path
