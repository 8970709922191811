"""Standings: ranks 1-2-2-4 by an ordered list of keys, ties kept as data (docs/workbook.md section 3.5). Pure."""

from __future__ import annotations

from bisect import bisect, bisect_left
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from lib.model import frames
from lib.model.domain import KeyKind, RankingKey
from lib.model.problems import Effect
from lib.model.records import Workbook
from lib.model.results import Standing
from lib.scoring import obstacles
from lib.scoring.points import ScoresOfRecord
from lib.scoring.totals import Subtotals, unit_totals

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
