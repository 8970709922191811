"""The score of each unit for each criterion, once more, in plain Python (law 9: two computations agree)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from lib.model.domain import Criterion, CriterionKind, NotApplicableRule
from lib.model.frames import CellState
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
