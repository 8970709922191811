"""Awards once more, in plain Python (law 9: two computations agree).

Shares no code with `ballots.py` and `awards.py`: it sees the records as read, and the totals of `scores.py`.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from fractions import Fraction

from lib.model.domain import Award, Decision, Exclusion, RegistrationRule, SessionState
from lib.model.problems import Effect
from lib.model.records import Workbook
from lib.model.results import AwardStatus
from lib.scoring.recount.ballots import RecountedSession, recount_ballots
from lib.scoring.recount.rounds import RecountedRounds, Verdicts
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
        self._scores = {one.unit: one for one in scores}
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
        if self._registrations_unknown(award) or self._totals_unsettled(award, barred, ballots):
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
        touching = [one.effect for one in self._workbook.obstacles if one.award is None or one.award == award.code]
        required = award.registration is RegistrationRule.REQUIRED
        return Effect.AWARDS in touching or (required and Effect.REGISTERED_AWARDS in touching)

    def _registrations_unknown(self, award: Award) -> bool:
        return award.registration is RegistrationRule.REQUIRED and self._workbook.registrations is None

    def _totals_unsettled(self, award: Award, barred: frozenset[str], ballots: list[RecountedSession]) -> bool:
        return award.minimum is not None and any(not self._scores[u].final for u in _units_of(ballots) - barred)


def _units_of(ballots: list[RecountedSession]) -> set[str]:
    """The units with a row in a session that counts."""
    return {row.unit for ballot in ballots for row in ballot.votes}


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
