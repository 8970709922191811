"""The rules of ballots and awards by name, one table for both computations and the oracle (docs/workbook.md 4, 7)."""

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from lib.model.domain import Base, Moment, RegistrationRule, SessionState, Threshold, Verdict
from lib.model.problems import CellRef, Code, Effect, Obstacle, problem
from lib.model.records import Workbook
from lib.model.results import AwardStatus
from tests.scoring.deciding import ELEVEN, some_rounds, two_awards
from tests.workbooks import (
    CONFERENCE_DAY,
    a_contest,
    a_decision,
    a_registration,
    a_session,
    a_vote,
    a_voting_workbook,
    an_award,
    an_exclusion,
    votes_of,
    with_totals,
)

WAITING, NO_SESSION, DECIDED, TIE, NEXT_ROUND, CHAIR_DECIDES = AwardStatus
PROPOSE, DO_NOT, WITHDRAW, NOT_QUALIFIED = Verdict
FOUR_FIFTHS = Threshold(Fraction(4, 5))
DAY = dt.timedelta(days=1)


@pytest.mark.parametrize(
    ("members", "threshold", "votes", "proposed"),
    [
        (11, Threshold(Fraction(2, 3)), 7, ""),
        (11, Threshold(Fraction(2, 3)), 8, "A"),
        (11, FOUR_FIFTHS, 8, ""),
        (11, FOUR_FIFTHS, 9, "A"),
        (6, Threshold(Fraction(2, 3)), 4, "A"),
        (6, Threshold(Fraction(2, 3), strict=True), 4, ""),
        (6, Threshold(Fraction(7, 10)), 4, ""),
        (10, Threshold(Fraction(1, 2), strict=True), 5, ""),
        (10, Threshold(Fraction(1, 2)), 5, "A"),
        (7, Threshold(Fraction(1)), 6, ""),
        (7, Threshold(Fraction(1)), 7, "A"),
    ],
)
def test_votes_are_compared_with_the_threshold_exactly(outcome, members, threshold, votes, proposed):
    book = a_voting_workbook(ELEVEN[:members], an_award(threshold=threshold), a_session(), votes_of(A=votes))
    assert outcome(book)[1] == proposed


@pytest.mark.parametrize(
    ("base", "proposed"),
    [
        (Base.MEMBERS, ""),
        (Base.PRESENT, "A"),
        (Base.ISSUED, "A"),
        (Base.COLLECTED, "A"),
        (Base.VALID, "A"),
    ],
)
def test_the_base_changes_what_eight_votes_are_worth_at_four_fifths(outcome, base, proposed):
    session = a_session(present=10, issued=10, collected=10, valid=9, invalid=1)
    book = a_voting_workbook(ELEVEN, an_award(threshold=FOUR_FIFTHS, base=base), session, votes_of(A=8))
    assert outcome(book)[1] == proposed


def test_invalid_ballots_stay_in_the_base_of_collected_ones(outcome):
    session = a_session(present=10, issued=10, collected=10, valid=9, invalid=1)
    award = an_award(threshold=Threshold(Fraction(9, 10)))
    outcomes = [
        outcome(a_voting_workbook(ELEVEN, replace(award, base=base), session, votes_of(A=8)))[1]
        for base in (Base.COLLECTED, Base.VALID)
    ]
    assert outcomes == ["", ""]
    nine = [
        outcome(a_voting_workbook(ELEVEN, replace(award, base=base), session, votes_of(A=9)))[1]
        for base in (Base.COLLECTED, Base.VALID)
    ]
    assert nine == ["A", "A"]


def test_a_session_with_its_own_threshold_and_base_uses_them(outcome):
    session = a_session(present=9, threshold=Threshold(Fraction(1, 2), strict=True), base=Base.PRESENT)
    assert outcome(a_voting_workbook(ELEVEN, an_award(), session, votes_of(A=5)))[1] == "A"


@pytest.mark.parametrize(("votes", "status"), [(7, DECIDED), (6, NEXT_ROUND)])
def test_without_its_own_vote_a_unit_is_measured_by_one_voter_less(outcome, votes, status):
    """11 units: 7 of 10 is over two thirds, and 6 is not."""
    book = a_voting_workbook(ELEVEN, an_award(own_vote=False), a_session(), votes_of(A=votes))
    assert outcome(book)[0] is status


@pytest.mark.parametrize(("own_vote", "status"), [(True, DECIDED), (False, WAITING)])
def test_without_its_own_vote_a_row_holds_one_vote_less(outcome, own_vote, status):
    votes = (a_vote("P1", "A", 9, against=1, abstain=1),)
    book = a_voting_workbook(ELEVEN, an_award(own_vote=own_vote), a_session(), votes)
    assert outcome(book)[0] is status


