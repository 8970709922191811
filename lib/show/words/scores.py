"""The words of screens and papers about scores: progress, differences between the two columns, points lost.

Points are whole numbers in the smallest unit, as in the frames. Nothing here decides anything: totals and ranks are
taken from the snapshot.
"""

from __future__ import annotations

from dataclasses import dataclass

import pandas as pd

from lib.model.domain import Criterion, CriterionKind, ScoreColumn
from lib.model.frames import CellState
from lib.model.problems import CellRef
from lib.model.results import RecordState
from lib.scoring.points import column_points
from lib.show.memo import memoized
from lib.show.words import numbers
from lib.snapshot import Snapshot


def progress_words(snapshot: Snapshot) -> str:
    """The progress, "đã thẩm định 212/330 ô", while some are unverified; empty when all are, or nothing is scored.

    An unclaimed bonus or deduction requires no cell; the others are named as beyond those of the base criteria.
    """
    states = snapshot.record["state"]
    needed, verified = states != RecordState.NONE, int((states == RecordState.VERIFIED).sum())
    if verified == needed.sum() or not has_scores(snapshot):
        return ""
    beside = int((needed & (snapshot.record["kind"] != CriterionKind.BASE)).sum())
    more = f", gồm {numbers.count(beside)} ô điểm thưởng, điểm trừ" if beside else ""
    return f"đã thẩm định {numbers.count(verified)}/{numbers.count(needed.sum())} ô{more}"


def has_scores(snapshot: Snapshot) -> bool:
    """Whether any unit has a total or a rank to show."""
    return bool(snapshot.standings["total"].notna().any() or snapshot.standings["rank"].notna().any())


def has_points(snapshot: Snapshot) -> bool:
    """Whether any unit has a total to show; ranks may exist without one."""
    return bool(snapshot.standings["total"].notna().any())


MOST_UNITS, MOST_CELLS = 30, 2000
"""Up to how many units and scores all scores are shown in one picture; beyond that, one unit at a time."""


def is_large(snapshot: Snapshot) -> bool:
    """Whether there are more units or scores than can be read in one picture."""
    units, criteria = len(snapshot.workbook.units), len(snapshot.workbook.criteria)
    return units > MOST_UNITS or units * criteria > MOST_CELLS


@dataclass(frozen=True, slots=True)
class ScorePair:
    """A unit's two scores for a criterion, with reason, evidence and the cell of the score of record.

    Points are as they count: those of a deduction are negative.
    """

    unit: str
    criterion: str
    own: int | None
    verified: int | None
    reason: str | None
    evidence: str | None
    cell: CellRef | None

    @property
    def difference(self) -> int | None:
        """Verified minus self; None where one of them is missing."""
        return None if self.own is None or self.verified is None else self.verified - self.own

    def change(self, decimals: int) -> str:
        """Self and verified points: "8,50 → 9,00"."""
        return f"{numbers.points(self.own, decimals)} → {numbers.points(self.verified, decimals)}"


@memoized
def score_pairs(snapshot: Snapshot) -> tuple[ScorePair, ...]:
    """Both scores of every unit and criterion, criteria first, units in protocol order."""
    book = snapshot.workbook
    explanations = {(item.unit, item.criterion): item for item in book.explanations or ()}
    rows = zip(
        book.scores["unit"],
        book.scores["criterion"],
        _column(snapshot, ScoreColumn.SELF),
        _column(snapshot, ScoreColumn.VERIFIED),
        _cells(snapshot),
        strict=True,
    )
    return tuple(
        ScorePair(unit, criterion, own, verified, *_reason_and_evidence(explanations.get((unit, criterion))), cell)
        for unit, criterion, own, verified, cell in rows
    )


def _reason_and_evidence(explanation: object) -> tuple[str | None, str | None]:
    return getattr(explanation, "reason", None), getattr(explanation, "evidence", None)


def _column(snapshot: Snapshot, column: ScoreColumn) -> list[int | None]:
    """The points of a column, negative for a deduction, None where there are none."""
    frame = column_points(snapshot.workbook, column)
    signed = frame["points"].where(frame["kind"] != CriterionKind.DEDUCTION, -frame["points"])
    typed = frame["state"].isin([CellState.POINTS, CellState.NOT_APPLICABLE])
    return [int(value) if has and not pd.isna(value) else None for value, has in zip(signed, typed, strict=True)]


def _cells(snapshot: Snapshot) -> list[CellRef | None]:
    """The cell of the score of record: the verified one, or the self score that stands in."""
    scores, book = snapshot.workbook.scores, snapshot.workbook
    own = ~scores["verified_state"].isin([CellState.POINTS, CellState.NOT_APPLICABLE])
    own &= scores["self_state"].isin([CellState.POINTS, CellState.NOT_APPLICABLE])
    places = [scores[name] for name in ("verified_row", "verified_column", "self_row", "self_column")]
    return [
        book.score_cell(ScoreColumn.SELF, int(self_row), int(self_column))
        if stands_in
        else book.score_cell(ScoreColumn.VERIFIED, int(row), int(column))
        for stands_in, row, column, self_row, self_column in zip(own, *places, strict=True)
    ]


def score_differences(snapshot: Snapshot, group: str | None = None, unit: str | None = None) -> tuple[ScorePair, ...]:
    """The pairs whose scores differ, greatest difference first; of one group or unit."""
    groups = {criterion.code: criterion.group for criterion in snapshot.workbook.criteria}
    found = [
        pair
        for pair in score_pairs(snapshot)
        if pair.difference
        and (group is None or groups[pair.criterion] == group)
        and (unit is None or pair.unit == unit)
    ]
    return tuple(sorted(found, key=lambda pair: -abs(pair.difference or 0)))


@dataclass(frozen=True, slots=True)
class Loss:
    """A criterion with points lost: `lost` is the maximum minus the points, for a deduction its points.

    `points` of a deduction are negative.
    """

    criterion: Criterion
    points: int
    lost: int
    pair: ScorePair


def score_losses(snapshot: Snapshot, unit: str) -> tuple[Loss, ...]:
    """Where a unit lost points, most first; a criterion left out or without a score is not a loss."""
    pairs = {pair.criterion: pair for pair in score_pairs(snapshot) if pair.unit == unit}
    own = snapshot.record.loc[snapshot.record["unit"] == unit]
    found = []
    for code, points, maximum in zip(own["criterion"], own["points"], own["maximum"], strict=True):
        criterion = snapshot.workbook.criterion(code)
        if pd.isna(points) or criterion.kind is CriterionKind.BONUS:
            continue
        deduction = criterion.kind is CriterionKind.DEDUCTION
        lost = int(points) if deduction else int(maximum) - int(points)
        if lost > 0:
            found.append(Loss(criterion, -lost if deduction else int(points), lost, pairs[code]))
    return tuple(sorted(found, key=lambda loss: -loss.lost))
