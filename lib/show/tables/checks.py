"""All problems for the secretary: counted, grouped by tab, with the cell, its content, and what to do; and the rows
missing in `Giải trình`, ready to be pasted under its headers.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

import pandas as pd

from lib.model.domain import CriterionKind
from lib.model.problems import Code, Problem, Severity
from lib.model.records import Tab
from lib.sheets.layout import TAB_LAYOUT
from lib.show.tables.score_tables import CELL, UNIT
from lib.show.words import names, numbers
from lib.snapshot import Snapshot


@dataclass(frozen=True)
class TabChecks:
    """The problems of one tab in the order of the sheet."""

    name: str
    problems: tuple[Problem, ...]

    @property
    def heading(self) -> str:
        """The heading of the tab: "Phiếu: 3 chỗ, 2 chỗ phải sửa"."""
        blocking = sum(problem.blocks for problem in self.problems)
        must = f", {numbers.count(blocking)} chỗ phải sửa" if blocking else ""
        return f"{self.name}: {numbers.count(len(self.problems))} chỗ{must}"


def short_names(snapshot: Snapshot) -> pd.DataFrame:
    """Units with a long name and without `Tên tắt`, with a suggested short name and its cell.

    A short name that another unit has, or would get, is not suggested.
    """
    units = snapshot.workbook.units
    wanted = [unit for unit in units if not unit.short_name and len(unit.name) > names.LONG_NAME]
    offered = {unit.code: names.short_form(unit.name) for unit in wanted}
    taken = Counter([*offered.values(), *(unit.label for unit in units)])
    rows = [
        {"Đơn vị": unit.name, "Có thể ghi ở cột Tên tắt": offered[unit.code], CELL: unit.cell}
        for unit in wanted
        if taken[offered[unit.code]] == 1
    ]
    return pd.DataFrame(rows, columns=["Đơn vị", "Có thể ghi ở cột Tên tắt", CELL])


def counted(snapshot: Snapshot) -> str:
    """The counts: "2 chỗ phải sửa, 5 chỗ cần xem lại, 275 ô chưa có điểm, 3 ghi chú."; "Không có lỗi." for none."""
    missing = sum(problem.code is Code.MISSING_SCORE for problem in snapshot.problems)
    found = Counter(problem.severity for problem in snapshot.problems)
    counts = (
        (found[Severity.BLOCKING], "chỗ phải sửa"),
        (found[Severity.DOUBT], "chỗ cần xem lại"),
        (missing, "ô chưa có điểm"),
        (found[Severity.NOTE] - missing, "ghi chú"),
    )
    parts = [f"{numbers.count(number)} {words}" for number, words in counts if number]
    return f"{', '.join(parts)}." if parts else "Không có lỗi."


def by_tab(snapshot: Snapshot) -> tuple[TabChecks, ...]:
    """The problems of every tab that has any, except missing scores, which `missing_scores` lists."""
    of_tabs: dict[tuple[str, str | None], list[Problem]] = {}
    for problem in snapshot.problems:
        if problem.code is not Code.MISSING_SCORE:
            of_tabs.setdefault((problem.where.tab, problem.where.source), []).append(problem)
    return tuple(
        TabChecks(f"{tab} ({source})" if source else tab, tuple(problems))
        for (tab, source), problems in of_tabs.items()
    )


def missing_scores(snapshot: Snapshot) -> pd.DataFrame:
    """The number of missing scores of each unit and which, in protocol order; empty where none is missing."""
    lacking: dict[str, list[Problem]] = {}
    for problem in snapshot.problems:
        if problem.code is Code.MISSING_SCORE:
            lacking.setdefault(str(problem.param("unit")), []).append(problem)
    codes = {unit: [str(problem.param("criterion")) for problem in problems] for unit, problems in lacking.items()}
    needed = sum(item.kind is CriterionKind.BASE for item in snapshot.workbook.criteria)
    rows = [
        {
            UNIT: names.unit_name(snapshot.workbook, unit.code),
            "Số ô": numbers.count(len(lacking[unit.code])),
            "Tiêu chí": "mọi tiêu chí" if len(lacking[unit.code]) == needed else ", ".join(codes[unit.code]),
            CELL: lacking[unit.code][0].where,
        }
        for unit in snapshot.workbook.units
        if unit.code in lacking
    ]
    return pd.DataFrame(rows)


def recount(snapshot: Snapshot) -> str:
    """Whether the two computations agree; empty where there was no recount."""
    if snapshot.recount_agrees is None:
        return ""
    if snapshot.recount_agrees:
        return "Hai cách tính độc lập cho cùng một kết quả."
    return "Hai cách tính độc lập cho kết quả khác nhau. Chưa công bố; báo người phụ trách kỹ thuật."


def missing_explanations(snapshot: Snapshot) -> tuple[tuple[str, ...], ...]:
    """One row per difference without a reason, in the order of the template's columns: unit, criterion, blanks."""
    columns = TAB_LAYOUT[Tab.EXPLANATIONS].columns
    found = (problem for problem in snapshot.problems if problem.code is Code.DIFFERENCE_WITHOUT_REASON)
    rows = dict.fromkeys((str(problem.param("unit")), str(problem.param("criterion"))) for problem in found)
    blanks = ("",) * (len(columns) - 2)
    return tuple((names.unit_name(snapshot.workbook, unit), criterion, *blanks) for unit, criterion in rows)


def as_text(rows: tuple[tuple[str, ...], ...]) -> str:
    """The rows as a spreadsheet pastes them, cells separated by tabs; a text like a formula keeps its apostrophe."""
    return "\n".join("\t".join(_pasted(cell) for cell in row) for row in rows)


def _pasted(cell: str) -> str:
    text = numbers.visible(cell)
    return f"'{text}" if text[:1] in ("=", "+", "-", "@") else text
