"""Standings: rank 1-2-2-4 on an ordered list of keys, ties kept as data (docs/workbook.md section 3.5). Pure."""

from __future__ import annotations

from fractions import Fraction

import pandas as pd

from lib.model import frames
from lib.model.domain import CriterionKind, KeyKind, RankingKey
from lib.model.records import Workbook
from lib.scoring import obstacles

Value = Fraction | None


def standings(workbook: Workbook, totals: pd.DataFrame, record: pd.DataFrame, subtotals: pd.DataFrame) -> pd.DataFrame:
    """`frames.STANDINGS` in rank order, protocol order within a tie; units without a total last, unranked.

    Keys are compared in order, higher first, a missing value last. With an unreadable ranking rule, or an
    obstacle of the ranking, nobody is ranked and units stand in protocol order.
    """
    frame = totals.assign(rank=pd.array([pd.NA] * len(totals), dtype="Int64"), tied=False)
    ranked = frame["total"].notna()
    if workbook.contest.ranking is not None and ranked.any() and not obstacles.of_ranking(workbook):
        keys = pd.DataFrame(
            {
                place: _places(_values(key, frame, record, subtotals), frame["unit"])
                for place, key in enumerate(workbook.contest.ranking)
            }
        ).loc[ranked]
        groups = keys.groupby(list(keys.columns), sort=True).ngroup()
        frame.loc[ranked, "rank"] = groups.rank(method="min").astype("Int64")
        frame["tied"] = ranked & frame["rank"].duplicated(keep=False)
    frame = frame.sort_values(["rank", "position"], na_position="last", ignore_index=True)
    return frames.shaped(frame, frames.STANDINGS)


def _values(key: RankingKey, frame: pd.DataFrame, record: pd.DataFrame, subtotals: pd.DataFrame) -> dict[str, Value]:
    """The exact value of a key for each unit; None is missing. A deduction counts against the unit."""
    if key.kind is KeyKind.TOTAL:
        return _exact(frame["unit"], frame["total"])
    if key.kind is KeyKind.SHARE:
        triples = zip(frame["unit"], frame["total"], frame["maximum"], strict=True)
        return {u: Fraction(int(t), int(m)) if not pd.isna(t) and m > 0 else None for u, t, m in triples}
    if key.kind is KeyKind.GROUP:
        rows = subtotals[subtotals["group"] == key.name]
        return _exact(rows["unit"], rows["points"])
    rows = record[record["criterion"] == key.name]
    deduction = rows["kind"] == CriterionKind.DEDUCTION.value
    return _exact(rows["unit"], rows["points"].mask(deduction, -rows["points"]))


def _exact(units: pd.Series, points: pd.Series) -> dict[str, Value]:
    return {u: None if pd.isna(p) else Fraction(int(p)) for u, p in zip(units, points, strict=True)}


def _places(values: dict[str, Value], units: pd.Series) -> list[int]:
    """0 for the highest value, 1 for the next, the same for equal ones; a missing value comes after all."""
    order = sorted({value for value in values.values() if value is not None}, reverse=True)
    place = {value: number for number, value in enumerate(order)}
    return [len(order) if (value := values.get(unit)) is None else place[value] for unit in units]
