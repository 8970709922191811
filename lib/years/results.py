"""The results of each unit in each year: of this workbook, of earlier workbooks, and as typed in `Lịch sử`. Pure.

Years are compared by the share of that year's maximum and by rank among that year's units; totals of different scales
are never compared directly.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

import pandas as pd

from lib.model.problems import Code, Param, Problem, problem
from lib.model.records import Workbook
from lib.model.results import AwardStatus
from lib.model.year_records import HistoryEntry
from lib.snapshot import Snapshot
from lib.years.year import Origin, YearResult, Years


def history_differences(
    typed: Sequence[HistoryEntry], computed: Mapping[int, list[YearResult]], known: Mapping[int, dict[str, str]]
) -> tuple[Problem, ...]:
    """Typed history that an earlier workbook contradicts, then units of that workbook that are not typed.

    `known` maps the case-folded names of each workbook's units to their full names. A blank cell contradicts nothing.
    """
    named = [(entry, known.get(entry.year, {}).get(entry.unit_name.casefold())) for entry in typed]
    by_unit = {(year, result.unit_name): result for year, results in computed.items() for result in results}
    problems: list[Problem] = []
    for entry, name in named:
        if name is not None:
            problems += _compared(entry, by_unit[entry.year, name])
        elif entry.year in computed:
            problems.append(_differs(entry, "unit", entry.unit_name, None))
    return (*problems, *_untyped(typed, computed, {(entry.year, name) for entry, name in named}))


def _compared(entry: HistoryEntry, result: YearResult) -> Iterator[Problem]:
    for what, typed, calculated in (
        ("total", entry.total, result.total),
        ("maximum", entry.maximum, result.maximum),
        ("rank", entry.rank, result.rank),
        ("units", entry.units, result.units),
    ):
        if typed is not None and typed != calculated:
            yield _differs(entry, what, str(typed), None if calculated is None else str(calculated))
    if entry.awards and _folded(entry.awards) != _folded(result.awards):
        yield _differs(entry, "awards", "; ".join(entry.awards), "; ".join(result.awards) or None)


def _folded(names: Sequence[str]) -> set[str]:
    return {name.casefold() for name in names}


def _untyped(
    typed: Sequence[HistoryEntry], computed: Mapping[int, list[YearResult]], named: set[tuple[int, str | None]]
) -> Iterator[Problem]:
    """Units of a workbook that are left out of a year covered by `Lịch sử`."""
    first = {entry.year: entry for entry in reversed(typed)}
    for year, results in computed.items():
        for result in results:
            if year in first and (year, result.unit_name) not in named:
                yield _differs(first[year], "missing", None, result.unit_name)


def _differs(entry: HistoryEntry, what: str, typed: Param, computed: Param) -> Problem:
    value = None if typed is None else str(typed)
    return problem(Code.HISTORY_DIFFERS, entry.cell, value, what=what, year=entry.year, computed=computed)


def gather(snapshot: Snapshot, earlier: tuple[Snapshot, ...] = ()) -> Years:
    """Results of all years up to the snapshot's own.

    An earlier workbook takes precedence over the typed history of its year; a difference is a problem. A row of `Lịch
    sử` about the snapshot's own year or a later one is not history and is left out; so is the snapshot's own year while
    it has neither a total nor a proposal.
    """
    this_year = snapshot.workbook.contest.year
    books = used(snapshot, earlier)
    computed = {year: results_of(book, Origin.WORKBOOK) for year, book in books.items()}
    typed = [entry for entry in snapshot.workbook.history or () if this_year is None or entry.year < this_year]
    awards = snapshot.workbook.awards
    named = {key.casefold(): award.name for award in awards for key in (award.code, award.name)}  # one name for each
    results = [_typed(entry, named) for entry in typed if entry.year not in computed]
    for of_unit in computed.values():
        results += of_unit
    now = results_of(snapshot, Origin.NOW)
    if any(result.total is not None or result.awards for result in now):
        results += now
    ordered = tuple(sorted(results, key=lambda result: result.year))
    known = {year: workbook_units(book.workbook) for year, book in books.items()}
    return Years(ordered, history_differences(typed, computed, known))


def used(snapshot: Snapshot, earlier: tuple[Snapshot, ...]) -> dict[int, Snapshot]:
    """The earlier workbooks by year: of two for one year the first, and none of this year or a later one."""
    this_year = snapshot.workbook.contest.year
    books: dict[int, Snapshot] = {}
    for book in earlier:
        year = book.workbook.contest.year
        if year is not None and (this_year is None or year < this_year):
            books.setdefault(year, book)
    return books


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
                total=None if row is None else _exact(row.total, decimals),
                maximum=None if row is None else _exact(row.maximum, decimals),
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
    """Names of the awards that each unit is proposed for, decided awards only."""
    titles: dict[str, list[str]] = defaultdict(list)
    for result in snapshot.awards:
        if result.status is AwardStatus.DECIDED:
            for unit in result.proposed:
                titles[unit].append(snapshot.workbook.award(result.award).name)
    return titles


def _exact(points: object, decimals: int) -> Decimal | None:
    return None if points is pd.NA else Decimal(str(points)).scaleb(-decimals)


def _typed(entry: HistoryEntry, named: dict[str, str]) -> YearResult:
    return YearResult(
        year=entry.year,
        unit_name=entry.unit_name,
        total=entry.total,
        maximum=entry.maximum,
        rank=entry.rank,
        units=entry.units,
        awards=tuple(dict.fromkeys(named.get(award.casefold(), award) for award in entry.awards)),
        origin=Origin.TYPED,
        cell=entry.cell,
    )


def workbook_units(workbook: Workbook) -> dict[str, str]:
    """The full name of every unit of a workbook by each of its case-folded names."""
    return {
        name.casefold(): unit.name
        for unit in workbook.units
        for name in (unit.code, unit.short_name, unit.name)
        if name
    }
