"""Awards and their rounds, ballot by ballot, once more, in plain Python (law 9: two computations agree).

Shares no code with `ballots.py` and `awards.py`: it sees the records as read, and the totals of `scores.py`. A unit
wins a seat where no more units than there are seats have at least its votes; it is tied across the last seat where more
have, but fewer have strictly more. A unit that withdraws keeps its seat until a session that is known to be later, so
that no session held before fills it (contract 4.5).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from fractions import Fraction
from typing import NamedTuple

from lib.model.domain import Award, Decision, Exclusion, Moment, RegistrationRule, SessionState, Verdict
from lib.model.problems import Effect
from lib.model.records import Workbook
from lib.model.results import AwardStatus
from lib.scoring.recount.ballots import RecountedSession, recount_ballots
from lib.scoring.recount.scores import RecountedUnit


@dataclass(frozen=True, slots=True)
class RecountedAward:
    """An award's status; `proposed` by round, votes, protocol order, `undecided` in protocol order."""

    award: str
    status: AwardStatus
    proposed: tuple[str, ...] = ()
    undecided: tuple[str, ...] = ()


def recount_awards(workbook: Workbook, scores: tuple[RecountedUnit, ...]) -> tuple[RecountedAward, ...]:
    """Every award in the order of the workbook (contract 4); `scores` are of the same workbook."""
    recount = _Recount(workbook, scores)
    return tuple(recount.result(award.code) for award in workbook.awards)


class _Recount:
    """The awards of one workbook, each decided once, after the award it is within."""

    def __init__(self, workbook: Workbook, scores: tuple[RecountedUnit, ...]) -> None:
        self._workbook = workbook
        self._scores = {unit.unit: unit for unit in scores}
        self._awards = {award.code: award for award in workbook.awards}
        self._ballots = recount_ballots(workbook)
        self._results: dict[str, RecountedAward] = {}

    def result(self, code: str) -> RecountedAward:
        """The result of an award; one that depends on itself waits."""
        if code not in self._results:
            self._results[code] = RecountedAward(code, AwardStatus.WAITING)
            self._results[code] = self._settled(self._awards[code])
        return self._results[code]

    def _settled(self, award: Award) -> RecountedAward:
        waiting = RecountedAward(award.code, AwardStatus.WAITING)
        decisions = [d for d in self._workbook.decisions if d.award == award.code]
        ballots = [ballot for ballot in self._ballots if ballot.award == award.code]
        prior = self._prior(award)
        if award.blocked or award.quota is None or award.rounds is None or prior is None:
            return waiting
        if self._sheet_is_unclear(award) or self._exclusions_unknown():
            return waiting
        if _unclear(decisions) or any(ballot.incomplete for ballot in ballots):
            return waiting
        barred = self._barred(award, prior, ballots)
        if award.registration is RegistrationRule.REQUIRED and self._workbook.registrations is None:
            return waiting
        if award.minimum is not None and not all(self._scores[unit].final for unit in _units_of(ballots) - barred):
            return waiting
        if not any(ballot.counts for ballot in ballots):
            return RecountedAward(award.code, AwardStatus.NO_SESSION)
        protocol = tuple(unit.code for unit in self._workbook.units)
        day = self._workbook.contest.conference_date if self._date_is_usable() else None
        course = RecountedRounds(
            quota=award.quota,
            rounds=award.rounds,
            verdicts=Verdicts.of(decisions),
            barred=barred,
            protocol=protocol,
            conference_day=day,
        )
        return _run(award, course, ballots) or waiting

    def _prior(self, award: Award) -> frozenset[str] | None:
        """The units that an award chooses from, None where the award it is within is undecided."""
        if award.within is None:
            return frozenset(unit.code for unit in self._workbook.units)
        if award.within not in self._awards:
            return None
        prior = self.result(award.within)
        return frozenset(prior.proposed) if prior.status is AwardStatus.DECIDED else None

    def _barred(self, award: Award, prior: frozenset[str], ballots: list[RecountedSession]) -> frozenset[str]:
        """Units with a row that are not candidates (contract 4.1)."""
        units = _units_of(ballots)
        excluded = {e.unit for e in self._workbook.exclusions or () if self._in_force(e)}
        barred = units - prior | units & excluded
        if award.registration is RegistrationRule.REQUIRED:
            barred |= units - {r.unit for r in self._workbook.registrations or () if r.award == award.code}
        if award.minimum is not None:
            least, unit_of_points = Fraction(award.minimum), 10**self._workbook.contest.decimals
            scores = [self._scores[unit] for unit in units]
            barred |= {s.unit for s in scores if s.final and Fraction(s.total or 0, unit_of_points) < least}
        return frozenset(barred)

    def _in_force(self, exclusion: Exclusion) -> bool:
        """Whether an exclusion applies (contract 4.1); one without any date always does."""
        if (exclusion.start, exclusion.end) == (None, None):
            return True
        day = self._workbook.contest.conference_date
        if day is None or not self._date_is_usable():
            return False
        return (exclusion.start or day) <= day <= (exclusion.end or day)

    def _date_is_usable(self) -> bool:
        """Whether the conference date is known, in the year of the contest or the next (contract 7)."""
        contest = self._workbook.contest
        if contest.conference_date is None:
            return False
        return contest.year is None or 0 <= contest.conference_date.year - contest.year <= 1

    def _exclusions_unknown(self) -> bool:
        """Contract 7, dates that decide: a dated exclusion, voting has begun, and no reference date."""
        book = self._workbook
        if self._date_is_usable() or all(e.start is e.end is None for e in book.exclusions or ()):
            return False
        typed = (vote.in_favour for vote in book.votes)
        return (
            any(v is not None for v in typed) or {s.state for s in book.sessions} - {SessionState.NOT_STARTED} != set()
        )

    def _sheet_is_unclear(self, award: Award) -> bool:
        """Contract 7: something missing or unreadable elsewhere that may affect this award."""
        if any(decision.award is None for decision in self._workbook.decisions):
            return True
        touching = [
            obstacle.effect
            for obstacle in self._workbook.obstacles
            if obstacle.award is None or obstacle.award == award.code
        ]
        required = award.registration is RegistrationRule.REQUIRED
        return Effect.AWARDS in touching or (required and Effect.REGISTERED_AWARDS in touching)


