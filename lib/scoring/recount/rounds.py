"""The course of one award, ballot by ballot, once more (law 9: two computations agree).

Shares no code with `awards.py`. A unit wins its seat where no more units than there are seats have as many votes as it;
it is tied across the last seat where that many have, but fewer have more.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from dataclasses import dataclass, field
from typing import NamedTuple

from lib.model.results import AwardStatus
from lib.scoring.recount.ballots import Ballot


class Verdicts(NamedTuple):
    """The decisions of record of an award; `leaving` are those that withdrew or are not qualified."""

    propose: frozenset[str] = frozenset()
    do_not_propose: frozenset[str] = frozenset()
    leaving: frozenset[str] = frozenset()


class _Place(NamedTuple):
    """Where a unit stood last, so that sorting gives the order of proposal: ballots first, then decisions."""

    by_decision: bool
    round: int
    votes_below_none: int
    protocol: int


@dataclass
class Course:
    """What is settled so far. `barred` are the units that are no candidates of any round."""

    quota: int
    rounds: int
    verdicts: Verdicts
    barred: frozenset[str]
    protocol: tuple[str, ...]
    used: int = 0
    tied: set[str] = field(default_factory=set)
    _proposed: dict[str, _Place] = field(default_factory=dict)
    _stood: dict[str, _Place] = field(default_factory=dict)

    @property
    def proposed(self) -> tuple[str, ...]:
        """By round, votes, protocol order; those a decision gave a seat come after those of the ballots."""
        return tuple(sorted(self._proposed, key=self._proposed.__getitem__))

    @property
    def seats(self) -> int:
        return self.quota - len(self._proposed)

    @property
    def remaining(self) -> set[str]:
        """Candidates of any round that are neither proposed nor withdrawn."""
        return self._stood.keys() - self._proposed.keys() - self.verdicts.leaving

    @property
    def rounds_are_over(self) -> bool:
        return self.used >= self.rounds

    def play(self, ballot: Ballot) -> None:
        """One session that counts: a run-off where a tie is open, else a round, else it decides nothing."""
        if self.tied <= self.verdicts.do_not_propose:
            self.tied.clear()
        run_off = bool(self.tied)
        if not self.seats or (self.rounds_are_over and not run_off):
            return
        votes = {row.unit: row.in_favour for row in ballot.votes if self._stands(row.unit, run_off)}
        self._stood |= {unit: self._place(False, ballot.number, count, unit) for unit, count in votes.items()}
        self._seat({unit: count for unit, count in votes.items() if ballot.passes(count)})
        self.used += not run_off
        self._vacate()

    def _stands(self, unit: str, run_off: bool) -> bool:
        return unit in self.tied if run_off else unit not in self.barred and unit not in self._proposed

    def _place(self, by_decision: bool, number: int, votes: int, unit: str) -> _Place:
        return _Place(by_decision, number, -votes, self.protocol.index(unit))

    def _seat(self, passed: dict[str, int]) -> None:
        """Contract 4.4, and 4.6 for the tied who did not pass."""
        ladder = sorted(passed.values())
        seats = self.seats
        winners = {unit for unit, count in passed.items() if len(ladder) - bisect_left(ladder, count) <= seats}
        across = {unit for unit, count in passed.items() if len(ladder) - bisect_right(ladder, count) < seats}
        self._proposed |= {unit: self._stood[unit] for unit in winners}
        still = self.tied if len(passed) <= seats else across
        self.tied = still - winners if self.seats else set()

    def _vacate(self) -> None:
        """Contract 4.5: who withdraws or is not qualified leaves its seat or the tie; nobody moves up."""
        for unit in self.verdicts.leaving & self._stood.keys():
            self._proposed.pop(unit, None)
            self.tied.discard(unit)

    def decide(self) -> bool:
        """The decisions of record, after all sessions (contract 4.6); False where they ask for too many seats."""
        if self.tied:
            if not self._decided(self.tied):
                return False
            self.tied -= self._proposed.keys() | self.verdicts.do_not_propose
            if not self.seats:
                self.tied.clear()
        if self.seats and not self.tied and self.rounds_are_over:
            return self._decided(self.remaining)
        return True

    def _decided(self, pool: set[str]) -> bool:
        chosen = pool & self.verdicts.propose
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
        open_ones = self.remaining - self.verdicts.do_not_propose
        return AwardStatus.CHAIR_DECIDES if open_ones else AwardStatus.DECIDED
