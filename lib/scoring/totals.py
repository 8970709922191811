"""Totals, group subtotals, the checks that depend on them, and ranks 1-2-2-4 by an ordered list of keys, where ties are
kept as data (docs/workbook.md sections 2, 3.1, 3.4 and 3.5). Pure.
"""

from __future__ import annotations

from bisect import bisect, bisect_left
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pandas as pd

from lib.model import frames
from lib.model.domain import CriterionKind, KeyKind, NotApplicableRule, RankingKey, ScoreColumn, exact_points
from lib.model.frames import CellState
from lib.model.problems import CellRef, Code, Effect, Problem, problem
from lib.model.records import Workbook
from lib.model.results import RecordState, Standing
from lib.scoring import obstacles
from lib.scoring.points import STATES, Bools, Ints, ScoresOfRecord, given


@dataclass(frozen=True)
class Sums:
    """The parts of a total by unit; bonus and deduction after their caps."""

    base: Ints
    bonus: Ints
    deduction: Ints

    @property
    def total(self) -> Ints:
        """Base plus bonus minus deduction, by unit."""
        return self.base + self.bonus - self.deduction


def unit_totals(workbook: Workbook, marks: ScoresOfRecord) -> tuple[Standing, ...]:
    """The totals of every unit in protocol order, not ranked yet.

    total = base + min(bonus, cap) - min(deduction, cap); None for a unit without a single score of record. `final` is
    False where a score is missing or stands in, a criterion was left out, or a rule of the totals is unclear.
    """
    sums = _sums(workbook, marks, marks.points)
    scored: Bools = np.logical_or.reduce(marks.scored, axis=0)
    missing = marks.missing.sum(axis=0)
    unverified = (marks.state == STATES.index(RecordState.STAND_IN)).sum(axis=0)
    unclear = workbook.contest.unclear or workbook.criteria_left_out or obstacles.blocks(workbook, Effect.TOTALS)
    settled: Bools = np.zeros_like(scored) if unclear else scored & (missing + unverified == 0)
    own = column_totals(workbook, marks, ScoreColumn.SELF)
    columns = (sums.total, marks.maximum.sum(axis=0), sums.base, sums.bonus, sums.deduction, missing, unverified)
    rows = zip(marks.units, map(bool, scored), map(bool, settled), np.column_stack(columns).tolist(), strict=True)
    return tuple(
        Standing(
            unit=unit,
            total=total if has else None,
            maximum=maximum,
            self_total=own.get(unit),
            rank=None,
            tied=False,
            final=final,
            base=base if has else None,
            bonus=bonus if has else None,
            deduction=deduction if has else None,
            missing=gone,
            unverified=stands_in,
            position=position,
        )
        for position, (unit, has, final, (total, maximum, base, bonus, deduction, gone, stands_in)) in enumerate(rows)
    )


def _sums(workbook: Workbook, marks: ScoresOfRecord, points: Ints) -> Sums:
    """Points of each kind by unit, capped; a missing score adds nothing, a unit without any adds up to 0."""
    sums = {kind: points[mask].sum(axis=0) for kind, mask in marks.criteria.kinds.items()}
    contest = workbook.contest
    return Sums(
        base=sums[CriterionKind.BASE],
        bonus=_capped(sums[CriterionKind.BONUS], contest.bonus_cap),
        deduction=_capped(sums[CriterionKind.DEDUCTION], contest.deduction_cap),
    )


def _capped(points: Ints, cap: int | None) -> Ints:
    return points if cap is None else np.minimum(points, cap)


def column_totals(workbook: Workbook, marks: ScoresOfRecord, column: ScoreColumn) -> dict[str, int]:
    """The total of one column alone by unit, for units whose cells in that tab are complete; others are absent."""
    typed = marks.of(column)
    blank = marks.criteria.base[:, None] & (typed.state == CellState.BLANK)
    incomplete = ((typed.state == CellState.UNREADABLE) | blank).any(axis=0)
    complete = ~incomplete & typed.has_value.any(axis=0)
    points, known = given(marks.criteria, typed)
    totals = _sums(workbook, marks, np.where(known, points, 0)).total
    return {unit: int(total) for unit, total, has in zip(marks.units, totals, complete, strict=True) if has}


