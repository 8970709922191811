"""Standings: 1-2-2-4 on an ordered list of keys (docs/workbook.md 3.5)."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd
import pytest

from lib.model import frames
from lib.model.domain import CriterionKind, KeyKind, NotApplicableRule, RankingKey
from tests.scoring.deciding import table_of
from tests.workbooks import KPS, a_contest, a_criterion, a_scored_workbook

TOTAL, SHARE = RankingKey(KeyKind.TOTAL), RankingKey(KeyKind.SHARE)


def by(criterion):
    return RankingKey(KeyKind.CRITERION, criterion)


def of_group(name):
    return RankingKey(KeyKind.GROUP, name)


CRITERIA = [
    a_criterion("1", 100),
    a_criterion("2", 100, group="II", kps=NotApplicableRule.EXCLUDE),
    a_criterion("3", 100, CriterionKind.DEDUCTION, group="II"),
]


def ranks(table, *keys, ranking=()):
    """Unit and rank in the order of the standings; a tied rank carries a sign."""
    book = a_scored_workbook(CRITERIA, table, contest=a_contest(*keys))
    if ranking is None:
        book = replace(book, contest=replace(book.contest, ranking=None))
    frame = table_of(book)
    signs = ["=" if tied else "" for tied in frame["tied"]]
    return [
        unit if rank is pd.NA else f"{unit}{rank}{sign}"
        for unit, rank, sign in zip(frame["unit"], frame["rank"], signs, strict=True)
    ]


def test_ranks_go_1_2_2_4_in_protocol_order_within_a_tie():
    table = {"A": [10, 0, None], "B": [20, 0, None], "C": [30, 0, None], "D": [20, 0, None]}
    assert ranks(table) == ["C1", "B2=", "D2=", "A4"]


def test_all_tied_are_all_first():
    assert ranks({unit: [5, 5, None] for unit in "ABC"}) == ["A1=", "B1=", "C1="]


def test_a_provisional_unit_is_ranked_too_and_not_final():
    book = a_scored_workbook(CRITERIA, {"A": [10, 5, None], "B": [40, None, None]})
    frame = table_of(book)
    assert frame[["unit", "rank", "final"]].to_numpy().tolist() == [["B", 1, False], ["A", 2, True]]


def test_units_without_a_total_stand_last_in_protocol_order_unranked_and_untied():
    table = {"A": [None] * 3, "B": [1, 1, None], "C": [None] * 3}
    assert ranks(table) == ["B1", "A", "C"]


def test_an_unreadable_ranking_ranks_nobody_and_keeps_protocol_order():
    assert ranks({"A": [1, 1, None], "B": [9, 9, None]}, ranking=None) == ["A", "B"]


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ((TOTAL,), ["A1=", "B1=", "C1="]),
        ((TOTAL, by("1")), ["B1", "C2", "A3"]),
        ((TOTAL, of_group("II")), ["A1", "C2", "B3"]),
        ((by("3"), TOTAL), ["A1=", "B1=", "C1="]),
        ((by("2"), by("1")), ["A1", "C2", "B3"]),
    ],
)
def test_keys_are_compared_in_their_order(keys, expected):
    assert ranks({"A": [10, 60, None], "B": [40, 30, None], "C": [20, 50, None]}, *keys) == expected


def test_a_tie_stands_when_every_key_is_equal():
    assert ranks({"A": [10, 20, None], "B": [20, 10, None], "C": [10, 20, None]}, TOTAL, by("1")) == [
        "B1",
        "A2=",
        "C2=",
    ]


def test_shares_are_compared_exactly_and_not_as_rounded_percentages():
    table = {"A": [66, 67, None], "B": [66, KPS, None], "C": [67, KPS, None]}
    assert ranks(table, SHARE) == ["C1", "A2", "B3"]
    equal = {"A": [50, 50, None], "B": [50, KPS, None]}
    assert ranks(equal, SHARE) == ["A1=", "B1="]


def test_a_missing_value_comes_last_even_below_nought():
    table = {"A": [50, None, None], "B": [50, 0, 90]}
    assert ranks(table, of_group("II")) == ["B1", "A2"]
    assert ranks({"A": [50, None, None], "B": [50, 0, None]}, by("2")) == ["B1", "A2"]


def test_two_missing_values_are_equal():
    assert ranks({"A": [50, None, None], "B": [50, None, None]}, by("2")) == ["A1=", "B1="]


def test_a_score_left_out_by_kps_is_missing_as_a_key():
    assert ranks({"A": [50, KPS, None], "B": [50, 1, None]}, by("2")) == ["B1", "A2"]


def test_a_bigger_deduction_ranks_lower():
    assert ranks({"A": [50, 50, 9], "B": [50, 50, 1]}, by("3")) == ["B1", "A2"]


def test_standings_have_their_schema_also_when_empty():
    for book in (a_scored_workbook(CRITERIA, {"A": [1, 2, 3]}), a_scored_workbook([], {})):
        frame = table_of(book)
        assert list(frame.columns) == list(frames.STANDINGS)
        assert str(frame["rank"].dtype) == "Int64"


def test_units_without_any_criterion_stand_in_protocol_order():
    book = a_scored_workbook(CRITERIA, {"A": [1, 1, 1], "B": [2, 2, 2]})
    empty = replace(book, criteria=(), scores=frames.empty_frame(frames.SCORES))
    assert table_of(empty)[["unit", "rank", "maximum"]].to_numpy().tolist() == [["A", pd.NA, 0], ["B", pd.NA, 0]]