@pytest.mark.parametrize(
    ("votes", "quota", "expected"),
    [
        ({"A": 10, "B": 9, "C": 8, "D": 7}, 3, (DECIDED, "ABC", "")),
        ({"D": 10, "A": 9, "C": 8, "B": 11}, 3, (DECIDED, "BDA", "")),
        ({"A": 10, "B": 9, "C": 8, "D": 8}, 3, (TIE, "AB", "CD")),
        ({"A": 9, "B": 9, "C": 9, "D": 9}, 3, (TIE, "", "ABCD")),
        ({"A": 9, "B": 9, "C": 8, "D": 7}, 2, (DECIDED, "AB", "")),
        ({"A": 10, "B": 8, "C": 8}, 3, (DECIDED, "ABC", "")),
        ({"A": 10, "B": 7, "C": 7}, 2, (NEXT_ROUND, "A", "")),
        ({"A": 7, "B": 1}, 1, (NEXT_ROUND, "", "")),
        ({"A": 10, "B": 10, "C": 9, "D": 9}, 2, (DECIDED, "AB", "")),
        ({"A": 10, "B": 9, "C": 9, "D": 8}, 3, (DECIDED, "ABC", "")),
        ({"A": 9, "B": 9, "C": 9, "D": 8}, 3, (DECIDED, "ABC", "")),
        ({"A": 11, "B": 10, "C": 9, "D": 8, "E": 8}, 3, (DECIDED, "ABC", "")),
        ({"A": 10, "B": 7, "C": 7, "D": 7}, 3, (NEXT_ROUND, "A", "")),
        ({"A": 10, "B": 8, "C": 8, "D": 8}, 3, (TIE, "A", "BCD")),
        ({"A": 8, "B": 8}, 1, (TIE, "", "AB")),
    ],
)
def test_seats_go_from_the_most_votes_down_and_a_tie_across_the_last_stays_open(outcome, votes, quota, expected):
    assert outcome(a_voting_workbook(ELEVEN, an_award(quota=quota), a_session(), votes_of(**votes))) == expected


GOOD = {"members": 11, "present": 10, "issued": 10, "collected": 9, "valid": 8, "invalid": 1}


@pytest.mark.parametrize(
    ("figures", "counts"),
    [
        (GOOD, True),
        ({}, True),
        ({"present": 12}, False),
        (GOOD | {"present": 12}, False),
        (GOOD | {"issued": 11}, False),
        (GOOD | {"collected": 11, "valid": 10}, False),
        (GOOD | {"invalid": 0}, False),
        (GOOD | {"collected": None}, True),
        (GOOD | {"collected": None, "invalid": 3}, False),
        (GOOD | {"issued": None, "collected": None, "invalid": None, "valid": 10}, True),
        (GOOD | {"issued": None, "collected": None, "invalid": None, "valid": 11}, False),
        ({"present": 9, "valid": 10}, False),
        ({"valid": 7}, False),
        ({"collected": 7}, False),
        ({"members": 7}, False),
        ({"members": 12, "present": 12}, True),
    ],
)
def test_a_session_whose_figures_or_votes_do_not_add_up_does_not_count(outcome, figures, counts):
    """Its one row holds 8 votes."""
    award = an_award(threshold=Threshold(Fraction(1, 3)))
    book = a_voting_workbook(ELEVEN, award, a_session(**figures), votes_of(A=8))
    assert outcome(book) == ((DECIDED, "A", "") if counts else (WAITING, "", ""))


@pytest.mark.parametrize("base", [Base.PRESENT, Base.ISSUED, Base.COLLECTED, Base.VALID])
@pytest.mark.parametrize("value", [None, 0])
def test_a_session_without_its_base_does_not_count(outcome, base, value):
    session = a_session(base=base, **{base.value: value})
    assert outcome(a_voting_workbook(ELEVEN, an_award(), session, votes_of(A=0))) == (WAITING, "", "")


def test_an_unknown_number_of_units_is_no_base_unless_it_is_typed(outcome):
    book = a_voting_workbook(ELEVEN, an_award(), a_session(), votes_of(A=8), members=None)
    typed = replace(book, sessions=(a_session(members=11),))
    assert [outcome(one)[0] for one in (book, typed)] == [WAITING, DECIDED]
    present = replace(book, sessions=(a_session(present=11, base=Base.PRESENT),))
    assert outcome(present) == (WAITING, "", "")


@pytest.mark.parametrize(
    "rows",
    [
        (),
        votes_of(A=11, B=None),
        (a_vote("P1", None, 3), a_vote("P1", "A", 11)),
        (a_vote("P1", "A", 11, blocked=True),),
    ],
)
def test_a_counted_session_with_a_row_that_is_not_whole_is_waited_for(outcome, rows):
    assert outcome(a_voting_workbook(ELEVEN, an_award(), a_session(), rows)) == (WAITING, "", "")


def test_without_any_session_there_is_no_session(outcome):
    assert outcome(a_voting_workbook(ELEVEN, an_award(), [])) == (NO_SESSION, "", "")


@pytest.mark.parametrize("state", [SessionState.NOT_STARTED, SessionState.VOTING])
def test_votes_of_a_session_that_is_not_counted_decide_nothing(outcome, state):
    book = a_voting_workbook(ELEVEN, an_award(), a_session(state=state), votes_of(A=11))
    assert outcome(book) == (NO_SESSION, "", "")


@pytest.mark.parametrize(
    "session", [a_session(blocked=True), a_session(code=None, blocked=True), a_session(number=None, blocked=True)]
)
def test_a_counted_session_with_a_blocked_row_is_waited_for(outcome, session):
    assert outcome(a_voting_workbook(ELEVEN, an_award(), session, votes_of(A=11)))[0] is WAITING


def test_rounds_stop_at_the_first_that_does_not_count(outcome):
    sessions = [a_session("P2", number=2), a_session("P1", number=1, state=SessionState.VOTING)]
    book = a_voting_workbook(ELEVEN, an_award(), sessions, votes_of("P1", A=11), votes_of("P2", B=11))
    assert outcome(book) == (NEXT_ROUND, "", "")


