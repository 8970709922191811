"""The score of record of a unit for a criterion (docs/workbook.md 3.1 to 3.3)."""

from __future__ import annotations

import pandas as pd
import pytest

from lib.model import frames
from lib.model.domain import CriterionKind, NotApplicableRule
from lib.model.results import RecordState
from lib.scoring.points import column_points, record_frame, score_of_record
from tests.workbooks import BAD, KPS, a_criterion, a_scored_workbook

BASE, BONUS, DEDUCTION = CriterionKind
FULL, EXCLUDE, ZERO = NotApplicableRule
VERIFIED, STAND_IN, NONE, MISSING = RecordState


def record(kind, kps, verified, own):
    """State, points (None: NA) and maximum of the only score there is; the criterion's maximum is 10."""
    book = a_scored_workbook([a_criterion("1", 10, kind, kps=kps)], {"A": [verified]}, {"A": [own]})
    row = record_frame(book, score_of_record(book)).iloc[0]
    return RecordState(row["state"]), None if pd.isna(row["points"]) else int(row["points"]), int(row["maximum"])


@pytest.mark.parametrize(
    ("verified", "own", "expected"),
    [
        (7, 9, (VERIFIED, 7, 10)),
        (0, 9, (VERIFIED, 0, 10)),
        (7, None, (VERIFIED, 7, 10)),
        (7, BAD, (VERIFIED, 7, 10)),
        (None, 9, (STAND_IN, 9, 10)),
        (None, 0, (STAND_IN, 0, 10)),
        (None, KPS, (STAND_IN, 10, 10)),
        (None, None, (MISSING, None, 10)),
        (None, BAD, (MISSING, None, 10)),
        (BAD, 9, (STAND_IN, 9, 10)),
        (BAD, None, (MISSING, None, 10)),
        (BAD, BAD, (MISSING, None, 10)),
    ],
)
def test_the_verified_score_is_of_record_and_the_self_score_stands_in_for_a_blank(verified, own, expected):
    assert record(BASE, FULL, verified, own) == expected


@pytest.mark.parametrize("kind", [BONUS, DEDUCTION])
@pytest.mark.parametrize(
    ("verified", "own", "expected"),
    [
        (3, 5, (VERIFIED, 3, 0)),
        (None, 5, (STAND_IN, 5, 0)),
        (None, None, (NONE, 0, 0)),
        (BAD, None, (MISSING, None, 0)),
        (None, BAD, (MISSING, None, 0)),
        (BAD, 5, (STAND_IN, 5, 0)),
    ],
)
def test_a_bonus_or_deduction_blank_in_both_is_none_and_an_unreadable_one_is_missing(kind, verified, own, expected):
    assert record(kind, FULL, verified, own) == expected


@pytest.mark.parametrize(
    ("kind", "kps", "points", "maximum"),
    [
        (BASE, FULL, 10, 10),
        (BASE, EXCLUDE, None, 0),
        (BASE, ZERO, 0, 10),
        *((kind, kps, 0, 0) for kind in (BONUS, DEDUCTION) for kps in NotApplicableRule),
    ],
)
@pytest.mark.parametrize(
    ("verified", "own", "state"), [(KPS, 3, VERIFIED), (None, KPS, STAND_IN), (BAD, KPS, STAND_IN)]
)
def test_kps_gives_what_the_rule_of_the_criterion_says(kind, kps, points, maximum, verified, own, state):
    assert record(kind, kps, verified, own) == (state, points, maximum)


def test_a_verified_score_beats_a_self_typed_kps():
    assert record(BASE, EXCLUDE, 4, KPS) == (VERIFIED, 4, 10)


def test_the_record_has_its_schema_and_keeps_the_cells():
    book = a_scored_workbook([a_criterion("1"), a_criterion("2")], {"A": [1, 2], "B": [3, None]})
    found = record_frame(book, score_of_record(book))
    assert {name: str(dtype) for name, dtype in found.dtypes.items()} == {
        name: str(pd.Series(dtype=dtype).dtype) for name, dtype in frames.RECORD.items()
    }
    assert found["verified_row"].tolist() == [2] * 4


def test_an_empty_workbook_has_an_empty_record():
    book = a_scored_workbook([], {})
    assert record_frame(book, score_of_record(book)).empty


def test_one_column_alone_counts_a_blank_bonus_as_nought_and_resolves_kps():
    criteria = [a_criterion("1", 10), a_criterion("2", 5, BONUS)]
    book = a_scored_workbook(criteria, {"A": [7, 2]}, {"A": [KPS, None]})
    assert column_points(book, "self")["points"].tolist() == [10, 0]
    assert column_points(book, "verified")["points"].tolist() == [7, 2]
