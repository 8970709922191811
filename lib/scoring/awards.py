"""Every award decided, in order, with reasons (docs/workbook.md section 4). Pure; exact integers; breaks no tie."""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.model.domain import Award, Decision, SessionState
from lib.model.problems import Code, Problem, problem
from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus, DecisionOutcome, RoundRole, SessionReview, Waiting, WaitingFor
from lib.scoring.ballots import Ballots
from lib.scoring.eligibility import Conditions, Total, totals_of, undated_exclusions
from lib.scoring.one_round import Ballot, show_only
from lib.scoring.rounds import Course, contradiction_problem, contradictions


@dataclass(frozen=True)
class Decided:
    """Results in the order of the awards, and the problems that deciding found."""

    results: tuple[AwardResult, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _Sitting:
    """A session of the award: its review, and its ballot where it counts and its rule is known."""

    review: SessionReview
    state: SessionState
    ballot: Ballot | None


def decide_awards(workbook: Workbook, standings: pd.DataFrame, ballots: Ballots) -> Decided:
    """Decides each award after the one named in its `Chỉ xét trong`."""
    totals = totals_of(standings)
    results: dict[str, AwardResult] = {}
    problems: list[Problem] = []
    pending = list(workbook.awards)
    while pending:
        ready = [award for award in pending if award.within not in {other.code for other in pending}]
        award = ready[0] if ready else pending[0]
        result, found = _decide(award, workbook, totals, ballots, results.get(award.within or ""))
        results[award.code] = result
        problems += found
        pending.remove(award)
    problems += undated_exclusions(workbook, used=bool(ballots.votes))
    return Decided(tuple(results[award.code] for award in workbook.awards), tuple(problems))


def _decide(
    award: Award, workbook: Workbook, totals: dict[str, Total], ballots: Ballots, prior: AwardResult | None
) -> tuple[AwardResult, list[Problem]]:
    sittings = _sittings(award, workbook, ballots)
    held = [sitting.ballot for sitting in sittings if sitting.ballot]
    conditions = Conditions(award, workbook, totals, prior)
    decisions = tuple(d for d in workbook.decisions if d.award == award.code)
    doubled = contradictions(decisions)
    problems = conditions.doubts(held) + [contradiction_problem(d, "two_rows") for d in doubled]
    waiting = _waiting(award, sittings, decisions, doubled, prior) + conditions.waiting(held)
    if waiting or award.quota is None or award.rounds is None:
        return _waits(award, held, conditions, waiting, decisions), problems
    position = {unit.code: unit.position for unit in workbook.units}
    course = Course(award.quota, award.rounds, conditions.bars, decisions, position)
    for sitting in sittings:
        if sitting.ballot is None:
            break
        course.hold(sitting.ballot)
    course.decide()
    problems += course.problems
    if course.contradicting:
        problems += [contradiction_problem(d, "more_than_seats") for d in course.contradicting]
        return _waits(award, held, conditions, [Waiting(WaitingFor.DECISION_ROW)], decisions), problems
    problems += _without_effect(award, course)
    return _result(award, course, held, conditions), problems


def _sittings(award: Award, workbook: Workbook, ballots: Ballots) -> list[_Sitting]:
    """The sessions of an award in ascending order of rounds; one whose round cannot be read stands first."""
    mine = [
        (session, review)
        for session, review in zip(workbook.sessions, ballots.reviews, strict=True)
        if session.award == award.code
    ]
    sittings = []
    for session, review in sorted(mine, key=lambda pair: pair[0].round or 0):
        threshold, base = session.threshold or award.threshold, review.base
        ballot = None
        if review.counts and threshold and base and review.base_value is not None:
            ballot = Ballot(session, ballots.votes[session.code or ""], threshold, base, review.base_value)
        sittings.append(_Sitting(review, session.state, ballot))
    return sittings


def _waiting(
    award: Award,
    sittings: list[_Sitting],
    decisions: tuple[Decision, ...],
    doubled: list[Decision],
    prior: AwardResult | None,
) -> list[Waiting]:
    """What keeps an award waiting, whatever its votes (contract 4, before 4.1, and 4.7)."""
    found = []
    if award.blocked:
        found.append(Waiting(WaitingFor.AWARD_ROW))
    if doubled or any(decision.blocked for decision in decisions):
        found.append(Waiting(WaitingFor.DECISION_ROW))
    if award.within is not None and (prior is None or prior.status is not AwardStatus.DECIDED):
        found.append(Waiting(WaitingFor.PRIOR_AWARD, award.within))
    found += [
        Waiting(WaitingFor.SESSION, sitting.review.session)
        for sitting in sittings
        if sitting.state is SessionState.COUNTED and not sitting.review.counts
    ]
    return found


def _waits(
    award: Award,
    held: list[Ballot],
    conditions: Conditions,
    waiting: list[Waiting],
    decisions: tuple[Decision, ...],
) -> AwardResult:
    """A waiting award decides nothing; the sessions that count are shown."""
    return AwardResult(
        award=award.code,
        status=AwardStatus.WAITING,
        quota=award.quota,
        rounds=tuple(show_only(ballot, RoundRole.AWARD_WAITS, conditions.bars) for ballot in held),
        waiting=tuple(waiting),
        decisions=tuple(DecisionOutcome(decision, False) for decision in decisions),
    )


def _result(award: Award, course: Course, held: list[Ballot], conditions: Conditions) -> AwardResult:
    position = course.position
    rounds = course.marked()
    reached = {taken.session for taken in rounds}
    later = tuple(
        show_only(ballot, RoundRole.NOT_REACHED, conditions.bars)
        for ballot in held
        if ballot.session.code not in reached
    )
    return AwardResult(
        award=award.code,
        status=course.status() if held else AwardStatus.NO_SESSION,
        quota=award.quota,
        proposed=tuple(course.proposed),
        undecided=tuple(sorted(course.tied, key=lambda unit: position[unit])),
        seats_left=course.seats,
        remaining=tuple(sorted(course.remaining, key=lambda unit: position[unit])),
        rounds=(*rounds, *later),
        decisions=tuple(DecisionOutcome(d, d in course.acted) for d in course.decisions),
    )


def _without_effect(award: Award, course: Course) -> list[Problem]:
    """Decisions that acted on nothing (contract 4.6)."""
    return [
        problem(
            Code.DECISION_WITHOUT_EFFECT,
            decision.cell,
            decision.verdict.value if decision.verdict else None,
            award=award.code,
            unit=decision.unit,
        )
        for decision in course.decisions
        if decision not in course.acted
    ]