def test_a_session_whose_round_cannot_be_read_might_be_the_first(outcome):
    sessions = [a_session("P1", number=None, blocked=True, state=SessionState.VOTING), a_session("P2", number=2)]
    assert outcome(a_voting_workbook(ELEVEN, an_award(), sessions, votes_of("P2", B=11))) == (NEXT_ROUND, "", "")


@pytest.mark.parametrize(("second", "status"), [(SessionState.COUNTED, WAITING), (SessionState.NOT_STARTED, WAITING)])
def test_of_two_sessions_of_one_round_neither_counts(outcome, second, status):
    sessions = [a_session("P1"), a_session("P2", state=second)]
    book = a_voting_workbook(ELEVEN, an_award(), sessions, votes_of("P1", A=11), votes_of("P2", B=11))
    assert outcome(book) == (status, "", "")


def test_two_sessions_of_one_round_that_nobody_has_counted_are_no_session(outcome):
    sessions = [a_session("P1", state=SessionState.VOTING), a_session("P2", state=SessionState.NOT_STARTED)]
    assert outcome(a_voting_workbook(ELEVEN, an_award(), sessions, votes_of("P1", A=11)))[0] is NO_SESSION


def test_too_few_pass_then_a_second_round_then_the_chair(outcome):
    award = an_award(quota=2)
    assert outcome(some_rounds(award, {"A": 8, "B": 5, "C": 4})) == (NEXT_ROUND, "A", "")
    assert outcome(some_rounds(award, {"A": 8, "B": 5, "C": 4}, {"B": 8, "C": 3})) == (DECIDED, "AB", "")
    assert outcome(some_rounds(award, {"A": 8, "B": 5, "C": 4}, {"B": 6, "C": 3})) == (CHAIR_DECIDES, "A", "")


def test_a_unit_already_proposed_is_no_candidate_of_a_later_round(outcome):
    assert outcome(some_rounds(an_award(quota=2), {"A": 8, "B": 5}, {"A": 11, "B": 7, "C": 8})) == (DECIDED, "AC", "")


def test_the_order_of_proposal_is_by_round_then_votes_then_protocol(outcome):
    book = some_rounds(an_award(quota=4), {"C": 8, "B": 9, "D": 9}, {"A": 11})
    assert outcome(book) == (DECIDED, "BDCA", "")


def test_a_session_after_all_seats_are_filled_decides_nothing(outcome):
    assert outcome(some_rounds(an_award(), {"A": 8}, {"B": 11})) == (DECIDED, "A", "")


def test_a_round_beyond_the_last_decides_nothing(outcome):
    assert outcome(some_rounds(an_award(), {"A": 1}, {"A": 2}, {"A": 11})) == (CHAIR_DECIDES, "", "")
    assert outcome(some_rounds(an_award(rounds=1), {"A": 5}, {"A": 11})) == (CHAIR_DECIDES, "", "")


def test_the_last_round_without_any_candidate_left_is_decided(outcome):
    assert outcome(some_rounds(an_award(quota=2, rounds=1), {"A": 9})) == (DECIDED, "A", "")


def test_a_tie_comes_before_the_chair(outcome):
    assert outcome(some_rounds(an_award(rounds=1), {"A": 8, "B": 8})) == (TIE, "", "AB")
    assert outcome(some_rounds(an_award(rounds=1), {"A": 7, "B": 7})) == (CHAIR_DECIDES, "", "")


def test_a_run_off_may_have_its_own_rule(outcome):
    tied = some_rounds(an_award(), {"B": 8, "C": 8}, {"B": 6, "C": 5})
    own_rule = replace(tied.sessions[1], threshold=Threshold(Fraction(1, 2), strict=True))
    assert outcome(tied) == (TIE, "", "BC")
    assert outcome(replace(tied, sessions=(tied.sessions[0], own_rule))) == (DECIDED, "B", "")


TIED = {"A": 10, "B": 8, "C": 8, "D": 8}


@pytest.mark.parametrize(
    ("quota", "run_off", "expected"),
    [
        (2, {"B": 9, "C": 2, "D": 1}, (DECIDED, "AB", "")),
        (2, {"B": 9, "C": 9, "D": 1}, (TIE, "A", "BC")),
        (2, {"B": 5, "C": 3, "D": 3}, (TIE, "A", "BCD")),
        (2, {"C": 8, "E": 11}, (DECIDED, "AC", "")),
        (3, {"B": 8, "C": 5, "D": 5}, (TIE, "AB", "CD")),
        (3, {"B": 8, "C": 9, "D": 5}, (DECIDED, "ACB", "")),
        (3, {"B": 8, "C": 9, "D": 8}, (TIE, "AC", "BD")),
        (3, {"B": 9, "C": 9, "D": 8}, (DECIDED, "ABC", "")),
        (3, {"E": 11}, (TIE, "A", "BCD")),
    ],
)
def test_a_run_off_is_among_the_tied_units_alone(outcome, quota, run_off, expected):
    assert outcome(some_rounds(an_award(quota=quota), TIED, run_off)) == expected


def test_a_run_off_uses_up_no_round_and_may_follow_the_last(outcome):
    one_round = an_award(quota=2, rounds=1)
    assert outcome(some_rounds(one_round, TIED, {"B": 9, "C": 2, "D": 1})) == (DECIDED, "AB", "")
    two_rounds = an_award(quota=3)
    book = some_rounds(
        two_rounds, {"A": 8, "B": 5}, {"B": 9, "C": 9, "D": 9}, {"B": 8, "C": 2, "D": 2}, {"C": 9, "D": 8}
    )
    assert outcome(book) == (DECIDED, "ABC", "")


