from __future__ import annotations

from dataclasses import replace

from lib.model.domain import CriterionKind
from lib.show.tables import score_tables
from lib.show.tables.score_tables import CELL, SELF, UNIT
from tests.show.sampling import deciding, sample
from tests.workbooks import KPS, a_contest, a_criterion, a_scored_workbook, some_units


def test_the_heat_map_in_words_tells_points_kps_deductions_and_nothing():
    book = a_scored_workbook(
        [a_criterion("1"), a_criterion("2", kind=CriterionKind.DEDUCTION), a_criterion("3", kind=CriterionKind.BONUS)],
        {"A": [KPS, 3, None], "B": [None, None, 2]},
        contest=a_contest(decimals=0),
    )
    table = score_tables.heat(deciding(book))
    assert table["Đơn vị A"].tolist() == ["KPS", "−3", "—"]
    assert table["Đơn vị B"].tolist() == ["—", "—", "2"]
    assert table["Tối đa"].tolist() == ["10", "10", "10"]


def test_a_self_score_that_stands_in_as_kps_is_shown_as_kps():
    book = a_scored_workbook([a_criterion("1")], {"A": [None]}, {"A": [KPS]})
    assert score_tables.heat(deciding(book))["Đơn vị A"].tolist() == ["KPS"]


def test_units_of_one_name_stay_apart():
    units = tuple(replace(unit, short_name="Cục A") for unit in some_units("AB"))
    book = replace(a_scored_workbook([a_criterion("1")], {"A": [5], "B": [6]}), units=units)
    assert list(score_tables.heat(deciding(book)).columns[3:]) == ["Cục A (B)", "Cục A (A)"]


def test_the_table_of_differences_names_reason_evidence_and_cell():
    table = score_tables.difference_table(sample())
    first = table[table[UNIT] == "Cục KTVBQPPL"].iloc[0]
    assert first["Tự chấm → thẩm định"] == "5,00 → 4,00 (−1,00)"
    assert first[CELL].a1 == "I12"


def test_totals_apart_holds_only_units_with_both_totals():
    book = a_scored_workbook([a_criterion("1")], {"A": [5], "B": [6]}, {"A": [6]})
    table = score_tables.totals_apart_table(deciding(book))
    assert table.to_numpy().tolist() == [["Đơn vị A", "0,06", "0,05", "−0,01"]]


def test_every_score_of_a_unit_knows_its_cell():
    table = score_tables.all_scores(sample(), "TGPL")
    assert len(table) == len(sample().workbook.criteria)
    assert table[CELL].notna().all()
    assert {cell.tab for cell in table[CELL]} == {"Thẩm định"}
    assert len(set(table[CELL])) == len(table)
    assert list(table.columns) == [score_tables.CRITERION, SELF, "Thẩm định", CELL]
