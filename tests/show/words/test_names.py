"""Short names that are offered where none is typed, and short signs of groups."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lib.show.tables.checks import short_names
from lib.show.words.names import group_signs, short_form
from tests.show.sampling import sample


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("Cục Đăng ký quốc gia giao dịch bảo đảm", "Cục ĐKQGGDBĐ"),
        ("Tổng cục Thi hành án dân sự", "Tổng cục THADS"),
        ("Vụ Phổ biến, giáo dục pháp luật", "Vụ PBGDPL"),
        ("Trung tâm Lý lịch tư pháp quốc gia", "Trung tâm LLTPQG"),
        ("Cục Quản lý xử lý vi phạm hành chính và theo dõi thi hành pháp luật", "Cục QLXLVPHC & TDTHPL"),
        ("Sở Kế hoạch và Đầu tư", "Sở KH & ĐT"),
        ("Ngân hàng", "NH"),
    ],
)
def test_a_short_name_is_made_by_the_usual_rule(name, short):
    assert short_form(name) == short


def test_a_long_name_without_tên_tắt_is_offered_a_short_one_with_its_cell_unless_another_unit_has_it():
    snapshot = sample()
    units = tuple(replace(unit, short_name=None) for unit in snapshot.workbook.units)
    bare = replace(snapshot, workbook=replace(snapshot.workbook, units=units))
    offered = short_names(bare)
    assert "Cục ĐKQGGDBĐ" in set(offered["Có thể ghi ở cột Tên tắt"])
    assert all(cell.tab == "Đơn vị" for cell in offered["Ô"])
    twins = (replace(units[5], code="X", name="Cục Điều khiển quy gom giao dịch bảo đương"), *units)
    both = replace(bare, workbook=replace(bare.workbook, units=twins))
    assert "Cục ĐKQGGDBĐ" not in set(short_names(both)["Có thể ghi ở cột Tên tắt"])
    assert short_names(snapshot).empty


@pytest.mark.parametrize(
    ("names", "signs"),
    [
        (["I. Chuyên môn", "II. Phong trào"], ["I", "II"]),
        (["A. Một", "B. Hai"], ["A", "B"]),
        (["1) Một", "2) Hai"], ["1", "2"]),
        (["Chuyên môn", "Phong trào"], ["1", "2"]),
        (["I. Một", "I. Hai"], ["1", "2"]),
        ([], []),
    ],
)
def test_groups_are_signed_by_their_numeral_or_their_place(names, signs):
    assert list(group_signs(names).values()) == signs