def test_after_a_run_off_that_leaves_the_tie_without_units_the_rounds_go_on(outcome):
    decisions = (a_decision("B", WITHDRAW), a_decision("C", NOT_QUALIFIED), a_decision("D", WITHDRAW))
    book = some_rounds(an_award(quota=2), TIED, {"E": 9, "F": 8}, decisions=decisions)
    assert outcome(book) == (DECIDED, "AE", "")


@pytest.mark.parametrize(
    ("quota", "verdicts", "expected"),
    [
        (2, {"B": PROPOSE}, (DECIDED, "AB", "")),
        (2, {"B": PROPOSE, "C": DO_NOT}, (DECIDED, "AB", "")),
        (2, {"B": DO_NOT}, (TIE, "A", "CD")),
        (2, {"B": DO_NOT, "C": DO_NOT}, (TIE, "A", "D")),
        (2, {"B": DO_NOT, "C": DO_NOT, "D": PROPOSE}, (DECIDED, "AD", "")),
        (2, {"B": DO_NOT, "C": DO_NOT, "D": DO_NOT}, (NEXT_ROUND, "A", "")),
        (2, {"B": PROPOSE, "C": PROPOSE}, (WAITING, "", "")),
        (3, {"C": PROPOSE}, (TIE, "AC", "BD")),
        (3, {"C": PROPOSE, "B": PROPOSE}, (DECIDED, "ABC", "")),
        (2, {"A": DO_NOT}, (TIE, "A", "BCD")),
        (2, {"E": PROPOSE}, (TIE, "A", "BCD")),
        (2, {"B": WITHDRAW}, (TIE, "A", "CD")),
        (2, {"B": WITHDRAW, "C": NOT_QUALIFIED}, (DECIDED, "AD", "")),
        (2, {"B": WITHDRAW, "C": DO_NOT}, (TIE, "A", "D")),
        (2, {"B": WITHDRAW, "C": DO_NOT, "D": PROPOSE}, (DECIDED, "AD", "")),
        (3, {"B": WITHDRAW}, (DECIDED, "ACD", "")),
        (3, {"A": WITHDRAW, "B": WITHDRAW}, (NEXT_ROUND, "CD", "")),
        (2, {"A": WITHDRAW}, (TIE, "", "BCD")),
        (3, {"A": WITHDRAW, "B": PROPOSE, "C": PROPOSE, "D": PROPOSE}, (DECIDED, "BCD", "")),
    ],
)
def test_decisions_act_on_the_tied(outcome, quota, verdicts, expected):
    decisions = tuple(a_decision(unit, verdict) for unit, verdict in verdicts.items())
    assert outcome(some_rounds(an_award(quota=quota), TIED, decisions=decisions)) == expected


def test_once_all_the_tied_are_turned_down_the_next_session_is_an_ordinary_round(outcome):
    decisions = tuple(a_decision(unit, DO_NOT) for unit in "BCD")
    assert outcome(some_rounds(an_award(quota=2), TIED, {"E": 9}, decisions=decisions)) == (DECIDED, "AE", "")
    last = an_award(quota=2, rounds=1)
    assert outcome(some_rounds(last, TIED, {"E": 9}, decisions=decisions)) == (DECIDED, "A", "")


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ({}, (CHAIR_DECIDES, "A", "")),
        ({"B": PROPOSE}, (CHAIR_DECIDES, "AB", "")),
        ({"B": PROPOSE, "C": PROPOSE}, (DECIDED, "ABC", "")),
        ({"C": PROPOSE, "D": PROPOSE}, (DECIDED, "ACD", "")),
        ({"B": PROPOSE, "C": PROPOSE, "D": PROPOSE}, (WAITING, "", "")),
        ({"B": DO_NOT, "C": DO_NOT}, (CHAIR_DECIDES, "A", "")),
        ({"B": DO_NOT, "C": DO_NOT, "D": DO_NOT}, (DECIDED, "A", "")),
        ({"B": DO_NOT, "C": DO_NOT, "D": WITHDRAW}, (DECIDED, "A", "")),
        ({"B": PROPOSE, "C": DO_NOT, "D": DO_NOT}, (DECIDED, "AB", "")),
        ({"E": PROPOSE}, (CHAIR_DECIDES, "A", "")),
    ],
)
def test_when_no_rounds_are_left_decisions_act_on_the_remaining_candidates(outcome, verdicts, expected):
    decisions = tuple(a_decision(unit, verdict) for unit, verdict in verdicts.items())
    book = some_rounds(an_award(quota=3), {"A": 8, "B": 5, "C": 5, "D": 2}, {"B": 4, "C": 6}, decisions=decisions)
    status, proposed, undecided = outcome(book)
    assert (status, "".join(sorted(proposed)), undecided) == expected


def test_the_chair_may_propose_a_candidate_of_an_earlier_round_and_they_stand_by_round_and_votes(outcome):
    earlier = some_rounds(an_award(), {"A": 7, "B": 3}, {"A": 7}, decisions=(a_decision("B"),))
    assert outcome(earlier) == (DECIDED, "B", "")
    all_three = (a_decision("A"), a_decision("B"), a_decision("C"))
    book = some_rounds(an_award(quota=3), {"A": 2, "B": 3, "C": 7}, {"C": 1, "B": 1}, decisions=all_three)
    assert outcome(book) == (DECIDED, "ABC", "")


def test_a_decision_does_nothing_while_rounds_are_left(outcome):
    book = some_rounds(an_award(), {"A": 5, "B": 4}, decisions=(a_decision("A"),))
    assert outcome(book) == (NEXT_ROUND, "", "")


