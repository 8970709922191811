"""Properties of ballot papers: the oracle fed with papers, two counts, what is garbled or lost (contract 8)."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import hypothesis.strategies as st
import pytest
from hypothesis import given, settings

from lib.model.domain import Figure, Vote
from lib.model.problems import Code, Severity
from lib.model.results import AwardStatus
from lib.sheets.reading.workbook import read
from lib.snapshot import Snapshot
from tests.scoring.deciding import expected, sense
from tests.scoring.test_tally import BALLOTS, FOUR, HEADER, UNITS, counted, counts, papers, state, table
from tests.scoring.test_tally import without_figures as no_figures
from tests.scoring.test_tally import without_votes as no_votes
from tests.tables import edited

SPOILT = st.lists(st.booleans(), min_size=4, max_size=4)
READINGS = ["x", "không", None]


def with_verdicts(rows, spoilt):
    for row, wrong in zip(rows, spoilt, strict=False):
        row[3] = "không hợp lệ" if wrong else None
    return rows


def summed_by_hand(rows) -> tuple[dict[str, Fraction], int]:
    """Votes in favour by unit over the valid papers, and how many are valid; in fractions of one paper each."""
    valid = [row for row in rows if row[3] is None]
    marked = [unit for at, unit in enumerate(UNITS, 5) if any(row[at] is not None for row in rows)]
    votes = {unit: sum((Fraction(row[HEADER.index(unit)] == "x") for row in valid), Fraction(0)) for unit in marked}
    return votes, len(valid)


def as_sums(rows):
    """The workbook as if the sums of the papers were typed, with no paper in it."""
    book, _ = read(edited(no_votes, no_figures))
    votes, valid = summed_by_hand(rows)
    session = book.sessions[0]
    figures = {"collected": len(rows), "valid": valid, "invalid": len(rows) - valid}
    made = tuple(
        Vote(
            session="P1", unit=unit, in_favour=int(count), against=None, abstain=None, blocked=False,
            cell=session.cell, in_favour_cell=session.cell,
        )
        for unit, count in votes.items()
    )  # fmt: skip
    filled = replace(session, **{name: Figure(value, None) for name, value in figures.items()})
    return replace(book, sessions=(filled, *book.sessions[1:]), votes=(*book.votes, *made))


@settings(max_examples=50, deadline=None)
@given(marks=BALLOTS, spoilt=SPOILT)
def test_awards_are_what_the_oracle_says_of_sums_made_by_hand_from_the_papers(marks, spoilt):
    rows = with_verdicts(papers(*marks), spoilt)
    snapshot = counted(table(rows))
    assert {result.award: sense(result) for result in snapshot.awards} == expected(as_sums(rows))
    assert snapshot.recount_agrees


def twice(marks) -> list[list]:
    return [*papers(*marks), *papers(*marks, count=2)]


def nobody(snapshot: Snapshot) -> bool:
    """Whether the session does not count and its award says that it waits."""
    return not counts(snapshot) and snapshot.award("CNTP").status is AwardStatus.WAITING


@settings(max_examples=60, deadline=None)
@given(marks=BALLOTS, data=st.data())
def test_two_counts_with_any_single_difference_never_count(marks, data):
    rows = twice(marks)
    at = data.draw(st.integers(0, len(rows) - 1))
    column = data.draw(st.sampled_from([3, 5, 6, 7, 8]))
    choices = ["không hợp lệ"] if column == 3 else [mark for mark in READINGS if mark != rows[at][column]]
    rows[at][column] = data.draw(st.sampled_from(choices))
    snapshot = counted(table(rows))
    assert nobody(snapshot)
    assert any(p.code is Code.COUNTS_DIFFER and p.severity is Severity.BLOCKING for p in snapshot.problems)
    assert snapshot.recount_agrees


@settings(max_examples=40, deadline=None)
@given(marks=BALLOTS, data=st.data())
def test_two_counts_of_which_one_misses_a_paper_never_count(marks, data):
    rows = twice(marks)
    lost = rows.pop(data.draw(st.integers(0, len(rows) - 1)))
    snapshot = counted(table(rows))
    left = [row for row in rows if row[2] == lost[2]]
    if left:
        assert nobody(snapshot)
    else:
        assert counts(snapshot) == any(mark for marks_of_one in marks for mark in marks_of_one)
    assert snapshot.recount_agrees


@pytest.mark.parametrize("at", range(8))
@pytest.mark.parametrize("column", [5, 6, 7, 8])
def test_every_single_mark_read_otherwise_in_one_count_is_found(at, column):
    for other in READINGS:
        rows = twice(FOUR)
        if rows[at][column] != other:
            rows[at][column] = other
            assert nobody(counted(table(rows)))


@settings(max_examples=50, deadline=None)
@given(marks=BALLOTS, data=st.data())
def test_a_garbled_cell_of_the_only_count_proposes_nobody_of_its_session(marks, data):
    rows = papers(*marks)
    at, column = data.draw(st.integers(0, len(rows) - 1)), data.draw(st.sampled_from([0, 1, 2, 3, 5, 6, 7, 8]))
    rows[at][column] = data.draw(st.sampled_from(["?", "12/2019", "x x", "#REF!", -1]))
    before = set(counted(table(papers(*marks))).award("CNTP").proposed)
    after = counted(table(rows))
    assert set(after.award("CNTP").proposed) <= before
    assert after.recount_agrees
    if column > 4:
        assert nobody(after)


@settings(max_examples=40, deadline=None)
@given(marks=BALLOTS, data=st.data())
def test_before_the_count_is_over_two_readings_are_a_doubt_and_a_missing_paper_is_progress(marks, data):
    rows = twice(marks)
    del rows[data.draw(st.integers(len(marks), len(rows) - 1)) :]
    snapshot = counted(state("đang bỏ phiếu"), table(rows))
    assert not [p for p in snapshot.problems if p.code is Code.COUNTS_DIFFER]
    assert not counts(snapshot)


@settings(max_examples=40, deadline=None)
@given(marks=BALLOTS, order=st.randoms(use_true_random=False))
def test_the_order_of_units_and_papers_and_the_numbers_of_papers_change_nothing(marks, order):
    rows = papers(*marks)
    columns = list(range(5, 9))
    order.shuffle(columns)
    moved = [[*row[:5], *(row[column] for column in columns)] for row in rows]
    for number, row in enumerate(moved):
        row[1] = f"A-{100 - number}"
    header = [*HEADER[:5], *(HEADER[column] for column in columns)]
    first, second = counted(table(rows)), counted(table(moved, header))
    assert [sense(one) for one in first.awards] == [sense(one) for one in second.awards]
    assert {one.unit: one.in_favour for one in first.tallies[0].units} == {
        one.unit: one.in_favour for one in second.tallies[0].units
    }
