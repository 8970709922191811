"""The findings of the converter: as display tables, and as JSON, a format that other tools rely on (contract 9)."""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd

from lib.model.domain import ScoreColumn
from lib.sheets.convert.finding import ColumnRole, Finding, FoundColumn, FoundTable, Question
from lib.sheets.convert.reader import sum_of
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawTables
from lib.show.convert.questions import question_sentence, role_word
from lib.show.words.numbers import decimal

FIRST_ROWS = 6
LONGEST_CELL = 60
NOT_KNOWN = "–"
KEPT = frozenset({ColumnRole.CONTENT, ColumnRole.UNIT, ColumnRole.MAXIMUM, ColumnRole.SELF, ColumnRole.VERIFIED})
"""Columns that are shown even where their first rows are blank."""


def first_rows(table: FoundTable, file: RawTables) -> pd.DataFrame:
    """The first rows of a table under the roles of their columns; columns of the same role are numbered."""
    raw = next(one for one in file.tables if one.tab == table.sheet)
    shown = [column for column in table.columns if column.role is not ColumnRole.NUMBER]
    names = _distinct([_heading(column) for column in shown])
    start = table.header[-1]
    rows = [[_cell(row, column.column) for column in shown] for row in raw.rows[start : start + FIRST_ROWS]]
    found = pd.DataFrame(rows, columns=names)
    kept = [name for name, column in zip(names, shown, strict=True) if column.role in KEPT or any(found[name] != "")]
    return found[kept]


def _heading(column: FoundColumn) -> str:
    role = role_word(column.role)
    about = column.subject or column.header
    return (
        f"{role}: {about}" if column.role in (ColumnRole.UNIT_SCORE, ColumnRole.CRITERION, ColumnRole.UNKNOWN) else role
    )


def _distinct(names: Sequence[str]) -> list[str]:
    found: list[str] = []
    for name in names:
        number = sum(1 for other in found if other == name or other.startswith(f"{name} ("))
        found.append(f"{name} ({number + 1})" if number else name)
    return found


def _cell(row: Sequence[object], column: int) -> str:
    raw = row[column - 1] if column <= len(row) else None
    text = decimal(cells.as_typed(raw) or "")  # type: ignore[arg-type]
    return text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"


def totals(finding: Finding) -> pd.DataFrame:
    """The totals of each unit as computed from its scores, beside those typed in the tables."""
    rows = []
    for unit in dict.fromkeys(name for table in finding.tables for name in table.unit_order):
        row: dict[str, str] = {"Đơn vị": unit}
        for column, title in ((ScoreColumn.SELF, "Tự chấm"), (ScoreColumn.VERIFIED, "Thẩm định")):
            row[f"{title}, tính lại"] = _computed(finding, unit, column)
            row[f"{title}, ghi trong bảng"] = _typed(finding, unit, column)
        if any(value != NOT_KNOWN for name, value in row.items() if name != "Đơn vị"):
            rows.append(row)
    return pd.DataFrame(rows)


def _computed(finding: Finding, unit: str, column: ScoreColumn) -> str:
    for table in finding.tables:
        marks = [mark for mark in table.marks if (mark.unit, mark.column) == (unit, column)]
        if marks:
            total = sum_of(table.criteria, [criterion.code for criterion in table.criteria], marks)
            return decimal(f"{total:f}") if total is not None else "chưa đủ điểm"
    return NOT_KNOWN


def _typed(finding: Finding, unit: str, column: ScoreColumn) -> str:
    for table in finding.tables:
        for total in table.totals:
            if (total.unit, total.column) == (unit, column):
                number = cells.read_number(total.value).value
                return decimal(f"{number:f}") if number is not None else cells.as_typed(total.value) or NOT_KNOWN
    return NOT_KNOWN


def convert_json(finding: Finding, units: int, criteria: int) -> str:
    """Tables, counts and questions of a finding, as JSON text."""
    return json.dumps(
        {
            "schema": 1,
            "tables": [_table(table) for table in finding.tables],
            "units": units,
            "criteria": criteria,
            "questions": [_question(question) for question in finding.questions],
        },
        ensure_ascii=False,
        indent=1,
    )


def _table(table: FoundTable) -> dict[str, object]:
    return {
        "file": table.file,
        "sheet": table.sheet,
        "shape": table.shape.value,
        "header": list(table.header),
        "unit": table.unit,
        "rows": table.rows,
    }


def _question(question: Question) -> dict[str, object]:
    place = question.place
    return {
        "file": place.file,
        "sheet": place.sheet,
        "cell": place.a1,
        "message": question_sentence(question),
        "key": question.key,
        "options": list(question.options),
    }