@pytest.mark.parametrize("verdict", [WITHDRAW, NOT_QUALIFIED])
def test_a_unit_that_withdraws_vacates_its_seat_and_nobody_moves_up(outcome, verdict):
    book = some_rounds(an_award(quota=2), {"A": 10, "B": 9, "C": 8}, decisions=(a_decision("A", verdict),))
    assert outcome(book) == (NEXT_ROUND, "B", "")


def test_a_vacated_seat_may_be_filled_by_a_later_round_but_not_by_the_one_that_withdrew(outcome):
    decisions = (a_decision("A", WITHDRAW),)
    book = some_rounds(an_award(quota=2), {"A": 10, "B": 9, "C": 8}, {"C": 8}, decisions=decisions)
    assert outcome(book) == (NEXT_ROUND, "B", "")
    assert outcome(timed(book, A="9:00", P2="10:00")) == (DECIDED, "BC", "")
    crowded_out = some_rounds(an_award(quota=2), {"A": 10, "B": 9, "C": 8}, {"A": 11, "C": 10}, decisions=decisions)
    assert outcome(timed(crowded_out, A="9:00", P2="10:00")) == (CHAIR_DECIDES, "B", "")


def timed(book: Workbook, **moments: str | None) -> Workbook:
    """The workbook with times: of a session by its code, of a decision by its unit; "9:00", "17/12 9:00" or None."""

    def at(name: str | None) -> Moment | None:
        text = moments.get(name or "")
        if text is None:
            return None
        *day, clock = text.split()
        hour, minute = map(int, clock.split(":"))
        date = dt.date(2019, *map(int, reversed(day[0].split("/")))) if day else None
        return Moment(dt.time(hour, minute), date)

    return replace(
        book,
        sessions=tuple(replace(one, held_at=at(one.code)) for one in book.sessions),
        decisions=tuple(replace(one, decided_at=at(one.unit)) for one in book.decisions),
    )


DAYLESS = {"contest": a_contest(conference_date=None)}


@pytest.mark.parametrize(
    ("decided", "held", "changes", "filled"),
    [
        ("9:00", "10:00", {}, True),
        ("10:00", "10:00", {}, False),
        ("10:01", "10:00", {}, False),
        (None, "10:00", {}, False),
        ("9:00", None, {}, False),
        (None, None, {}, False),
        ("17/12 15:00", "9:00", {}, True),
        ("18/12 9:00", "10:00", {}, True),
        ("18/12 10:00", "10:00", {}, False),
        ("19/12 8:00", "10:00", {}, False),
        ("8:00", "17/12 10:00", {}, False),
        ("17/12 15:00", "17/12 15:01", {}, True),
        ("9:00", "10:00", DAYLESS, True),
        ("17/12 15:00", "9:00", DAYLESS, False),
        ("17/12 15:00", "18/12 9:00", DAYLESS, True),
    ],
)
def test_a_vacated_seat_is_open_to_a_session_only_where_times_say_that_it_is_later(
    outcome, decided, held, changes, filled
):
    book = some_rounds(an_award(), {"A": 10, "B": 5}, {"B": 9}, decisions=(a_decision("A", WITHDRAW),), **changes)
    expected = (DECIDED, "B", "") if filled else (NEXT_ROUND, "", "")
    assert outcome(timed(book, A=decided, P2=held)) == expected


@pytest.mark.parametrize(
    ("rounds", "quota", "moments", "expected"),
    [
        ([{"A": 10, "B": 9, "C": 5}, {"C": 9, "D": 8}], 3, {}, (CHAIR_DECIDES, "BC", "")),
        ([{"A": 10, "B": 9, "C": 5}, {"C": 9, "D": 9}], 3, {}, (TIE, "B", "CD")),
        ([{"A": 10, "B": 9, "C": 5}, {"C": 9, "D": 8}], 3, {"A": "9:00", "P2": "10:00"}, (DECIDED, "BCD", "")),
        ([{"A": 10, "B": 9, "C": 5}, {"C": 5, "D": 8}], 3, {"A": "9:00", "P2": "10:00"}, (CHAIR_DECIDES, "BD", "")),
        ([{"A": 10, "B": 5}, {"B": 9}, {"B": 9}], 1, {"A": "9:30", "P2": "9:00", "P3": "10:00"}, (DECIDED, "B", "")),
        ([{"A": 10, "B": 5}, {"B": 7}, {"B": 7}], 1, {"A": "8:30", "P2": "9:00"}, (CHAIR_DECIDES, "", "")),
        ([{"A": 10, "B": 5}, {"A": 9, "B": 9}], 1, {"A": "8:30", "P2": "9:00"}, (DECIDED, "B", "")),
    ],
)
def test_seats_of_a_session_are_the_quota_less_the_proposed_and_the_vacated_of_unknown_time(
    outcome, rounds, quota, moments, expected
):
    book = timed(some_rounds(an_award(quota=quota), *rounds, decisions=(a_decision("A", WITHDRAW),)), **moments)
    assert outcome(book) == expected


def test_a_vacated_seat_is_a_seat_left_that_the_chair_may_fill_after_the_last_round(outcome):
    decisions = (a_decision("A", WITHDRAW), a_decision("B"))
    assert outcome(some_rounds(an_award(rounds=1), {"A": 10, "B": 5}, decisions=decisions[:1]))[0] is CHAIR_DECIDES
    assert outcome(some_rounds(an_award(rounds=1), {"A": 10, "B": 5}, decisions=decisions)) == (DECIDED, "B", "")


