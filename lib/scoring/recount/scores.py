"""Scores, totals and ranks once more, in plain Python (law 9: two computations agree).

Shares no code with the pandas path: it uses the cells as read and the rules, and nothing computed from them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
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


Marks = tuple[CriterionScore, ...]
"""The scores of a unit in the order of the criteria."""
_Cell = tuple[int, int | None]
"""State and points of a cell."""
_BLANK: _Cell = (int(CellState.BLANK), None)


def _marks_of_units(workbook: Workbook) -> Iterator[tuple[str, Marks, Marks]]:
    """Every unit in protocol order with its scores of record, and those of the self scores alone."""
    names = ("unit", "criterion", "verified_state", "verified", "self_state", "self")
    units, codes, *typed = (workbook.scores[name].tolist() for name in names)
    verified, own = zip(*typed[:2], strict=True), zip(*typed[2:], strict=True)
    pairs = dict(zip(zip(units, codes, strict=True), zip(verified, own, strict=True), strict=True))
    nothing = _BLANK, _BLANK
    for unit in workbook.units:
        row = [(criterion, *pairs.get((unit.code, criterion.code), nothing)) for criterion in workbook.criteria]
        of_record = tuple(_mark(criterion, verified_cell, own_cell) for criterion, verified_cell, own_cell in row)
        yield unit.code, of_record, tuple(_mark(criterion, own_cell, _BLANK) for criterion, _, own_cell in row)


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
    """The figures of a unit. `missing` counts scores without any value, `unverified` self scores that stand in."""

    unit: str
    total: int | None
    maximum: int
    self_total: int | None
    rank: int | None
    tied: bool
    final: bool
    missing: int
    unverified: int


def recount_scores(workbook: Workbook) -> tuple[RecountedUnit, ...]:
    """Every unit in rank order, protocol order within a tie and for those without a rank (contract 3)."""
    marks = _marks_of_units(workbook)
    figures = [(_figures(unit, of_record, own, workbook), of_record) for unit, of_record, own in marks]
    keys = None if _hinders(workbook, Effect.RANKING) else workbook.contest.ranking
    ranks = dict(_ranked(figures, keys))
    units = []
    for unit, _ in figures:
        rank, tied = ranks.get(unit.unit, (None, False))
        units.append(replace(unit, rank=rank, tied=tied))
    return tuple(sorted(units, key=lambda unit: (unit.rank is None, unit.rank or 0)))


def _hinders(workbook: Workbook, effect: Effect) -> bool:
    return effect in {obstacle.effect for obstacle in workbook.obstacles}


def _figures(unit: str, of_record: Marks, own: Marks, workbook: Workbook) -> RecountedUnit:
    settled = not (workbook.contest.unclear or workbook.criteria_left_out or _hinders(workbook, Effect.TOTALS))
    total = _total(of_record, workbook.contest)
    missing = sum(mark.missing for mark in of_record)
    unverified = sum(mark.stand_in for mark in of_record)
    base = [mark for mark in of_record if mark.criterion.kind is CriterionKind.BASE]
    return RecountedUnit(
        unit=unit,
        total=total,
        maximum=sum(mark.criterion.maximum for mark in base if not mark.left_out),
        self_total=None if any(mark.missing for mark in own) else _total(own, workbook.contest),
        rank=None,
        tied=False,
        final=settled and total is not None and not missing and not unverified,
        missing=missing,
        unverified=unverified,
    )


def _total(marks: Marks, contest: Contest) -> int | None:
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


def _ranked(
    figures: list[tuple[RecountedUnit, Marks]], keys: tuple[RankingKey, ...] | None
) -> Iterator[tuple[str, tuple[int, bool]]]:
    """Rank 1-2-2-4 and whether it is shared, of the units with a total (contract 3.5)."""
    if keys is None:
        return
    scored = [
        (tuple(_height(unit, marks, key) for key in keys), unit.unit)
        for unit, marks in figures
        if unit.total is not None
    ]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    ahead = 0
    for _, same in groupby(scored, key=lambda pair: pair[0]):
        units = [unit for _, unit in same]
        yield from ((unit, (ahead + 1, len(units) > 1)) for unit in units)
        ahead += len(units)


def _height(unit: RecountedUnit, marks: Marks, key: RankingKey) -> tuple[bool, Fraction]:
    """A key as a comparable value, higher first; a missing one is below every other."""
    value = _value(unit, marks, key)
    return value is not None, Fraction(0) if value is None else Fraction(value)


def _value(unit: RecountedUnit, marks: Marks, key: RankingKey) -> int | Fraction | None:
    if key.kind is KeyKind.TOTAL:
        return unit.total
    if key.kind is KeyKind.SHARE:
        return Fraction(unit.total or 0, unit.maximum) if unit.maximum else None
    if key.kind is KeyKind.GROUP:
        return _subtotal([mark for mark in marks if mark.criterion.group == key.name])
    return next((m.gain for m in marks if m.criterion.code == key.name and m.points is not None), None)


def _subtotal(marks: list[CriterionScore]) -> int | None:
    """A group before caps (contract 3.4); None where nothing is scored and something is missing."""
    if not any(mark.score for mark in marks) and any(mark.missing for mark in marks):
        return None
    return sum(mark.gain for mark in marks)
