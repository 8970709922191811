"""`Thẩm định` and `Tự chấm` as one frame (docs/workbook.md sections 2 and 3)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lib.model.domain import ScoreColumn
from lib.model.frames import CellState
from lib.model.problems import Severity
from lib.sheets.reading.workbook import read
from lib.sheets.sources.source import UncalculatedFormula
from tests.tables import cell, edited, row, the_workbook, told, without, without_column

BLANK, POINTS, KPS, UNREADABLE = CellState.BLANK, CellState.POINTS, CellState.NOT_APPLICABLE, CellState.UNREADABLE


def faults(*edits, tab="Thẩm định"):
    return [found for found in told(read(edited(*edits))[1]) if found[1] == tab]


def score(unit, criterion, *edits, column="verified"):
    """State and points of one score."""
    scores = the_workbook(*edits).scores
    one = scores[(scores["unit"] == unit) & (scores["criterion"] == criterion)].iloc[0]
    state = CellState(one[f"{column}_state"])
    return (state, int(one[column])) if state is POINTS else state


def test_there_is_a_row_for_every_criterion_and_unit_with_its_cells():
    scores = the_workbook().scores
    assert len(scores) == 5 * 4
    one = scores.iloc[1]
    assert (one["unit"], one["criterion"], one["verified"], one["self"]) == ("THADS", "I.1", 1900, 1950)
    assert (one["verified_row"], one["verified_column"], one["self_row"], one["self_column"]) == (2, 3, 2, 3)


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (18, (POINTS, 1800)),
        ("18,5", (POINTS, 1850)),
        ("18.5", (POINTS, 1850)),
        (0, (POINTS, 0)),
        (None, BLANK),
        (" ", BLANK),
        ("−", BLANK),
        ("KPS", KPS),
        (" kps ", KPS),
        ("Không  phát sinh", KPS),
        ("không", UNREADABLE),
        (20, (POINTS, 2000)),
        (20.001, UNREADABLE),
        (-0.001, UNREADABLE),
        ("1.234", UNREADABLE),
        ("5%", UNREADABLE),
        (True, UNREADABLE),
        (dt.date(2019, 5, 1), UNREADABLE),
        ("#REF!", UNREADABLE),
        (UncalculatedFormula("=1+1"), UNREADABLE),
        (float("nan"), UNREADABLE),
    ],
)
def test_a_score_is_a_number_a_blank_or_kps(raw, expected):
    assert score("TGPL", "I.1", cell("Thẩm định", "B2", raw)) == expected


@pytest.mark.parametrize(
    ("a1", "raw", "code"),
    [
        ("B2", 20.001, "score_above_max"),
        ("B2", "25", "score_above_max"),
        ("B2", -0.001, "score_below_min"),
        ("B5", 4.01, "score_above_max"),
        ("B5", -1, "score_below_min"),
        ("B6", 3.01, "score_above_max"),
        ("B6", -3.01, "score_above_max"),
    ],
)
def test_a_score_outside_its_limits_is_named_and_never_clamped(a1, raw, code):
    found = faults(cell("Thẩm định", a1, raw))
    assert [(entry[0], entry[2]) for entry in found if entry[0] == code] == [(code, a1)]


@pytest.mark.parametrize("typed", [1, -1, "1", "−1"])
def test_the_magnitude_of_a_deduction_counts(typed):
    assert score("TGPL", "II.3", cell("Thẩm định", "B6", typed)) == (POINTS, 100)


def test_limits_are_checked_before_rounding():
    edits = [cell("Thông tin", "B5", 0), cell("Thẩm định", "B2", 20.4)]
    assert score("TGPL", "I.1", *edits) is UNREADABLE


def test_more_decimals_than_the_setting_are_rounded_half_up_and_named():
    edit = cell("Thẩm định", "B2", 18.125)
    assert score("TGPL", "I.1", edit) == (POINTS, 1813)
    found = [p for p in read(edited(edit))[1] if p.code.value == "too_many_decimals"]
    assert [(p.where.a1, p.value, p.param("rounded"), p.severity) for p in found] == [
        ("B2", "18.125", "18.13", Severity.DOUBT)
    ]


def test_a_negative_deduction_is_rounded_by_its_magnitude():
    assert score("TGPL", "II.3", cell("Thẩm định", "B6", -1.125)) == (POINTS, 113)


# -- rows --------------------------------------------------------------------------------------------------------


def test_blank_codes_and_group_names_are_subtotals_and_skipped():
    edits = [cell("Thẩm định", "F1", "Tên tiêu chí"), cell("Thẩm định", "F7", "Cộng nhóm I")]
    edits.append(row("Thẩm định", "ii. PHONG TRÀO", 5, "x", 99, -1))
    assert faults(*edits, cell("Thẩm định", "A7", None)) == []


def test_a_row_of_no_criterion_is_named_with_the_nearest():
    found = [p for p in read(edited(cell("Thẩm định", "A3", "I.3")))[1] if p.code.value == "unknown_criterion"]
    assert [(p.where.a1, p.value) for p in found] == [("A3", "I.3")]
    assert found[0].param("suggestion") in {"I.1", "I.2", "II.3"}


def test_a_row_may_name_its_criterion_by_name():
    assert faults(cell("Thẩm định", "A2", "hoàn thành  kế hoạch")) == []


def test_a_code_that_is_also_the_name_of_another_criterion_is_ambiguous():
    found = faults(cell("Tiêu chí", "C4", "I.1"))
    assert ("ambiguous_name", "Thẩm định", "A2", "I.1") in found


def test_of_two_rows_for_a_criterion_neither_counts():
    edit = row("Thẩm định", "I.1", 1, 1, 1, 1)
    assert faults(edit)[0] == ("duplicate_row", "Thẩm định", "A8", "I.1")
    assert score("TGPL", "I.1", edit) is UNREADABLE
    assert score("TGPL", "I.2", edit) == (POINTS, 950)


@pytest.mark.parametrize("value", [dt.date(2019, 2, 1), "#REF!"])
def test_a_code_that_cannot_be_read_loses_its_row_and_says_so(value):
    assert faults(cell("Thẩm định", "A3", value))[0][2] == "A3"
    assert score("TGPL", "I.2", cell("Thẩm định", "A3", value)) is BLANK


def test_a_criterion_without_a_row_is_blank_and_has_no_cell():
    workbook = the_workbook(without("Tự chấm"))
    assert set(workbook.scores["self_state"]) == {BLANK}
    assert set(workbook.scores["self_row"]) == {0}


# -- columns -----------------------------------------------------------------------------------------------------


def test_ignored_headers_are_not_units():
    edits = [
        cell("Thẩm định", f"{letter}1", text)
        for letter, text in zip("FGHIJ", ("STT", "Nhóm", "Tên tiêu chí", "Điểm tối đa", "Ghi chú"), strict=True)
    ]
    assert faults(*edits, cell("Thẩm định", "F2", "x")) == []


@pytest.mark.parametrize("header", ["TT", "Loại", "Không phát sinh"])
def test_other_columns_of_the_criteria_are_read_over_unless_a_unit_has_that_name(header):
    edits = [cell("Thẩm định", "F1", header), cell("Thẩm định", "F2", 7)]
    assert faults(*edits) == []
    named = [cell("Đơn vị", "C4", header), cell("Thẩm định", "D1", header)]
    assert score("CN", "I.1", *named) == (POINTS, 1850)


def test_any_other_header_is_an_unknown_unit():
    assert faults(cell("Thẩm định", "E1", "Vụ PBGDLP"))[0] == ("unknown_unit", "Thẩm định", "E1", "Vụ PBGDLP")


def test_a_header_in_an_old_encoding_or_with_an_error_is_named_so():
    assert faults(cell("Thẩm định", "E1", "Vô PBGDPL ph¸p luËt"))[0][0] == "legacy_encoding"
    assert faults(cell("Thẩm định", "E1", "#REF!"))[0][0] == "formula_error"
    assert faults(cell("Thẩm định", "E1", UncalculatedFormula("=A1")))[0][0] == "formula_not_calculated"


@pytest.mark.parametrize("header", ["TGPL", "Cục TGPL", "cục trợ giúp pháp lý"])
def test_of_two_columns_for_a_unit_neither_counts(header):
    edits = [cell("Thẩm định", "E1", header)]
    assert faults(*edits)[0] == ("duplicate_column", "Thẩm định", "E1", header)
    assert score("TGPL", "I.1", *edits) is UNREADABLE
    assert score("TGPL", "II.2", *edits) is UNREADABLE
    assert score("THADS", "I.1", *edits) == (POINTS, 1900)


def test_a_header_that_fits_two_units_is_ambiguous_and_nobodys():
    edits = [cell("Đơn vị", "C4", "Vụ PBGDPL"), cell("Thẩm định", "E1", "Vụ PBGDPL")]
    assert faults(*edits)[0] == ("ambiguous_name", "Thẩm định", "E1", "Vụ PBGDPL")
    assert score("PBGDPL", "I.1", *edits) is BLANK


# -- totals and what is missing ----------------------------------------------------------------------------------


def test_the_row_of_totals_is_read_exactly_and_apart():
    totals = the_workbook(cell("Thẩm định", "B7", 39.505)).typed_totals
    assert [(t.column, t.unit, t.value) for t in totals] == [
        (ScoreColumn.VERIFIED, "TGPL", Decimal("39.505")),
        (ScoreColumn.VERIFIED, "THADS", Decimal(37)),
        (ScoreColumn.VERIFIED, "CN", Decimal("37.5")),
        (ScoreColumn.VERIFIED, "PBGDPL", Decimal("33.25")),
    ]


def test_an_uncalculated_formula_among_the_totals_is_ignored_and_another_fault_is_not():
    assert faults(cell("Thẩm định", "B7", UncalculatedFormula("=SUM(B2:B6)"))) == []
    assert faults(cell("Thẩm định", "B7", "#REF!")) == [("formula_error", "Thẩm định", "B7", "#REF!")]


def test_a_base_criterion_blank_in_both_tabs_is_missing_at_its_verified_cell():
    edits = [cell("Thẩm định", "B2", None), cell("Tự chấm", "B2", None)]
    assert faults(*edits) == [("missing_score", "Thẩm định", "B2", None)]


def test_a_bonus_or_deduction_blank_in_both_tabs_is_not_missing():
    edits = [cell(tab, a1, None) for tab in ("Thẩm định", "Tự chấm") for a1 in ("B5", "C6", "D5")]
    assert faults(*edits, cell("Thẩm định", "A7", "I. Chuyên môn")) == []


def test_an_unreadable_score_is_named_once_and_not_missing_as_well():
    edits = [cell("Thẩm định", "B2", "x"), cell("Tự chấm", "B2", None)]
    assert faults(*edits) == [("not_a_number", "Thẩm định", "B2", "x")]


def test_a_missing_score_without_a_cell_stands_at_the_tab():
    edits = [without_column("Thẩm định", "E"), cell("Tự chấm", "E2", None)]
    assert faults(*edits) == [
        ("unit_without_column", "Thẩm định", "A1", None), ("missing_score", "Thẩm định", None, None),
    ]  # fmt: skip