def test_whoever_won_the_run_off_and_left_later_hands_the_seat_to_nobody(outcome):
    """C lost the run-off; that B left does not make C the last of the tie that it had lost."""
    left = (a_decision("B", WITHDRAW),)
    book = some_rounds(an_award(), {"B": 8, "C": 8}, {"B": 9, "C": 2}, decisions=left)
    assert outcome(book) == (NEXT_ROUND, "", "")
    assert outcome(timed(book, B="11:00", P2="10:00")) == (NEXT_ROUND, "", "")
    assert outcome(timed(book, B="9:00", P2="10:00")) == (DECIDED, "C", "")


def test_a_time_before_an_earlier_session_says_nothing_of_a_later_one_without_a_time(outcome):
    """C stood in the first session although it had left; only where both times are known did it leave before one."""
    book = some_rounds(
        an_award(quota=2), {"A": 8, "B": 8, "C": 8}, {"A": 9, "C": 9}, decisions=(a_decision("C", WITHDRAW),)
    )
    assert outcome(timed(book, C="9:00", P1="10:00")) == (NEXT_ROUND, "A", "")
    assert outcome(timed(book, C="9:00", P1="10:00", P2="11:00")) == (DECIDED, "AB", "")


def test_a_withdrawal_of_a_unit_without_seat_and_tie_changes_nothing_but_that_nobody_decides_on_it(outcome):
    left = (a_decision("C", WITHDRAW),)
    assert outcome(some_rounds(an_award(quota=2), {"A": 9, "B": 8, "C": 7}, decisions=left)) == (DECIDED, "AB", "")
    chair = some_rounds(an_award(quota=2, rounds=1), {"A": 9, "B": 7, "C": 6}, decisions=left)
    assert outcome(chair) == (CHAIR_DECIDES, "A", "")
    refused = (*left, a_decision("B", DO_NOT))
    assert outcome(replace(chair, decisions=refused)) == (DECIDED, "A", "")


ALL_REFUSED = tuple(a_decision(unit, DO_NOT) for unit in "BCD")


@pytest.mark.parametrize(
    ("run_off", "moments", "expected"),
    [
        ({"B": 3, "C": 2, "D": 1}, {}, (NEXT_ROUND, "A", "")),
        ({"B": 3, "C": 2, "D": 1, "E": 11}, {}, (NEXT_ROUND, "A", "")),
        ({"E": 9}, {}, (DECIDED, "AE", "")),
        ({"E": 9}, {"P2": "10:00", "B": "11:00", "C": "11:00", "D": "11:00"}, (DECIDED, "AE", "")),
        ({"B": 3, "E": 9}, {"P2": "10:00", "B": "9:00", "C": "9:00", "D": "9:00"}, (NEXT_ROUND, "A", "")),
    ],
)
def test_a_run_off_never_uses_up_a_round_also_when_its_units_are_all_turned_down(outcome, run_off, moments, expected):
    book = timed(some_rounds(an_award(quota=2), TIED, run_off, decisions=ALL_REFUSED), **moments)
    assert outcome(book) == expected


def test_after_a_run_off_whose_units_are_all_turned_down_the_second_round_is_still_to_come(outcome):
    book = some_rounds(an_award(quota=2), TIED, {"B": 3, "C": 2, "D": 1}, {"E": 9, "F": 5}, decisions=ALL_REFUSED)
    assert outcome(book) == (DECIDED, "AE", "")
    third = some_rounds(an_award(quota=2), TIED, {"B": 3, "C": 2, "D": 1}, {"E": 5}, {"E": 11}, decisions=ALL_REFUSED)
    assert outcome(third) == (CHAIR_DECIDES, "A", "")


def test_a_tie_that_decisions_settled_in_part_for_and_in_part_against_leaves_the_next_round_to_others(outcome):
    decisions = (a_decision("B"), a_decision("C", DO_NOT), a_decision("D", DO_NOT))
    book = some_rounds(an_award(quota=3), TIED, {"E": 9, "F": 2}, decisions=decisions)
    assert outcome(book) == (DECIDED, "AEB", "")


def test_the_last_candidate_that_withdraws_leaves_the_award_decided_with_an_empty_seat(outcome):
    book = some_rounds(an_award(rounds=1), {"A": 10}, decisions=(a_decision("A", WITHDRAW),))
    assert outcome(book) == (DECIDED, "", "")


@pytest.mark.parametrize(
    "decisions",
    [
        (a_decision("B"), a_decision("B")),
        (a_decision("B"), a_decision("B", DO_NOT)),
        (a_decision("A", WITHDRAW), a_decision("A", WITHDRAW)),
        (a_decision("K", WITHDRAW), a_decision("K")),
        (a_decision("B", blocked=True),),
        (replace(a_decision("B"), unit=None, blocked=True),),
    ],
)
def test_decisions_that_contradict_or_cannot_be_read_make_the_award_wait(outcome, decisions):
    assert outcome(some_rounds(an_award(), {"A": 10}, decisions=decisions)) == (WAITING, "", "")


def test_a_decision_on_another_award_changes_nothing_and_one_whose_award_is_unknown_makes_all_wait(outcome):
    decisions = (a_decision("A", WITHDRAW, "CP"),)
    assert outcome(some_rounds(an_award(), {"A": 10}, decisions=decisions)) == (DECIDED, "A", "")
    unknown = (replace(a_decision("A", blocked=True), award=None),)
    assert outcome(some_rounds(an_award(), {"A": 10}, decisions=unknown)) == (WAITING, "", "")