def _units_of(ballots: list[RecountedSession]) -> set[str]:
    return {unit for ballot in ballots for unit in ballot.votes}


def _unclear(decisions: list[Decision]) -> bool:
    """Whether a decision cannot be read, or two are about one unit (contract 4.6)."""
    rows = Counter(decision.unit for decision in decisions)
    return any(d.blocked or d.unit is None or d.verdict is None for d in decisions) or any(n > 1 for n in rows.values())


def _run(award: Award, course: RecountedRounds, ballots: list[RecountedSession]) -> RecountedAward | None:
    """The rounds of an award up to the first session that does not count; None where decisions contradict them."""
    for ballot in ballots:
        if not ballot.counts:
            break
        course.play(ballot)
    if not course.decide():
        return None
    undecided = tuple(unit for unit in course.protocol if unit in course.tied)
    return RecountedAward(award.code, course.status, course.proposed, undecided)


class Verdicts(NamedTuple):
    """The decisions of record of an award: by unit, when each was made; `leaving` units withdrew or do not qualify."""

    propose: dict[str, Moment | None]
    do_not_propose: dict[str, Moment | None]
    leaving: dict[str, Moment | None]

    @classmethod
    def of(cls, decisions: Iterable[Decision]) -> Verdicts:
        """The decisions of record, sorted by verdict."""
        verdicts = cls({}, {}, {})
        kinds = {Verdict.PROPOSE: verdicts.propose, Verdict.DO_NOT_PROPOSE: verdicts.do_not_propose}
        for decision in decisions:
            if decision.unit is not None and decision.verdict is not None:
                kinds.get(decision.verdict, verdicts.leaving)[decision.unit] = decision.decided_at
        return verdicts


class _ProposalOrder(NamedTuple):
    """A sort key that gives the order of proposal: ballots first, then decisions."""

    by_decision: bool
    round: int
    votes_below_none: int
    protocol: int