@dataclass(frozen=True)
class Subtotals:
    """Every group of criteria by units: base + bonus - deduction before caps.

    A value is not `known` where nothing of the group is scored and something is missing; an unclaimed bonus is 0
    (contract 3.1).
    """

    groups: tuple[str, ...]
    units: tuple[str, ...]
    points: Ints
    known: Bools
    maximum: Ints
    missing: Ints

    def of(self, group: str) -> dict[str, int | None]:
        """The subtotals of one group by unit."""
        if group not in self.groups:
            return {}
        place = self.groups.index(group)
        values = zip(self.units, self.points[place].tolist(), self.known[place].tolist(), strict=True)
        return {unit: points if known else None for unit, points, known in values}

    def frame(self) -> pd.DataFrame:
        """The subtotals as `frames.SUBTOTALS`, group by group, units in protocol order."""
        shape = (len(self.groups), len(self.units))
        group, unit = (index.ravel() for index in np.indices(shape))
        return pd.DataFrame(
            {
                "unit": pd.array(list(self.units), dtype="str").take(unit),
                "group": pd.array(list(self.groups), dtype="str").take(group),
                "points": pd.arrays.IntegerArray(self.points.ravel(), ~self.known.ravel()),
                "maximum": self.maximum.ravel(),
                "missing": self.missing.ravel(),
            },
            columns=list(frames.SUBTOTALS),
        )


def group_subtotals(marks: ScoresOfRecord) -> Subtotals:
    """The subtotals of all groups in the order of the criteria, in one pass over the matrix."""
    names = [criterion.group for criterion in marks.criteria.criteria]
    groups = tuple(dict.fromkeys(names))
    belongs = np.array([[name == group for name in names] for group in groups], dtype=np.int64)
    belongs = belongs.reshape(len(groups), len(names))
    scored, missing = belongs @ marks.scored, belongs @ marks.missing
    return Subtotals(
        groups=groups,
        units=marks.units,
        points=belongs @ marks.signed,
        known=(scored > 0) | (missing == 0),
        maximum=belongs @ marks.maximum,
        missing=missing,
    )


def total_problems(workbook: Workbook, marks: ScoresOfRecord) -> list[Problem]:
    """Typed totals that differ, differences without a reason, totals that are not comparable."""
    return [
        *_typed_totals(workbook, marks),
        *_unexplained(workbook, marks),
        *_not_comparable(workbook, marks),
    ]


def _typed_totals(workbook: Workbook, marks: ScoresOfRecord) -> list[Problem]:
    if workbook.criteria_left_out or workbook.contest.unclear:
        return []
    decimals = workbook.contest.decimals
    ours = {
        column: column_totals(workbook, marks, column)
        for column in dict.fromkeys(typed.column for typed in workbook.typed_totals)
    }
    problems = []
    for typed in workbook.typed_totals:
        total = ours[typed.column].get(typed.unit)
        if total is None:
            continue
        computed = exact_points(total, decimals)
        if round_half_up(typed.value, decimals) != computed:
            problems.append(
                problem(Code.TYPED_TOTAL_DIFFERS, typed.cell, format(typed.value, "f"), computed=str(computed))
            )
    return problems


def round_half_up(value: Decimal, decimals: int) -> Decimal:
    """`value` rounded half away from zero to `decimals`."""
    scaled = abs(value) * 10**decimals
    whole = int(scaled)
    whole += scaled - whole >= Decimal("0.5")
    return exact_points(whole if value >= 0 else -whole, decimals)


def _unexplained(workbook: Workbook, marks: ScoresOfRecord) -> list[Problem]:
    """Verified points that differ from the self points without a reason in `Giải trình`, where that tab exists."""
    if workbook.explanations is None:
        return []
    reasons = {(e.unit, e.criterion) for e in workbook.explanations if e.reason}
    verified, own = (given(marks.criteria, one) for one in (marks.verified, marks.own))
    both = marks.verified.has_value & marks.own.has_value
    differ = both & (np.where(verified[1], verified[0], -1) != np.where(own[1], own[0], -1))
    places = workbook.scores.loc[
        differ[marks.rows, marks.columns], ["unit", "criterion", "verified_row", "verified_column"]
    ]
    codes = [one.code for one in marks.criteria.criteria]
    problems = []
    for unit, criterion, row, column in places.itertuples(index=False):
        if (unit, criterion) in reasons:
            continue
        at = codes.index(criterion), marks.units.index(unit)
        given_text, claimed = (
            str(exact_points(points[at], workbook.contest.decimals)) if known[at] else None
            for points, known in (verified, own)
        )
        where = workbook.score_cell(ScoreColumn.VERIFIED, int(row), int(column)) or CellRef("")
        problems.append(
            problem(
                Code.DIFFERENCE_WITHOUT_REASON, where, given_text,
                unit=unit, criterion=criterion, verified=given_text, self=claimed,
            )
        )  # fmt: skip
    return problems


