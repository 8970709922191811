"""Deciding every award, in order, with reasons (docs/workbook.md section 4): which units may be candidates, what an
award waits for, units that are on a ballot and should not be, or should be and are not (7). Pure, exact; breaks no tie.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from itertools import takewhile

import pandas as pd

from lib.model.domain import Award, Decision, Exclusion, RegistrationRule, Session, SessionState, Vote, exact_points
from lib.model.problems import LIST_BREAK, Code, Problem, problem
from lib.model.records import Workbook
from lib.model.results import (
    AwardResult,
    AwardStatus,
    DecisionOutcome,
    Ineligible,
    Outcome,
    Round,
    RoundRole,
    SessionReview,
    Waiting,
    WaitingFor,
)
from lib.scoring import obstacles
from lib.scoring.ballots import ReviewedSessions
from lib.scoring.rounds import (
    AwardRounds,
    CountedSession,
    TimeOrder,
    contradiction_problem,
    contradictions,
    known_order,
    undeciding_round,
    verdict_of,
)


@dataclass(frozen=True)
class Total:
    """A unit's total in points, None where it has none."""

    points: int | None
    final: bool


def totals_of(standings: pd.DataFrame) -> dict[str, Total]:
    """Totals by unit from `frames.STANDINGS`."""
    rows = zip(standings["unit"], standings["total"], standings["final"], strict=True)
    return {unit: Total(None if pd.isna(total) else int(total), bool(final)) for unit, total, final in rows}


@dataclass(frozen=True)
class AwardConditions:
    """What bars a unit from an award in every round: exclusion, minimum, registration, the prior award."""

    award: Award
    workbook: Workbook
    totals: dict[str, Total]
    prior: AwardResult | None

    def bars(self, unit: str) -> Ineligible | None:
        """Why a unit is not a candidate, None where it may be one; an undecided prior award bars no unit yet."""
        if unit in self._excluded:
            return Ineligible.EXCLUDED
        if self.below_minimum(unit):
            return Ineligible.BELOW_MINIMUM
        if self.award.registration is RegistrationRule.REQUIRED and not self.registered(unit):
            return Ineligible.NOT_REGISTERED
        prior_decided = self.prior is not None and self.prior.status is AwardStatus.DECIDED
        if prior_decided and self.prior is not None and unit not in self.prior.proposed:
            return Ineligible.NOT_IN_PRIOR_AWARD
        return None

    @cached_property
    def _excluded(self) -> frozenset[str]:
        date = conference_day(self.workbook)
        return frozenset(e.unit for e in self.workbook.exclusions or () if excludes_on(e, date))

    def below_minimum(self, unit: str) -> bool:
        """Whether the final total of a unit is below the minimum of the award; False while it is not final."""
        total = self.totals.get(unit)
        if self.award.minimum is None or total is None or total.points is None or not total.final:
            return False
        return exact_points(total.points, self.workbook.contest.decimals) < self.award.minimum

    def registered(self, unit: str) -> bool:
        """Whether a unit is registered, or that is unknown because the tab is missing (then the award waits)."""
        return self.workbook.registrations is None or unit in self.registered_units

    @cached_property
    def registered_units(self) -> frozenset[str]:
        """The codes of the registered units."""
        return frozenset(r.unit for r in self.workbook.registrations or () if r.award == self.award.code)

    def waiting(self, ballots: Iterable[CountedSession]) -> list[Waiting]:
        """The totals and registrations that must be known before anything can be decided (contract 4.1)."""
        units = dict.fromkeys(vote.unit for ballot in ballots for vote in ballot.votes if vote.unit is not None)
        reasons = []
        if self.award.minimum is not None:
            reasons += [
                Waiting(WaitingFor.TOTALS, unit)
                for unit in units
                if not self.totals.get(unit, Total(None, False)).final and not self.bars(unit)
            ]
        if self.award.registration is RegistrationRule.REQUIRED and self.workbook.registrations is None:
            reasons.append(Waiting(WaitingFor.REGISTRATIONS))
        return reasons

    def doubts(self, ballots: Iterable[CountedSession]) -> list[Problem]:
        """Rows of units that are not in the prior award."""
        return [
            problem(Code.NOT_IN_PRIOR_AWARD, vote.cell, vote.unit, prior=self.award.within)
            for ballot in ballots
            for vote in ballot.votes
            if self.bars(vote.unit or "") is Ineligible.NOT_IN_PRIOR_AWARD
        ]

    def may_stand(self, unit: str) -> bool:
        """Whether nothing certain bars a unit; until the prior award is decided, its proposals so far count."""
        barred = self.bars(unit) is not None
        return not barred and (self.award.within is None or (self.prior is not None and unit in self.prior.proposed))


