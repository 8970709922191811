"""Parts of totals, subtotals and the checks that hang on them (docs/workbook.md sections 2 and 3.4).

What each total comes to, by both computations, stands in `test_score_rules.py`.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from decimal import Decimal

import pandas as pd
import pytest

from lib.model.domain import CriterionKind, Explanation, KeyKind, NotApplicableRule, RankingKey, ScoreColumn, TypedTotal
from lib.model.problems import CellRef, Code
from lib.scoring.points import score_of_record
from lib.scoring.totals import column_totals, group_subtotals, round_half_up, total_problems, unit_totals
from tests.workbooks import BAD, KPS, a_contest, a_criterion, a_scored_workbook

BASE, BONUS, DEDUCTION = CriterionKind
CRITERIA = [
    a_criterion("1", 100),
    a_criterion("2", 100, group="II", kps=NotApplicableRule.EXCLUDE),
    a_criterion("3", 100, BONUS, group="II"),
    a_criterion("4", 100, DEDUCTION, group="II"),
]


def totals(book, unit="A"):
    return next(asdict(row) for row in unit_totals(book, score_of_record(book)) if row.unit == unit)


def scored(*cells, own=None, contest=None, **changes):
    return a_scored_workbook(CRITERIA, {"A": cells}, {"A": own} if own else None, contest=contest, **changes)


# -- totals ------------------------------------------------------------------------------------------------------


def test_a_total_is_base_plus_bonus_less_deduction():
    found = totals(scored(80, 70, 30, 20))
    assert (found["total"], found["base"], found["bonus"], found["deduction"]) == (160, 150, 30, 20)
    assert (found["maximum"], found["final"], found["missing"], found["unverified"]) == (200, True, 0, 0)


@pytest.mark.parametrize("own", [None, [None, None, None, None]])
def test_a_unit_without_a_single_score_of_record_has_no_total(own):
    found = totals(scored(None, None, None, None, own=own))
    assert (found["total"], found["base"], found["final"], found["maximum"]) == (None, None, False, 200)


def test_decimals_add_up_exactly():
    tenths = [a_criterion(str(n), 10) for n in range(10)]
    assert totals(a_scored_workbook(tenths, {"A": [1] * 10}))["total"] == 10


# -- subtotals ---------------------------------------------------------------------------------------------------


def subtotal(*cells, own=None):
    book = scored(*cells, own=own)
    frame = group_subtotals(score_of_record(book)).frame().set_index("group")
    return [None if value is pd.NA else value for value in frame.loc["II", ["points", "maximum", "missing"]]]


def test_a_group_is_its_base_plus_bonus_less_deduction_before_caps():
    assert subtotal(80, 70, 30, 20) == [80, 100, 0]


def test_a_group_where_nothing_is_scored_and_something_is_missing_has_no_points():
    assert subtotal(80, None, None, None) == [None, 100, 1]


def test_a_group_that_is_partly_missing_adds_up_what_is_there():
    assert subtotal(80, None, 30, None) == [30, 100, 1]


def test_a_group_left_out_by_kps_is_nought_of_nought():
    assert subtotal(80, KPS, None, None) == [0, 0, 0]


# -- typed totals ------------------------------------------------------------------------------------------------


def typed(book, value, column=ScoreColumn.VERIFIED):
    return [
        (p.code, p.param("computed"))
        for p in total_problems(
            replace(book, typed_totals=(TypedTotal(column, "A", Decimal(value), CellRef("Thẩm định", 9, 2)),)),
            score_of_record(book),
        )
    ]


@pytest.mark.parametrize("value", ["1.60", "1.6", "1.604", "1.5950"])
def test_a_typed_total_that_rounds_to_ours_is_right(value):
    assert typed(scored(80, 70, 30, 20), value) == []


@pytest.mark.parametrize("value", ["1.61", "1.605", "1.5949", "0", "-1.60"])
def test_a_typed_total_that_differs_is_named_with_ours(value):
    assert typed(scored(80, 70, 30, 20), value) == [(Code.TYPED_TOTAL_DIFFERS, "1.60")]


def test_a_total_of_a_unit_whose_cells_in_that_tab_are_not_complete_is_not_compared():
    assert typed(scored(80, None, 30, 20, own=[80, 70, 30, 20]), "9") == []
    assert typed(scored(80, BAD, 30, 20), "9") == []


def test_the_self_tab_has_totals_of_its_own():
    book = scored(80, 70, 30, 20, own=[80, 60, 30, 20])
    assert typed(book, "1.50", ScoreColumn.SELF) == []
    assert typed(book, "1.60", ScoreColumn.SELF) == [(Code.TYPED_TOTAL_DIFFERS, "1.50")]


@pytest.mark.parametrize("change", [{"criteria_left_out": ("9",)}, {"contest": a_contest(unclear=True)}])
def test_with_an_unclear_rule_or_a_criterion_left_out_no_typed_total_is_compared(change):
    assert typed(scored(80, 70, 30, 20, **change), "9") == []


@pytest.mark.parametrize(
    ("value", "rounded"),
    [("1.005", "1.01"), ("1.0049", "1.00"), ("-1.005", "-1.01"), ("2", "2.00"), ("-0.004", "0.00")],
)
def test_a_typed_total_is_rounded_half_up(value, rounded):
    assert round_half_up(Decimal(value), 2) == Decimal(rounded)


def test_column_totals_are_of_complete_units_alone():
    book = a_scored_workbook(CRITERIA, {"A": [80, 70, 30, 20], "B": [80, None, None, None]})
    assert column_totals(book, score_of_record(book), ScoreColumn.VERIFIED) == {"A": 160}


# -- differences -------------------------------------------------------------------------------------------------


def unexplained(verified, own, *explanations, kind=BASE, tab=True):
    criterion = a_criterion("1", 10, kind)
    book = a_scored_workbook(
        [criterion], {"A": [verified]}, {"A": [own]}, explanations=explanations if tab else None,
        score_tabs=((ScoreColumn.VERIFIED, CellRef("Thẩm định")),),
    )  # fmt: skip
    return [(p.where.tab, p.where.a1, p.param("self")) for p in total_problems(book, score_of_record(book))]


def reason(text="lý do", unit="A", criterion="1"):
    return Explanation(unit, criterion, text, "https://x", CellRef("Giải trình", 2, 2))


def test_a_difference_without_a_reason_is_named_at_the_verified_cell():
    assert unexplained(7, 9) == [("Thẩm định", "B2", "0.09")]


@pytest.mark.parametrize(
    ("verified", "own"), [(7, 7), (7, None), (None, 9), (KPS, 10), (10, KPS), (KPS, KPS), (BAD, 9), (7, BAD)]
)
def test_equal_points_and_scores_that_are_not_both_there_need_no_reason(verified, own):
    assert unexplained(verified, own) == []


def test_a_reason_is_one_for_its_own_unit_and_criterion_and_evidence_alone_is_none():
    assert unexplained(7, 9, reason()) == []
    assert len(unexplained(7, 9, reason(text=None))) == 1
    assert len(unexplained(7, 9, reason(criterion="2"))) == 1
    assert len(unexplained(7, 9, reason(unit="B"))) == 1


def test_without_the_tab_of_reasons_no_reason_is_asked_for():
    assert unexplained(7, 9, tab=False) == []


def test_a_verified_bonus_that_the_unit_did_not_claim_is_no_difference():
    assert unexplained(2, None, kind=BONUS) == []
    assert len(unexplained(2, 1, kind=BONUS)) == 1


# -- totals that cannot be compared ------------------------------------------------------------------------------


def comparable(book):
    return Code.TOTALS_NOT_COMPARABLE not in {p.code for p in total_problems(book, score_of_record(book))}


def test_kps_with_exclusion_in_use_makes_totals_incomparable():
    assert not comparable(scored(80, KPS, None, None))
    assert not comparable(scored(80, None, None, None, own=[None, KPS, None, None]))


def test_the_rule_alone_does_not_nor_a_kps_under_another_rule():
    assert comparable(scored(80, 70, None, None))
    assert comparable(scored(KPS, 70, KPS, KPS))


def test_ranking_by_share_first_keeps_them_comparable():
    share, total = RankingKey(KeyKind.SHARE), RankingKey(KeyKind.TOTAL)
    assert comparable(scored(80, KPS, None, None, contest=a_contest(share, total)))
    assert not comparable(scored(80, KPS, None, None, contest=a_contest(total, share)))
