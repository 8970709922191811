"""The questions and notices of the converter: one sentence each, with the possible answers (docs/workbook.md 9)."""

from __future__ import annotations

from collections.abc import Sequence

from lib.model.domain import CriterionKind
from lib.sheets.convert.finding import Ask, ColumnRole, Finding, FoundTable, Question, Shape
from lib.sheets.convert.reader import POINTS, SHARE
from lib.sheets.convert.understand import LEAVE, OTHER, SAME, TAKE
from lib.sheets.convert.vocabulary import SHAPES
from lib.show.words.numbers import visible

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


def role_word(role: ColumnRole) -> str:
    """The name of the role of a column."""
    return _ROLES.get(role) or _OPTIONS[role.value]


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
    lines += question_lines(finding.questions)
    return "\n".join(lines)


def question_lines(questions: Sequence[Question]) -> list[str]:
    """A line per question: where, what, and the possible answers."""
    return [f"- {where(question)}: {question_sentence(question)}{_choices(question)}" for question in questions]


def _choices(question: Question) -> str:
    if not question.options:
        return ""
    answers = [
        f"{question.key}={number} ({visible(answer_words(question, choice))})"
        for number, choice in enumerate(question.options, 1)
    ]
    return f" Trả lời bằng --answer {' hoặc '.join(answers)}"