def conference_day(workbook: Workbook) -> dt.date | None:
    """The reference date of exclusions: that of the conference, in the year of the contest or the next."""
    date, year = workbook.contest.conference_date, workbook.contest.year
    if date is None or (year is not None and date.year not in (year, year + 1)):
        return None
    return date


def needs_conference_day(workbook: Workbook) -> bool:
    """Whether exclusions are undeterminable: a date decides and voting has begun (contract 7, dates that decide)."""
    dated = any(e.start is not None or e.end is not None for e in workbook.exclusions or ())
    begun = any(vote.in_favour is not None for vote in workbook.votes) or any(
        session.state is not SessionState.NOT_STARTED for session in workbook.sessions
    )
    return dated and begun and conference_day(workbook) is None


def excludes_on(exclusion: Exclusion, date: dt.date | None) -> bool:
    """Whether an exclusion applies on a date, both ends inclusive; one without any date always applies."""
    if exclusion.start is None and exclusion.end is None:
        return True
    if date is None:
        return False
    return (exclusion.start is None or exclusion.start <= date) and (exclusion.end is None or date <= exclusion.end)


@dataclass(frozen=True)
class Decided:
    """Results in the order of the awards, and the problems found while deciding."""

    results: tuple[AwardResult, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True)
class _AwardSession:
    """A session of the award: its review, and its ballot where it counts and its rule is known."""

    session: Session
    review: SessionReview
    ballot: CountedSession | None


@dataclass(frozen=True)
class _AwardFacts:
    conditions: AwardConditions
    sittings: tuple[_AwardSession, ...]
    decisions: tuple[Decision, ...]
    votes: dict[str, tuple[Vote, ...]]

    @property
    def award(self) -> Award:
        return self.conditions.award

    @property
    def workbook(self) -> Workbook:
        return self.conditions.workbook

    @property
    def held(self) -> list[CountedSession]:
        return [sitting.ballot for sitting in self.sittings if sitting.ballot]

    @property
    def in_turn(self) -> list[CountedSession]:
        """The ballots up to the first session that does not count."""
        counting = takewhile(lambda sitting: sitting.ballot is not None, self.sittings)
        return [sitting.ballot for sitting in counting if sitting.ballot]


def decide_awards(workbook: Workbook, standings: pd.DataFrame, ballots: ReviewedSessions) -> Decided:
    """Decide each award after the one named in its `Chỉ xét trong`."""
    totals = totals_of(standings)
    results: dict[str, AwardResult] = {}
    problems: list[Problem] = []
    pending = list(workbook.awards)
    while pending:
        ready = [award for award in pending if award.within not in {other.code for other in pending}]
        award = ready[0] if ready else pending[0]
        conditions = AwardConditions(award, workbook, totals, results.get(award.within or ""))
        decisions = tuple(decision for decision in workbook.decisions if decision.award == award.code)
        facts = _AwardFacts(conditions, _sittings(award, workbook, ballots), decisions, ballots.votes)
        result, award_problems = _decide(facts)
        results[award.code] = result
        problems += award_problems
        pending.remove(award)
    return Decided(tuple(results[award.code] for award in workbook.awards), tuple(problems))


def _decide(case: _AwardFacts) -> tuple[AwardResult, list[Problem]]:
    doubled = contradictions(case.decisions)
    problems = case.conditions.doubts(case.held) + [contradiction_problem(d, "two_rows") for d in doubled]
    problems += list_problems(case.conditions, case.votes)
    waiting = _waiting(case, doubled) + case.conditions.waiting(case.held)
    if waiting or case.award.quota is None or case.award.rounds is None:
        return _waits(case, waiting), problems
    order = known_order(conference_day(case.workbook))
    course = _run(case, order)
    problems += _course_problems(case, course, order)
    if course.contradicting:
        problems += [contradiction_problem(d, "more_than_seats") for d in course.contradicting]
        return _waits(case, [Waiting(WaitingFor.DECISION_ROW, cell=course.contradicting[0].cell)]), problems
    return _result(case, course), problems + _without_effect(case.award, course)


def _run(case: _AwardFacts, order: TimeOrder) -> AwardRounds:
    position = {unit.code: unit.position for unit in case.workbook.units}
    course = AwardRounds(
        quota=case.award.quota or 0,
        most_rounds=case.award.rounds or 0,
        eligibility=case.conditions.bars,
        decisions=case.decisions,
        position=position,
        before=order,
    )
    for ballot in case.in_turn:
        course.hold(ballot)
    course.decide()
    return course


