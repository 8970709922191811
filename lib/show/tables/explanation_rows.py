"""The rows missing in `Giải trình`, ready to be pasted under its headers."""

from __future__ import annotations

from lib.model.problems import Code, Problem
from lib.model.records import Tab
from lib.sheets.layout import TAB_LAYOUT
from lib.show.words import names, numbers
from lib.snapshot import Snapshot


def missing_explanations(snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
    """One row per difference without a reason, in the order of the template's columns: unit, criterion, blanks."""
    columns = TAB_LAYOUT[Tab.EXPLANATIONS].columns
    found = (problem for problem in snapshot.problems if problem.code is Code.DIFFERENCE_WITHOUT_REASON)
    rows = dict.fromkeys(_unit_and_criterion(snapshot, problem) for problem in found)
    blanks = ("",) * (len(columns) - 2)
    return tuple((unit, criterion, *blanks) for unit, criterion in rows)


def _unit_and_criterion(snapshot: Snapshot, problem: Problem) -> tuple[str, str]:
    unit = str(problem.param("unit"))
    return names.unit_name(snapshot.workbook, unit), str(problem.param("criterion"))


def as_text(rows: tuple[tuple[str, ...], ...]) -> str:
    """The rows as a spreadsheet pastes them, cells separated by tabs; a text like a formula keeps its apostrophe."""
    return "\n".join("\t".join(_pasted(cell) for cell in row) for row in rows)


def _pasted(cell: str) -> str:
    text = numbers.visible(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
