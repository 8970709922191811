"""What stands for each criterion of each unit, once more, in plain Python (law 9: two computations agree)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, cast

from lib.model.domain import Criterion, CriterionKind, NotApplicableRule
from lib.model.frames import CellState
from lib.model.records import Workbook

_SCORE_STATES = frozenset(map(int, (CellState.POINTS, CellState.NOT_APPLICABLE)))


class Mark(NamedTuple):
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

    @property
    def gain(self) -> int:
        """What it adds to a total; a deduction counts against it."""
        points = self.points or 0
        return -points if self.criterion.kind is CriterionKind.DEDUCTION else points


class Marks(NamedTuple):
    """A unit's marks in the order of the criteria: the scores of record, and those of the self scores alone."""

    unit: str
    of_record: tuple[Mark, ...]
    own: tuple[Mark, ...]


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


_BLANK = _Cell(CellState.BLANK, None)
_BOTH_BLANK = _Pair(_BLANK, _BLANK)


def marks_of_units(workbook: Workbook) -> Iterator[Marks]:
    """The marks of every unit, in protocol order."""
    columns = ["unit", "criterion", "verified", "verified_state", "self", "self_state"]
    rows = workbook.scores[columns].itertuples(index=False, name=None)
    pairs = {(unit, code): _Pair(_cell(state, v), _cell(own, s)) for unit, code, v, state, s, own in rows}
    for unit in workbook.units:
        row = [(criterion, pairs.get((unit.code, criterion.code), _BOTH_BLANK)) for criterion in workbook.criteria]
        of_record = tuple(_mark(criterion, pair) for criterion, pair in row)
        own = tuple(_mark(criterion, _Pair(pair.own, _BLANK)) for criterion, pair in row)
        yield Marks(unit.code, of_record, own)


def _cell(state: int, points: object) -> _Cell:
    return _Cell(state, int(cast(int, points)) if state == CellState.POINTS else None)


def _mark(criterion: Criterion, pair: _Pair) -> Mark:
    """The score of record (contract 3.1)."""
    if pair.verified.is_score:
        return Mark(criterion, _points(criterion, pair.verified), score=True)
    if pair.own.is_score:
        return Mark(criterion, _points(criterion, pair.own), score=True, stand_in=True)
    none_given = criterion.kind is not CriterionKind.BASE and pair == _BOTH_BLANK
    return Mark(criterion, 0 if none_given else None, score=False)


def _points(criterion: Criterion, cell: _Cell) -> int | None:
    """The points a score gives, None where it leaves the criterion out (contract 3.3)."""
    if cell.state == CellState.POINTS:
        return cell.points
    if criterion.kind is not CriterionKind.BASE or criterion.not_applicable is NotApplicableRule.ZERO:
        return 0
    return criterion.maximum if criterion.not_applicable is NotApplicableRule.FULL else None