def _course_problems(case: _AwardFacts, course: AwardRounds, order: TimeOrder) -> list[Problem]:
    """The problems of the rounds, with `vacated_when` where an unknown time makes a difference (contract 4.5)."""
    problems = course.problems + _later_lists(case, course)
    if not course.unclear:
        return problems
    earlier = _run(case, lambda decision, ballot: order(decision, ballot) is not False)
    if earlier.outcome == course.outcome:
        return problems
    extra = {p.where for p in earlier.problems if p.code is Code.EXTRA_SESSION}
    kept = [p for p in problems if p.code is not Code.EXTRA_SESSION or p.where in extra]
    return kept + [
        problem(Code.VACATED_WHEN, one.cell, verdict_of(one), unit=one.unit, award=one.award) for one in course.unclear
    ]


def _later_lists(case: _AwardFacts, course: AwardRounds) -> list[Problem]:
    """Units missing on the ballot of a later round, including one that is still to be held."""
    sessions = {sitting.session.code: sitting.session for sitting in case.sittings}
    gone = {*course.withdrawn, *course.by_decision}
    problems = []
    for place, held in enumerate(course.rounds):
        if held.role is RoundRole.ROUND:
            problems += not_on_later_ballot(course.rounds[:place], sessions[held.session], case.votes, gone)
    upcoming = case.sittings[len(case.in_turn) :][:1]
    if upcoming and course.seats > 0 and course.rounds_left and not course.tied:
        problems += not_on_later_ballot(course.rounds, upcoming[0].session, case.votes, gone)
    return problems


def _sittings(award: Award, workbook: Workbook, ballots: ReviewedSessions) -> tuple[_AwardSession, ...]:
    """The sessions of an award in ascending order of rounds; one with an unreadable round comes first."""
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
            ballot = CountedSession(
                session=session,
                votes=ballots.votes[session.code or ""],
                threshold=threshold,
                base=base,
                base_value=review.base_value,
            )
        sittings.append(_AwardSession(session, review, ballot))
    return tuple(sittings)


def _waiting(case: _AwardFacts, doubled: list[Decision]) -> list[Waiting]:
    """What keeps an award waiting, regardless of its votes (contract 4, before 4.1, 4.7, and 7)."""
    award, prior = case.award, case.conditions.prior
    reasons = [
        Waiting(WaitingFor.OBSTACLE, cell=one.problem.where) for one in obstacles.award_obstacles(case.workbook, award)
    ]
    if award.blocked:
        reasons.append(Waiting(WaitingFor.AWARD_ROW, cell=award.cell))
    named = {(one.cell.tab, one.cell.row) for one in reasons if one.cell}
    of_no_award = [decision for decision in case.workbook.decisions if decision.award is None]  # of any (contract 7)
    unclear = [*doubled, *(d for d in case.decisions if d.blocked), *of_no_award]
    unclear = [decision for decision in unclear if (decision.cell.tab, decision.cell.row) not in named]
    if unclear:
        reasons.append(Waiting(WaitingFor.DECISION_ROW, cell=unclear[0].cell))
    if needs_conference_day(case.workbook):
        reasons.append(Waiting(WaitingFor.CONFERENCE_DATE, cell=case.workbook.contest.conference_date_cell))
    if award.within is not None and (prior is None or prior.status is not AwardStatus.DECIDED):
        reasons.append(Waiting(WaitingFor.PRIOR_AWARD, award.within))
    reasons += [
        Waiting(WaitingFor.SESSION, sitting.review.session, sitting.session.state_cell)
        for sitting in case.sittings
        if sitting.session.state is SessionState.COUNTED and not sitting.review.counts
    ]
    return reasons


def _waits(case: _AwardFacts, waiting: list[Waiting]) -> AwardResult:
    """A waiting award decides nothing; the sessions that count are shown."""
    return AwardResult(
        award=case.award.code,
        status=AwardStatus.WAITING,
        quota=case.award.quota,
        rounds=tuple(undeciding_round(ballot, RoundRole.AWARD_WAITS, case.conditions.bars) for ballot in case.held),
        waiting=tuple(waiting),
        decisions=tuple(DecisionOutcome(decision, False) for decision in case.decisions),
    )


