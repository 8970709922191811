"""What can be released one by one, and the set of what has been released."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ReleasableKind(StrEnum):
    """The kinds of things that are released. `FIXED` is "Chốt điểm": it opens the scores to leaders only.

    `BALLOT` opens the figures and votes of one session, `AWARD` what the released sessions and decisions give for the
    award, and `DECISION` what was decided about one unit outside the ballots. `LEADERS` are the leaders of the coming
    year, named at the handover; `CORRECTION` is the notice of a correction, by its number.
    """

    FIXED = "fixed"
    SCORES = "scores"
    RANKING = "ranking"
    BALLOT = "ballot"
    AWARD = "award"
    DECISION = "decision"
    LEADERS = "leaders"
    CORRECTION = "correction"


@dataclass(frozen=True, slots=True, order=True)
class Releasable:
    """One thing to release; `code` is the session of a ballot or the award, `unit` the subject of a decision."""

    kind: ReleasableKind
    code: str = ""
    unit: str = ""


FIXED = Releasable(ReleasableKind.FIXED)
SCORES = Releasable(ReleasableKind.SCORES)
RANKING = Releasable(ReleasableKind.RANKING)
LEADERS = Releasable(ReleasableKind.LEADERS)


def releasable_ballot(session: str) -> Releasable:
    """The figures and votes of the session of this code."""
    return Releasable(ReleasableKind.BALLOT, session)


def releasable_award(code: str) -> Releasable:
    """The result of the award of this code."""
    return Releasable(ReleasableKind.AWARD, code)


def releasable_decision(code: str, unit: str) -> Releasable:
    """What was decided about a unit for the award of this code."""
    return Releasable(ReleasableKind.DECISION, code, unit)


def releasable_correction(number: int) -> Releasable:
    """The notice of a correction, the first being 0."""
    return Releasable(ReleasableKind.CORRECTION, str(number))


@dataclass(frozen=True, slots=True)
class Released:
    """The set of released things; everything else is under embargo."""

    things: frozenset[Releasable] = frozenset()

    @classmethod
    def of(cls, things: Iterable[Releasable]) -> Released:
        """The set of these things."""
        return cls(frozenset(things))

    def __contains__(self, thing: Releasable) -> bool:
        return thing in self.things

    def __bool__(self) -> bool:
        return bool(self.things)

    def codes(self, kind: ReleasableKind) -> frozenset[str]:
        """The codes of the released things of a kind."""
        return frozenset(thing.code for thing in self.things if thing.kind is kind)


NOTHING = Released()
