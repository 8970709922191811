"""Totals and ranks once more, in plain Python (law 9: two computations agree).

Shares no code with the pandas path: it uses the cells as read and the rules, and nothing computed from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from lib.model.domain import Contest, CriterionKind, KeyKind, RankingKey
from lib.model.problems import Effect
from lib.model.records import Workbook
from lib.scoring.recount.marks import CriterionScore, UnitScores, scores_of_units


@dataclass(frozen=True, slots=True)
class RecountedUnit:
    """The figures of a unit, points in the smallest unit. `missing` counts scores without any value, `unverified` those
    where the self score stands in."""

    unit: str
    total: int | None
    maximum: int
    self_total: int | None
    rank: int | None
    tied: bool
    final: bool
    missing: int
    unverified: int


class _UnrankedUnit(NamedTuple):
    """A unit before it is ranked."""

    unit: str
    marks: tuple[CriterionScore, ...]
    total: int | None
    maximum: int
    self_total: int | None
    final: bool


class _RankKey(NamedTuple):
    rank: int | None = None
    tied: bool = False


def recount_scores(workbook: Workbook) -> tuple[RecountedUnit, ...]:
    """Every unit in rank order, protocol order within a tie and for those without a rank (contract 3)."""
    figures = [_figures(marks, workbook) for marks in scores_of_units(workbook)]
    keys = None if _hinders(workbook, Effect.RANKING) else workbook.contest.ranking
    ranks = dict(_ranked(figures, keys))
    units = [_recounted(one, ranks.get(one.unit, _RankKey())) for one in figures]
    return tuple(sorted(units, key=lambda unit: (unit.rank is None, unit.rank or 0)))


def _hinders(workbook: Workbook, effect: Effect) -> bool:
    """Whether an obstacle in the sheet prevents this result (contract 7)."""
    return effect in {obstacle.effect for obstacle in workbook.obstacles}


def _figures(marks: UnitScores, workbook: Workbook) -> _UnrankedUnit:
    settled = not (workbook.contest.unclear or workbook.criteria_left_out or _hinders(workbook, Effect.TOTALS))
    total = _total(marks.of_record, workbook.contest)
    base = [mark for mark in marks.of_record if mark.criterion.kind is CriterionKind.BASE]
    return _UnrankedUnit(
        unit=marks.unit,
        marks=marks.of_record,
        total=total,
        maximum=sum(mark.criterion.maximum for mark in base if not mark.left_out),
        self_total=None if any(mark.missing for mark in marks.own) else _total(marks.own, workbook.contest),
        final=settled and total is not None and not any(mark.missing or mark.stand_in for mark in marks.of_record),
    )


def _total(marks: tuple[CriterionScore, ...], contest: Contest) -> int | None:
    """Contract 3.4; None without a single score."""
    sums, scored = dict.fromkeys(CriterionKind, 0), False
    for criterion, points, score, _ in marks:
        scored = scored or score
        if points:
            sums[criterion.kind] += points
    if not scored:
        return None
    bonus = _capped(sums[CriterionKind.BONUS], contest.bonus_cap)
    return sums[CriterionKind.BASE] + bonus - _capped(sums[CriterionKind.DEDUCTION], contest.deduction_cap)


def _capped(points: int, cap: int | None) -> int:
    return points if cap is None else min(points, cap)


def _ranked(figures: list[_UnrankedUnit], keys: tuple[RankingKey, ...] | None) -> Iterator[tuple[str, _RankKey]]:
    """Ranks 1-2-2-4 of the units with a total (contract 3.5)."""
    if keys is None:
        return
    scored = [(tuple(_height(one, key) for key in keys), one.unit) for one in figures if one.total is not None]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    ahead = 0
    for _, same in groupby(scored, key=lambda pair: pair[0]):
        units = [unit for _, unit in same]
        yield from ((unit, _RankKey(ahead + 1, len(units) > 1)) for unit in units)
        ahead += len(units)


def _height(unit: _UnrankedUnit, key: RankingKey) -> tuple[bool, Fraction]:
    """A key as a comparable value, higher first; a missing one is below every other."""
    value = _value(unit, key)
    return value is not None, Fraction(0) if value is None else Fraction(value)


def _value(unit: _UnrankedUnit, key: RankingKey) -> int | Fraction | None:
    if key.kind is KeyKind.TOTAL:
        return unit.total
    if key.kind is KeyKind.SHARE:
        return Fraction(unit.total or 0, unit.maximum) if unit.maximum else None
    if key.kind is KeyKind.GROUP:
        return _subtotal([mark for mark in unit.marks if mark.criterion.group == key.name])
    return next((m.gain for m in unit.marks if m.criterion.code == key.name and m.points is not None), None)


def _subtotal(marks: list[CriterionScore]) -> int | None:
    """A group before caps (contract 3.4); None where nothing is scored and something is missing."""
    if not any(mark.score for mark in marks) and any(mark.missing for mark in marks):
        return None
    return sum(mark.gain for mark in marks)


def _recounted(unit: _UnrankedUnit, place: _RankKey) -> RecountedUnit:
    missing = sum(mark.missing for mark in unit.marks)
    unverified = sum(mark.stand_in for mark in unit.marks)
    return RecountedUnit(
        unit=unit.unit,
        total=unit.total,
        maximum=unit.maximum,
        self_total=unit.self_total,
        rank=place.rank,
        tied=place.tied,
        final=unit.final,
        missing=missing,
        unverified=unverified,
    )