def _result(case: _AwardFacts, course: AwardRounds) -> AwardResult:
    position = course.position
    reached = {taken.session for taken in course.rounds}
    later = tuple(
        undeciding_round(ballot, RoundRole.NOT_REACHED, case.conditions.bars)
        for ballot in case.held
        if ballot.session.code not in reached
    )
    return AwardResult(
        award=case.award.code,
        status=course.status() if case.held else AwardStatus.NO_SESSION,
        quota=case.award.quota,
        proposed=tuple(course.proposed),
        undecided=tuple(sorted(course.tied, key=lambda unit: position[unit])),
        seats_left=course.seats,
        remaining=tuple(sorted(course.remaining, key=lambda unit: position[unit])),
        rounds=(*course.rounds, *later),
        decisions=tuple(DecisionOutcome(d, d in course.acted) for d in course.decisions),
    )


def _without_effect(award: Award, course: AwardRounds) -> list[Problem]:
    return [
        problem(
            Code.DECISION_WITHOUT_EFFECT, one.cell, verdict_of(one),
            award=award.code, unit=one.unit, why=_why_without_effect(course, one),
        )
        for one in course.decisions
        if one not in course.acted
    ]  # fmt: skip


def _why_without_effect(course: AwardRounds, decision: Decision) -> str:
    if decision.unit not in course.stood:
        return "no_votes"
    if decision.unit in course.proposed:
        return "proposed"
    return "rounds_left" if course.status() is AwardStatus.NEXT_ROUND else "settled"


def list_problems(conditions: AwardConditions, votes: dict[str, tuple[Vote, ...]]) -> list[Problem]:
    """Registered units without a row in the first session of an award, and units with votes that are not registered."""
    mine = (session for session in conditions.workbook.sessions if session.award == conditions.award.code)
    sessions = sorted(mine, key=lambda session: session.round or 0)
    return [*_registered_not_on_ballot(conditions, sessions, votes), *_not_registered(conditions, sessions, votes)]


def _registered_not_on_ballot(
    conditions: AwardConditions, sessions: list[Session], votes: dict[str, tuple[Vote, ...]]
) -> list[Problem]:
    first = next((session for session in sessions if votes.get(session.code or "")), None)
    if first is None:
        return []
    on_ballot = {vote.unit for vote in votes[first.code or ""]}
    gone = [
        unit.code
        for unit in conditions.workbook.units
        if unit.code in conditions.registered_units and unit.code not in on_ballot and conditions.may_stand(unit.code)
    ]
    return [_of_session(Code.REGISTERED_NOT_ON_BALLOT, first, gone)] if gone else []


def _not_registered(
    conditions: AwardConditions, sessions: list[Session], votes: dict[str, tuple[Vote, ...]]
) -> list[Problem]:
    """One problem for each unit, at the first row that gives it votes."""
    award = conditions.award
    if award.registration in (None, RegistrationRule.NONE) or conditions.workbook.registrations is None:
        return []
    rows: dict[str, Vote] = {}
    for vote in (vote for session in sessions for vote in votes.get(session.code or "", ())):
        if vote.unit is not None and vote.in_favour is not None and not conditions.registered(vote.unit):
            rows.setdefault(vote.unit, vote)
    return [problem(Code.NOT_REGISTERED, vote.cell, unit, unit=unit, award=award.code) for unit, vote in rows.items()]


def not_on_later_ballot(
    rounds: Iterable[Round], later: Session | None, votes: dict[str, tuple[Vote, ...]], gone: Iterable[str]
) -> list[Problem]:
    """Units of the last of `rounds` that no round proposed and that have no row in the session after it.

    `gone` are those that withdrew or that a decision proposes. One note per session, none for a run-off.
    """
    held = list(rounds)
    last = next((earlier for earlier in reversed(held) if earlier.role is RoundRole.ROUND), None)
    rows = votes.get(later.code or "") if later is not None else None
    if last is None or later is None or not rows:
        return []
    candidates = [candidate for earlier in held for candidate in earlier.candidates]
    settled = {candidate.unit for candidate in candidates if candidate.outcome is Outcome.PROPOSED} | {*gone}
    stood = [candidate.unit for candidate in last.candidates if candidate.eligible]
    missing = [unit for unit in stood if unit not in settled and unit not in {vote.unit for vote in rows}]
    return [_of_session(Code.NOT_ON_LATER_BALLOT, later, missing)] if missing else []


def _of_session(code: Code, session: Session, units: list[str]) -> Problem:
    return problem(code, session.cell, session.code, unit_list=LIST_BREAK.join(units), award=session.award)
