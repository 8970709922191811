"""Awards: candidates, seats, ties, run-offs, decisions and statuses with their reasons (docs/workbook.md section 4).

What each award comes to, by every computation, stands in `test_award_rules.py`; here is what the first one says of it.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from lib.model.domain import Base, Moment, RegistrationRule, SessionState, Threshold, Verdict
from lib.model.problems import CellRef, Code, Effect, Obstacle, Severity, problem
from lib.model.results import AwardStatus, Ineligible, Outcome, RoundRole, Waiting, WaitingFor
from tests.scoring.deciding import ELEVEN, candidate_of, decided, result_of, round_of, some_rounds, two_awards
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

TWO_THIRDS = Threshold(Fraction(2, 3))
FOUR_FIFTHS = Threshold(Fraction(4, 5))
WAITING, NO_SESSION, DECIDED, TIE, NEXT_ROUND, CHAIR_DECIDES = AwardStatus
PROPOSE, DO_NOT, WITHDRAW, NOT_QUALIFIED = Verdict
DAY = dt.timedelta(days=1)


def codes(book):
    return [p.code for p in decided(book).problems]


# -- thresholds and bases ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("members", "threshold", "votes", "passed", "margin"),
    [
        (11, TWO_THIRDS, 7, False, -1),
        (11, TWO_THIRDS, 8, True, 0),
        (11, TWO_THIRDS, 11, True, 3),
        (11, FOUR_FIFTHS, 8, False, -1),
        (11, FOUR_FIFTHS, 9, True, 0),
        (6, TWO_THIRDS, 4, True, 0),
        (6, Threshold(Fraction(7, 10)), 4, False, -1),
    ],
)
def test_a_candidate_says_whether_it_passed_and_by_how_many_votes(members, threshold, votes, passed, margin):
    found = candidate_of(some_rounds(an_award(threshold=threshold), {"A": votes}, units=ELEVEN[:members]), "A")
    assert (found.passed, found.margin) == (passed, margin)


@pytest.mark.parametrize(
    ("base", "value", "passed"), [(Base.MEMBERS, 11, False), (Base.PRESENT, 10, True), (Base.VALID, 9, True)]
)
def test_the_same_eight_votes_under_three_bases(base, value, passed):
    session = a_session(present=10, issued=10, collected=10, valid=9, invalid=1)
    book = a_voting_workbook(ELEVEN, an_award(threshold=FOUR_FIFTHS, base=base), session, votes_of(A=8))
    held = round_of(book)
    assert (held.base, held.base_value, candidate_of(book, "A").passed) == (base, value, passed)


def test_invalid_ballots_stay_in_the_base_of_collected_ones_and_leave_that_of_valid_ones():
    session = a_session(present=11, issued=11, collected=11, valid=8, invalid=3)
    for base, needed in ((Base.COLLECTED, 8), (Base.VALID, 6)):
        book = a_voting_workbook(ELEVEN, an_award(base=base), session, votes_of(A=6))
        assert round_of(book).needed == needed


def test_without_its_own_vote_every_unit_is_measured_by_one_voter_less():
    held = round_of(some_rounds(an_award(own_vote=False), {"A": 7}))
    assert (held.base_value, held.needed) == (10, 7)


def test_a_session_with_its_own_rule_is_decided_by_it():
    session = a_session(threshold=Threshold(Fraction(1, 2), strict=True), base=Base.PRESENT, present=10)
    held = round_of(a_voting_workbook(ELEVEN, an_award(), session, votes_of(A=6)))
    assert (held.threshold.share, held.base, held.base_value, held.needed) == (Fraction(1, 2), Base.PRESENT, 10, 6)


def test_an_absent_unit_with_a_written_opinion_is_not_added_to_the_ballots():
    session = a_session(present=10, issued=10, collected=10, valid=10, invalid=0)
    assert round_of(a_voting_workbook(ELEVEN, an_award(), session, votes_of(A=8))).base_value == 11


# -- seats and ties ----------------------------------------------------------------------------------------------


def test_as_many_as_pass_are_proposed_where_there_are_seats_and_the_others_stay_empty():
    result = result_of(some_rounds(an_award(quota=3), {"A": 10, "B": 8, "C": 7, "D": 0}))
    assert (result.status, result.proposed, result.seats_left) == (NEXT_ROUND, ("A", "B"), 1)
    assert result.remaining == ("C", "D")


def test_who_passes_where_no_seat_is_left_is_told_so():
    book = some_rounds(an_award(quota=3), {"A": 8, "B": 11, "C": 9, "D": 10})
    assert candidate_of(book, "A").outcome is Outcome.PASSED_NO_SEAT


def test_who_does_not_pass_is_below_the_threshold():
    book = some_rounds(an_award(quota=3), {"A": 7, "B": 0})
    assert {one.outcome for one in round_of(book).candidates} == {Outcome.BELOW_THRESHOLD}


@pytest.mark.parametrize(
    ("votes", "tied"),
    [
        ({"A": 10, "B": 9, "C": 8, "D": 8}, "CD"),
        ({"A": 10, "B": 8, "C": 8, "D": 8}, "BCD"),
        ({"A": 8, "B": 8, "C": 8, "D": 8}, "ABCD"),
    ],
)
def test_each_unit_of_a_tie_across_the_last_seat_names_the_others(votes, tied):
    book = some_rounds(an_award(quota=3), votes)
    for unit in tied:
        found = candidate_of(book, unit)
        assert found.outcome is Outcome.TIED
        assert found.tied_with == tuple(other for other in tied if other != unit)


def test_who_is_proposed_already_is_no_candidate_of_a_later_round():
    found = candidate_of(some_rounds(an_award(quota=2), {"A": 9, "B": 0}, {"A": 11, "B": 8}), "A", "P2")
    assert (found.ineligible, found.outcome) == (Ineligible.ALREADY_PROPOSED, Outcome.INELIGIBLE)


# -- rounds ------------------------------------------------------------------------------------------------------


def test_rounds_are_taken_in_ascending_order_whatever_the_order_of_the_rows():
    sessions = [a_session("P2", number=2), a_session("P1", number=1)]
    book = a_voting_workbook(ELEVEN, an_award(quota=2), sessions, votes_of("P2", B=8), votes_of("P1", A=9, B=7))
    result = result_of(book)
    assert [held.session for held in result.rounds] == ["P1", "P2"]
    assert result.proposed == ("A", "B")


def test_rounds_stop_at_the_first_that_does_not_count_and_later_ones_are_only_shown():
    sessions = [a_session("P1", number=1, state=SessionState.VOTING), a_session("P2", number=2)]
    book = a_voting_workbook(ELEVEN, an_award(), sessions, votes_of("P1", A=9), votes_of("P2", A=9))
    result = result_of(book)
    assert (result.status, result.proposed) == (NEXT_ROUND, ())
    assert [(held.session, held.role) for held in result.rounds] == [("P2", RoundRole.NOT_REACHED)]
    assert result.rounds[0].candidates[0].outcome is Outcome.NOT_DECIDING


def test_a_session_after_all_seats_are_filled_is_one_too_many():
    assert round_of(some_rounds(an_award(), {"A": 9}, {"B": 11}), "P2").role is RoundRole.EXTRA


# -- run-offs ----------------------------------------------------------------------------------------------------


def test_a_session_after_a_tie_is_a_run_off():
    tied = some_rounds(an_award(quota=2, rounds=1), {"A": 9, "B": 8, "C": 8}, {"B": 4, "C": 8})
    assert [held.role for held in result_of(tied).rounds] == [RoundRole.ROUND, RoundRole.RUN_OFF]


def test_rows_of_other_units_in_a_run_off_are_a_doubt():
    book = some_rounds(an_award(), {"B": 8, "C": 8, "D": 1}, {"B": 8, "C": 2, "D": 11})
    assert candidate_of(book, "D", "P2").ineligible is Ineligible.NOT_IN_RUN_OFF
    assert [(p.code, p.value) for p in decided(book).problems] == [(Code.NOT_IN_RUN_OFF, "D")]


# -- withdrawals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", [WITHDRAW, NOT_QUALIFIED])
def test_a_unit_that_leaves_its_seat_keeps_its_outcome_with_what_it_left_by(verdict):
    book = some_rounds(an_award(), {"A": 10, "B": 9}, decisions=(a_decision("A", verdict),))
    result, found = result_of(book), candidate_of(book, "A")
    assert (result.seats_left, result.remaining) == (1, ("B",))
    assert (found.outcome, found.withdrawn) == (Outcome.PROPOSED, verdict)
    assert [one.acted for one in result.decisions] == [True]


def test_a_unit_that_leaves_a_tie_of_two_leaves_the_seat_to_the_other():
    book = some_rounds(an_award(), {"A": 8, "B": 8}, decisions=(a_decision("A", WITHDRAW),))
    gone, last = round_of(book).candidates
    assert (gone.outcome, gone.withdrawn) == (Outcome.PASSED_NO_SEAT, WITHDRAW)
    assert (last.outcome, last.tied_with) == (Outcome.PROPOSED, ())
    assert codes(book) == []


def test_a_unit_that_leaves_a_tie_of_three_leaves_the_other_two_in_it():
    book = some_rounds(an_award(), {"A": 8, "B": 8, "C": 8}, decisions=(a_decision("A", WITHDRAW),))
    assert [(one.outcome, one.tied_with) for one in round_of(book).candidates] == [
        (Outcome.PASSED_NO_SEAT, ()),
        (Outcome.TIED, ("C",)),
        (Outcome.TIED, ("B",)),
    ]


def test_a_withdrawal_is_told_where_the_unit_held_a_seat_and_nowhere_else():
    book = some_rounds(an_award(quota=2), {"A": 10, "B": 7}, {"A": 3, "B": 7}, decisions=(a_decision("A", WITHDRAW),))
    assert candidate_of(book, "A").withdrawn is WITHDRAW
    assert candidate_of(book, "A", "P2").withdrawn is None
    without_seat = some_rounds(an_award(), {"A": 10, "B": 7}, decisions=(a_decision("B", WITHDRAW),))
    assert candidate_of(without_seat, "B").withdrawn is None
    assert codes(without_seat) == []


def with_times(book, decision, session):
    """The workbook with the hour of its decision and of its last session; None is not known."""
    hours = [None if hour is None else Moment(dt.time(hour)) for hour in (decision, session)]
    last = replace(book.sessions[-1], held_at=hours[1])
    decisions = tuple(replace(one, decided_at=hours[0]) for one in book.decisions)
    return replace(book, sessions=(*book.sessions[:-1], last), decisions=decisions)


@pytest.mark.parametrize(
    ("decision", "session", "found"),
    [
        (None, None, [Code.VACATED_WHEN]),
        (9, None, [Code.VACATED_WHEN]),
        (None, 10, [Code.VACATED_WHEN]),
        (9, 10, []),
        (10, 10, [Code.EXTRA_SESSION]),
        (11, 10, [Code.EXTRA_SESSION]),
    ],
)
def test_where_times_that_are_not_known_make_a_difference_they_are_asked_for(decision, session, found):
    book = some_rounds(an_award(), {"A": 10, "B": 7}, {"B": 8}, decisions=(a_decision("A", WITHDRAW),))
    assert codes(with_times(book, decision, session)) == found


def test_times_are_not_asked_for_where_they_make_no_difference():
    left = (a_decision("A", WITHDRAW),)
    assert codes(some_rounds(an_award(quota=2), {"A": 10, "B": 7}, decisions=left)) == []
    assert codes(some_rounds(an_award(quota=2), {"A": 10, "B": 7}, {"B": 7}, decisions=left)) == []


def test_vacated_when_stands_at_the_decision():
    book = some_rounds(an_award(), {"A": 10, "B": 7}, {"B": 8}, decisions=(a_decision("A", WITHDRAW),))
    [found] = decided(book).problems
    assert (found.where.tab, found.param("unit"), found.param("award")) == ("Quyết định", "A", "CN")


def test_a_withdrawal_of_a_unit_without_votes_has_no_effect():
    book = some_rounds(an_award(), {"A": 10}, decisions=(a_decision("K", WITHDRAW),))
    assert codes(book) == [Code.DECISION_WITHOUT_EFFECT]


# -- decisions ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("quota", "verdicts"),
    [
        (2, {"B": PROPOSE}),
        (2, {"B": DO_NOT}),
        (2, {"B": DO_NOT, "C": DO_NOT}),
        (2, {"B": DO_NOT, "C": DO_NOT, "D": PROPOSE}),
        (3, {"B": PROPOSE}),
        (3, {"D": PROPOSE, "B": PROPOSE}),
        (2, {"B": DO_NOT, "C": DO_NOT, "D": DO_NOT}),
    ],
)
def test_each_decision_on_a_tied_unit_is_said_to_have_acted(quota, verdicts):
    decisions = tuple(a_decision(unit, verdict) for unit, verdict in verdicts.items())
    result = result_of(some_rounds(an_award(quota=quota), {"A": 9, "B": 8, "C": 8, "D": 8}, decisions=decisions))
    assert all(one.acted for one in result.decisions)


@pytest.mark.parametrize(
    ("rounds", "unit"),
    [([{"A": 9}], "A"), ([{"A": 7, "B": 6}], "B"), ([{"A": 9, "B": 8, "C": 8}], "A"), ([{"A": 8, "B": 8}], "K")],
)
def test_a_decision_on_anybody_else_is_a_doubt(rounds, unit):
    book = some_rounds(an_award(), *rounds, decisions=(a_decision(unit),))
    assert Code.DECISION_WITHOUT_EFFECT in codes(book)
    assert [one.acted for one in result_of(book).decisions] == [False]


def test_more_proposed_than_seats_are_a_contradiction_of_each():
    book = some_rounds(an_award(), {"A": 8, "B": 8, "C": 1}, decisions=(a_decision("A"), a_decision("B")))
    assert codes(book) == [Code.CONTRADICTING_DECISIONS] * 2
    assert result_of(book).waiting == (Waiting(WaitingFor.DECISION_ROW),)


def test_two_rows_for_one_unit_are_a_contradiction():
    book = some_rounds(an_award(), {"A": 9}, decisions=(a_decision("A", WITHDRAW), a_decision("A", WITHDRAW)))
    assert codes(book) == [Code.CONTRADICTING_DECISIONS]


# -- candidates --------------------------------------------------------------------------------------------------


def barred(book, unit="A", award="CN"):
    return candidate_of(book, unit, award=award).ineligible


@pytest.mark.parametrize(
    ("start", "end", "excluded"),
    [
        (None, None, True),
        (CONFERENCE_DAY, CONFERENCE_DAY, True),
        (CONFERENCE_DAY - DAY, None, True),
        (None, CONFERENCE_DAY + DAY, True),
        (CONFERENCE_DAY + DAY, None, False),
        (None, CONFERENCE_DAY - DAY, False),
    ],
)
def test_a_unit_excluded_on_the_conference_date_is_listed_with_its_reason(start, end, excluded):
    book = some_rounds(an_award(quota=3), {"A": 11, "B": 8}, exclusions=(an_exclusion("A", start, end),))
    assert barred(book) is (Ineligible.EXCLUDED if excluded else None)


def test_a_dated_exclusion_without_a_conference_date_is_waited_for():
    changes = {"contest": a_contest(conference_date=None), "exclusions": (an_exclusion("A", CONFERENCE_DAY),)}
    assert result_of(some_rounds(an_award(), {"A": 11}, **changes)).waiting == (Waiting(WaitingFor.CONFERENCE_DATE),)


def test_an_obstacle_is_waited_for_with_its_cell_once_for_each_cell():
    found = problem(Code.UNKNOWN_UNIT, CellRef("Loại trừ", 3, 1), "Cục X")
    twice = (Obstacle(Effect.AWARDS, found), Obstacle(Effect.AWARDS, found, award="CN"))
    [waiting] = result_of(some_rounds(an_award(), {"A": 11}, obstacles=twice)).waiting
    assert (waiting.why, waiting.cell) == (WaitingFor.OBSTACLE, CellRef("Loại trừ", 3, 1))


def test_a_decision_that_is_an_obstacle_is_named_once():
    unknown = replace(a_decision("A", blocked=True), award=None)
    obstacle = Obstacle(Effect.AWARDS, problem(Code.UNKNOWN_AWARD, CellRef("Quyết định", 2, 1), "Cờ X"))
    alone = some_rounds(an_award(), {"A": 11}, decisions=(unknown,))
    assert [one.why for one in result_of(alone).waiting] == [WaitingFor.DECISION_ROW]
    both = replace(alone, obstacles=(obstacle,))
    assert [one.why for one in result_of(both).waiting] == [WaitingFor.OBSTACLE]


# -- lists of names ----------------------------------------------------------------------------------------------


def named(book, code):
    """The units that problems of a code name, and the cells where they stand."""
    found = [p for p in decided(book).problems if p.code is code]
    return [(str(p.param("unit_list") or p.param("unit")).split(), p.where.tab) for p in found]


REGISTERED = tuple(a_registration(unit) for unit in "ABCD")


@pytest.mark.parametrize(
    ("award", "changes", "missing"),
    [
        ({}, {}, "CD"),
        ({}, {"exclusions": (an_exclusion("C"),)}, "D"),
        ({"within": "XX"}, {}, ""),
        ({"minimum": Decimal(90)}, {}, "C"),
    ],
)
def test_a_registered_unit_without_a_row_in_the_first_session_is_named_unless_it_is_barred(award, changes, missing):
    changes = {"registrations": REGISTERED, **changes}
    book = some_rounds(an_award(quota=3, **award), {"A": 9, "B": 8}, **changes)
    book = with_totals(book, A=9500, B=9500, C=9500, D=8000) if "minimum" in award else book
    expected = [(list(missing), "Bỏ phiếu")] if missing else []
    assert named(book, Code.REGISTERED_NOT_ON_BALLOT) == expected


def test_only_the_first_session_with_rows_is_asked_for_registered_units():
    book = some_rounds(an_award(quota=2), {"A": 9, "B": 3, "C": 2, "D": 1}, {"B": 9}, registrations=REGISTERED)
    assert named(book, Code.REGISTERED_NOT_ON_BALLOT) == []
    empty_first = replace(book, votes=votes_of("P2", B=9))
    assert named(empty_first, Code.REGISTERED_NOT_ON_BALLOT) == [(["A", "C", "D"], "Bỏ phiếu")]


@pytest.mark.parametrize("registration", [RegistrationRule.REQUIRED, RegistrationRule.WARNING])
def test_a_unit_with_votes_that_is_not_registered_is_named_once_at_its_row(registration):
    award = an_award(quota=2, registration=registration)
    book = some_rounds(award, {"A": 9, "E": 3}, {"E": 4}, registrations=REGISTERED)
    assert named(book, Code.NOT_REGISTERED) == [(["E"], "Phiếu")]
    assert named(replace(book, registrations=None), Code.NOT_REGISTERED) == []
    assert named(replace(book, awards=(an_award(quota=2),)), Code.NOT_REGISTERED) == []


def test_a_unit_of_the_round_before_that_is_not_on_the_later_ballot_is_a_note():
    book = some_rounds(an_award(quota=2), {"A": 9, "B": 7, "C": 6, "D": 1}, {"B": 8, "E": 7})
    assert named(book, Code.NOT_ON_LATER_BALLOT) == [(["C", "D"], "Bỏ phiếu")]
    assert {p.severity for p in decided(book).problems} == {Severity.NOTE}
    left = replace(book, decisions=(a_decision("C", WITHDRAW),))
    assert named(left, Code.NOT_ON_LATER_BALLOT) == [(["D"], "Bỏ phiếu")]


def test_a_later_ballot_is_looked_at_before_it_is_counted():
    book = some_rounds(an_award(quota=2), {"A": 9, "B": 7, "C": 6}, {"B": None})
    waiting = replace(book.sessions[1], state=SessionState.NOT_STARTED)
    book = replace(book, sessions=(book.sessions[0], waiting))
    assert named(book, Code.NOT_ON_LATER_BALLOT) == [(["C"], "Bỏ phiếu")]
    assert named(replace(book, votes=book.votes[:3]), Code.NOT_ON_LATER_BALLOT) == []


def test_a_run_off_is_asked_for_nobody_else():
    first = {"A": 9, "B": 8, "C": 8, "D": 7}
    assert named(some_rounds(an_award(quota=2), first, {"B": 8, "C": 2}), Code.NOT_ON_LATER_BALLOT) == []
    decisions = (a_decision("B", DO_NOT), a_decision("C", DO_NOT))
    after = some_rounds(an_award(quota=2), first, {"B": 3, "C": 2}, {"E": 9}, decisions=decisions)
    assert named(after, Code.NOT_ON_LATER_BALLOT) == [(["B", "C", "D"], "Bỏ phiếu")]


# -- registration ------------------------------------------------------------------------------------------------


def test_an_unregistered_unit_is_no_candidate_where_registration_is_required():
    award = an_award(quota=3, registration=RegistrationRule.REQUIRED)
    registered = (a_registration("B"), a_registration("A", "CP"))
    assert barred(some_rounds(award, {"A": 11, "B": 8}, registrations=registered)) is Ineligible.NOT_REGISTERED


def test_an_unregistered_unit_is_only_a_doubt_where_registration_is_a_warning():
    award = an_award(quota=3, registration=RegistrationRule.WARNING)
    book = some_rounds(award, {"A": 11, "B": 8}, registrations=(a_registration("B"),))
    assert result_of(book).proposed == ("A", "B")
    assert codes(book) == [Code.NOT_REGISTERED]


def test_required_registration_without_the_tab_is_waited_for():
    required = some_rounds(an_award(registration=RegistrationRule.REQUIRED), {"A": 11})
    assert result_of(required).waiting == (Waiting(WaitingFor.REGISTRATIONS),)


@pytest.mark.parametrize(("total", "reason"), [(8999, Ineligible.BELOW_MINIMUM), (9000, None), (9001, None)])
def test_a_final_total_below_the_minimum_is_no_candidate(total, reason):
    book = with_totals(some_rounds(an_award(minimum=Decimal(90)), {"A": 11}), A=total)
    assert barred(book) is reason


def test_a_total_that_is_not_final_or_not_there_makes_an_award_with_a_minimum_wait():
    book = with_totals(some_rounds(an_award(minimum=Decimal(90)), {"A": 11, "B": 3}), A=None, B=9500)
    assert result_of(book).waiting == (Waiting(WaitingFor.TOTALS, "A"),)
    provisional = replace(book, contest=a_contest(unclear=True))
    assert {one.subject for one in result_of(provisional).waiting} == {"A", "B"}


# -- an award within another -------------------------------------------------------------------------------------


def test_a_candidate_of_the_government_flag_outside_the_ministry_list_is_a_doubt():
    book = two_awards({"A": 9, "B": 8}, {"A": 8, "C": 11})
    found = candidate_of(book, "C", "P2", "CP")
    assert (found.ineligible, found.outcome, found.passed) == (Ineligible.NOT_IN_PRIOR_AWARD, Outcome.INELIGIBLE, True)
    assert [(p.code, p.where.a1) for p in decided(book).problems] == [(Code.NOT_IN_PRIOR_AWARD, "B3")]


@pytest.mark.parametrize("first", [{"A": 9}, {"A": 9, "B": 8, "C": 8}, {"A": 9, "B": None}])
def test_an_award_within_one_that_is_not_decided_shows_its_sessions(first):
    result = result_of(two_awards(first, {"A": 11}), "CP")
    assert result.waiting[0] == Waiting(WaitingFor.PRIOR_AWARD, "CN")
    assert [held.role for held in result.rounds] == [RoundRole.AWARD_WAITS]


def test_results_stand_in_the_order_of_the_awards():
    book = two_awards({"A": 9, "B": 8}, {"A": 8})
    turned = replace(book, awards=(book.awards[1], book.awards[0]))
    assert [result.award for result in decided(turned).results] == ["CP", "CN"]


# -- statuses in order -------------------------------------------------------------------------------------------


def test_a_blocked_award_waits_before_anything_else():
    result = result_of(some_rounds(an_award(blocked=True), {"A": 11}))
    assert result.waiting == (Waiting(WaitingFor.AWARD_ROW),)


def test_a_decision_that_cannot_be_read_makes_its_award_wait():
    book = some_rounds(an_award(), {"A": 11}, decisions=(a_decision("B", blocked=True),))
    assert result_of(book).waiting == (Waiting(WaitingFor.DECISION_ROW),)


def test_a_session_that_is_incomplete_makes_its_award_wait_with_what_was_decided_before():
    sessions = [a_session("P1"), a_session("P2", number=2)]
    book = a_voting_workbook(ELEVEN, an_award(quota=2), sessions, votes_of("P1", A=9, B=1), votes_of("P2", B=None))
    result = result_of(book)
    assert (result.status, result.proposed, result.waiting) == (WAITING, (), (Waiting(WaitingFor.SESSION, "P2"),))
    assert [held.session for held in result.rounds] == ["P1"]


def test_the_votes_of_a_row_that_is_not_whole_are_in_no_round():
    book = a_voting_workbook(ELEVEN, an_award(), a_session(), votes_of(A=11), (a_vote("P1", "B", None),))
    assert result_of(book).rounds == ()


def test_every_seat_filled_by_votes_leaves_nothing_to_decide():
    result = result_of(some_rounds(an_award(quota=3), {"A": 11, "B": 10, "C": 9, "D": 2}))
    assert (result.status, result.seats_left, result.undecided, result.waiting) == (DECIDED, 0, (), ())


@pytest.mark.parametrize(
    ("rounds", "rounds_allowed", "decisions", "code", "why"),
    [
        ([{"A": 9}, {"B": 11}], 2, (), Code.EXTRA_SESSION, "full"),
        ([{"A": 1}, {"A": 2}, {"A": 11}], 2, (), Code.EXTRA_SESSION, "rounds_over"),
        ([{"A": 1}], 2, (a_decision("A"),), Code.DECISION_WITHOUT_EFFECT, "rounds_left"),
        ([{"A": 9, "B": 1}], 2, (a_decision("B"),), Code.DECISION_WITHOUT_EFFECT, "settled"),
        ([{"A": 9}], 2, (a_decision("A"),), Code.DECISION_WITHOUT_EFFECT, "proposed"),
        ([{"A": 9}], 2, (a_decision("K"),), Code.DECISION_WITHOUT_EFFECT, "no_votes"),
    ],
)
def test_what_does_not_act_says_why(rounds, rounds_allowed, decisions, code, why):
    book = some_rounds(an_award(rounds=rounds_allowed), *rounds, decisions=decisions)
    assert [(p.code, p.param("why")) for p in decided(book).problems] == [(code, why)]
