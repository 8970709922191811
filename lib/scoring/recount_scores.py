"""Totals and ranks once more, in plain Python (law 9: two computations agree).

Shares no code with the pandas path: it sees the cells as read and the rules, and nothing that was computed from them.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import groupby
from typing import NamedTuple, cast

from lib.domain import Contest, Criterion, CriterionKind, KeyKind, NotApplicableRule, RankingKey
from lib.frames import CellState
from lib.records import Workbook


@dataclass(frozen=True, slots=True)
class RecountedUnit:
    """A unit's figures, points in the smallest unit. `missing` counts scores without any value, `unverified` those
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


_SCORE_STATES = frozenset(map(int, (CellState.POINTS, CellState.NOT_APPLICABLE)))


class _Cell(NamedTuple):
    state: int
    points: int | None

    @property
    def is_score(self) -> bool:
        return self.state in _SCORE_STATES


class _Pair(NamedTuple):
    """The two cells of a unit for a criterion."""

    verified: _Cell
    own: _Cell


class _Mark(NamedTuple):
    """What stands for a criterion: `points` None is missing, or left out of the total where `score` is true."""

    criterion: Criterion
    points: int | None
    score: bool
    stand_in: bool = False

    @property
    def missing(self) -> bool:
        return self.points is None and not self.score

    @property
    def left_out(self) -> bool:
        return self.points is None and self.score


class _Figures(NamedTuple):
    """A unit before it is ranked."""

    unit: str
    marks: tuple[_Mark, ...]
    total: int | None
    maximum: int
    self_total: int | None
    final: bool


class _Place(NamedTuple):
    rank: int | None = None
    tied: bool = False


_BLANK = _Pair(_Cell(CellState.BLANK, None), _Cell(CellState.BLANK, None))


def recount_scores(workbook: Workbook) -> tuple[RecountedUnit, ...]:
    """Every unit in rank order, protocol order within a tie and for those without a rank (contract 3)."""
    cells = _cells(workbook)
    figures = [
        _figures(unit.code, [(c, cells.get((unit.code, c.code), _BLANK)) for c in workbook.criteria], workbook)
        for unit in workbook.units
    ]
    ranks = dict(_ranked(figures, workbook.contest.ranking))
    units = [_recounted(one, ranks.get(one.unit, _Place())) for one in figures]
    return tuple(sorted(units, key=lambda unit: (unit.rank is None, unit.rank or 0)))


def _cells(workbook: Workbook) -> dict[tuple[str, str], _Pair]:
    columns = ["unit", "criterion", "verified", "verified_state", "self", "self_state"]
    rows = workbook.scores[columns].itertuples(index=False, name=None)
    return {(unit, code): _Pair(_cell(state, v), _cell(own, s)) for unit, code, v, state, s, own in rows}


def _cell(state: int, points: object) -> _Cell:
    return _Cell(state, cast(int, points) if state == CellState.POINTS else None)


def _figures(unit: str, row: list[tuple[Criterion, _Pair]], workbook: Workbook) -> _Figures:
    marks = tuple(_of_record(criterion, pair) for criterion, pair in row)
    settled = not (workbook.contest.unclear or workbook.criteria_left_out)
    total = _total(marks, workbook.contest)
    return _Figures(
        unit=unit,
        marks=marks,
        total=total,
        maximum=sum(m.criterion.maximum for m in marks if _is(m, CriterionKind.BASE) and not m.left_out),
        self_total=_self_total(row, workbook.contest),
        final=settled and total is not None and not any(m.missing or m.stand_in for m in marks),
    )


def _of_record(criterion: Criterion, pair: _Pair) -> _Mark:
    """The score of record (contract 3.1)."""
    if pair.verified.is_score:
        return _Mark(criterion, _points(criterion, pair.verified), score=True)
    if pair.own.is_score:
        return _Mark(criterion, _points(criterion, pair.own), score=True, stand_in=True)
    none_given = criterion.kind is not CriterionKind.BASE and pair == _BLANK
    return _Mark(criterion, 0 if none_given else None, score=False)


def _points(criterion: Criterion, cell: _Cell) -> int | None:
    """The points a score gives, None where it leaves the criterion out (contract 3.3)."""
    if cell.state == CellState.POINTS:
        return cell.points
    if criterion.kind is not CriterionKind.BASE or criterion.not_applicable is NotApplicableRule.ZERO:
        return 0
    return criterion.maximum if criterion.not_applicable is NotApplicableRule.FULL else None


def _self_total(row: list[tuple[Criterion, _Pair]], contest: Contest) -> int | None:
    """The total of the self scores, None unless all of them are there (contract 3.5)."""
    marks = tuple(_of_record(criterion, _Pair(pair.own, _BLANK.own)) for criterion, pair in row)
    return None if any(mark.missing for mark in marks) else _total(marks, contest)


def _total(marks: tuple[_Mark, ...], contest: Contest) -> int | None:
    """Contract 3.4; None without a single score."""
    if not any(mark.score for mark in marks):
        return None
    base, bonus, deduction = (_sum(m for m in marks if _is(m, kind)) for kind in CriterionKind)
    return base + _capped(bonus, contest.bonus_cap) - _capped(deduction, contest.deduction_cap)


def _is(mark: _Mark, kind: CriterionKind) -> bool:
    return mark.criterion.kind is kind


def _sum(marks: Iterable[_Mark]) -> int:
    return sum(mark.points or 0 for mark in marks)


def _capped(points: int, cap: int | None) -> int:
    return points if cap is None else min(points, cap)


def _ranked(figures: list[_Figures], keys: tuple[RankingKey, ...] | None) -> Iterator[tuple[str, _Place]]:
    """Ranks 1-2-2-4 of the units with a total (contract 3.5)."""
    if keys is None:
        return
    scored = [(tuple(_height(one, key) for key in keys), one.unit) for one in figures if one.total is not None]
    scored.sort(key=lambda pair: pair[0], reverse=True)
    ahead = 0
    for _, same in groupby(scored, key=lambda pair: pair[0]):
        units = [unit for _, unit in same]
        yield from ((unit, _Place(ahead + 1, len(units) > 1)) for unit in units)
        ahead += len(units)


def _height(one: _Figures, key: RankingKey) -> tuple[bool, Fraction]:
    """A key as something to compare, higher first; a missing one is below every other."""
    value = _value(one, key)
    return value is not None, Fraction(0) if value is None else Fraction(value)


def _value(one: _Figures, key: RankingKey) -> int | Fraction | None:
    if key.kind is KeyKind.TOTAL:
        return one.total
    if key.kind is KeyKind.SHARE:
        return Fraction(one.total or 0, one.maximum) if one.maximum else None
    named = [m for m in one.marks if key.name == (_name(m.criterion, key.kind)) and m.points is not None]
    return sum(-_sum([m]) if _is(m, CriterionKind.DEDUCTION) else _sum([m]) for m in named) if named else None


def _name(criterion: Criterion, kind: KeyKind) -> str:
    return criterion.group if kind is KeyKind.GROUP else criterion.code


def _recounted(one: _Figures, place: _Place) -> RecountedUnit:
    missing = sum(mark.missing for mark in one.marks)
    unverified = sum(mark.stand_in for mark in one.marks)
    return RecountedUnit(
        one.unit, one.total, one.maximum, one.self_total, place.rank, place.tied, one.final, missing, unverified
    )
