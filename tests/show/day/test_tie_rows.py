"""Ways out of a tie as rows: pasted into the sheet, they settle it."""

from __future__ import annotations

import pytest

from lib.model.results import AwardStatus
from lib.show.day.tie_rows import (
    chair_decides,
    may_be_decided,
    may_vote_again,
    vote_again,
    waiting_session,
    where_it_stops,
)
from tests.days import sample_tables, tied_tables, version, with_row, with_state, with_votes


@pytest.fixture(scope="module")
def tied():
    return version(tied_tables()).snapshot


def cells(text: str) -> list[list[str]]:
    return [line.split("\t") for line in text.splitlines()]


def test_it_says_where_the_reveal_stops_and_with_whom(tied):
    told = where_it_stops(tied.workbook, tied.award("CNTP"))
    assert "Cục TGPL và Cục QLXLVPHC & TDTHPL" in told
    assert "1 suất chưa quyết định giữa Cục ĐKQGGDBĐ và Vụ PBGDPL" in told


def test_the_rows_of_another_ballot_make_a_session_that_settles_the_tie(tied):
    session, votes = vote_again(tied.workbook, tied.award("CNTP"))
    assert (session.tab, votes.tab) == ("Bỏ phiếu", "Phiếu")
    code, award, number, *_ = cells(session.text)[0]
    tables = with_row(tied_tables(), "Bỏ phiếu", code, award, int(number), *[None] * 10, "đã kiểm")
    counts = {"DKGDBD": 2, "PBGDPL": 9}
    for row in cells(votes.text):
        tables = with_row(tables, "Phiếu", *row[:2], counts[row[1]])
    result = version(tables).snapshot.award("CNTP")
    assert (result.status, result.proposed[-1]) == (AwardStatus.DECIDED, "PBGDPL")


def test_the_rows_of_a_decision_settle_the_tie_once_reason_and_name_are_written(tied):
    rows = chair_decides(tied.workbook, tied.award("CNTP"), "DKGDBD")
    tables = tied_tables()
    for row in cells(rows.text):
        filled = [*row[:3], "lý do", "Cụm trưởng", *row[5:]]
        tables = with_row(tables, rows.tab, *filled)
    result = version(tables).snapshot.award("CNTP")
    assert (result.status, result.proposed[-1]) == (AwardStatus.DECIDED, "DKGDBD")


def test_without_a_choice_the_verdict_is_left_to_be_written(tied):
    rows = cells(chair_decides(tied.workbook, tied.award("CNTP")).text)
    assert {row[1]: row[2] for row in rows} == {"DKGDBD": "", "PBGDPL": ""}


def test_a_new_session_never_takes_the_code_of_another():
    tables = with_row(tied_tables(), "Bỏ phiếu", "CNTP-3", "CCP", 2)
    snapshot = version(tables).snapshot
    session, _ = vote_again(snapshot.workbook, snapshot.award("CNTP"))
    assert cells(session.text)[0][0] == "CNTP-3-2"


def test_a_decided_award_has_no_open_units():
    snapshot = version(sample_tables()).snapshot
    _, votes = vote_again(snapshot.workbook, snapshot.award("CCP"))
    assert {row[1] for row in cells(votes.text)} == set(snapshot.award("CCP").remaining)


def test_after_the_first_round_the_second_is_offered_and_no_tie_is_claimed():
    waiting = version(with_state(sample_tables(), "P2", "chưa")).snapshot
    result = waiting.award("CNTP")
    assert result.status is AwardStatus.NEXT_ROUND
    told = where_it_stops(waiting.workbook, result)
    assert told.endswith("rồi dừng ở 1 suất chờ vòng bỏ phiếu tiếp theo.")
    assert waiting_session(waiting.workbook, result) == "P2", "no third round is offered while the second waits"
    assert not may_be_decided(result)


def test_after_the_last_round_only_the_chair_s_rows_are_offered():
    low = version(with_votes(sample_tables(), "P2", PBGDPL=5, DKGDBD=3, BTTP=3)).snapshot
    result = low.award("CNTP")
    assert result.status is AwardStatus.CHAIR_DECIDES
    assert may_be_decided(result)
    assert not may_vote_again(result)
