"""One round of an award: candidates, units that pass, seats, ties (docs/workbook.md 4.1 to 4.4). Pure."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from lib.model.domain import Base, Session, Threshold, Vote
from lib.model.results import Candidate, Ineligible, Outcome, Round, RoundRole
from lib.scoring.ballots import needed_votes

Eligibility = Callable[[str], Ineligible | None]


@dataclass(frozen=True)
class CountedSession:
    """A session that counts, ready to be decided: complete votes in protocol order, rule and base known."""

    session: Session
    votes: tuple[Vote, ...]
    threshold: Threshold
    base: Base
    base_value: int

    @property
    def needed(self) -> int:
        """The smallest number of votes that passes."""
        return needed_votes(self.threshold, self.base_value)


@dataclass(frozen=True)
class RoundOutcome:
    """The outcome of a round: units that take a seat, most votes first, and those tied across the last seat."""

    round: Round
    taken: tuple[str, ...]
    tied: tuple[str, ...]
    passed: bool


def decide_round(ballot: CountedSession, role: RoundRole, seats: int, ineligible: Eligibility) -> RoundOutcome:
    """Decide a round: units that pass take the seats, from the most votes down.

    Units tied across the last seat are tied and none of them takes it (contract 4.4).
    """
    barred = {vote.unit: ineligible(vote.unit) for vote in ballot.votes if vote.unit is not None}
    counts = {v.unit: v.in_favour for v in ballot.votes if v.unit is not None and v.in_favour is not None}
    passing = {unit: votes for unit, votes in counts.items() if not barred[unit] and votes >= ballot.needed}
    taken, tied = take_seats(passing, seats)
    candidates = tuple(
        _candidate(vote, needed=ballot.needed, barred=barred[vote.unit], taken=taken, tied=tied)
        for vote in ballot.votes
        if vote.unit is not None
    )
    return RoundOutcome(_round(ballot, role, seats, candidates), taken, tied, bool(passing))


def take_seats(passing: dict[str, int], seats: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Units that take a seat, most votes first and in the given order among equals, and those tied for the last one."""
    ordered = sorted(passing, key=lambda unit: -passing[unit])
    if len(ordered) <= seats:
        return tuple(ordered), ()
    if seats <= 0:
        return (), ()
    last = passing[ordered[seats - 1]]
    if passing[ordered[seats]] < last:
        return tuple(ordered[:seats]), ()
    above = tuple(unit for unit in ordered if passing[unit] > last)
    return above, tuple(unit for unit in ordered if passing[unit] == last)


def undeciding_round(ballot: CountedSession, role: RoundRole, ineligible: Eligibility) -> Round:
    """A round that counts and decides nothing: its votes are shown, no unit takes a seat."""
    candidates = tuple(
        Candidate(
            unit=vote.unit,
            votes=vote.in_favour or 0,
            passed=(vote.in_favour or 0) >= ballot.needed,
            outcome=Outcome.INELIGIBLE if ineligible(vote.unit) else Outcome.NOT_DECIDING,
            margin=(vote.in_favour or 0) - ballot.needed,
            ineligible=ineligible(vote.unit),
            cell=vote.in_favour_cell,
        )
        for vote in ballot.votes
        if vote.unit is not None
    )
    return _round(ballot, role, 0, candidates)


def _candidate(
    vote: Vote, needed: int, barred: Ineligible | None, taken: tuple[str, ...], tied: tuple[str, ...]
) -> Candidate:
    unit, votes = vote.unit or "", vote.in_favour or 0
    return Candidate(
        unit=unit,
        votes=votes,
        passed=votes >= needed,
        outcome=_outcome(unit, passed=votes >= needed, barred=barred, taken=taken, tied=tied),
        margin=votes - needed,
        ineligible=barred,
        tied_with=tuple(other for other in tied if other != unit) if unit in tied else (),
        cell=vote.in_favour_cell,
    )


def _outcome(
    unit: str, passed: bool, barred: Ineligible | None, taken: tuple[str, ...], tied: tuple[str, ...]
) -> Outcome:
    if barred:
        return Outcome.INELIGIBLE
    if unit in taken:
        return Outcome.PROPOSED
    if unit in tied:
        return Outcome.TIED
    return Outcome.PASSED_NO_SEAT if passed else Outcome.BELOW_THRESHOLD


def _round(ballot: CountedSession, role: RoundRole, seats: int, candidates: tuple[Candidate, ...]) -> Round:
    return Round(
        session=ballot.session.code or "",
        number=ballot.session.round or 0,
        role=role,
        base=ballot.base,
        base_value=ballot.base_value,
        threshold=ballot.threshold,
        needed=ballot.needed,
        seats=seats,
        candidates=candidates,
    )
