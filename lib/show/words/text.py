"""The sentence and the remedy of a problem in Vietnamese, made of its code and parameters.

Both are plain text: in a Markdown sink they go through `numbers.md`. Names of units and awards are used where a
workbook is given, else their codes. The sentences themselves are in `lib/show/words/catalogue.py`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum

from lib.model.domain import AwardRule, Base, RatingBase, RuleItem, Verdict
from lib.model.problems import LIST_BREAK, Code, Problem
from lib.model.records import Tab, Workbook
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.reading.cells import SHEET_EPOCH, word
from lib.show.words import numbers
from lib.show.words.catalogue import ABOVE_FIRST, REMEDIES, SENTENCES, VARIANTS
from lib.show.words.terms import label

EXPECTED = {
    "number": "một số",
    "year": "một năm, ví dụ 2019",
    "whole": "một số nguyên từ 0 trở lên",
    "whole_positive": "một số nguyên từ 1 trở lên",
}
COMPARED = {
    "total": "tổng điểm",
    "maximum": "điểm tối đa",
    "rank": "thứ hạng",
    "award": "kết quả danh hiệu",
    "units": "số đơn vị",
    "awards": "danh hiệu",
    "unit": "đơn vị",
    "missing": "đơn vị",
}
BLANK = "(ô trống)"
NOT_SHOWN = "(nội dung không hiện)"
"""In place of what a ballot paper holds (docs/workbook.md 8.4)."""
_PAPERS = frozenset(map(word, TAB_LAYOUT[Tab.BALLOT_PAPERS].words))
_NUMBER = re.compile(r"\d+(\.\d+)?")
_LAST_SERIAL = 109_574
"""The day 31/12/2199 as the serial number of a spreadsheet."""
LONGEST_SHOWN = 300
"""Maximum number of characters of a cell shown in a sentence or a list."""


def message(problem: Problem, workbook: Workbook | None = None) -> str:
    """What is wrong, in one sentence of plain text."""
    return _template(problem).format_map(_fields(problem, workbook))


def remedy(problem: Problem, workbook: Workbook | None = None) -> str:
    """What the secretary should do about it, in one sentence of plain text."""
    if problem.param("above"):
        return ABOVE_FIRST
    return REMEDIES[problem.code].format_map(_fields(problem, workbook))


def typed_value(problem: Problem) -> str:
    """The content of the cell for a column of its own: a number as the sheet shows it, anything else as typed."""
    value = _shown(problem.value or "")
    if problem.code is Code.CONTRADICTING_DECISIONS and value:
        return label(Verdict(value))
    of_points = problem.code is Code.DIFFERENCE_WITHOUT_REASON or "{number}" in _template(problem)
    return numbers.decimal(value) if of_points else value


def _shown(value: str) -> str:
    return value if len(value) <= LONGEST_SHOWN else value[: LONGEST_SHOWN - 1] + "…"


def _template(problem: Problem) -> str:
    if problem.code not in VARIANTS:
        return SENTENCES[problem.code]
    name, sentences = VARIANTS[problem.code]
    return sentences[str(problem.param(name))]


def _fields(problem: Problem, workbook: Workbook | None) -> dict[str, str]:
    nothing = NOT_SHOWN if word(problem.where.tab) in _PAPERS else BLANK
    value = _shown(problem.value) if problem.value is not None else nothing
    fields = {"tab": problem.where.tab, "value": value, "number": numbers.decimal(value)}
    fields |= {"percent": _as_percent(value), "day": _as_day(value)}
    for name, given in problem.params:
        text, write = "" if given is None else str(given), _WRITERS.get(name)
        plain = text if name in _AS_TYPED else numbers.decimal(text) or numbers.MISSING
        fields[name] = write(text, problem, workbook) if write else plain
    return fields


def _as_percent(value: str) -> str:
    """A percentage as the cell shows it, "0.95" is "95%"; a text that is no number is returned unchanged."""
    if not _NUMBER.fullmatch(value):
        return f"“{value}”"
    return f"“{numbers.decimal(format((Decimal(value) * 100).normalize(), 'f'))}%”"


def _as_day(value: str) -> str:
    """The day of a spreadsheet's serial number; "một ngày" where the value is written as one."""
    if not _NUMBER.fullmatch(value) or Decimal(value) > _LAST_SERIAL:
        return "một ngày"
    return f"số của ngày {numbers.date(SHEET_EPOCH + dt.timedelta(days=int(Decimal(value))))}"


def _suggestion(text: str, problem: Problem, _workbook: Workbook | None) -> str:
    if above := problem.param("above"):
        return f" Tên này đang ở ô {above}, trên dòng tiêu đề nên chưa được đọc."
    return f" Có phải là “{text}”?" if text else ""


def _reading(text: str, problem: Problem, _workbook: Workbook | None) -> str:
    """A reading of an ambiguous number, without digit grouping, which is what is ambiguous; else unchanged."""
    return text.replace(".", ",") if problem.code is Code.AMBIGUOUS_NUMBER else text


def _unit(code: str, _problem: Problem, workbook: Workbook | None) -> str:
    return next((unit.label for unit in workbook.units if unit.code == code), code) if workbook else code


def _award(code: str, _problem: Problem, workbook: Workbook | None) -> str:
    return next((award.name for award in workbook.awards if award.code == code), code) if workbook else code


def _subject(code: str, problem: Problem, workbook: Workbook | None) -> str:
    if problem.code is Code.BAD_SETTING:
        return code
    known = _award(_unit(code, problem, workbook), problem, workbook)
    return f" ({known})" if known and problem.code is Code.DEFAULT_UNCONFIRMED else known


def _rule(text: str, _problem: Problem, _workbook: Workbook | None) -> str:
    member: StrEnum = RuleItem(text) if text in [*RuleItem] else AwardRule(text)
    return label(member)


_AS_TYPED = frozenset(
    ["meant", "group", "own", "start", "at_tab", "criterion", "column", "options", "allowed", "fraction", "year"]
)
"""The parameters that are texts, not numbers."""
_Writer = Callable[[str, Problem, Workbook | None], str]
_WRITERS: dict[str, _Writer] = {
    "suggestion": _suggestion,
    "first": _reading,
    "second": _reading,
    "unit": _unit,
    "unit_list": lambda codes, problem, workbook: ", ".join(
        _unit(code, problem, workbook) for code in codes.split(LIST_BREAK)
    ),
    "other": _unit,
    "criterion_list": lambda text, _problem, _workbook: text.replace(LIST_BREAK, ", "),
    "award": _award,
    "at_cell": lambda a1, _problem, _workbook: f"ô {a1} ở trang tính" if a1 else "trang tính",
    "own_vote": lambda text, _problem, _workbook: ", đã trừ phiếu tự bầu" if text == "1" else "",
    "prior": _award,
    "subject": _subject,
    "rule": _rule,
    "expected": lambda text, _problem, _workbook: EXPECTED.get(text, text),
    "what": lambda text, _problem, _workbook: COMPARED.get(text, ""),
    "basis": lambda text, _problem, _workbook: label(Base(text)),
    "base": lambda text, _problem, _workbook: label(RatingBase(text)),
}
