"""Signs that are not seen, stacks of marks, and letters that turn the reading direction."""

from __future__ import annotations

import pytest

from lib.model.invisible_characters import bounded_marks, invisible_in, turns_direction, without_invisible
from lib.model.problems import Code
from lib.show.words.numbers import md, visible
from lib.snapshot import build_snapshot
from tests.days import MORNING, row_of, sample_tables, with_cell

UNSEEN = [
    0x3164,
    0x115F,
    0x1160,
    0xFFA0,
    0x2800,
    0x034F,
    0xFE0F,
    0xFE00,
    0xE0041,
    0xE0100,
    0xFFFC,
    0x200B,
    0xFEFF,
    0x2066,
]
NAME = "Vụ Phổ biến, giáo dục pháp luật"


@pytest.mark.parametrize("sign", [chr(sign) for sign in UNSEEN], ids=lambda sign: f"U+{ord(sign):04X}")
def test_a_sign_that_is_not_seen_is_found_taken_off_and_shown(sign: str) -> None:
    assert invisible_in(f"a{sign}b{sign}") == (sign,)
    assert without_invisible(f"{NAME}{sign}") == NAME
    assert visible(f"{NAME}{sign}") == f"{NAME}⟨U+{ord(sign):04X}⟩"


@pytest.mark.parametrize("text", [NAME, "Đắk Nông", "a–b “c” …", "½ ≥ 2/3", "日本", "Hoà", "e\u0302\u0301"])
def test_what_people_write_stays(text: str) -> None:
    assert without_invisible(text) == bounded_marks(text) == text
    assert not turns_direction(text)


def test_a_stack_of_marks_is_bounded() -> None:
    assert bounded_marks("a" + "\u0301" * 500 + "b") == "a" + "\u0301" * 3 + "�b"
    assert len(visible("a" + "\u0301" * 500)) == 5


@pytest.mark.parametrize("text", ["שלום", "Cục العربية 12"])
def test_letters_from_right_to_left_stand_by_themselves(text: str) -> None:
    assert turns_direction(text)
    shown = visible(text)
    assert shown == f"\u2068{text}\u2069"
    assert visible(shown) == shown
    assert visible(f"{shown}: 98,50 điểm") == f"{shown}: 98,50 điểm"
    assert "\u2068" in md(text)


def test_a_sign_that_turns_the_direction_is_shown_inside_too() -> None:
    assert "⟨U+202E⟩" in visible("\u2068שלום\u202e\u2069")
    assert "⟨U+2069⟩" in visible("a\u2069b")


def with_unit_name(name: str) -> set[Code]:
    tables = sample_tables()
    row = row_of(tables, "Đơn vị", "PBGDPL")
    return {problem.code for problem in build_snapshot(with_cell(tables, "Đơn vị", row, 2, name), MORNING).problems}


def other_name() -> str:
    tables = sample_tables()
    table = next(one for one in tables.tables if one.tab == "Đơn vị")
    return str(table.rows[row_of(tables, "Đơn vị", "TGPL") - 1][1])


@pytest.mark.parametrize("sign", ["\u3164", "\u2800", "\ufe0f", "\U000e0041", "\ufffc"])
def test_a_unit_named_as_another_plus_a_filler_is_told(sign: str) -> None:
    codes = with_unit_name(other_name() + sign)
    assert {Code.INVISIBLE_SIGN, Code.DUPLICATE_NAME} <= codes


@pytest.mark.parametrize("sign", ["\u200b", "\ufeff"])
def test_what_is_pasted_daily_is_told_only_where_two_names_become_one(sign: str) -> None:
    assert Code.INVISIBLE_SIGN not in with_unit_name(NAME + sign)
    assert Code.INVISIBLE_SIGN in with_unit_name(other_name() + sign)


def test_two_names_that_are_one_without_any_such_sign_are_only_that() -> None:
    codes = with_unit_name(other_name())
    assert Code.DUPLICATE_NAME in codes
    assert Code.INVISIBLE_SIGN not in codes


def test_a_filler_stands_in_no_name_that_papers_print() -> None:
    tables = sample_tables()
    row = row_of(tables, "Đơn vị", "PBGDPL")
    found = build_snapshot(with_cell(tables, "Đơn vị", row, 2, f"{NAME}\u3164"), MORNING)
    assert next(unit.name for unit in found.workbook.units if unit.code == "PBGDPL") == NAME
