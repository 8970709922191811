"""What each unit came to in each year: of this workbook, of earlier workbooks, and as typed in `Lịch sử`. Pure.

Years are compared by the share of that year's maximum and by rank out of that year's units; totals of different scales
are never put beside each other as such.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

import pandas as pd

from lib.domain import HistoryEntry
from lib.problems import CellRef, Code, Problem, problem
from lib.records import Workbook
from lib.results import AwardStatus
from lib.snapshot import Snapshot


class Origin(StrEnum):
    """Where a year's result comes from."""

    NOW = "now"
    WORKBOOK = "workbook"
    TYPED = "typed"


@dataclass(frozen=True, slots=True)
class YearResult:
    """A unit's year under its name of that time. `awards` are names of titles: proposed ones for a computed year.

    `total` and `maximum` are exact; `final` is False where the total is provisional.
    """

    year: int
    unit_name: str
    total: Decimal | None
    maximum: Decimal | None
    rank: int | None
    units: int | None
    awards: tuple[str, ...]
    origin: Origin
    final: bool = True
    cell: CellRef | None = None

    @property
    def share(self) -> Fraction | None:
        """Total as a share of that year's maximum."""
        if self.total is None or not self.maximum:
            return None
        return Fraction(self.total) / Fraction(self.maximum)


@dataclass(frozen=True)
class Years:
    """All results, oldest first, and how the earlier workbooks differ from what `Lịch sử` says."""

    results: tuple[YearResult, ...]
    problems: tuple[Problem, ...] = ()

    @property
    def years(self) -> tuple[int, ...]:
        return tuple(sorted({result.year for result in self.results}))

    def of(self, year: int) -> tuple[YearResult, ...]:
        return tuple(result for result in self.results if result.year == year)


def gather(snapshot: Snapshot, earlier: tuple[Snapshot, ...] = ()) -> Years:
    """Results of all years up to the snapshot's own.

    An earlier workbook beats the typed history of its year; where the two differ, that is a problem. A row of `Lịch sử`
    about the snapshot's own year or a later one is not history and is left out; so is the snapshot's own year as long
    as it has neither a total nor a proposal.
    """
    this_year = snapshot.workbook.contest.year
    computed = {
        book.workbook.contest.year: results_of(book, Origin.WORKBOOK)
        for book in earlier
        if book.workbook.contest.year is not None and (this_year is None or book.workbook.contest.year < this_year)
    }
    typed = [entry for entry in snapshot.workbook.history or () if this_year is None or entry.year < this_year]
    results = [_typed(entry) for entry in typed if entry.year not in computed]
    for found in computed.values():
        results += found
    now = results_of(snapshot, Origin.NOW)
    if any(result.total is not None or result.awards for result in now):
        results += now
    ordered = tuple(sorted(results, key=lambda result: result.year))
    return Years(ordered, _differences(typed, computed))


def results_of(snapshot: Snapshot, origin: Origin) -> list[YearResult]:
    """The results of a computed year, in rank order; units without a total have None."""
    book, year = snapshot.workbook, snapshot.workbook.contest.year
    if year is None:
        return []
    awards = _proposals(snapshot)
    rows = {row.unit: row for row in snapshot.standings.itertuples(index=False)}
    decimals = book.contest.decimals
    results = []
    for unit in book.units:
        row = rows.get(unit.code)
        results.append(
            YearResult(
                year=year,
                unit_name=unit.name,
                total=None if row is None else _decimal(row.total, decimals),
                maximum=None if row is None else _decimal(row.maximum, decimals),
                rank=None if row is None or row.rank is pd.NA else int(str(row.rank)),
                units=len(book.units),
                awards=tuple(awards[unit.code]),
                origin=origin,
                final=row is not None and bool(row.final),
                cell=unit.cell,
            )
        )
    return results


def _proposals(snapshot: Snapshot) -> dict[str, list[str]]:
    """Names of the awards that each unit is proposed for, of awards that are decided."""
    found: dict[str, list[str]] = defaultdict(list)
    for result in snapshot.awards:
        if result.status is AwardStatus.DECIDED:
            for unit in result.proposed:
                found[unit].append(snapshot.workbook.award(result.award).name)
    return found


def _decimal(points: object, decimals: int) -> Decimal | None:
    return None if points is pd.NA else Decimal(str(points)).scaleb(-decimals)


def _typed(entry: HistoryEntry) -> YearResult:
    return YearResult(
        entry.year,
        entry.unit_name,
        entry.total,
        entry.maximum,
        entry.rank,
        entry.units,
        entry.awards,
        Origin.TYPED,
        cell=entry.cell,
    )


def _differences(typed: list[HistoryEntry], computed: dict[int, list[YearResult]]) -> tuple[Problem, ...]:
    """Typed history that an earlier workbook contradicts in total, maximum or rank (`history_differs`)."""
    problems = []
    for entry in typed:
        known = {result.unit_name.casefold(): result for result in computed.get(entry.year, ())}
        result = known.get(entry.unit_name.casefold())
        if result is None:
            if entry.year in computed:
                problems.append(_differs(entry, "unit", None))
            continue
        for name, said, found in (
            ("total", entry.total, result.total),
            ("maximum", entry.maximum, result.maximum),
            ("rank", entry.rank, result.rank),
        ):
            if said is not None and said != found:
                problems.append(_differs(entry, name, None if found is None else str(found)))
    return tuple(problems)


def _differs(entry: HistoryEntry, what: str, computed: str | None) -> Problem:
    said = {"total": entry.total, "maximum": entry.maximum, "rank": entry.rank, "unit": entry.unit_name}[what]
    return problem(
        Code.HISTORY_DIFFERS, entry.cell, None if said is None else str(said),
        what=what, year=entry.year, computed=computed,
    )  # fmt: skip


def workbook_units(workbook: Workbook) -> dict[str, str]:
    """Every name of every unit of a workbook, folded, to its full name."""
    return {
        name.casefold(): unit.name
        for unit in workbook.units
        for name in (unit.code, unit.short_name, unit.name)
        if name
    }
