"""Workbooks of any size as raw tables: units, criteria, length of names, awards in a chain; every unit in every ballot.

Scores, votes and names follow from the place of a unit alone, so that a year is the same every time.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cache

from lib.sheets.sources.source import RawCell, RawTable, RawTables
from lib.snapshot import Snapshot, build_snapshot

DAY = dt.datetime(2019, 12, 18)
TAKEN = dt.datetime(2019, 12, 18, 1, 0, tzinfo=dt.UTC)
GROUPS = ("I. Nhiệm vụ chuyên môn", "II. Phong trào thi đua", "III. Đảng, đoàn thể", "IV. Cải cách hành chính",
          "V. Hoạt động của Cụm", "VI. Chấp hành chủ trương")  # fmt: skip
_WORDS = ("Sở Kế hoạch và Đầu tư tỉnh", "phối hợp quản lý nhà nước", "về công tác thi đua, khen thưởng", "của tỉnh",
          "trong lĩnh vực tài nguyên", "và môi trường biển đảo", "các huyện, thị xã, thành phố")  # fmt: skip

Row = tuple[RawCell, ...]


@dataclass(frozen=True)
class Size:
    """How large a year is. `letters` of a unit's name; `proposed` seats of every award; `tied` ties the last seat."""

    units: int
    criteria: int = 12
    letters: int = 40
    awards: int = 1
    proposed: int = 3
    short_names: bool = False
    tied: bool = False
    around: bool = False
    """With names of 150 letters of awards, movements and items of the agenda, leaders, and five years before."""


@cache
def big_year(size: Size) -> Snapshot:
    """The snapshot of a year of this size."""
    return build_snapshot(big_tables(size), TAKEN)


def big_tables(size: Size) -> RawTables:
    """The tables of a year of this size."""
    codes = [f"U{number:03d}" for number in range(1, size.units + 1)]
    makers = (_info, _units, _criteria, _scores, _own, _awards, _sessions, _votes, _pledges, _movements,
              _registered, _exemplars, _ratings)  # fmt: skip
    made = [make(size, codes) for make in makers]
    made += [make(size, codes) for make in (_leaders, _history, _lineage, _agenda, _tasks)] if size.around else []
    tables = tuple(RawTable(tab, tuple(rows), "lon.xlsx") for tab, rows in made)
    return RawTables(tables, ("lon.xlsx",))


def unit_name(number: int, letters: int) -> str:
    """A name of so many letters that begins unlike all others."""
    name = f"Đơn vị số {number} "
    while len(name) < letters + 1:
        name += _WORDS[(number + len(name)) % len(_WORDS)] + " "
    return name[:letters].strip().ljust(letters, "a")


def _info(size: Size, _codes: list[str]) -> tuple[str, list[Row]]:
    return "Thông tin", [
        ("Mục", "Giá trị", "Căn cứ"),
        ("Tên cụm", "Cụm thi đua thử cỡ lớn", "Quy chế"),
        ("Năm thi đua", 2019, "Quy chế"),
        ("Ngày hội nghị", DAY, "Quy chế"),
        ("Số chữ số thập phân", 2, "Quy chế"),
        ("Thứ tự xếp hạng", "Tổng điểm", "Quy chế"),
    ]


