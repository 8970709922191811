"""Awards: candidates, seats, ties, run-offs, decisions and statuses with their reasons (docs/workbook.md section 4).

The bare outcomes of both computations stand in `test_award_rules.py`; here is what the first one says of them.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from lib.model.domain import Base, RegistrationRule, SessionState, Threshold, Verdict
from lib.model.moments import Moment
from lib.model.problems import CellRef, Code, Effect, Obstacle, Severity, problem
from lib.model.results import AwardStatus, Ineligible, Outcome, RoundRole, Waiting, WaitingFor
from tests.scoring.deciding import candidate_of, decided, outcome, result_of, round_of
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

ELEVEN = "ABCDEFGHIJK"
FOUR_FIFTHS = Threshold(Fraction(4, 5))
WAITING, NO_SESSION, DECIDED, TIE, NEXT_ROUND, CHAIR_DECIDES = AwardStatus
PROPOSE, DO_NOT, WITHDRAW, NOT_QUALIFIED = Verdict
DAY = dt.timedelta(days=1)


def a_ballot(quota=3, units=ELEVEN, session=None, changes=None, award=None, **votes):
    """One award with one session."""
    return a_voting_workbook(
        units, award or an_award(quota=quota), session or a_session(), votes_of(**votes), **(changes or {})
    )


def some_rounds(*rounds, quota=1, rounds_allowed=2, decisions=(), units=ELEVEN, **changes):
    """One award with a session for each mapping of unit to votes."""
    sessions = [a_session(f"P{number}", number=number) for number in range(1, len(rounds) + 1)]
    votes = [votes_of(f"P{number}", **found) for number, found in enumerate(rounds, 1)]
    award = an_award(quota=quota, rounds=rounds_allowed)
    return a_voting_workbook(units, award, sessions, *votes, decisions=tuple(decisions), **changes)


def codes(book):
    return [p.code for p in decided(book).problems]


# -- thresholds and bases ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("votes", "passed", "margin"), [(7, False, -1), (8, True, 0), (11, True, 3)])
def test_of_eleven_units_seven_votes_fail_and_eight_pass_at_two_thirds(votes, passed, margin):
    found = candidate_of(a_ballot(A=votes), "A")
    assert (found.passed, found.margin) == (passed, margin)


@pytest.mark.parametrize(("votes", "passed"), [(8, False), (9, True)])
def test_of_eleven_units_eight_votes_fail_and_nine_pass_at_four_fifths(votes, passed):
    assert candidate_of(a_ballot(award=an_award(threshold=FOUR_FIFTHS), A=votes), "A").passed is passed


def test_of_six_units_four_votes_pass_at_exactly_two_thirds_and_fail_at_seven_tenths():
    assert candidate_of(a_ballot(units="ABCDEF", A=4), "A").passed
    strict = an_award(threshold=Threshold(Fraction(7, 10)))
    assert not candidate_of(a_ballot(units="ABCDEF", award=strict, A=4), "A").passed


@pytest.mark.parametrize(
    ("base", "value", "passed"), [(Base.MEMBERS, 11, False), (Base.PRESENT, 10, True), (Base.VALID, 9, True)]
)
def test_the_same_eight_votes_under_three_bases(base, value, passed):
    session = a_session(present=10, issued=10, collected=10, valid=9, invalid=1)
    book = a_ballot(session=session, award=an_award(threshold=FOUR_FIFTHS, base=base), A=8)
    held = round_of(book)
    assert (held.base, held.base_value, candidate_of(book, "A").passed) == (base, value, passed)


def test_invalid_ballots_stay_in_the_base_of_collected_ones_and_leave_that_of_valid_ones():
    session = a_session(present=11, issued=11, collected=11, valid=8, invalid=3)
    for base, needed in ((Base.COLLECTED, 8), (Base.VALID, 6)):
        assert round_of(a_ballot(session=session, award=an_award(base=base), A=6)).needed == needed


def test_without_its_own_vote_every_unit_is_measured_by_one_voter_less():
    held = round_of(a_ballot(award=an_award(own_vote=False), A=7))
    assert (held.base_value, held.needed) == (10, 7)


def test_a_session_with_its_own_rule_is_decided_by_it():
    session = a_session(threshold=Threshold(Fraction(1, 2), strict=True), base=Base.PRESENT, present=10)
    held = round_of(a_ballot(session=session, A=6))
    assert (held.threshold.share, held.base, held.base_value, held.needed) == (Fraction(1, 2), Base.PRESENT, 10, 6)


def test_an_absent_unit_with_a_written_opinion_is_not_added_to_the_ballots():
    session = a_session(present=10, issued=10, collected=10, valid=10, invalid=0)
    assert round_of(a_ballot(session=session, A=8)).base_value == 11


# -- seats and ties ----------------------------------------------------------------------------------------------


def test_as_many_as_pass_are_proposed_where_there_are_seats_and_the_others_stay_empty():
    result = result_of(a_ballot(A=10, B=8, C=7, D=0))
    assert (result.status, result.proposed, result.seats_left) == (NEXT_ROUND, ("A", "B"), 1)
    assert result.remaining == ("C", "D")


def test_more_than_the_quota_pass_and_are_taken_from_the_most_votes_down():
    book = a_ballot(A=8, B=11, C=9, D=10)
    assert outcome(book) == (DECIDED, "BDC", "")
    assert candidate_of(book, "A").outcome is Outcome.PASSED_NO_SEAT


def test_none_passes_and_the_next_round_is_due():
    book = a_ballot(A=7, B=0)
    assert outcome(book) == (NEXT_ROUND, "", "")
    assert {one.outcome for one in round_of(book).candidates} == {Outcome.BELOW_THRESHOLD}


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ({"A": 10, "B": 9, "C": 9, "D": 8}, (DECIDED, "ABC", "")),
        ({"A": 9, "B": 9, "C": 9, "D": 8}, (DECIDED, "ABC", "")),
        ({"A": 11, "B": 10, "C": 9, "D": 8, "E": 8}, (DECIDED, "ABC", "")),
        ({"A": 10, "B": 7, "C": 7, "D": 7}, (NEXT_ROUND, "A", "")),
    ],
)
def test_a_tie_inside_or_outside_the_seats_needs_nothing(votes, expected):
    assert outcome(a_ballot(**votes)) == expected


@pytest.mark.parametrize(
    ("votes", "expected"),
    [
        ({"A": 10, "B": 9, "C": 8, "D": 8}, (TIE, "AB", "CD")),
        ({"A": 10, "B": 8, "C": 8, "D": 8}, (TIE, "A", "BCD")),
        ({"A": 8, "B": 8, "C": 8, "D": 8}, (TIE, "", "ABCD")),
    ],
)
def test_a_tie_across_the_last_seat_is_undecided_and_none_of_it_is_taken(votes, expected):
    book = a_ballot(**votes)
    assert outcome(book) == expected
    for unit in expected[2]:
        found = candidate_of(book, unit)
        assert found.outcome is Outcome.TIED
        assert found.tied_with == tuple(other for other in expected[2] if other != unit)


def test_proposed_stand_by_round_then_votes_then_protocol():
    book = some_rounds({"C": 8, "B": 9, "A": 7}, {"A": 8}, quota=3)
    assert result_of(book).proposed == ("B", "C", "A")
    assert result_of(a_ballot(D=9, B=9, A=10)).proposed == ("A", "B", "D")


def test_who_is_proposed_already_is_no_candidate_of_a_later_round():
    found = candidate_of(some_rounds({"A": 9, "B": 0}, {"A": 11, "B": 8}, quota=2), "A", "P2")
    assert (found.ineligible, found.outcome) == (Ineligible.ALREADY_PROPOSED, Outcome.INELIGIBLE)


def test_the_highest_score_does_not_matter_to_the_ballot():
    book = with_totals(a_ballot(quota=1, A=3, B=9), A=10_000, B=1)
    assert outcome(book) == (DECIDED, "B", "")


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


def test_a_session_after_all_seats_are_filled_decides_nothing_and_is_a_doubt():
    book = some_rounds({"A": 9}, {"B": 11})
    assert outcome(book) == (DECIDED, "A", "")
    assert round_of(book, "P2").role is RoundRole.EXTRA
    assert codes(book) == [Code.EXTRA_SESSION]


def test_a_session_beyond_the_last_round_decides_nothing_and_is_a_doubt():
    book = some_rounds({"A": 1}, {"A": 2}, {"A": 11})
    assert outcome(book) == (CHAIR_DECIDES, "", "")
    assert codes(book) == [Code.EXTRA_SESSION]


def test_after_the_last_round_the_chair_decides():
    assert outcome(some_rounds({"A": 1, "B": 2}, {"A": 7, "B": 3})) == (CHAIR_DECIDES, "", "")
    assert outcome(some_rounds({"A": 7}, rounds_allowed=1)) == (CHAIR_DECIDES, "", "")


def test_the_last_round_without_any_candidate_left_is_decided():
    assert outcome(some_rounds({"A": 9}, quota=2, rounds_allowed=1)) == (DECIDED, "A", "")


# -- run-offs ----------------------------------------------------------------------------------------------------


def test_a_run_off_settles_a_tie_and_uses_up_no_round():
    tied = some_rounds({"A": 9, "B": 8, "C": 8}, {"B": 4, "C": 8}, quota=2, rounds_allowed=1)
    assert outcome(tied) == (DECIDED, "AC", "")
    assert [held.role for held in result_of(tied).rounds] == [RoundRole.ROUND, RoundRole.RUN_OFF]


def test_rows_of_other_units_in_a_run_off_are_ignored_with_a_doubt():
    book = some_rounds({"B": 8, "C": 8, "D": 1}, {"B": 8, "C": 2, "D": 11})
    assert outcome(book) == (DECIDED, "B", "")
    assert candidate_of(book, "D", "P2").ineligible is Ineligible.NOT_IN_RUN_OFF
    found = decided(book).problems
    assert [(p.code, p.value) for p in found] == [(Code.NOT_IN_RUN_OFF, "D")]


def test_in_a_run_off_that_nobody_passes_the_tie_stands():
    assert outcome(some_rounds({"B": 8, "C": 8}, {"B": 7, "C": 3})) == (TIE, "", "BC")


def test_a_run_off_may_tie_again_among_fewer():
    assert outcome(some_rounds({"A": 8, "B": 8, "C": 8}, {"A": 9, "B": 8, "C": 8}, quota=2)) == (TIE, "A", "BC")


def test_a_run_off_may_have_its_own_rule():
    tied = some_rounds({"B": 8, "C": 8}, {"B": 6, "C": 5})
    own_rule = replace(tied.sessions[1], threshold=Threshold(Fraction(1, 2), strict=True))
    assert outcome(replace(tied, sessions=(tied.sessions[0], own_rule))) == (DECIDED, "B", "")


# -- withdrawals -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("verdict", [WITHDRAW, NOT_QUALIFIED])
def test_a_unit_that_leaves_vacates_its_seat_and_nobody_moves_up(verdict):
    book = a_ballot(quota=1, changes={"decisions": (a_decision("A", verdict),)}, A=10, B=9)
    result = result_of(book)
    assert (result.status, result.proposed, result.seats_left, result.remaining) == (NEXT_ROUND, (), 1, ("B",))
    found = candidate_of(book, "A")
    assert (found.outcome, found.withdrawn) == (Outcome.PROPOSED, verdict)
    assert [one.acted for one in result.decisions] == [True]


def test_a_unit_that_leaves_a_tie_leaves_the_other_undecided_until_its_own_decision():
    left = [a_decision("A", WITHDRAW)]
    book = some_rounds({"A": 8, "B": 8}, decisions=left)
    assert outcome(book) == (DECIDED, "B", "")
    gone, last = round_of(book).candidates
    assert (gone.outcome, gone.withdrawn) == (Outcome.PASSED_NO_SEAT, WITHDRAW)
    assert (last.outcome, last.tied_with) == (Outcome.PROPOSED, ())
    assert codes(book) == []


def test_a_unit_that_leaves_a_tie_of_three_leaves_the_other_two_in_it():
    book = some_rounds({"A": 8, "B": 8, "C": 8}, decisions=[a_decision("A", WITHDRAW)])
    assert [(one.outcome, one.tied_with) for one in round_of(book).candidates] == [
        (Outcome.PASSED_NO_SEAT, ()),
        (Outcome.TIED, ("C",)),
        (Outcome.TIED, ("B",)),
    ]


def test_a_withdrawal_is_told_where_the_unit_held_a_seat_and_nowhere_else():
    book = some_rounds({"A": 10, "B": 7}, {"A": 3, "B": 7}, quota=2, decisions=[a_decision("A", WITHDRAW)])
    assert candidate_of(book, "A").withdrawn is WITHDRAW
    assert candidate_of(book, "A", "P2").withdrawn is None
    without_seat = some_rounds({"A": 10, "B": 7}, decisions=[a_decision("B", WITHDRAW)])
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
    book = some_rounds({"A": 10, "B": 7}, {"B": 8}, decisions=[a_decision("A", WITHDRAW)])
    assert codes(with_times(book, decision, session)) == found


def test_times_are_not_asked_for_where_they_make_no_difference():
    left = [a_decision("A", WITHDRAW)]
    assert codes(some_rounds({"A": 10, "B": 7}, quota=2, decisions=left)) == []
    assert codes(some_rounds({"A": 10, "B": 7}, {"B": 7}, quota=2, decisions=left)) == []


def test_vacated_when_stands_at_the_decision():
    book = some_rounds({"A": 10, "B": 7}, {"B": 8}, decisions=[a_decision("A", WITHDRAW)])
    [found] = decided(book).problems
    assert (found.where.tab, found.param("unit"), found.param("award")) == ("Quyết định", "A", "CN")


def test_a_withdrawal_of_a_unit_without_votes_has_no_effect():
    book = a_ballot(quota=1, changes={"decisions": (a_decision("K", WITHDRAW),)}, A=10)
    assert codes(book) == [Code.DECISION_WITHOUT_EFFECT]


# -- decisions ---------------------------------------------------------------------------------------------------

TIED = {"A": 9, "B": 8, "C": 8, "D": 8}


@pytest.mark.parametrize(
    ("quota", "verdicts", "expected"),
    [
        (2, {"B": PROPOSE}, (DECIDED, "AB", "")),
        (2, {"B": DO_NOT}, (TIE, "A", "CD")),
        (2, {"B": DO_NOT, "C": DO_NOT}, (TIE, "A", "D")),
        (2, {"B": DO_NOT, "C": DO_NOT, "D": PROPOSE}, (DECIDED, "AD", "")),
        (3, {"B": PROPOSE}, (TIE, "AB", "CD")),
        (3, {"D": PROPOSE, "B": PROPOSE}, (DECIDED, "ABD", "")),
        (2, {"B": DO_NOT, "C": DO_NOT, "D": DO_NOT}, (NEXT_ROUND, "A", "")),
    ],
)
def test_decisions_settle_a_tie_unit_by_unit(quota, verdicts, expected):
    decisions = [a_decision(unit, verdict) for unit, verdict in verdicts.items()]
    book = some_rounds(TIED, quota=quota, decisions=decisions)
    assert outcome(book) == expected
    assert all(one.acted for one in result_of(book).decisions)


@pytest.mark.parametrize(
    ("verdicts", "expected"),
    [
        ({}, (CHAIR_DECIDES, "", "")),
        ({"B": PROPOSE}, (DECIDED, "B", "")),
        ({"A": DO_NOT}, (CHAIR_DECIDES, "", "")),
        ({"A": DO_NOT, "B": DO_NOT}, (DECIDED, "", "")),
    ],
)
def test_where_the_chair_decides_decisions_act_on_the_remaining_candidates(verdicts, expected):
    decisions = [a_decision(unit, verdict) for unit, verdict in verdicts.items()]
    assert outcome(some_rounds({"A": 7, "B": 2}, rounds_allowed=1, decisions=decisions)) == expected


def test_the_chair_may_propose_a_candidate_of_an_earlier_round():
    book = some_rounds({"A": 7, "B": 3}, {"A": 7}, decisions=[a_decision("B")])
    assert outcome(book) == (DECIDED, "B", "")


def test_units_that_the_chair_proposes_stand_by_round_and_votes_too():
    decisions = [a_decision("A"), a_decision("B"), a_decision("C")]
    book = some_rounds({"A": 2, "B": 3, "C": 7}, {"C": 1, "B": 1}, quota=3, decisions=decisions)
    assert result_of(book).proposed == ("A", "B", "C")


@pytest.mark.parametrize(
    ("rounds", "unit"),
    [([{"A": 9}], "A"), ([{"A": 7, "B": 6}], "B"), ([{"A": 9, "B": 8, "C": 8}], "A"), ([{"A": 8, "B": 8}], "K")],
)
def test_a_decision_on_anybody_else_has_no_effect_and_is_a_doubt(rounds, unit):
    decisions = [a_decision(unit)]
    book = some_rounds(*rounds, decisions=decisions)
    assert Code.DECISION_WITHOUT_EFFECT in codes(book)
    assert outcome(book) == outcome(some_rounds(*rounds))
    assert [one.acted for one in result_of(book).decisions] == [False]


def test_more_proposed_than_seats_contradict_and_none_acts():
    book = some_rounds({"A": 8, "B": 8, "C": 1}, decisions=[a_decision("A"), a_decision("B")])
    assert outcome(book) == (WAITING, "", "")
    assert codes(book) == [Code.CONTRADICTING_DECISIONS] * 2
    assert result_of(book).waiting == (Waiting(WaitingFor.DECISION_ROW),)


def test_two_rows_for_one_unit_contradict_and_none_acts():
    book = some_rounds({"A": 9}, decisions=[a_decision("A", WITHDRAW), a_decision("A", WITHDRAW)])
    assert outcome(book) == (WAITING, "", "")
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
    book = a_ballot(changes={"exclusions": (an_exclusion("A", start, end),)}, A=11, B=8)
    assert barred(book) is (Ineligible.EXCLUDED if excluded else None)
    assert result_of(book).proposed == (("B",) if excluded else ("A", "B"))


def test_a_dated_exclusion_without_a_conference_date_is_waited_for():
    changes = {"contest": a_contest(conference_date=None), "exclusions": (an_exclusion("A", CONFERENCE_DAY),)}
    assert result_of(a_ballot(changes=changes, A=11)).waiting == (Waiting(WaitingFor.CONFERENCE_DATE),)


def test_an_obstacle_is_waited_for_with_its_cell_once_for_each_cell():
    found = problem(Code.UNKNOWN_UNIT, CellRef("Loại trừ", 3, 1), "Cục X")
    twice = (Obstacle(Effect.AWARDS, found), Obstacle(Effect.AWARDS, found, award="CN"))
    [waiting] = result_of(a_ballot(changes={"obstacles": twice}, A=11)).waiting
    assert (waiting.why, waiting.cell) == (WaitingFor.OBSTACLE, CellRef("Loại trừ", 3, 1))


def test_a_decision_that_is_an_obstacle_is_named_once():
    unknown = replace(a_decision("A", blocked=True), award=None)
    obstacle = Obstacle(Effect.AWARDS, problem(Code.UNKNOWN_AWARD, CellRef("Quyết định", 2, 1), "Cờ X"))
    with_obstacle = {"decisions": (unknown,), "obstacles": (obstacle,)}
    assert [one.why for one in result_of(a_ballot(changes=with_obstacle, A=11)).waiting] == [WaitingFor.OBSTACLE]
    alone = result_of(a_ballot(changes={"decisions": (unknown,)}, A=11)).waiting
    assert [one.why for one in alone] == [WaitingFor.DECISION_ROW]


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
    book = a_ballot(award=an_award(quota=3, **award), changes={"registrations": REGISTERED, **changes}, A=9, B=8)
    book = with_totals(book, A=9500, B=9500, C=9500, D=8000) if "minimum" in award else book
    expected = [(list(missing), "Bỏ phiếu")] if missing else []
    assert named(book, Code.REGISTERED_NOT_ON_BALLOT) == expected


def test_only_the_first_session_with_rows_is_asked_for_registered_units():
    book = some_rounds({"A": 9, "B": 3, "C": 2, "D": 1}, {"B": 9}, quota=2, registrations=REGISTERED)
    assert named(book, Code.REGISTERED_NOT_ON_BALLOT) == []
    empty_first = replace(book, votes=votes_of("P2", B=9))
    assert named(empty_first, Code.REGISTERED_NOT_ON_BALLOT) == [(["A", "C", "D"], "Bỏ phiếu")]


@pytest.mark.parametrize("registration", [RegistrationRule.REQUIRED, RegistrationRule.WARNING])
def test_a_unit_with_votes_that_is_not_registered_is_named_once_at_its_row(registration):
    award = an_award(quota=2, registration=registration)
    book = some_rounds({"A": 9, "E": 3}, {"E": 4}, quota=2, registrations=REGISTERED)
    book = replace(book, awards=(award,))
    assert named(book, Code.NOT_REGISTERED) == [(["E"], "Phiếu")]
    assert named(replace(book, registrations=None), Code.NOT_REGISTERED) == []
    assert named(replace(book, awards=(an_award(quota=2),)), Code.NOT_REGISTERED) == []


def test_a_unit_of_the_round_before_that_is_not_on_the_later_ballot_is_a_note():
    book = some_rounds({"A": 9, "B": 7, "C": 6, "D": 1}, {"B": 8, "E": 7}, quota=2)
    assert named(book, Code.NOT_ON_LATER_BALLOT) == [(["C", "D"], "Bỏ phiếu")]
    assert {p.severity for p in decided(book).problems} == {Severity.NOTE}
    left = replace(book, decisions=(a_decision("C", WITHDRAW),))
    assert named(left, Code.NOT_ON_LATER_BALLOT) == [(["D"], "Bỏ phiếu")]


def test_a_later_ballot_is_looked_at_before_it_is_counted():
    book = some_rounds({"A": 9, "B": 7, "C": 6}, {"B": None}, quota=2)
    waiting = replace(book.sessions[1], state=SessionState.NOT_STARTED)
    book = replace(book, sessions=(book.sessions[0], waiting))
    assert named(book, Code.NOT_ON_LATER_BALLOT) == [(["C"], "Bỏ phiếu")]
    assert named(replace(book, votes=book.votes[:3]), Code.NOT_ON_LATER_BALLOT) == []


def test_a_run_off_is_asked_for_nobody_else():
    book = some_rounds({"A": 9, "B": 8, "C": 8, "D": 7}, {"B": 8, "C": 2}, quota=2)
    assert named(book, Code.NOT_ON_LATER_BALLOT) == []
    after = some_rounds({"A": 9, "B": 8, "C": 8, "D": 7}, {"B": 3, "C": 2}, {"E": 9}, quota=2,
                        decisions=[a_decision("B", DO_NOT), a_decision("C", DO_NOT)])  # fmt: skip
    assert named(after, Code.NOT_ON_LATER_BALLOT) == [(["B", "C", "D"], "Bỏ phiếu")]


# -- registration ------------------------------------------------------------------------------------------------


def test_an_unregistered_unit_is_no_candidate_where_registration_is_required():
    award = an_award(quota=3, registration=RegistrationRule.REQUIRED)
    book = a_ballot(award=award, changes={"registrations": (a_registration("B"), a_registration("A", "CP"))}, A=11, B=8)
    assert barred(book) is Ineligible.NOT_REGISTERED
    assert result_of(book).proposed == ("B",)


def test_an_unregistered_unit_is_only_a_doubt_where_registration_is_a_warning():
    award = an_award(quota=3, registration=RegistrationRule.WARNING)
    book = a_ballot(award=award, changes={"registrations": (a_registration("B"),)}, A=11, B=8)
    assert result_of(book).proposed == ("A", "B")
    assert codes(book) == [Code.NOT_REGISTERED]


def test_required_registration_without_the_tab_waits_and_a_warning_does_not():
    required = a_ballot(award=an_award(registration=RegistrationRule.REQUIRED), A=11)
    assert result_of(required).waiting == (Waiting(WaitingFor.REGISTRATIONS),)
    assert outcome(a_ballot(award=an_award(registration=RegistrationRule.WARNING), A=11)) == (DECIDED, "A", "")


@pytest.mark.parametrize(("total", "reason"), [(8999, Ineligible.BELOW_MINIMUM), (9000, None), (9001, None)])
def test_a_final_total_below_the_minimum_is_no_candidate(total, reason):
    book = with_totals(a_ballot(award=an_award(minimum=Decimal(90)), A=11), A=total)
    assert barred(book) is reason


def test_a_total_that_is_not_final_or_not_there_makes_an_award_with_a_minimum_wait():
    book = with_totals(a_ballot(award=an_award(minimum=Decimal(90)), A=11, B=3), A=None, B=9500)
    assert result_of(book).waiting == (Waiting(WaitingFor.TOTALS, "A"),)
    provisional = replace(book, contest=a_contest(unclear=True))
    assert {one.subject for one in result_of(provisional).waiting} == {"A", "B"}


def test_a_unit_without_votes_is_not_waited_for():
    book = with_totals(a_ballot(award=an_award(minimum=Decimal(90)), A=11), A=9500, B=None)
    assert outcome(book) == (DECIDED, "A", "")


# -- an award within another -------------------------------------------------------------------------------------


def two_awards(first, second, *, within="CN", quota=2, **changes):
    awards = [an_award("CN", quota), an_award("CP", 1, within=within, position=1)]
    sessions = [a_session("P1", "CN"), a_session("P2", "CP")]
    return a_voting_workbook(ELEVEN, awards, sessions, votes_of("P1", **first), votes_of("P2", **second), **changes)


def test_a_candidate_of_the_government_flag_outside_the_ministry_list_does_not_count_and_is_a_doubt():
    book = two_awards({"A": 9, "B": 8}, {"A": 8, "C": 11})
    assert outcome(book, "CP") == (DECIDED, "A", "")
    found = candidate_of(book, "C", "P2", "CP")
    assert (found.ineligible, found.outcome, found.passed) == (Ineligible.NOT_IN_PRIOR_AWARD, Outcome.INELIGIBLE, True)
    assert [(p.code, p.where.a1) for p in decided(book).problems] == [(Code.NOT_IN_PRIOR_AWARD, "B3")]


@pytest.mark.parametrize("first", [{"A": 9}, {"A": 9, "B": 8, "C": 8}, {"A": 9, "B": None}])
def test_an_award_within_one_that_is_not_decided_waits_and_shows_its_sessions(first):
    result = result_of(two_awards(first, {"A": 11}), "CP")
    assert (result.status, result.proposed) == (WAITING, ())
    assert result.waiting[0] == Waiting(WaitingFor.PRIOR_AWARD, "CN")
    assert [held.role for held in result.rounds] == [RoundRole.AWARD_WAITS]


def test_awards_are_decided_after_the_one_they_are_within_whatever_their_order():
    book = two_awards({"A": 9, "B": 8}, {"A": 8})
    turned = replace(book, awards=(book.awards[1], book.awards[0]))
    assert [result.award for result in decided(turned).results] == ["CP", "CN"]
    assert outcome(turned, "CP") == (DECIDED, "A", "")


@pytest.mark.parametrize(("first", "second"), [("CP", "CN"), ("CN", None), ("XX", "CN")])
def test_awards_within_each_other_themselves_or_an_unknown_one_wait(first, second):
    awards = [an_award("CN", within=first, blocked=True), an_award("CP", within=second)]
    book = a_voting_workbook(ELEVEN, awards, [a_session("P1")], votes_of("P1", A=11))
    assert result_of(book).status is WAITING


# -- statuses in order -------------------------------------------------------------------------------------------


def test_a_blocked_award_waits_before_anything_else():
    result = result_of(a_ballot(award=an_award(blocked=True), A=11))
    assert (result.status, result.waiting) == (WAITING, (Waiting(WaitingFor.AWARD_ROW),))


def test_a_decision_that_cannot_be_read_makes_its_award_wait():
    book = a_ballot(quota=1, changes={"decisions": (a_decision("B", blocked=True),)}, A=11)
    assert result_of(book).waiting == (Waiting(WaitingFor.DECISION_ROW),)


def test_a_session_that_is_incomplete_makes_its_award_wait_with_what_was_decided_before():
    sessions = [a_session("P1"), a_session("P2", number=2)]
    book = a_voting_workbook(ELEVEN, an_award(quota=2), sessions, votes_of("P1", A=9, B=1), votes_of("P2", B=None))
    result = result_of(book)
    assert (result.status, result.proposed, result.waiting) == (WAITING, (), (Waiting(WaitingFor.SESSION, "P2"),))
    assert [held.session for held in result.rounds] == ["P1"]


def test_without_a_session_that_counts_there_is_no_session():
    assert outcome(a_voting_workbook(ELEVEN, an_award(), [])) == (NO_SESSION, "", "")
    assert outcome(a_ballot(session=a_session(state=SessionState.VOTING), A=11)) == (NO_SESSION, "", "")


def test_a_tie_comes_before_the_next_round_and_the_next_round_before_the_chair():
    assert outcome(some_rounds({"A": 8, "B": 8}))[0] is TIE
    assert outcome(some_rounds({"A": 7, "B": 7}))[0] is NEXT_ROUND
    assert outcome(some_rounds({"A": 7, "B": 7}, {"A": 7}))[0] is CHAIR_DECIDES
    assert outcome(some_rounds({"A": 8, "B": 8}, rounds_allowed=1))[0] is TIE


def test_the_votes_of_a_row_that_is_not_whole_are_in_no_round():
    book = a_voting_workbook(ELEVEN, an_award(), a_session(), votes_of(A=11), (a_vote("P1", "B", None),))
    assert result_of(book).rounds == ()


def test_every_seat_filled_by_votes_leaves_nothing_to_decide():
    result = result_of(a_ballot(A=11, B=10, C=9, D=2))
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
    book = some_rounds(*rounds, rounds_allowed=rounds_allowed, decisions=decisions)
    assert [(p.code, p.param("why")) for p in decided(book).problems] == [(code, why)]