def test_a_blocked_award_waits(outcome):
    assert outcome(some_rounds(an_award(blocked=True), {"A": 10})) == (WAITING, "", "")


@pytest.mark.parametrize(
    ("start", "end", "proposed"),
    [
        (None, None, "B"),
        (CONFERENCE_DAY, CONFERENCE_DAY, "B"),
        (CONFERENCE_DAY - DAY, None, "B"),
        (None, CONFERENCE_DAY, "B"),
        (CONFERENCE_DAY + DAY, None, "A"),
        (None, CONFERENCE_DAY - DAY, "A"),
    ],
)
def test_an_exclusion_holds_from_its_first_to_its_last_day(outcome, start, end, proposed):
    book = some_rounds(an_award(), {"A": 10, "B": 8}, exclusions=(an_exclusion("A", start, end),))
    assert outcome(book)[1] == proposed


ODD_DAYS = [None, dt.date(2018, 12, 18), dt.date(2021, 1, 5)]


@pytest.mark.parametrize("day", ODD_DAYS)
@pytest.mark.parametrize("exclusion", [(CONFERENCE_DAY, None), (None, CONFERENCE_DAY + 400 * DAY)])
def test_a_dated_exclusion_without_a_conference_date_of_the_year_makes_every_award_wait(outcome, day, exclusion):
    contest = a_contest(conference_date=day)
    book = some_rounds(an_award(), {"A": 10, "B": 8}, exclusions=(an_exclusion("K", *exclusion),), contest=contest)
    assert outcome(book) == (WAITING, "", "")
    early = replace(book, sessions=(replace(book.sessions[0], state=SessionState.NOT_STARTED),))
    assert outcome(early) == (WAITING, "", "")
    assert outcome(replace(early, votes=votes_of(A=None))) == (NO_SESSION, "", "")


@pytest.mark.parametrize("day", ODD_DAYS)
def test_an_exclusion_without_any_date_holds_always(outcome, day):
    contest = a_contest(conference_date=day)
    book = some_rounds(an_award(), {"A": 10, "B": 8}, exclusions=(an_exclusion("A"),), contest=contest)
    assert outcome(book) == (DECIDED, "B", "")


@pytest.mark.parametrize("day", [dt.date(2019, 1, 1), dt.date(2020, 12, 31)])
def test_a_conference_of_the_year_or_the_next_measures_exclusions(outcome, day):
    book = some_rounds(
        an_award(), {"A": 10, "B": 8},
        exclusions=(an_exclusion("A", day, day),), contest=a_contest(conference_date=day),
    )  # fmt: skip
    assert outcome(book) == (DECIDED, "B", "")


def hindered(book: Workbook, effect: Effect, **narrowed: str) -> Workbook:
    """The workbook with an obstacle of this effect."""
    found = problem(Code.UNKNOWN_UNIT, CellRef("Loại trừ", 3, 1), "Cục X")
    return replace(book, obstacles=(*book.obstacles, Obstacle(effect, found, **narrowed)))


@pytest.mark.parametrize(
    ("effect", "narrowed", "registration", "status"),
    [
        (Effect.AWARDS, {}, RegistrationRule.NONE, WAITING),
        (Effect.AWARDS, {"award": "CN"}, RegistrationRule.NONE, WAITING),
        (Effect.AWARDS, {"award": "CP"}, RegistrationRule.NONE, DECIDED),
        (Effect.REGISTERED_AWARDS, {}, RegistrationRule.NONE, DECIDED),
        (Effect.REGISTERED_AWARDS, {}, RegistrationRule.WARNING, DECIDED),
        (Effect.REGISTERED_AWARDS, {}, RegistrationRule.REQUIRED, WAITING),
        (Effect.SESSIONS, {}, RegistrationRule.NONE, WAITING),
        (Effect.SESSIONS, {"session": "P1"}, RegistrationRule.NONE, WAITING),
        (Effect.SESSIONS, {"session": "P9"}, RegistrationRule.NONE, DECIDED),
        (Effect.TOTALS, {}, RegistrationRule.NONE, DECIDED),
        (Effect.RANKING, {}, RegistrationRule.NONE, DECIDED),
    ],
)
def test_an_obstacle_makes_wait_what_it_touches(outcome, effect, narrowed, registration, status):
    award = an_award(registration=registration)
    book = hindered(some_rounds(award, {"A": 10}, registrations=(a_registration("A"),)), effect, **narrowed)
    assert outcome(book)[0] is status


def test_totals_that_are_not_final_make_an_award_with_a_minimum_wait(outcome):
    book = with_totals(some_rounds(an_award(minimum=Decimal(90)), {"A": 10}), A=9500)
    assert [outcome(one)[0] for one in (book, hindered(book, Effect.TOTALS))] == [DECIDED, WAITING]


@pytest.mark.parametrize(
    ("registration", "registered", "expected"),
    [
        (RegistrationRule.NONE, None, (DECIDED, "A", "")),
        (RegistrationRule.WARNING, (), (DECIDED, "A", "")),
        (RegistrationRule.REQUIRED, (a_registration("B"), a_registration("A", "CP")), (DECIDED, "B", "")),
        (RegistrationRule.REQUIRED, (), (NEXT_ROUND, "", "")),
        (RegistrationRule.REQUIRED, None, (WAITING, "", "")),
    ],
)
def test_unregistered_units_are_no_candidates_where_registration_is_required(
    outcome, registration, registered, expected
):
    award = an_award(registration=registration)
    assert outcome(some_rounds(award, {"A": 10, "B": 8}, registrations=registered)) == expected


