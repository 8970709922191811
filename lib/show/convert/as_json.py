"""The findings of the converter as JSON (docs/workbook.md section 9), a format that other tools rely on."""

from __future__ import annotations

import json

from lib.sheets.convert.finding import Finding, FoundTable, Question
from lib.show.convert.questions import question_sentence


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
