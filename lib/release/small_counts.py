"""Small secret ballots: readers learn which units passed, but not the numbers of votes (docs/workbook.md 8.5).

With fewer than four papers, a number of votes may disclose individual votes. It is removed for every reader.
"""

from __future__ import annotations

import dataclasses

from lib.model.domain import Session, VotingMethod
from lib.model.records import Workbook
from lib.model.results import AwardResult, Outcome, Round
from lib.scoring.ballots import figures_of

FEWEST = 4
"""Minimum number of papers from which the votes of a secret ballot are shown."""


def is_small(session: Session, members: int | None) -> bool:
    """Whether a session is secret and has few papers, by those collected, else its smallest known figure (8.5)."""
    figures = (session.collected, *(figure for _, figure in reversed(figures_of(session, members).items())))
    known = next((figure.value for figure in figures if figure.value is not None), None)
    return session.method is not VotingMethod.HANDS and known is not None and known < FEWEST


def small_sessions(book: Workbook) -> frozenset[str]:
    """The codes of the sessions whose votes are withheld."""
    return frozenset(session.code for session in book.sessions if session.code and is_small(session, book.members))


def sealed_round(item: Round) -> Round:
    """A round with who passed, and without votes, margins and cells."""
    bare = (dataclasses.replace(candidate, votes=0, margin=0, cell=None) for candidate in item.candidates)
    return dataclasses.replace(item, sealed=True, candidates=tuple(bare))


def in_disclosed_order(result: AwardResult, book: Workbook) -> AwardResult:
    """The result with units proposed by a sealed round in protocol order, because their own order discloses votes."""
    sealed = {
        candidate.unit: place
        for place, item in enumerate(result.rounds)
        if item.sealed
        for candidate in item.candidates
        if candidate.outcome is Outcome.PROPOSED
    }
    position = {unit.code: unit.position for unit in book.units}
    proposed = list(result.proposed)
    for held in set(sealed.values()):
        places = [at for at, unit in enumerate(proposed) if sealed.get(unit) == held]
        ordered = sorted((proposed[at] for at in places), key=lambda unit: position[unit])
        for at, unit in zip(places, ordered, strict=True):
            proposed[at] = unit
    return dataclasses.replace(result, proposed=tuple(proposed))