def _units(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    rows: list[Row] = [("Mã", "Tên đơn vị", "Tên tắt", "Thứ tự")]
    for number, code in enumerate(codes, 1):
        rows.append((code, unit_name(number, size.letters), f"ĐV {number}" if size.short_names else None, number))
    return "Đơn vị", rows


def _coded(size: Size) -> list[tuple[str, str]]:
    """The code of every criterion with its group."""
    return [
        (f"{GROUPS[at % len(GROUPS)].split('.')[0]}.{at // len(GROUPS) + 1}", GROUPS[at % len(GROUPS)])
        for at in range(size.criteria)
    ]


def _criteria(size: Size, _codes: list[str]) -> tuple[str, list[Row]]:
    rows: list[Row] = [("Nhóm", "Mã", "Tên tiêu chí", "Điểm tối đa", "Loại")]
    rows += [(group, code, f"Tiêu chí {code}", 10, "chuẩn") for code, group in _coded(size)]
    return "Tiêu chí", rows


def _scores(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    return "Thẩm định", _matrix(size, codes, less=1)


def _own(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    return "Tự chấm", _matrix(size, codes, less=0)


def _matrix(size: Size, codes: list[str], less: int) -> list[Row]:
    """Points of 10; the verified ones are a quarter less where unit and criterion say so."""
    rows: list[Row] = [("Mã", "Tên tiêu chí", *codes)]
    for at, (code, _) in enumerate(_coded(size)):
        points = (10 - (number * 7 + at * 3) % 9 / 2 - less * ((number + at) % 2) / 4 for number in range(len(codes)))
        rows.append((code, f"Tiêu chí {code}", *points))
    return rows


def _awards(size: Size, _codes: list[str]) -> tuple[str, list[Row]]:
    heads = ("Thứ tự", "Mã", "Tên danh hiệu", "Số lượng", "Ngưỡng", "Mẫu số", "Chỉ xét trong", "Số vòng", "Đăng ký",
             "Tự bỏ phiếu", "Căn cứ")  # fmt: skip
    rows: list[Row] = [heads]
    for number in range(1, size.awards + 1):
        within = f"D{number - 1}" if number > 1 else None
        first: Row = (number, f"D{number}", _award_name(size, number), _seats(size, number))
        rows.append((*first, "1/2", "tổng thành viên", within, 1, "không", "có", "Quy chế"))
    return "Danh hiệu", rows


def _award_name(size: Size, number: int) -> str:
    name = f"Danh hiệu thi đua thứ {number} của Cụm"
    return f"{name} {unit_name(number, 150)}"[:150].strip() if size.around else name


def _sessions(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    rows: list[Row] = [
        ("Mã phiên", "Danh hiệu", "Vòng", "Hình thức", "Tổng thành viên", "Có mặt", "Phát ra", "Thu về", "Hợp lệ",
         "Không hợp lệ", "Trạng thái")
    ]  # fmt: skip
    n = len(codes)
    rows += [(f"P{k}", f"D{k}", 1, "kín", n, n, n, n, n, 0, "đã kiểm") for k in range(1, size.awards + 1)]
    return "Bỏ phiếu", rows


def _votes(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    """The first units have all votes, the others none; the last seat of the last award is tied where asked."""
    rows: list[Row] = [("Mã phiên", "Đơn vị", "Đồng ý", "Không đồng ý", "Không ý kiến")]
    n, standing = len(codes), codes
    for award in range(1, size.awards + 1):
        seats, tied = _seats(size, award), size.tied and award == size.awards
        for place, code in enumerate(standing):
            against = 0 if place < seats - tied else 1 if tied and place <= seats else n
            rows.append((f"P{award}", code, n - against, against, 0))
        standing = standing[:seats]
    return "Phiếu", rows


def _seats(size: Size, award: int) -> int:
    """Every award of the chain has a seat less than the one before, at least one."""
    return max(1, size.proposed - award + 1)


def _pledges(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    return "Giao ước", [("Đơn vị", "Người ký", "Ngày ký"), *((code, "Thủ trưởng đơn vị", DAY) for code in codes)]


def _registered(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    return "Đăng ký", [("Đơn vị", "Danh hiệu", "Ngày"), *((code, "D1", DAY) for code in codes)]


def _exemplars(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    rows = ((code, "mô hình, cách làm hay", unit_name(at, size.letters), DAY) for at, code in enumerate(codes, 1))
    return "Điển hình", [("Đơn vị", "Loại", "Tên", "Ngày"), *rows]


def _ratings(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    rows = ((code, "công chức", 10, 80, 5, 0) for code in codes)
    return "Xếp loại", [("Đơn vị", "Nhóm", "HTXS", "HTT", "HT", "KHT"), *rows]


def _long(size: Size, text: str) -> str:
    """The text, or a sentence of 150 letters that begins with it."""
    return f"{text} {unit_name(7, 150)}"[:150].strip() if size.around else text


def _leaders(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    rows: list[Row] = [("Năm", "Vai trò", "Đơn vị", "Người")]
    person = "Nguyễn Thị Hoàng Bảo Ngọc Phương Thảo"
    for at, code in enumerate(codes):
        rows.append((2000 + at, "Cụm trưởng", code, person))
        rows.append((2000 + at, "Phó Cụm trưởng", codes[at - 1], person))
    return "Lãnh đạo cụm", rows


def _history(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    rows: list[Row] = [("Năm", "Đơn vị", "Tổng điểm", "Điểm tối đa", "Hạng", "Số đơn vị", "Danh hiệu")]
    for year in range(2014, 2019):
        for at in range(1, len(codes) + 1):
            won = _award_name(size, 1) if at == year - 2013 else None
            rows.append((year, unit_name(at, size.letters), 100 - at / 4, 100, at, len(codes), won))
    return "Lịch sử", rows


def _lineage(size: Size, _codes: list[str]) -> tuple[str, list[Row]]:
    old = [f"Đơn vị cũ {number} {unit_name(number, size.letters)}"[: size.letters] for number in (1, 2)]
    new = unit_name(1, size.letters)
    return "Kế thừa", [
        ("Đơn vị cũ", "Đơn vị mới", "Loại", "Ngày"),
        *((one, new, "sáp nhập", dt.datetime(2016, 1, 1)) for one in old),
    ]


def _agenda(size: Size, _codes: list[str]) -> tuple[str, list[Row]]:
    scenes = (
        "tiêu đề", "chương trình", "bảng điểm", "nhóm điểm", "thể lệ", "đang bỏ phiếu", "công bố: D1", "tổng hợp",
        "phong trào", "điển hình", "giao ước", "bàn giao", "nhiều năm", "đăng ký", "xếp loại", "lãnh đạo cụm",
        "công việc",
    )  # fmt: skip
    rows = (
        (at, "08:00", _long(size, f"Phần thứ {at}"), "Lãnh đạo Cụm thi đua và các đơn vị", scene)
        for at, scene in enumerate(scenes, 1)
    )
    return "Chương trình", [("Thứ tự", "Giờ", "Nội dung", "Người thực hiện", "Màn"), *rows]


def _tasks(size: Size, _codes: list[str]) -> tuple[str, list[Row]]:
    rows = ((DAY, _long(size, f"Việc thứ {at}"), "Thư ký Cụm thi đua", "đang làm") for at in range(1, 9))
    return "Công việc", [("Hạn", "Nội dung", "Phụ trách", "Trạng thái"), *rows]


def _movements(size: Size, codes: list[str]) -> tuple[str, list[Row]]:
    head = ("Mã", "Tên", "Cấp phát động", *codes)
    return "Phong trào", [
        head,
        ("PT1", _long(size, "Chung sức xây dựng nông thôn mới"), "Bộ Tư pháp", *("Hoàn thành" for _ in codes)),
    ]
