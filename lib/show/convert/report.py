"""The findings of the converter (docs/workbook.md 9): its questions and notices, a sentence each, with the possible
answers; its tables; and both as JSON, a format that other tools rely on.
"""

from __future__ import annotations

import json
from collections.abc import Sequence

import pandas as pd

from lib.model.domain import CriterionKind, ScoreColumn
from lib.sheets.convert.finding import Ask, ColumnRole, Finding, FoundColumn, FoundTable, Question, Shape
from lib.sheets.convert.reader import POINTS, SHARE, sum_of
from lib.sheets.convert.understand import LEAVE, OTHER, SAME, TAKE
from lib.sheets.convert.vocabulary import SHAPES
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawTables
from lib.show.words.numbers import decimal, visible

SENTENCES: dict[Ask, str] = {
    Ask.SCORE_MEANING: "“{name}” là điểm tự chấm hay điểm thẩm định?",
    Ask.COLUMN_MEANING: "Cột “{name}” có hai cách hiểu. Cột này là gì?",
    Ask.COLUMN_TWICE: "Có hai cột cùng nghĩa “{name}”. Lấy cột nào?",
    Ask.KIND_OF_POINTS: "“{name}” là điểm chuẩn, điểm thưởng hay điểm trừ?",
    Ask.UNIT_NAME: "Không rõ bảng này là của đơn vị nào: ghi tên đơn vị vào dòng tiêu đề của bảng, hoặc chọn một tên.",
    Ask.SAME_UNIT: "“{one}” và “{other}” có phải là một đơn vị?",
    Ask.UNIT_TWICE: "“{name}” có điểm ở nhiều bảng. Lấy bảng nào?",
    Ask.CRITERION_TWICE: "Tiêu chí “{name}” có ở hai dòng. Lấy dòng nào?",
    Ask.MAXIMA_DIFFER: "Tiêu chí {code} có điểm tối đa khác nhau giữa các bảng. Lấy số nào?",
    Ask.NAMES_DIFFER: "Tiêu chí {code} có tên khác nhau giữa các bảng. Lấy tên nào?",
    Ask.YEARS_DIFFER: "Các bảng ghi năm khác nhau. Đây là số liệu năm nào?",
    Ask.SHARE_OR_POINTS: "Cột “{name}” có giá trị từ 0 đến 1. Đó là điểm hay tỷ lệ phần trăm?",
    Ask.MAXIMUM_MISSING: "“{name}” không có điểm tối đa. Ghi vào bảng, hoặc vào tab Tiêu chí sau khi chuyển.",
    Ask.SUM_DIFFERS: "“{name}”: điểm tối đa ghi {typed}, cộng các dòng bên dưới được {found}. Xem lại dòng nào sai.",
    Ask.TOTAL_DIFFERS: "Tổng ghi {typed}, cộng lại được {found}. Xem lại điểm hoặc tổng trong bảng.",
    Ask.TWO_READINGS: "“{value}” đọc được hai cách. Gõ lại bằng dấu phẩy thập phân, ví dụ 98,5.",
    Ask.NOT_A_NUMBER: "“{value}” không phải là số. Sửa trong bảng, hoặc trong bảng tính sau khi chuyển.",
    Ask.MERGED_SCORE: "Ô gộp từ {over} che điểm của “{name}”. Bỏ gộp ô và ghi điểm từng tiêu chí.",
    Ask.COLUMN_UNKNOWN: "Không rõ cột “{name}” là gì, nên không chuyển cột này.",
    Ask.AWARD_UNNAMED: "Không rõ bảng phiếu này bầu danh hiệu nào: ghi tên danh hiệu trong ngoặc kép ở tiêu đề bảng.",
    Ask.YEAR_MISSING: "Không rõ kết quả này là của năm nào: ghi “năm …” ở tiêu đề bảng hoặc thêm cột Năm.",
    Ask.HIDDEN_SHEET: "Trang “{name}” đang ẩn trong tệp. Có lấy số liệu của trang này không?",
    Ask.ONLY_A_PICTURE: "Trang này chỉ có ảnh hoặc biểu đồ, không có ô nào để đọc. Gõ bảng vào ô rồi đưa tệp vào lại.",
    Ask.NO_TABLE: "Không tìm thấy bảng điểm, bảng xếp hạng hay bảng phiếu nào trong trang tính này.",
}
_ROLES = {ColumnRole.UNIT_SCORE: "Điểm", ColumnRole.CRITERION: "Tiêu chí", ColumnRole.UNKNOWN: "Không chuyển"}
_OPTIONS: dict[str, str] = {
    ColumnRole.SELF.value: "điểm tự chấm",
    ColumnRole.VERIFIED.value: "điểm thẩm định",
    ColumnRole.MAXIMUM.value: "điểm tối đa",
    ColumnRole.TOTAL.value: "tổng điểm",
    ColumnRole.CONTENT.value: "nội dung tiêu chí",
    ColumnRole.UNIT.value: "tên đơn vị",
    ColumnRole.EVIDENCE.value: "minh chứng",
    ColumnRole.REASON.value: "lý do",
    ColumnRole.NOTE.value: "ghi chú",
    ColumnRole.RANK.value: "xếp hạng",
    ColumnRole.IN_FAVOUR.value: "số phiếu đồng ý",
    ColumnRole.AGAINST.value: "số phiếu không đồng ý",
    ColumnRole.ABSTAIN.value: "số phiếu không ý kiến",
    ColumnRole.SHARE.value: "tỷ lệ",
    ColumnRole.DIFFERENCE.value: "chênh lệch",
    ColumnRole.NUMBER.value: "số thứ tự",
    ColumnRole.CODE.value: "mã",
    ColumnRole.YEAR.value: "năm",
    CriterionKind.BASE.value: "điểm chuẩn",
    CriterionKind.BONUS.value: "điểm thưởng",
    CriterionKind.DEDUCTION.value: "điểm trừ",
    POINTS: "điểm",
    SHARE: "tỷ lệ phần trăm, không chuyển",
    TAKE: "lấy",
    LEAVE: "không lấy",
    SAME: "cùng một đơn vị",
    OTHER: "hai đơn vị khác nhau",
}


