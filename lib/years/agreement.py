"""Where `Lịch sử` and the workbook of an earlier year say different things (`history_differs`). Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from lib.model.problems import Code, Param, Problem, problem
from lib.model.year_records import HistoryEntry
from lib.years.year import YearResult


def history_differences(
    typed: Sequence[HistoryEntry], computed: Mapping[int, list[YearResult]], known: Mapping[int, dict[str, str]]
) -> tuple[Problem, ...]:
    """Typed history that an earlier workbook contradicts, then units of that workbook that are not typed.

    `known` are the names of each workbook's units, folded, to their full name. A blank cell says nothing.
    """
    named = [(entry, known.get(entry.year, {}).get(entry.unit_name.casefold())) for entry in typed]
    by_unit = {(year, result.unit_name): result for year, results in computed.items() for result in results}
    found: list[Problem] = []
    for entry, name in named:
        if name is not None:
            found += _compared(entry, by_unit[entry.year, name])
        elif entry.year in computed:
            found.append(_differs(entry, "unit", entry.unit_name, None))
    return (*found, *_untyped(typed, computed, {(entry.year, name) for entry, name in named}))


def _compared(entry: HistoryEntry, result: YearResult) -> Iterator[Problem]:
    for what, said, found in (
        ("total", entry.total, result.total),
        ("maximum", entry.maximum, result.maximum),
        ("rank", entry.rank, result.rank),
        ("units", entry.units, result.units),
    ):
        if said is not None and said != found:
            yield _differs(entry, what, str(said), None if found is None else str(found))
    if entry.awards and _folded(entry.awards) != _folded(result.awards):
        yield _differs(entry, "awards", "; ".join(entry.awards), "; ".join(result.awards) or None)


def _folded(names: Sequence[str]) -> set[str]:
    return {name.casefold() for name in names}


def _untyped(
    typed: Sequence[HistoryEntry], computed: Mapping[int, list[YearResult]], named: set[tuple[int, str | None]]
) -> Iterator[Problem]:
    """Units of a workbook that are left out of a year which `Lịch sử` does tell of."""
    first = {entry.year: entry for entry in reversed(typed)}
    for year, results in computed.items():
        for result in results:
            if year in first and (year, result.unit_name) not in named:
                yield _differs(first[year], "missing", None, result.unit_name)


def _differs(entry: HistoryEntry, what: str, said: Param, computed: Param) -> Problem:
    value = None if said is None else str(said)
    return problem(Code.HISTORY_DIFFERS, entry.cell, value, what=what, year=entry.year, computed=computed)
