"""Sessions: needed votes, bases, checks of the figures, what counts (docs/workbook.md section 4)."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.model.domain import Base, SessionState, Threshold
from lib.model.problems import Code
from lib.model.results import SessionFault
from lib.scoring.ballots import figure_problems, needed_votes, review_ballots
from tests.workbooks import a_session, a_vote, a_voting_workbook, an_award, votes_of

ELEVEN = "ABCDEFGHIJK"
MORE_THAN_HALF = Threshold(Fraction(1, 2), strict=True)


def share(text):
    return Threshold(Fraction(text))


def review(session, *votes, units=ELEVEN, award=None, **changes):
    book = a_voting_workbook(units, award or an_award(), session, *votes, **changes)
    found = review_ballots(book)
    return found.reviews[0], [(p.code, dict(p.params)) for p in found.problems]


def counts(session, *votes, **changes):
    return review(session, *votes, **changes)[0].counts


# -- needed votes ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("base", "needed"),
    [
        (11, (6, 8, 8, 9, 9, 10)),
        (10, (6, 7, 7, 8, 8, 9)),
        (9, (5, 6, 7, 7, 8, 9)),
        (8, (5, 6, 6, 6, 7, 8)),
        (7, (4, 5, 5, 6, 6, 7)),
        (6, (4, 4, 5, 5, 5, 6)),
    ],
)
def test_needed_votes_of_every_base_and_threshold(base, needed):
    rules = (MORE_THAN_HALF, share("2/3"), share("0.7"), share("0.75"), share("0.8"), share("0.9"))
    assert tuple(needed_votes(rule, base) for rule in rules) == needed


@pytest.mark.parametrize(
    ("rule", "base", "needed"),
    [
        (share("2/3"), 6, 4),
        (Threshold(Fraction(2, 3), strict=True), 6, 5),
        (share("0.6667"), 6, 5),
        (share("0.6666"), 6, 4),
        (MORE_THAN_HALF, 10, 6),
        (MORE_THAN_HALF, 1, 1),
        (share("1/2"), 10, 5),
        (share("1"), 7, 7),
        (Threshold(Fraction(99, 100), strict=True), 100, 100),
    ],
)
def test_a_threshold_is_reached_exactly_or_passed_where_it_is_strict(rule, base, needed):
    assert needed_votes(rule, base) == needed


@given(st.fractions(min_value="1/1000", max_value=1, max_denominator=1000), st.booleans(), st.integers(1, 2000))
def test_needed_is_the_smallest_number_of_votes_that_reaches_the_threshold(fraction, strict, base):
    def reaches(votes):
        return Fraction(votes, base) > fraction if strict else Fraction(votes, base) >= fraction

    needed = needed_votes(Threshold(fraction, strict), base)
    assert reaches(needed)
    assert not reaches(needed - 1)


# -- the base ----------------------------------------------------------------------------------------------------

FIGURES = {"members": 11, "present": 10, "issued": 9, "collected": 8, "valid": 6, "invalid": 2}


@pytest.mark.parametrize(
    ("base", "value"),
    [(Base.MEMBERS, 11), (Base.PRESENT, 10), (Base.ISSUED, 9), (Base.COLLECTED, 8), (Base.VALID, 6)],
)
def test_every_base_is_the_figure_of_its_name_and_one_less_without_the_own_vote(base, value):
    session = a_session(**FIGURES)
    assert review(session, votes_of(A=1), award=an_award(base=base))[0].base_value == value
    assert review(session, votes_of(A=1), award=an_award(base=base, own_vote=False))[0].base_value == value - 1


def test_a_session_with_its_own_base_uses_it():
    assert review(a_session(base=Base.VALID, **FIGURES), votes_of(A=1))[0].base_value == 6


def test_the_members_are_the_units_unless_another_number_is_typed():
    assert review(a_session(), votes_of(A=1))[0].base_value == 11
    assert review(a_session(members=12), votes_of(A=1))[0].base_value == 12


def test_an_unknown_number_of_units_is_no_base():
    found, problems = review(a_session(), votes_of(A=1), members=None)
    assert (found.counts, found.faults) == (False, (SessionFault.NO_MEMBERS, SessionFault.NO_BASE))
    assert [code for code, _ in problems] == [Code.SESSION_INCOMPLETE]
    assert counts(a_session(members=11), votes_of(A=1), members=None)


@pytest.mark.parametrize(("members", "own_vote", "expected"), [(1, True, True), (1, False, False), (0, True, False)])
def test_a_base_is_at_least_one_after_the_own_vote_is_left_out(members, own_vote, expected):
    session = a_session(members=members)
    assert counts(session, votes_of(A=0), award=an_award(own_vote=own_vote)) is expected


# -- what counts -------------------------------------------------------------------------------------------------


def test_a_session_that_is_counted_with_votes_for_every_row_counts():
    found, problems = review(a_session(), votes_of(A=8, B=0))
    assert (found.counts, found.faults, problems) == (True, (), [])


@pytest.mark.parametrize("state", [SessionState.NOT_STARTED, SessionState.VOTING])
def test_before_it_is_counted_a_session_decides_nothing_and_is_not_incomplete(state):
    found, problems = review(a_session(state=state), votes_of(A=None))
    assert (found.counts, problems) == (False, [])


@pytest.mark.parametrize(
    ("votes", "fault", "missing"),
    [
        ((), "no_rows", 0),
        (votes_of(A=8, B=None, C=None), "blank_votes", 2),
        ((a_vote("P1", None, 3),), "unknown_unit", 0),
        ((a_vote("P1", "A", 3, blocked=True),), "blocked", 0),
    ],
)
def test_a_counted_session_that_is_not_whole_is_incomplete_and_says_why(votes, fault, missing):
    found, problems = review(a_session(), votes)
    assert not found.counts
    assert problems == [(Code.SESSION_INCOMPLETE, {"fault": fault, "missing": missing})]


def test_a_blank_is_not_nought():
    assert counts(a_session(), votes_of(A=0))
    assert not counts(a_session(), votes_of(A=None))


def test_a_blocked_row_of_its_own_keeps_a_session_from_counting():
    assert not counts(a_session(blocked=True), votes_of(A=8))


def test_two_sessions_of_one_award_and_round_are_doubled_and_neither_counts():
    book = a_voting_workbook(
        ELEVEN, an_award(), [a_session("P1"), a_session("P2")], votes_of("P1", A=8), votes_of("P2", B=8)
    )
    found = review_ballots(book)
    assert [one.counts for one in found.reviews] == [False, False]
    assert [p.code for p in found.problems] == [Code.DUPLICATE_ROW, Code.SESSION_INCOMPLETE, Code.SESSION_INCOMPLETE]


def test_sessions_of_unknown_rounds_or_awards_are_not_each_others_double():
    sessions = [
        a_session("P1", None),
        a_session("P2", None),
        a_session("P3", number=None),
        a_session("P4", number=None),
    ]
    book = a_voting_workbook(ELEVEN, an_award(), sessions, votes_of("P1", A=8), votes_of("P2", A=8))
    assert Code.DUPLICATE_ROW not in {p.code for p in review_ballots(book).problems}


# -- checks of the figures ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "figures",
    [
        {},
        FIGURES,
        {"members": 11, "present": 11, "issued": 11, "collected": 11, "valid": 10, "invalid": 1},
        {"present": 11},
        {"issued": 3, "valid": 3},
        {"valid": 5, "invalid": 2},
        {"collected": 7, "valid": 5},
        {"collected": 7, "invalid": 2},
        {"members": 0, "present": 0, "issued": 0, "collected": 0, "valid": 0, "invalid": 0},
    ],
)
def test_figures_that_add_up_or_are_blank(figures):
    assert figure_problems(a_session(**figures), figures.get("members", 11)) == []


@pytest.mark.parametrize(
    ("figures", "relation", "column"),
    [
        ({"present": 12}, "present_members", 6),
        ({"present": 9, "issued": 10}, "issued_present", 7),
        ({"issued": 9, "collected": 10}, "collected_issued", 8),
        ({"collected": 9, "valid": 10}, "valid_collected", 9),
        ({"collected": 9, "valid": 8, "invalid": 0}, "sum", 8),
        ({"collected": 9, "valid": 8, "invalid": 2}, "sum", 8),
        ({"collected": 9, "valid": 10, "invalid": 0}, "sum", 8),
        ({"present": 9, "collected": 10}, "chain", 8),
        ({"issued": 12}, "chain", 7),
        ({"present": 9, "valid": 10}, "chain", 9),
        ({"valid": 10, "invalid": 2}, "chain", 9),
    ],
)
def test_figures_that_do_not_add_up_are_named_at_their_cell_and_block(figures, relation, column):
    found = figure_problems(a_session(**figures), 11)
    assert [(p.code, p.param("relation"), p.where.column) for p in found] == [
        (Code.BALLOTS_DO_NOT_ADD_UP, relation, column)
    ]
    assert not counts(a_session(**figures), votes_of(A=1))


def test_figures_are_checked_before_the_count_too():
    assert review(a_session(state=SessionState.VOTING, present=12), ())[1][0][0] is Code.BALLOTS_DO_NOT_ADD_UP


@pytest.mark.parametrize(
    ("present", "members", "quorum"),
    [(8, None, True), (7, None, False), (4, 6, True), (3, 6, False), (None, None, None)],
)
def test_two_thirds_of_the_members_are_a_quorum_and_less_is_a_doubt(present, members, quorum):
    session = a_session(present=present, members=members)
    found, problems = review(session, votes_of(A=1))
    assert found.quorum is quorum
    assert (Code.BELOW_QUORUM in {code for code, _ in problems}) is (quorum is False)
    assert found.counts


# -- votes of a row ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("figures", "basis", "ballots"),
    [
        (FIGURES, "valid", 6),
        ({**FIGURES, "valid": None, "invalid": None}, "collected", 8),
        ({"present": 10, "issued": 9}, "issued", 9),
        ({"present": 10}, "present", 10),
        ({"members": 12}, "members", 12),
        ({}, "members", 11),
    ],
)
@pytest.mark.parametrize("own_vote", [True, False])
def test_the_three_votes_of_a_row_are_at_most_the_first_known_figure(figures, basis, ballots, own_vote):
    ballots -= not own_vote
    session, award = a_session(**figures), an_award(own_vote=own_vote)
    enough = (a_vote("P1", "A", 1, against=ballots - 2, abstain=1),)
    assert counts(session, enough, award=award)
    found, problems = review(session, (a_vote("P1", "A", 1, against=ballots - 2, abstain=2),), award=award)
    assert not found.counts
    told = {"votes": ballots + 1, "ballots": ballots, "basis": basis, "own_vote": int(not own_vote)}
    assert problems[0] == (Code.VOTES_EXCEED_BALLOTS, told)


def test_blank_votes_against_are_skipped():
    assert counts(a_session(valid=8), votes_of(A=8))


def test_one_row_with_too_many_votes_keeps_the_whole_session_from_counting():
    assert not counts(a_session(valid=8), votes_of(A=8, B=9))


def test_an_abstention_is_neither_invalid_nor_a_vote_in_favour():
    session = a_session(present=11, issued=11, collected=11, valid=11, invalid=0)
    assert counts(session, (a_vote("P1", "A", 7, against=2, abstain=2),))


def test_votes_stand_in_protocol_order():
    book = a_voting_workbook("ABC", an_award(), a_session(), votes_of(C=1, A=2, B=3))
    assert [vote.unit for vote in review_ballots(book).votes["P1"]] == ["A", "B", "C"]
