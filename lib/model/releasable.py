"""What is released: the things that are opened one by one, and the set of those that are open."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum


class ThingKind(StrEnum):
    """What is released one by one. `FIXED` is "Chốt điểm": it opens the scores to leaders, to nobody else.

    `BALLOT` opens the figures and votes of one session, `AWARD` what the released sessions and decisions give for the
    award, and `DECISION` what was decided about one unit outside the ballots. `LEADERS` are the leaders of the coming
    year, whom the handover tells; `CORRECTION` is the notice of a correction, by its number.
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
class Thing:
    """One thing to release; `code` is the session of a ballot or the award, `unit` whom a decision is about."""

    kind: ThingKind
    code: str = ""
    unit: str = ""


FIXED = Thing(ThingKind.FIXED)
SCORES = Thing(ThingKind.SCORES)
RANKING = Thing(ThingKind.RANKING)
LEADERS = Thing(ThingKind.LEADERS)


def ballot(session: str) -> Thing:
    return Thing(ThingKind.BALLOT, session)


def award(code: str) -> Thing:
    return Thing(ThingKind.AWARD, code)


def decision(code: str, unit: str) -> Thing:
    """What was decided about a unit for the award of this code."""
    return Thing(ThingKind.DECISION, code, unit)


def correction(number: int) -> Thing:
    """The notice of a correction, the first being 0."""
    return Thing(ThingKind.CORRECTION, str(number))


@dataclass(frozen=True, slots=True)
class Released:
    """The things that are released; everything else is under embargo."""

    things: frozenset[Thing] = frozenset()

    @classmethod
    def of(cls, things: Iterable[Thing]) -> Released:
        return cls(frozenset(things))

    def __contains__(self, thing: Thing) -> bool:
        return thing in self.things

    def __bool__(self) -> bool:
        return bool(self.things)

    def codes(self, kind: ThingKind) -> frozenset[str]:
        """The codes of the released things of a kind."""
        return frozenset(thing.code for thing in self.things if thing.kind is kind)


NOTHING = Released()
