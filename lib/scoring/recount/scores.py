"""Scores, totals and ranks once more, in plain Python (law 9: two computations agree).

Shares no code with the pandas path: it uses the cells as read and the rules, and nothing computed from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple

from lib.model.domain import Contest, Criterion, CriterionKind, KeyKind, NotApplicableRule, RankingKey
from lib.model.frames import CellState
from lib.model.problems import Effect
from lib.model.records import Workbook

_SCORE_STATES = frozenset(map(int, (CellState.POINTS, CellState.NOT_APPLICABLE)))


class CriterionScore(NamedTuple):
    """The score for a criterion: `points` None is missing, or left out of the total where `score` is true."""

    criterion: Criterion
    points: int | None
    score: bool
    stand_in: bool = False

    @property
    def missing(self) -> bool:
        """Whether there is no score."""
        return self.points is None and not self.score

    @property
    def left_out(self) -> bool:
        """Whether the criterion is left out of the total (contract 3.3)."""
        return self.points is None and self.score

    @property
    def gain(self) -> int:
        """Its contribution to a total; a deduction is negative."""
        points = self.points or 0
        return -points if self.criterion.kind is CriterionKind.DEDUCTION else points


class UnitScores(NamedTuple):
    """A unit's marks in the order of the criteria: the scores of record, and those of the self scores alone."""

    unit: str
    of_record: tuple[CriterionScore, ...]
    own: tuple[CriterionScore, ...]


_Cell = tuple[int, int | None]
"""State and points of a cell."""
_BLANK: _Cell = (int(CellState.BLANK), None)


def scores_of_units(workbook: Workbook) -> Iterator[UnitScores]:
    """The marks of every unit, in protocol order."""
    names = ("unit", "criterion", "verified_state", "verified", "self_state", "self")
    rows = zip(*(workbook.scores[name].tolist() for name in names), strict=True)
    pairs = {(unit, code): ((state, v), (own_state, own)) for unit, code, state, v, own_state, own in rows}
    nothing = _BLANK, _BLANK
    for unit in workbook.units:
        row = [(criterion, pairs.get((unit.code, criterion.code), nothing)) for criterion in workbook.criteria]
        of_record = tuple(_mark(criterion, verified, own) for criterion, (verified, own) in row)
        yield UnitScores(unit.code, of_record, tuple(_mark(criterion, own, _BLANK) for criterion, (_, own) in row))


def _mark(criterion: Criterion, verified: _Cell, own: _Cell) -> CriterionScore:
    """The score of record (contract 3.1)."""
    if verified[0] in _SCORE_STATES:
        return CriterionScore(criterion, _points(criterion, verified), True)
    if own[0] in _SCORE_STATES:
        return CriterionScore(criterion, _points(criterion, own), True, True)
    blank = verified[0] == own[0] == CellState.BLANK
    none_given = blank and criterion.kind is not CriterionKind.BASE
    return CriterionScore(criterion, 0 if none_given else None, False)


def _points(criterion: Criterion, cell: _Cell) -> int | None:
    """The points a score gives, None where it leaves the criterion out (contract 3.3)."""
    state, points = cell
    if state == CellState.POINTS:
        return points
    if criterion.kind is not CriterionKind.BASE or criterion.not_applicable is NotApplicableRule.ZERO:
        return 0
    return criterion.maximum if criterion.not_applicable is NotApplicableRule.FULL else None


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
    units = [_recounted(unit_figures, ranks.get(unit_figures.unit, _RankKey())) for unit_figures in figures]
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
    scored = [
        (tuple(_height(unit_figures, key) for key in keys), unit_figures.unit)
        for unit_figures in figures
        if unit_figures.total is not None
    ]
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