def question_sentence(question: Question) -> str:
    """A question or notice in one sentence."""
    return visible(SENTENCES[question.ask].format_map(dict(question.params)))


def answer_words(question: Question, choice: str) -> str:
    """The words of one possible answer."""
    return _OPTIONS.get(choice, choice) if question.ask is not Ask.UNIT_NAME else choice


def where(question: Question) -> str:
    """File, sheet and cell of a question."""
    place = question.place
    parts = [place.file, f"trang “{place.sheet}”" if place.sheet else "", f"ô {place.a1}" if place.a1 else ""]
    return visible(", ".join(part for part in parts if part))


def table_line(table: FoundTable) -> str:
    """The understanding of one table, in a line."""
    if table.shape is Shape.OURS:
        return visible(f"{table.file}: đã đúng bố cục của chương trình, dùng được ngay, không cần chuyển.")
    whose = f", {table.unit}" if table.unit else f", {len(table.unit_order)} đơn vị" if table.unit_order else ""
    count = f", {len(table.criteria)} tiêu chí" if table.criteria else ""
    return visible(f"{table.file}, trang “{table.sheet}”: {SHAPES[table.shape]}{whose}{count}.")


def report(finding: Finding, units: int, criteria: int) -> str:
    """Everything that was understood, and the open questions, as plain text for a terminal."""
    lines = [table_line(table) for table in finding.tables]
    lines.append(f"Tất cả: {units} đơn vị, {criteria} tiêu chí.")
    if finding.questions:
        lines.append(f"Còn {len(finding.questions)} câu hỏi:")
    lines += [f"- {where(one)}: {question_sentence(one)}{_choices(one)}" for one in finding.questions]
    return "\n".join(lines)


def _choices(question: Question) -> str:
    if not question.options:
        return ""
    answers = [
        f"{question.key}={number} ({visible(answer_words(question, choice))})"
        for number, choice in enumerate(question.options, 1)
    ]
    return f" Trả lời bằng --answer {' hoặc '.join(answers)}"


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
    role = _ROLES.get(column.role) or _OPTIONS[column.role.value]
    about = column.subject or column.header
    return f"{role}: {about}" if column.role in _ROLES else role


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
    for total in (total for table in finding.tables for total in table.totals):
        if (total.unit, total.column) == (unit, column):
            number = cells.read_number(total.value).value
            return decimal(f"{number:f}") if number is not None else cells.as_typed(total.value) or NOT_KNOWN
    return NOT_KNOWN


def convert_json(finding: Finding, units: int, criteria: int) -> str:
    """Tables, counts and questions of a finding, as JSON text."""
    return json.dumps(
        {
            "schema": 1,
            "tables": [
                {
                    "file": table.file,
                    "sheet": table.sheet,
                    "shape": table.shape.value,
                    "header": list(table.header),
                    "unit": table.unit,
                    "rows": table.rows,
                }
                for table in finding.tables
            ],
            "units": units,
            "criteria": criteria,
            "questions": [
                {
                    "file": question.place.file,
                    "sheet": question.place.sheet,
                    "cell": question.place.a1,
                    "message": question_sentence(question),
                    "key": question.key,
                    "options": list(question.options),
                }
                for question in finding.questions
            ],
        },
        ensure_ascii=False,
        indent=1,
    )
