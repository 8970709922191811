"""The second computation: every total, rank and award anew, compared with the first (law 9 of the design).

It uses plain integers and fractions, from the records as read alone, in `scores.py`, `ballots.py`,
`rounds.py` and `awards.py`. A difference is a blocking problem: one of the two is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from lib.model.problems import CellRef, Code, Problem, problem
from lib.model.records import Workbook
from lib.model.results import AwardResult
from lib.scoring.recount.awards import RecountedAward, recount_awards
from lib.scoring.recount.scores import RecountedUnit, recount_scores

_TOTALS = ("total", "maximum", "self_total", "final", "missing", "unverified")
_RANKS = ("rank", "tied")


def recount_differences(
    workbook: Workbook, standings: pd.DataFrame, awards: tuple[AwardResult, ...]
) -> tuple[Problem, ...]:
    """A problem `recount_differs` for each total, rank and award with another result the second time.

    `standings` has the schema `frames.STANDINGS`, one row per unit in rank order. Each problem is located at its unit
    or award.
    """
    scores = recount_scores(workbook)
    recounted = recount_awards(workbook, scores)
    return (*_of_units(workbook, scores, standings), *_of_awards(workbook, recounted, awards))


def _of_units(workbook: Workbook, scores: tuple[RecountedUnit, ...], standings: pd.DataFrame) -> Iterator[Problem]:
    columns = ("unit", *_TOTALS, *_RANKS)
    rows = [dict(zip(columns, row, strict=True)) for row in _plain(standings, columns)]
    by_unit = {row["unit"]: row for row in rows}
    cells = {unit.code: unit.cell for unit in workbook.units}
    for place, one in enumerate(scores):
        row = by_unit.get(one.unit, {})
        if any(row.get(name, "absent") != getattr(one, name) for name in _TOTALS):
            yield _differs(cells[one.unit], "total", one.unit)
        in_place = place < len(rows) and rows[place]["unit"] == one.unit
        if not in_place or any(row.get(name, "absent") != getattr(one, name) for name in _RANKS):
            yield _differs(cells[one.unit], "rank", one.unit)


def _plain(standings: pd.DataFrame, columns: tuple[str, ...]) -> Iterator[tuple[object, ...]]:
    """The rows of these columns, a missing number as None."""
    for row in standings[list(columns)].itertuples(index=False, name=None):
        yield tuple(None if value is pd.NA else value for value in row)


def _of_awards(
    workbook: Workbook, recounted: tuple[RecountedAward, ...], awards: tuple[AwardResult, ...]
) -> Iterator[Problem]:
    results = {result.award: result for result in awards}
    cells = {award.code: award.cell for award in workbook.awards}
    for one in recounted:
        result = results.get(one.award)
        same = result is not None and (one.status, one.proposed) == (result.status, result.proposed)
        if result is None or not same or frozenset(one.undecided) != frozenset(result.undecided):
            yield _differs(cells[one.award], "award", one.award)


def _differs(where: CellRef, what: str, subject: str) -> Problem:
    return problem(Code.RECOUNT_DIFFERS, where, None, what=what, subject=subject)
