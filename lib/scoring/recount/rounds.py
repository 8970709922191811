"""The rounds of one award, ballot by ballot, once more (law 9: two computations agree).

Shares no code with `awards.py`. A unit wins a seat where no more units than there are seats have at least its votes; it
is tied across the last seat where more have, but fewer have strictly more. A unit that withdraws keeps its seat until a
session that is known to be later, so that no session held before fills it (contract 4.5).
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from lib.model.domain import Decision, Verdict
from lib.model.moments import Moment
from lib.model.results import AwardStatus
from lib.scoring.recount.ballots import RecountedSession


class Verdicts(NamedTuple):
    """The decisions of record of an award: by unit, when each was made. A `leaving` unit withdrew or is not
    qualified.
    """

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
        """Whether both times are known and in this order; a time without a date is on the conference day, equal is not
        before.
        """
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
        votes = {row.unit: row.in_favour for row in ballot.votes if self._stands(row.unit, run_off)}
        self._stood |= {unit: self._place(False, ballot.number, count, unit) for unit, count in votes.items()}
        self._seat({unit: count for unit, count in votes.items() if ballot.passes(count)})
        self.used += not run_off

    def _gone_before(self, ballot: RecountedSession) -> set[str]:
        """Units that had left when the session was held: by the times, or out of a tie that it is not about."""
        times = {unit: made for unit, made in self.verdicts.leaving.items() if unit in self._stood}
        self._gone |= {unit for unit, made in times.items() if self._is_before(made, ballot)}
        if self.tied.isdisjoint(row.unit for row in ballot.votes):
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
        """Whether decisions ended the tie and this session is about other units, so that it is not a run-off (contract
        4.6).
        """
        if not self.tied.isdisjoint(row.unit for row in ballot.votes):
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
