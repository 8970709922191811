"""`Tiêu chí` as records: groups, criteria, what is left out (docs/workbook.md section 2)."""

from __future__ import annotations

import datetime as dt

import pytest

from lib.model.domain import CriterionKind, NotApplicableRule
from lib.sheets.reading.workbook import read
from tests.tables import cell, clean, edited, grids, row, the_snapshot, the_workbook, told, with_grids, without_column


def faults(*edits):
    return [found for found in told(read(edited(*edits))[1]) if found[1] == "Tiêu chí"]


def test_criteria_in_the_order_of_the_rows_with_their_group():
    workbook = the_workbook()
    assert [(c.code, c.group, c.maximum, c.kind.value, c.not_applicable.value) for c in workbook.criteria] == [
        ("I.1", "I. Chuyên môn", 2000, "base", "full"),
        ("I.2", "I. Chuyên môn", 1000, "base", "full"),
        ("II.1", "II. Phong trào", 1000, "base", "zero"),
        ("II.2", "II. Phong trào", 400, "bonus", "full"),
        ("II.3", "II. Phong trào", 300, "deduction", "full"),
    ]
    assert [(g.name, g.maximum) for g in workbook.groups] == [("I. Chuyên môn", 3000), ("II. Phong trào", 1000)]
    assert workbook.criteria_left_out == ()


def test_a_blank_group_takes_the_one_above_as_in_a_merged_cell():
    book = grids(clean())
    rows = [line for line in book["Tiêu chí"] if line[0] is not None]
    rows[1][1], rows[3][1] = "Nhóm A", "Nhóm B"
    book["Tiêu chí"] = rows
    assert [c.group for c in read(with_grids(clean(), book))[0].criteria] == ["Nhóm A"] * 2 + ["Nhóm B"] * 3


def test_a_group_may_be_typed_on_every_row():
    groups = ["I", "I", "II", "II", "II"]
    edits = [cell("Tiêu chí", f"B{number}", name) for number, name in zip((3, 4, 6, 7, 8), groups, strict=True)]
    assert [c.group for c in the_workbook(*edits).criteria] == groups


def test_a_criterion_without_any_group_above_is_left_out():
    assert faults(cell("Tiêu chí", "B2", None), cell("Tiêu chí", "D2", None))[0] == (
        "missing_value",
        "Tiêu chí",
        "B3",
        None,
    )
    assert the_workbook(cell("Tiêu chí", "B2", None)).criteria_left_out == ("A2", "I.1", "I.2")


def test_below_a_group_that_cannot_be_read_nobody_guesses_the_one_before():
    workbook = the_workbook(cell("Tiêu chí", "B5", "#REF!"))
    assert faults(cell("Tiêu chí", "B5", "#REF!")) == [("formula_error", "Tiêu chí", "B5", "#REF!")]
    assert workbook.criteria_left_out == ("II.1", "II.2", "II.3")
    assert [c.code for c in workbook.criteria] == ["I.1", "I.2"]


@pytest.mark.parametrize(
    ("a1", "value", "code"),
    [
        ("A3", dt.date(2019, 1, 1), "bad_code"),
        ("C3", None, "missing_value"),
        ("D3", None, "missing_value"),
        ("D3", "-", "missing_value"),
        ("D3", "hai mươi", "not_a_number"),
        ("D3", "1.234", "ambiguous_number"),
        ("D3", 0, "bad_setting"),
        ("D3", -5, "bad_setting"),
        ("E3", "cộng", "bad_choice"),
        ("F3", "bỏ", "bad_choice"),
    ],
)
def test_a_criterion_with_a_blocking_problem_is_left_out_and_makes_every_total_provisional(a1, value, code):
    snapshot = the_snapshot(cell("Tiêu chí", a1, value))
    assert faults(cell("Tiêu chí", a1, value))[0][:3] == (code, "Tiêu chí", a1)
    assert len(snapshot.workbook.criteria) == 4
    assert len(snapshot.workbook.criteria_left_out) == 1
    assert not snapshot.standings["final"].any()


def test_a_criterion_left_out_is_no_unknown_criterion_elsewhere():
    found = [entry for entry in told(read(edited(cell("Tiêu chí", "D3", 0)))[1]) if entry[0] == "unknown_criterion"]
    assert found == []


def test_of_two_criteria_with_one_code_the_first_counts():
    again = row("Tiêu chí", "i.1", "I. Chuyên môn", "Việc khác", 7)
    assert faults(again) == [("duplicate_criterion", "Tiêu chí", "A9", "i.1")]
    assert the_workbook(again).criterion("I.1").maximum == 2000


def test_the_second_of_two_criteria_with_one_code_is_left_out_and_makes_every_total_provisional():
    snapshot = the_snapshot(row("Tiêu chí", "I.1", "I. Chuyên môn", "Việc khác", 7))
    assert snapshot.workbook.criteria_left_out == ("A9",)
    assert snapshot.standings["total"].tolist() == [3950, 3750, 3700, 3325]
    assert not snapshot.standings["final"].any()


def test_the_declared_maximum_of_a_group_is_the_sum_of_its_base_criteria():
    found = read(edited(cell("Tiêu chí", "D2", 31)))[1]
    assert told(found) == [("max_does_not_add_up", "Tiêu chí", "D2", "31")]
    assert found[0].param("computed") == "30.00"


def test_a_group_without_a_declared_maximum_is_not_checked():
    assert faults(cell("Tiêu chí", "D2", None)) == []


def test_a_criterion_left_out_leaves_only_its_own_group_unchecked():
    edits = [cell("Tiêu chí", "D3", "hai mươi"), cell("Tiêu chí", "D5", 11)]
    assert [found[0] for found in faults(*edits)] == ["not_a_number", "max_does_not_add_up"]


def test_two_declared_maxima_of_one_group_contradict():
    assert faults(row("Tiêu chí", None, "i. chuyên môn", None, 30)) == [
        ("duplicate_row", "Tiêu chí", "B9", "i. chuyên môn")
    ]


def test_too_many_decimals_of_a_maximum_are_named_and_rounded():
    assert ("too_many_decimals", "Tiêu chí", "D7", "4.005") in faults(cell("Tiêu chí", "D7", 4.005))
    assert the_workbook(cell("Tiêu chí", "D7", 4.005)).criterion("II.2").maximum == 401


@pytest.mark.parametrize(("typed", "rule"), [("loại trừ", "exclude"), (0, "zero"), ("0", "zero"), ("Tối đa", "full")])
def test_the_rule_of_what_did_not_arise(typed, rule):
    assert the_workbook(cell("Tiêu chí", "F3", typed)).criterion("I.1").not_applicable is NotApplicableRule(rule)


def test_kind_and_rule_have_defaults_for_blanks():
    criterion = the_workbook().criterion("I.2")
    assert (criterion.kind, criterion.not_applicable) == (CriterionKind.BASE, NotApplicableRule.FULL)


@pytest.mark.parametrize("letter", ["A", "B", "C", "D"])
def test_without_a_required_column_no_criterion_stands_and_the_column_is_named_once(letter):
    assert [found[0] for found in faults(without_column("Tiêu chí", letter))] == ["missing_column"]
    assert the_workbook(without_column("Tiêu chí", letter)).criteria == ()


def test_a_code_that_is_a_number_reads_in_its_shortest_form():
    edits = [cell("Tiêu chí", "A3", 1.1), cell("Thẩm định", "A2", "1.1"), cell("Tự chấm", "A2", 1.1)]
    assert the_workbook(*edits).criterion("1.1").name == "Hoàn thành kế hoạch"
