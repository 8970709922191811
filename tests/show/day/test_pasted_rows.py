"""Every ready-made line, pasted into the sheet and read again: it counts, or `check` says at which cell why not."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Mapping

import pytest

from lib.model.results import AwardResult, AwardStatus
from lib.sheets.sources.source import RawCell, RawTables
from lib.show.day.tie_rows import PasteRows, chair_decides, vote_again, waiting_session
from lib.show.words.text import message
from lib.snapshot import Snapshot
from tests.days import (
    row_of,
    sample_tables,
    table_of,
    tied_tables,
    version,
    with_cell,
    with_row,
    with_state,
    with_votes,
)


def without_rows(tables: RawTables, tab: str, start: str) -> RawTables:
    """The tables without the rows of a tab that begin with a code."""
    kept = tuple(row for row in table_of(tables, tab).rows if not row or row[0] != start)
    return dataclasses.replace(
        tables,
        tables=tuple(dataclasses.replace(one, rows=kept) if one.tab == tab else one for one in tables.tables),
    )


def pasted(tables: RawTables, rows: PasteRows, said: Mapping[str, str] | None = None) -> RawTables:
    """The tables with the lines pasted as a spreadsheet takes them: an empty cell is empty, a number is one. `said` is
    what is written under headers that the lines leave empty."""
    headers = rows.headers.split(", ")
    for line in rows.text.splitlines():
        cells: list[RawCell] = [int(cell) if cell.isdigit() else cell or None for cell in line.split("\t")]
        for header, words in (said or {}).items():
            cells[headers.index(header)] = words
        tables = with_row(tables, rows.tab, *cells)
    return tables


def only_one_round() -> RawTables:
    """Round 1 is counted, no second one stands in the sheet."""
    tables = with_state(sample_tables(), "P3", "chưa")
    return without_rows(without_rows(tables, "Phiếu", "P2"), "Bỏ phiếu", "P2")


def tied() -> RawTables:
    return with_state(tied_tables(), "P3", "chưa")


def tied_again() -> RawTables:
    """The ballot among the tied units is tied too."""
    return counted(tied(), {"DKGDBD": 8, "PBGDPL": 8})


def nobody_has_enough() -> RawTables:
    """Both rounds are over and a seat is open."""
    low = with_votes(sample_tables(), "P2", PBGDPL=5, DKGDBD=3, BTTP=3)
    return with_state(low, "P3", "chưa")


def award_of(tables: RawTables) -> tuple[Snapshot, AwardResult]:
    snapshot = version(tables).snapshot
    return snapshot, snapshot.award("CNTP")


def counted(tables: RawTables, votes: Mapping[str, int]) -> RawTables:
    """The lines of another ballot pasted, its votes typed and its state set."""
    snapshot, result = award_of(tables)
    session, ballots = vote_again(snapshot.workbook, result)
    code = session.text.split("\t")[0]
    tables = pasted(pasted(tables, session), ballots)
    for unit in (line.split("\t")[1] for line in ballots.text.splitlines()):
        count = votes.get(unit, 0)
        tables = with_cell(tables, "Phiếu", row_of(tables, "Phiếu", code, unit), 3, count)
    return with_state(tables, code, "đã kiểm")


BALLOTS: Mapping[str, tuple[Callable[[], RawTables], Mapping[str, int]]] = {
    "a second round": (only_one_round, {"PBGDPL": 8, "DKGDBD": 2, "BTTP": 1}),
    "a vote among the tied": (tied, {"PBGDPL": 8, "DKGDBD": 3}),
    "a vote among those who were tied in it again": (tied_again, {"PBGDPL": 8, "DKGDBD": 3}),
}


@pytest.mark.parametrize(("before", "votes"), BALLOTS.values(), ids=BALLOTS)
def test_a_ballot_that_is_offered_waits_as_pasted_and_counts_once_it_is_filled(before, votes):
    snapshot, result = award_of(before())
    session, ballots = vote_again(snapshot.workbook, result)
    waiting, still = award_of(pasted(pasted(before(), session), ballots))
    assert waiting_session(waiting.workbook, still) == session.text.split("\t")[0]
    assert still.status is result.status, "lines without votes decide nothing"
    assert blocking(waiting) <= blocking(snapshot), "and nothing is wrong with them"
    _, after = award_of(counted(before(), votes))
    assert (after.status, after.proposed[-1]) == (AwardStatus.DECIDED, "PBGDPL")


DECISIONS = {"a tie": tied, "a tie after a vote among the tied": tied_again, "no round left": nobody_has_enough}
WRITTEN = {"Lý do": "tổng điểm cao hơn", "Người quyết định": "Cụm trưởng"}


@pytest.mark.parametrize("before", DECISIONS.values(), ids=DECISIONS)
def test_a_decision_that_is_offered_fills_the_seat_once_reason_and_name_are_written(before):
    snapshot, result = award_of(before())
    rows = chair_decides(snapshot.workbook, result, "PBGDPL")
    _, after = award_of(pasted(before(), rows, WRITTEN))
    assert (after.status, after.proposed[-1]) == (AwardStatus.DECIDED, "PBGDPL")


@pytest.mark.parametrize("before", DECISIONS.values(), ids=DECISIONS)
@pytest.mark.parametrize("chosen", ["PBGDPL", None])
def test_a_decision_that_is_not_filled_decides_nothing_and_its_cells_are_named(before, chosen):
    snapshot, result = award_of(before())
    rows = chair_decides(snapshot.workbook, result, chosen)
    read, after = award_of(pasted(before(), rows))
    told = {
        problem.where.row: message(problem, read.workbook) for problem in read.problems if problem.where.tab == rows.tab
    }
    assert after.status is not AwardStatus.DECIDED
    first = len(table_of(before(), rows.tab).rows) + 1
    assert set(told) >= set(range(first, first + len(rows.text.splitlines()))), told


def blocking(snapshot: Snapshot) -> set[str]:
    return {message(problem, snapshot.workbook) for problem in snapshot.problems if problem.blocks}