@dataclass
class RecountedRounds:
    """The state so far. `barred` are the units that are not candidates of any round.

    `shared` are the seats that the tied units share: a seat that is vacated later is not one of them.
    """

    quota: int
    rounds: int
    verdicts: Verdicts
    barred: frozenset[str]
    protocol: tuple[str, ...]
    conference_day: dt.date | None = None
    used: int = 0
    tied: set[str] = field(default_factory=set)
    shared: int = 0
    _gone: set[str] = field(default_factory=set)
    _proposed: dict[str, _ProposalOrder] = field(default_factory=dict)
    _stood: dict[str, _ProposalOrder] = field(default_factory=dict)

    @property
    def proposed(self) -> tuple[str, ...]:
        """By round, votes, protocol order; those given a seat by a decision come after those of the ballots."""
        return tuple(sorted(self._proposed, key=self._proposed.__getitem__))

    @property
    def seats(self) -> int:
        """The number of free seats."""
        return self.quota - len(self._proposed)

    @property
    def remaining(self) -> set[str]:
        """Candidates of any round that are neither proposed nor withdrawn."""
        return self._stood.keys() - self._proposed.keys() - self.verdicts.leaving.keys()

    @property
    def rounds_are_over(self) -> bool:
        """Whether no further round may be held."""
        return self.used >= self.rounds

    # -- what comes before what

    def _is_before(self, made: Moment | None, ballot: RecountedSession) -> bool:
        """Whether both times are known and in this order, equal is not; one without a date is on the conference day."""
        if made is None or ballot.held_at is None:
            return False
        days = [made.day or self.conference_day, ballot.held_at.day or self.conference_day]
        if made.day is ballot.held_at.day is None:
            days = [dt.date.min, dt.date.min]
        moments = [
            dt.datetime.combine(day, moment.clock)
            for day, moment in zip(days, (made, ballot.held_at), strict=True)
            if day is not None
        ]
        return len(moments) == 2 and moments[0] < moments[1]

    # -- sessions

    def play(self, ballot: RecountedSession) -> None:
        """Process one session that counts: a run-off where a tie is open, else a round, else it decides nothing."""
        self._depart(self._gone_before(ballot))
        if self._tie_was_settled(ballot):
            self._settle_tie()
        run_off = bool(self.tied)
        if not self.seats or (self.rounds_are_over and not run_off):
            return
        votes = {unit: count for unit, count in ballot.votes.items() if self._stands(unit, run_off)}
        self._stood |= {unit: self._place(False, ballot.number, count, unit) for unit, count in votes.items()}
        self._seat({unit: count for unit, count in votes.items() if ballot.passes(count)})
        self.used += not run_off

    def _gone_before(self, ballot: RecountedSession) -> set[str]:
        """Units that had left when the session was held: by the times, or out of a tie that it is not about."""
        times = {unit: made for unit, made in self.verdicts.leaving.items() if unit in self._stood}
        self._gone |= {unit for unit, made in times.items() if self._is_before(made, ballot)}
        if self.tied.isdisjoint(ballot.votes):
            self._gone |= self.tied & times.keys()
        return self._gone

    def _stands(self, unit: str, run_off: bool) -> bool:
        return unit in self.tied if run_off else unit not in self.barred and unit not in self._proposed

    def _place(self, by_decision: bool, number: int, votes: int, unit: str) -> _ProposalOrder:
        return _ProposalOrder(by_decision, number, -votes, self.protocol.index(unit))

    def _seat(self, passed: dict[str, int]) -> None:
        """Contract 4.4, and 4.6 for tied units that did not pass."""
        ladder = sorted(passed.values())
        seats = self.seats
        winners = {unit for unit, count in passed.items() if len(ladder) - bisect_left(ladder, count) <= seats}
        across = {unit for unit, count in passed.items() if len(ladder) - bisect_right(ladder, count) < seats}
        self._proposed |= {unit: self._stood[unit] for unit in winners}
        still = self.tied if len(passed) <= seats else across
        if passed or not self.tied:
            self.shared = self.seats
        self.tied = still - winners if self.seats else set()

    def _depart(self, leaving: set[str]) -> None:
        """Contract 4.5: a seat is vacated, or a tie left; if the rest of a tie fits its seats, it has passed (4.4)."""
        for unit in leaving & self._stood.keys():
            self._proposed.pop(unit, None)
        rest = self.tied - leaving
        if rest != self.tied and len(rest) <= self.shared:
            self._proposed |= {unit: self._stood[unit] for unit in rest}
            rest = set()
        self.tied = rest

    # -- decisions

    def _tie_was_settled(self, ballot: RecountedSession) -> bool:
        """Whether decisions ended the tie and this session, about other units, is no run-off (contract 4.6)."""
        if not self.tied.isdisjoint(ballot.votes):
            return False
        chosen = len(self.tied & self.verdicts.propose.keys())
        decided = self.verdicts.propose.keys() | self.verdicts.do_not_propose.keys()
        return chosen == self.seats or (chosen < self.seats and self.tied <= decided)

    def _settle_tie(self) -> bool:
        seats = self.seats
        if not self._decided(self.tied):
            return False
        self.shared -= seats - self.seats
        self.tied = self.tied - self._proposed.keys() - self.verdicts.do_not_propose.keys() if self.seats else set()
        return True

    def decide(self) -> bool:
        """Apply the decisions of record, after all sessions (contract 4.6); False where they ask for too many seats."""
        self._depart(set(self.verdicts.leaving))
        if self.tied and not self._settle_tie():
            return False
        if self.seats and not self.tied and self.rounds_are_over:
            return self._decided(self.remaining)
        return True

    def _decided(self, pool: set[str]) -> bool:
        chosen = pool & self.verdicts.propose.keys()
        if len(chosen) > self.seats:
            return False
        self._proposed |= {unit: self._stood[unit]._replace(by_decision=True) for unit in chosen}
        return True

    @property
    def status(self) -> AwardStatus:
        """Contract 4.7, for an award with a session that counts and nothing to wait for."""
        if not self.seats:
            return AwardStatus.DECIDED
        if self.tied:
            return AwardStatus.TIE
        if not self.rounds_are_over:
            return AwardStatus.NEXT_ROUND
        open_ones = self.remaining - self.verdicts.do_not_propose.keys()
        return AwardStatus.CHAIR_DECIDES if open_ones else AwardStatus.DECIDED
