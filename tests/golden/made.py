"""Small workbooks for golden texts: the clean workbook of `tests/tables.py` with a few edits each."""

from __future__ import annotations

from dataclasses import replace

from lib.sheets.sources.source import RawTables, UncalculatedFormula
from tests.tables import Edit, cell, edited, row, without

PRIVATE = {"Danh hiệu", "Bỏ phiếu", "Phiếu", "Quyết định", "Đăng ký"}


def votes(*in_favour: int, voters: int = 4) -> list[Edit]:
    """The votes of P1 in protocol order, the others against."""
    return [
        cell("Phiếu", f"{letter}{number}", count)
        for number, votes in enumerate(in_favour, 2)
        for letter, count in (("C", votes), ("D", voters - votes), ("E", 0))
    ]


def decision(unit: str, verdict: str, award: str = "CNTP") -> Edit:
    return row("Quyết định", award, unit, verdict, "theo biên bản", "Cụm trưởng", "11:00")


RUN_OFF: list[Edit] = [
    *votes(4, 3, 1, 3),
    row("Bỏ phiếu", "P3", "CNTP", 2, "kín", 4, 4, 4, 4, 4, 0, "đã kiểm", "> 1/2", "hợp lệ"),
    row("Phiếu", "P3", "THADS", 1, 3, 0),
    row("Phiếu", "P3", "PBGDPL", 3, 1, 0),
    row("Phiếu", "P3", "CN", 4, 0, 0),
]

MADE: dict[str, list[Edit]] = {
    "dong_phieu": votes(4, 3, 1, 3),
    "bo_phieu_lai": RUN_OFF,
    "quyet_dinh_khi_dong_phieu": [
        *votes(4, 3, 1, 3), decision("THADS", "không suy tôn"), decision("Vụ PBGDPL", "suy tôn"),
    ],
    "chu_tri_quyet_dinh": [
        *votes(4, 2, 1, 2), cell("Danh hiệu", "G2", 1), decision("PBGDPL", "suy tôn"), decision("CN", "không suy tôn"),
    ],
    "quyet_dinh_trai_nhau": [*votes(4, 3, 1, 3), decision("THADS", "suy tôn"), decision("PBGDPL", "suy tôn")],
    "rut": [decision("TGPL", "rút")],
    "khong_du_dieu_kien_xet": [
        cell("Danh hiệu", "C2", 4), cell("Danh hiệu", "H2", 34), *votes(4, 4, 4, 4),
        row("Loại trừ", "TGPL", "KL", "18/12/2019", "18/12/2019"), cell("Đăng ký", "A3", "Cục TGPL"),
    ],
    "khong_tu_bo_phieu": [
        cell("Danh hiệu", "J2", "không"), cell("Danh hiệu", "E2", "hợp lệ"), cell("Danh hiệu", "D2", "80%"),
        *votes(3, 2, 2, 3, voters=3),
    ],
    "diem_tam_tinh": [
        cell("Thẩm định", "B2", None), cell("Tự chấm", "B2", None), cell("Thẩm định", "D3", None),
        cell("Thẩm định", "E4", "7,2 điểm"), cell("Thẩm định", "B7", None), cell("Danh hiệu", "H3", 30),
    ],
    "khong_phat_sinh": [
        cell("Tiêu chí", "F4", "loại trừ"), cell("Thông tin", "B6", "Tỷ lệ điểm; II. Phong trào; I.1"),
        cell("Thẩm định", "C7", 27), cell("Tự chấm", "D3", "KPS"),
    ],
    "chua_ai_co_diem": [
        cell(tab, f"{letter}{number}", None)
        for tab in ("Thẩm định", "Tự chấm") for letter in "BCDE" for number in range(2, 8)
    ],
    "dang_go": [
        cell("Bỏ phiếu", "K2", "đang bỏ phiếu"), cell("Phiếu", "C4", None), cell("Phiếu", "C5", None),
        cell("Phiếu", "C6", UncalculatedFormula("=3")), cell("Thông tin", "B6", "Điểm cao"),
    ],
    "chi_bo_phieu_khong_dang_ky": [
        without("Tiêu chí"), without("Thẩm định"), without("Tự chấm"), without("Giải trình"), without("Đăng ký"),
    ],
    "thieu_trang": [without("Phiếu"), without("Thẩm định")],
}  # fmt: skip


def made(name: str) -> RawTables:
    """A made workbook; `hai_tep` is the one of the tie in two spreadsheets, with a mistake in each."""
    if name != "hai_tep":
        return edited(*MADE[name])
    tables = edited(*MADE["dong_phieu"], cell("Thẩm định", "B2", "x"), cell("Phiếu", "C6", "x"))
    moved = tuple(replace(raw, source="phieu.xlsx" if raw.tab in PRIVATE else "diem.xlsx") for raw in tables.tables)
    return RawTables(moved, ("diem.xlsx", "phieu.xlsx"))


NAMES = (*MADE, "hai_tep")