@pytest.mark.parametrize(
    ("minimum", "totals", "expected"),
    [
        ("90", {"A": 9000, "B": 8999}, (DECIDED, "A", "")),
        ("90.001", {"A": 9000, "B": 9001}, (DECIDED, "B", "")),
        ("90", {"A": 8999, "B": 9500}, (DECIDED, "B", "")),
        ("90", {"A": 9000, "B": None}, (WAITING, "", "")),
        ("90", {"A": 9000, "B": 9000, "K": None}, (DECIDED, "A", "")),
    ],
)
def test_a_minimum_needs_final_totals_of_all_with_votes(outcome, minimum, totals, expected):
    book = with_totals(some_rounds(an_award(minimum=Decimal(minimum)), {"A": 10, "B": 8}), **totals)
    assert outcome(book) == expected


def test_an_excluded_unit_is_not_waited_for(outcome):
    book = some_rounds(an_award(minimum=Decimal(90)), {"A": 10, "B": 8}, exclusions=(an_exclusion("B"),))
    assert outcome(with_totals(book, A=9500)) == (DECIDED, "A", "")


def test_a_unit_outside_the_prior_award_is_no_candidate_however_many_its_votes(outcome):
    assert outcome(two_awards({"A": 9, "B": 8}, {"C": 11, "B": 8}), "CP") == (DECIDED, "B", "")


@pytest.mark.parametrize("first", [{"A": 9, "B": 8, "C": 8}, {"A": 9}, {"A": 9, "B": None}])
def test_an_award_within_another_waits_until_that_one_is_decided(outcome, first):
    assert outcome(two_awards(first, {"A": 11}), "CP") == (WAITING, "", "")


def test_a_unit_that_withdrew_from_the_prior_award_is_no_candidate_of_the_next(outcome):
    decisions = tuple(a_decision(unit, WITHDRAW) for unit in "AB")
    awards = [an_award("CP", within="CN"), an_award("CN", 2, rounds=1)]
    book = replace(two_awards({"A": 9, "B": 8}, {"A": 11}, decisions=decisions), awards=tuple(awards))
    assert [outcome(book, award)[0] for award in ("CP", "CN")] == [NEXT_ROUND, DECIDED]


def test_awards_are_decided_after_the_one_they_are_within_whatever_their_order(outcome):
    book = two_awards({"A": 9, "B": 8}, {"A": 8, "C": 11})
    assert outcome(book, "CP") == (DECIDED, "A", "")
    assert outcome(replace(book, awards=book.awards[::-1]), "CP") == (DECIDED, "A", "")


@pytest.mark.parametrize(("first", "second"), [("CP", "CN"), ("CN", None), ("XX", "CN")])
def test_awards_within_each_other_or_within_an_unknown_one_wait(outcome, first, second):
    awards = [an_award("CN", within=first), an_award("CP", within=second)]
    sessions = [a_session("P1", "CN"), a_session("P2", "CP")]
    book = a_voting_workbook(ELEVEN, awards, sessions, votes_of("P1", A=11), votes_of("P2", A=11))
    assert outcome(book) == (WAITING, "", "")


def test_the_highest_score_and_the_most_votes_are_two_things(outcome):
    assert outcome(with_totals(some_rounds(an_award(), {"A": 2, "B": 9}), A=9900, B=5000)) == (DECIDED, "B", "")


def test_an_absent_unit_with_a_written_opinion_is_no_ballot_issued(outcome):
    session = a_session(present=10, issued=10, collected=10, valid=10, invalid=0)
    assert outcome(a_voting_workbook(ELEVEN, an_award(), session, votes_of(A=11))) == (WAITING, "", "")


def test_an_abstention_is_neither_invalid_nor_a_vote_in_favour(outcome):
    votes = (a_vote("P1", "A", 7, against=1, abstain=2),)
    session = a_session(present=10, issued=10, collected=10, valid=10, invalid=0)
    assert outcome(a_voting_workbook(ELEVEN, an_award(), session, votes)) == (NEXT_ROUND, "", "")


def test_a_round_is_left_after_a_run_off(outcome):
    """The first round ties B, C and D; C and D withdraw, B wins the run-off, and the third session is round two."""
    decisions = (a_decision("C", WITHDRAW), a_decision("D", WITHDRAW))
    book = some_rounds(an_award(quota=3), TIED, {"B": 9}, {"E": 9, "F": 5}, decisions=decisions)
    assert outcome(book) == (DECIDED, "ABE", "")


def test_units_that_a_decision_proposes_come_after_those_of_the_ballots(outcome):
    decisions = (a_decision("B"), a_decision("D"))
    book = some_rounds(an_award(quota=4), {"A": 8, "B": 5, "D": 6}, {"C": 8}, decisions=decisions)
    assert outcome(book) == (DECIDED, "ACDB", "")


def test_the_only_voter_has_no_base_left_without_its_own_vote(outcome):
    assert outcome(a_voting_workbook("A", an_award(own_vote=False), a_session(), votes_of(A=0))) == (WAITING, "", "")


def test_two_rows_of_one_unit_keep_a_session_from_counting(outcome):
    rows = (a_vote("P1", "A", 9), a_vote("P1", "A", 8))
    assert outcome(a_voting_workbook(ELEVEN, an_award(), a_session(), rows)) == (WAITING, "", "")
