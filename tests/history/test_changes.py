"""The difference of two versions: cells, scores, standings, awards."""

from __future__ import annotations

import dataclasses

import pandas as pd
import pytest

from lib.feed.latest import Version
from lib.history.changes import (
    AwardChange,
    CellChange,
    ScoreChange,
    UnitStanding,
    changed_awards,
    changed_cells,
    changed_scores,
    changed_standings,
    difference,
)
from lib.model import frames
from lib.model.domain import ScoreColumn
from lib.model.frames import CellState
from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus
from lib.sheets.sources.source import RawTable, RawTables
from tests.builders import a_cell, some_snapshot, some_standings, some_tables


@pytest.mark.parametrize(
    ("old", "new", "changes"),
    [
        ([["A", 1]], [["A", 1]], []),
        ([["A", 1]], [["A", 2]], [(1, 2, 1, 2)]),
        ([["A", 1]], [["A"]], [(1, 2, 1, None)]),
        ([["A"]], [["A", None]], []),
        ([["A"]], [["A"], ["B"]], [(2, 1, None, "B")]),
        ([["A"], [1]], [["A"]], [(2, 1, 1, None)]),
        ([[1]], [[1.0]], [(1, 1, 1, 1.0)]),
        ([[1]], [[True]], [(1, 1, 1, True)]),
        ([["A", 1, 2]], [["B", 1, 3]], [(1, 1, "A", "B"), (1, 3, 2, 3)]),
    ],
)
def test_changed_cells_of_a_tab(old, new, changes):
    expected = tuple(CellChange(a_cell(row, column), was, now) for row, column, was, now in changes)
    assert changed_cells(some_tables(*old), some_tables(*new)) == expected


def test_a_tab_that_came_or_went_counts_with_its_cells():
    old, new = some_tables(["A"], tab="Cũ"), some_tables(["B"], tab="Mới")
    assert changed_cells(old, new) == (
        CellChange(CellRef("Mới", 1, 1), None, "B"),
        CellChange(CellRef("Cũ", 1, 1), "A", None),
    )


def test_with_several_spreadsheets_a_cell_names_its_own():
    def tables(votes: int) -> RawTables:
        first, second = RawTable("A", ((1,),), "điểm"), RawTable("A", ((votes,),), "phiếu")
        return RawTables((first, second), ("điểm", "phiếu"))

    assert changed_cells(tables(1), tables(2)) == (CellChange(CellRef("A", 1, 1, "phiếu"), 1, 2),)


def scores(*rows: tuple[str, str, int | None, CellState]) -> Workbook:
    filled = [
        dict.fromkeys(frames.SCORES, 0)
        | {"unit": unit, "criterion": criterion, "verified": points, "verified_state": int(state), "self": pd.NA}
        for unit, criterion, points, state in rows
    ]
    return Workbook(scores=frames.frame_of(pd.DataFrame(filled), frames.SCORES))


def changed_between(old: Workbook, new: Workbook) -> tuple[ScoreChange, ...]:
    return changed_scores(some_snapshot(workbook=old), some_snapshot(workbook=new))


def test_a_score_that_changes_names_unit_and_criterion():
    old = scores(("A", "I.1", 850, CellState.POINTS), ("B", "I.1", None, CellState.BLANK))
    new = scores(("A", "I.1", 900, CellState.POINTS), ("B", "I.1", None, CellState.NOT_APPLICABLE))
    verified, points = ScoreColumn.VERIFIED, CellState.POINTS
    assert changed_between(old, new) == (
        ScoreChange("A", "I.1", verified, 850, 900, points, points),
        ScoreChange("B", "I.1", verified, None, None, CellState.BLANK, CellState.NOT_APPLICABLE),
    )


def test_scores_that_stay_are_no_change_whatever_their_order():
    old = scores(("A", "I.1", 850, CellState.POINTS), ("B", "I.1", None, CellState.BLANK))
    new = scores(("B", "I.1", None, CellState.BLANK), ("A", "I.1", 850, CellState.POINTS))
    assert changed_between(old, new) == ()


def test_a_criterion_that_comes_or_goes_was_or_is_blank():
    old = scores(("A", "I.1", 850, CellState.POINTS))
    new = scores(("A", "I.2", 100, CellState.POINTS))
    verified = ScoreColumn.VERIFIED
    assert changed_between(old, new) == (
        ScoreChange("A", "I.2", verified, None, 100, CellState.BLANK, CellState.POINTS),
        ScoreChange("A", "I.1", verified, 850, None, CellState.POINTS, CellState.BLANK),
    )


def test_standings_tell_totals_from_ranks():
    old = some_snapshot(standings=some_standings(("A", 900, 1), ("B", 800, 2), ("C", 700, 3)))
    new = some_snapshot(standings=some_standings(("B", 950, 1), ("A", 900, 2), ("C", 700, 3)))
    first, second = changed_standings(old, new)
    assert (first.unit, first.total_differs, first.rank_differs) == ("B", True, True)
    assert (second.unit, second.total_differs, second.rank_differs) == ("A", False, True)
    assert second.new == UnitStanding(900, 2, tied=False, final=True)


def test_a_total_that_vanishes_is_none():
    old = some_snapshot(standings=some_standings(("A", 900, 1)))
    new = some_snapshot(standings=some_standings(("A", None, None)))
    (change,) = changed_standings(old, new)
    assert change.new == UnitStanding(None, None, tied=False, final=False)


def test_a_unit_that_is_gone_has_no_new_standing():
    old = some_snapshot(standings=some_standings(("A", 900, 1)))
    (change,) = changed_standings(old, some_snapshot())
    assert (change.unit, change.new) == ("A", None)


def test_awards_say_who_is_gained_and_lost():
    old = some_snapshot(awards=(AwardResult("CNTP", AwardStatus.TIE, 3, proposed=("A", "B")),))
    new = some_snapshot(awards=(AwardResult("CNTP", AwardStatus.DECIDED, 3, proposed=("A", "C")),))
    expected = AwardChange("CNTP", AwardStatus.TIE, AwardStatus.DECIDED, gained=("C",), lost=("B",))
    assert changed_awards(old, new) == (expected,)
    assert changed_awards(new, new) == ()


def test_an_award_that_is_gone_loses_everyone():
    old = some_snapshot(awards=(AwardResult("CNTP", AwardStatus.DECIDED, 1, proposed=("A",)),))
    assert changed_awards(old, some_snapshot()) == (AwardChange("CNTP", AwardStatus.DECIDED, None, (), ("A",)),)


def test_two_equal_versions_differ_in_nothing():
    version = Version(some_tables(["A", 1]), some_snapshot())
    assert not any(dataclasses.astuple(difference(version, version)))
    other = dataclasses.replace(version, tables=some_tables(["A", 2]))
    assert any(dataclasses.astuple(difference(version, other)))
