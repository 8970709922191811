"""Which units may be candidates for an award, and what an award waits for (docs/workbook.md 4.1 and 4.7). Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from lib.model.domain import Award, Exclusion, RegistrationRule, SessionState, exact_points
from lib.model.problems import Code, Problem, problem
from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus, Ineligible, Waiting, WaitingFor
from lib.scoring.one_round import CountedSession


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
