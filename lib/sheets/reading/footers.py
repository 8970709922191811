"""Lines that are no records: what people write under tables (contract 7, lines that are no unit). Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

from lib.model.problems import Code, Problem, problem
from lib.model.records import Tab
from lib.sheets.reading import cells
from lib.sheets.reading.headers import ITEM_WORDS, SCORE_TABS, Known, known_names
from lib.sheets.reading.names import nearest
from lib.sheets.reading.tables import Sheet
from lib.sheets.vocabulary import FOOTER_TOTALS, FOOTERS

_FOOTER = re.compile("|".join(FOOTERS))
_TOTALS = re.compile(FOOTER_TOTALS)
_RULED = frozenset(
    {Tab.EXCLUSIONS, Tab.DECISIONS, Tab.REGISTRATIONS, Tab.AWARDS, Tab.SESSIONS, Tab.CRITERIA, Tab.INFO, *SCORE_TABS}
)
"""Where a row that is no footer is a record, however little stands in it: it may keep somebody out."""


def is_footer(text: str) -> bool:
    """Whether a whole cell says what stands under tables: `Tổng cục …` and `Cục Đăng ký …` are names."""
    return _FOOTER.fullmatch(cells.key(text).rstrip(".:; ")) is not None


def without_footers(sheets: Mapping[Tab, Sheet]) -> tuple[dict[Tab, Sheet], list[Problem]]:
    """The sheets with the lines under their tables passed over, and what is told of each line."""
    read: dict[Tab, Sheet] = {}
    problems: list[Problem] = []
    for tab, sheet in sheets.items():
        known = known_names({other: found for other, found in sheets.items() if other is not tab})
        over = {row for row in sheet.rows() if _is_line(sheet, row)}
        unclear = {row for row in sheet.rows() if row not in over and _is_unclear(sheet, row, known)}
        read[tab] = replace(sheet, passed_over=frozenset(over | unclear)) if over or unclear else sheet
        problems += [_told(Code.READ_OVER, sheet, row) for row in sorted(over)]
        problems += [_told(Code.UNCLEAR_ROW, sheet, row) for row in sorted(unclear)]
    return read, problems


def _told(code: Code, sheet: Sheet, row: int) -> Problem:
    place = next(c for c in sheet.filled(row) if isinstance(sheet.raw_cell(row, c), str))
    return problem(code, sheet.ref(row, place), cells.as_typed(sheet.raw_cell(row, place)))


def _is_line(sheet: Sheet, row: int) -> bool:
    """Whether a row says nothing but what stands under tables; figures may stand beside a total."""
    values = [sheet.raw_cell(row, column) for column in sheet.filled(row)]
    texts = [value for value in values if isinstance(value, str)]
    if not texts or not all(map(is_footer, texts)) or _is_told_by_its_column(sheet, row):
        return False
    figures = len(values) > len(texts)
    if sheet.layout.tab in SCORE_TABS:
        return not figures and cells.is_blank(sheet.raw_cell(row, sheet.columns.get("code")))
    return not figures or all(_TOTALS.fullmatch(cells.key(text)) for text in texts)


def _is_told_by_its_column(sheet: Sheet, row: int) -> bool:
    """Whether a cell is a word that its own column knows: `Cụm trưởng` as a role, `Thư ký` as an item."""
    for column in sheet.layout.columns:
        typed = cells.as_typed(sheet.raw_cell(row, sheet.columns.get(column.field))) or ""
        if column.choices and cells.choice(typed, column.choices).value is not None:
            return True
        if sheet.layout.tab is Tab.INFO and column.field == "item" and cells.word(typed) in ITEM_WORDS:
            return True
    return False


def _is_unclear(sheet: Sheet, row: int, known: Known) -> bool:
    """Whether a row is neither clearly a line under the table nor clearly a record: one text, and no known name."""
    filled = sheet.filled(row)
    if sheet.layout.tab in _RULED or len(sheet.layout.required) < 2 or len(filled) != 1:
        return False
    raw = sheet.raw_cell(row, filled[0])
    if not isinstance(raw, str) or cells.common_fault(raw) or " " not in cells.tidy(raw):
        return False
    return nearest(raw, [name for names in known.values() for name in names]) is None