def _not_comparable(workbook: Workbook, marks: ScoresOfRecord) -> list[Problem]:
    """A KPS that leaves a criterion out of the total, while ranking by the total first (contract 3.3)."""
    ranking = workbook.contest.ranking
    if not ranking or ranking[0].kind.value == "share":
        return []
    excluding = [criterion.not_applicable is NotApplicableRule.EXCLUDE for criterion in marks.criteria.criteria]
    left_out = np.array(excluding, dtype=bool) & marks.criteria.base
    if not (marks.scored & ~marks.known)[left_out].any():
        return []
    rule = next((rule for rule in workbook.contest.rules if rule.item.value == "ranking"), None)
    where = rule.cell if rule and rule.cell else CellRef("Thông tin")
    return [problem(Code.TOTALS_NOT_COMPARABLE, where, rule.typed if rule else None)]


# -- standings -------------------------------------------------------------------------------------------------------

KeyValue = int | Fraction | None


def rank_units(workbook: Workbook, marks: ScoresOfRecord, subtotals: Subtotals) -> tuple[Standing, ...]:
    """Every unit in rank order, protocol order within a tie; units without a total last, unranked.

    Keys are compared in order, higher first, a missing value last. With an unreadable ranking rule, or an obstacle of
    the ranking, no unit is ranked and all are in protocol order.
    """
    rows = unit_totals(workbook, marks)
    if workbook.contest.ranking is None or obstacles.blocks(workbook, Effect.RANKING):
        return rows
    ranked = [row for row in rows if row.scored]
    keys = [_places(_values(key, ranked, marks, subtotals), ranked) for key in workbook.contest.ranking]
    heights = dict(zip((row.unit for row in ranked), zip(*keys, strict=True), strict=True))
    order = sorted(heights.values())
    placed = [
        replace(row, rank=bisect_left(order, height) + 1, tied=bisect(order, height) - bisect_left(order, height) > 1)
        if (height := heights.get(row.unit)) is not None
        else row
        for row in rows
    ]
    return tuple(sorted(placed, key=lambda row: (row.rank is None, row.rank or 0)))


def standings_frame(rows: tuple[Standing, ...]) -> pd.DataFrame:
    """The standings as `frames.STANDINGS`, in their order."""
    return frames.frame_of({name: [getattr(row, name) for row in rows] for name in frames.STANDINGS}, frames.STANDINGS)


def _values(key: RankingKey, rows: list[Standing], marks: ScoresOfRecord, subtotals: Subtotals) -> dict[str, KeyValue]:
    """The exact value of a key for each unit; None is missing. A deduction is negative."""
    if key.kind is KeyKind.TOTAL:
        return {row.unit: row.total for row in rows}
    if key.kind is KeyKind.SHARE:
        return {row.unit: Fraction(row.total or 0, row.maximum) if row.maximum > 0 else None for row in rows}
    if key.kind is KeyKind.GROUP:
        return dict(subtotals.of(key.name))
    codes = [criterion.code for criterion in marks.criteria.criteria]
    if key.name not in codes:
        return {}
    place = codes.index(key.name)
    values = zip(marks.units, marks.signed[place].tolist(), marks.known[place].tolist(), strict=True)
    return {unit: points if known else None for unit, points, known in values}


def _places(values: dict[str, KeyValue], rows: list[Standing]) -> list[int]:
    """0 for the highest value, 1 for the next, the same for equal ones; a missing value comes last."""
    order = sorted({value for value in values.values() if value is not None}, reverse=True)
    place = {value: number for number, value in enumerate(order)}
    return [len(order) if (value := values.get(row.unit)) is None else place[value] for row in rows]
