"""Half-typed edits: a version that breaks what is shown waits until it has stood for a while.

A spreadsheet has no "save": every key that is pressed may be read. A version with a new blocking problem, or one that
lost rows, columns or values, is held back, and the version before stays, until the same is found again, at most
`LONGEST` attempts, or a person asks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from lib.model.problems import CellRef, Code, Problem

LONGEST = 6
"""Attempts that a version is held back at most, however much is still being typed."""

ProblemPlace = tuple[Code, CellRef]


@dataclass(frozen=True)
class HeldVersion:
    """A version that waits: where it breaks something, for how many attempts versions have been held.

    `lost` are the places of the version before whose content is gone.
    """

    broken: frozenset[ProblemPlace] = field(default_factory=frozenset)
    attempts: int = 0
    lost: frozenset[CellRef] = field(default_factory=frozenset)

    @property
    def cells(self) -> tuple[CellRef, ...]:
        """The places that are being typed in, in the order of tabs, rows and columns."""
        return _in_order({where for _, where in self.broken})

    @property
    def lost_cells(self) -> tuple[CellRef, ...]:
        """What is lost, in the same order."""
        return _in_order(self.lost)


def newly_broken(shown: Iterable[Problem], problems: Iterable[Problem]) -> frozenset[ProblemPlace]:
    """Where `problems` has a blocking problem that `shown` has not."""
    return _places(problems) - _places(shown)


def held_after(
    held: HeldVersion | None, now_broken: frozenset[ProblemPlace], now_lost: frozenset[CellRef] = frozenset()
) -> HeldVersion | None:
    """What is held after another attempt that breaks `now_broken` and lost `now_lost`; None where it may be shown.

    It may once nothing is broken or lost that was not so at the last attempt already.
    """
    before = held or HeldVersion()
    fresh = now_broken - before.broken or now_lost - before.lost
    if not fresh or before.attempts >= LONGEST:
        return None
    return HeldVersion(now_broken, before.attempts + 1, now_lost)


def _in_order(places: Iterable[CellRef]) -> tuple[CellRef, ...]:
    return tuple(sorted(places, key=lambda where: (where.source or "", where.tab, where.row, where.column)))


def _places(problems: Iterable[Problem]) -> frozenset[ProblemPlace]:
    return frozenset((problem.code, problem.where) for problem in problems if problem.blocks)
