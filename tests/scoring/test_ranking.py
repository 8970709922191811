"""The frame of the standings; the rules of ranking, by both computations, stand in `test_score_rules.py`."""

from __future__ import annotations

from dataclasses import replace

import pandas as pd

from lib.model import frames
from tests.scoring.deciding import table_of
from tests.workbooks import a_criterion, a_scored_workbook

CRITERIA = [a_criterion("1", 100), a_criterion("2", 100, group="II")]


def test_a_provisional_unit_is_ranked_and_not_final():
    frame = table_of(a_scored_workbook(CRITERIA, {"A": [10, 5], "B": [40, None]}))
    assert frame[["unit", "rank", "final"]].to_numpy().tolist() == [["B", 1, False], ["A", 2, True]]


def test_standings_have_their_schema_also_when_empty():
    for book in (a_scored_workbook(CRITERIA, {"A": [1, 2]}), a_scored_workbook([], {})):
        frame = table_of(book)
        assert list(frame.columns) == list(frames.STANDINGS)
        assert str(frame["rank"].dtype) == "Int64"


def test_units_without_any_criterion_stand_in_protocol_order():
    book = a_scored_workbook(CRITERIA, {"A": [1, 1], "B": [2, 2]})
    empty = replace(book, criteria=(), scores=frames.empty_frame(frames.SCORES))
    assert table_of(empty)[["unit", "rank", "maximum"]].to_numpy().tolist() == [["A", pd.NA, 0], ["B", pd.NA, 0]]
