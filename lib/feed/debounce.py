"""Debouncing of half-typed edits: a version that breaks what is shown is held back for a few attempts.

A spreadsheet has no "save": any intermediate state may be read. A version with a new blocking problem, or one that
lost rows, columns or values, is held back and the previous version stays, until the same state is found again, after
at most `LONGEST` attempts, or until a person asks for it.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lib.model.problems import CellRef, Code, Problem

LONGEST = 6
"""Maximum number of attempts for which a version is held back, however much is still being typed."""

ProblemPlace = tuple[Code, CellRef]


@dataclass(frozen=True)
class HeldVersion:
    """A version held back: the places it breaks, for how many attempts, and the shown places it has `lost`."""

    broken: frozenset[ProblemPlace] = field(default_factory=frozenset)
    attempts: int = 0
    lost: frozenset[CellRef] = field(default_factory=frozenset)

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """The broken places, in the order of tabs, rows and columns."""
        return _in_order({where for _, where in self.broken})

    @property
    def lost_cells(self) -> tuple[CellRef, ...]:
        """The lost places, in the same order."""
        return _in_order(self.lost)


def newly_broken(shown: Iterable[Problem], problems: Iterable[Problem]) -> frozenset[ProblemPlace]:
    """The places with a blocking problem in `problems` but not in `shown`."""
    return _places(problems) - _places(shown)


def held_after(
    held: HeldVersion | None, now_broken: frozenset[ProblemPlace], now_lost: frozenset[CellRef] = frozenset()
) -> HeldVersion | None:
    """What is held after an attempt that breaks and loses this; None where nothing is new in it since the last."""
    before = held or HeldVersion()
    fresh = now_broken - before.broken or now_lost - before.lost
    if not fresh or before.attempts >= LONGEST:
        return None
    return HeldVersion(now_broken, before.attempts + 1, now_lost)


def _in_order(places: Iterable[CellRef]) -> tuple[CellRef, ...]:
    return tuple(sorted(places, key=lambda where: (where.source or "", where.tab, where.row, where.column)))


def _places(problems: Iterable[Problem]) -> frozenset[ProblemPlace]:
    return frozenset((problem.code, problem.where) for problem in problems if problem.blocks)
