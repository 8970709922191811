"""The score of record of every unit for every criterion (docs/workbook.md sections 3.1 to 3.3).

Pure. Points are whole numbers in matrices of criteria (rows) by units (columns), so that every sum is one pass.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
import pandas as pd

from lib.model import frames
from lib.model.domain import Criterion, CriterionKind, NotApplicableRule, ScoreColumn
from lib.model.frames import CellState
from lib.model.records import Workbook
from lib.model.results import RecordState

Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

STATES = (RecordState.VERIFIED, RecordState.STAND_IN, RecordState.NONE, RecordState.MISSING)
"""The meaning of the numbers in `ScoresOfRecord.state`."""


@dataclass(frozen=True)
class Criteria:
    """The criteria of a workbook by column: base, bonus or deduction, their maxima, the points of a KPS."""

    criteria: tuple[Criterion, ...]
    kinds: dict[CriterionKind, Bools]
    maximum: Ints
    full: Bools
    left_out: Bools

    @property
    def base(self) -> Bools:
        """Where a criterion counts to the base."""
        return self.kinds[CriterionKind.BASE]


@dataclass(frozen=True)
class PointsColumn:
    """One of the two scores: points (0 where there are none) and `CellState`, criteria by units."""

    points: Ints
    state: npt.NDArray[np.int8]

    @property
    def has_value(self) -> Bools:
        """Where a cell holds points or a KPS."""
        known: Bools = (self.state == CellState.POINTS) | (self.state == CellState.NOT_APPLICABLE)
        return known


@dataclass(frozen=True)
class ScoresOfRecord:
    """The score of record of every unit for every criterion, criteria by units.

    `points` is 0 where `known` is false: missing, or left out of the total. `state` is an index into `STATES` and
    `maximum` what the unit could have had (0 where left out, and for bonus and deduction). `rows` and `columns` are the
    matrix indices of the rows of `Workbook.scores`.
    """

    criteria: Criteria
    units: tuple[str, ...]
    verified: PointsColumn
    own: PointsColumn
    points: Ints
    known: Bools
    state: Ints
    maximum: Ints
    rows: Ints
    columns: Ints

    @property
    def scored(self) -> Bools:
        """Where there is a score of record, verified or standing in."""
        return self.state <= STATES.index(RecordState.STAND_IN)

    @property
    def missing(self) -> Bools:
        """Where a score of record is missing."""
        missing: Bools = self.state == STATES.index(RecordState.MISSING)
        return missing

    def of(self, column: ScoreColumn) -> PointsColumn:
        """One of the two scores."""
        return self.verified if column is ScoreColumn.VERIFIED else self.own

    @property
    def signed(self) -> Ints:
        """Points as they count: a deduction is negative."""
        return np.where(self.criteria.kinds[CriterionKind.DEDUCTION][:, None], -self.points, self.points)


def score_of_record(workbook: Workbook) -> ScoresOfRecord:
    """The verified score; where there is none, the self score stands in; else none or missing.

    A bonus or deduction that is blank in both counts as 0 (`none`); one with an unreadable cell and no value is
    missing. A KPS yields what the criterion's rule says; where it is left out of the total, it is unknown and has
    maximum 0.
    """
    criteria, units = _criteria(workbook.criteria), tuple(unit.code for unit in workbook.units)
    rows = pd.Index([criterion.code for criterion in workbook.criteria]).get_indexer(
        pd.Index(workbook.scores["criterion"])
    )
    columns = pd.Index(units).get_indexer(pd.Index(workbook.scores["unit"]))
    verified, own = (_column(workbook, column, rows, columns) for column in ScoreColumn)
    from_own = own.has_value & ~verified.has_value
    typed = PointsColumn(
        np.where(verified.has_value, verified.points, own.points),
        np.where(verified.has_value, verified.state, np.where(from_own, own.state, CellState.BLANK)).astype(np.int8),
    )
    both_blank = (verified.state == CellState.BLANK) & (own.state == CellState.BLANK)
    nothing = ~criteria.base[:, None] & both_blank
    points, known = given(criteria, typed)
    out = typed.has_value & ~known
    return ScoresOfRecord(
        criteria=criteria,
        units=units,
        verified=verified,
        own=own,
        points=points,
        known=known | nothing,
        state=np.select([verified.has_value, from_own, nothing], [0, 1, 2], 3),
        maximum=np.where(criteria.base[:, None] & ~out, criteria.maximum[:, None], 0),
        rows=rows.astype(np.int64),
        columns=columns.astype(np.int64),
    )


def given(criteria: Criteria, column: PointsColumn) -> tuple[Ints, Bools]:
    """Typed points, or the points of a KPS: full, none (unknown: left out) or 0; and where they are known."""
    not_applicable = column.state == CellState.NOT_APPLICABLE
    full = not_applicable & criteria.full[:, None]
    left_out = not_applicable & criteria.left_out[:, None]
    typed = np.where(column.state == CellState.POINTS, column.points, 0)
    return np.where(full, criteria.maximum[:, None], typed), column.has_value & ~left_out


def column_points(workbook: Workbook, column: str) -> pd.DataFrame:
    """The scores of one column alone: unit, criterion, kind, state (`CellState`), points; a blank bonus is 0."""
    marks = score_of_record(workbook)
    typed = marks.of(ScoreColumn(column))
    points, known = given(marks.criteria, typed)
    known = known | (~marks.criteria.base[:, None] & (typed.state == CellState.BLANK))
    at = (marks.rows, marks.columns)
    frame = workbook.scores.loc[:, ["unit", "criterion"]]
    frame["kind"] = _words([criterion.kind.value for criterion in workbook.criteria]).take(marks.rows)
    frame["state"] = typed.state[at]
    frame["points"] = _masked(points[at], known[at])
    return frame


def record_frame(workbook: Workbook, marks: ScoresOfRecord) -> pd.DataFrame:
    """The marks as `frames.RECORD`, in the order of `Workbook.scores`."""
    at = (marks.rows, marks.columns)
    frame = workbook.scores.loc[:, list(frames.SCORES)]
    frame["points"] = _masked(marks.points[at], marks.known[at])
    frame["state"] = _words([state.value for state in STATES]).take(marks.state[at])
    frame["maximum"] = marks.maximum[at]
    frame["kind"] = _words([criterion.kind.value for criterion in workbook.criteria]).take(marks.rows)
    frame["group"] = _words([criterion.group for criterion in workbook.criteria]).take(marks.rows)
    return frame


def _words(words: list[str]) -> pd.api.extensions.ExtensionArray:
    return pd.array(words, dtype="str")


def _masked(values: Ints, known: Bools) -> pd.arrays.IntegerArray:
    return pd.arrays.IntegerArray(values.astype(np.int64), ~known)


def _criteria(criteria: tuple[Criterion, ...]) -> Criteria:
    kinds = {kind: np.array([criterion.kind is kind for criterion in criteria], dtype=bool) for kind in CriterionKind}
    rules = {
        rule: np.array([criterion.not_applicable is rule for criterion in criteria], dtype=bool)
        & kinds[CriterionKind.BASE]
        for rule in (NotApplicableRule.FULL, NotApplicableRule.EXCLUDE)
    }
    return Criteria(
        criteria=criteria,
        kinds=kinds,
        maximum=np.array([criterion.maximum for criterion in criteria], dtype=np.int64),
        full=rules[NotApplicableRule.FULL],
        left_out=rules[NotApplicableRule.EXCLUDE],
    )


def _column(workbook: Workbook, column: ScoreColumn, rows: Ints, columns: Ints) -> PointsColumn:
    shape = (len(workbook.criteria), len(workbook.units))
    matrix = PointsColumn(np.zeros(shape, dtype=np.int64), np.full(shape, CellState.BLANK, dtype=np.int8))
    values = workbook.scores[column.value].to_numpy(dtype=np.int64, na_value=0)
    matrix.points[rows, columns] = values
    matrix.state[rows, columns] = workbook.scores[f"{column.value}_state"].to_numpy()
    return matrix
