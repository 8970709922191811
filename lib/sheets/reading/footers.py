"""Recognising lines under tables that are not records (contract 7, lines that are no unit). Pure."""

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
from lib.sheets.vocabulary import FOOTER_TOTALS, FOOTERS, TOTAL_ROW

_FOOTER = re.compile("|".join(FOOTERS))
_TOTALS = re.compile(FOOTER_TOTALS)
_TOTAL_ROW = frozenset(map(cells.key, TOTAL_ROW))
_RULED = frozenset(
    {Tab.EXCLUSIONS, Tab.DECISIONS, Tab.REGISTRATIONS, Tab.AWARDS, Tab.SESSIONS, Tab.CRITERIA, Tab.INFO, *SCORE_TABS}
)
"""Tabs where a row that is no footer is a record, however little it contains: it may exclude a unit."""


def is_footer(text: str) -> bool:
    """Whether a whole cell is typical of a footer: `Tổng cục …` and `Cục Đăng ký …` are names."""
    return _FOOTER.fullmatch(cells.key(text).rstrip(".:; ")) is not None


def without_footers(sheets: Mapping[Tab, Sheet]) -> tuple[dict[Tab, Sheet], list[Problem]]:
    """The sheets without the lines under their tables, and a problem for each skipped line."""
    read: dict[Tab, Sheet] = {}
    problems: list[Problem] = []
    for tab, sheet in sheets.items():
        rows = list(sheet.rows())
        over = {row for row in rows if _is_line(sheet, row)}
        unclear = {row for row in rows if row not in over and _is_lone_text(sheet, row)}
        if unclear:
            known = known_names({other: found for other, found in sheets.items() if other is not tab})
            unclear = {row for row in unclear if not _is_almost_known(sheet, row, known)}
        read[tab] = replace(sheet, passed_over=frozenset(over | unclear)) if over or unclear else sheet
        problems += [_footer_problem(Code.READ_OVER, sheet, row) for row in sorted(over)]
        problems += [_footer_problem(Code.UNCLEAR_ROW, sheet, row) for row in sorted(unclear)]
    return read, problems


def _footer_problem(code: Code, sheet: Sheet, row: int) -> Problem:
    place = next(c for c in sheet.filled(row) if isinstance(sheet.raw_cell(row, c), str))
    return problem(code, sheet.ref(row, place), cells.as_typed(sheet.raw_cell(row, place)))


def _is_line(sheet: Sheet, row: int) -> bool:
    """Whether a row contains only footer text; figures may stand beside a total."""
    texts, figures = [], False
    for value in sheet.raw.rows[row]:
        if isinstance(value, str):
            if not cells.is_blank(value):
                if not is_footer(value):
                    return False
                texts.append(value)
        elif value is not None:
            figures = True
    if not texts or _is_known_to_its_column(sheet, row):
        return False
    if sheet.layout.tab in SCORE_TABS:
        code = sheet.raw_cell(row, sheet.columns.get("code"))
        return not figures and (cells.is_blank(code) or cells.key(cells.as_typed(code) or "") not in _TOTAL_ROW)
    return not figures or all(_TOTALS.fullmatch(cells.key(text)) for text in texts)


def _is_known_to_its_column(sheet: Sheet, row: int) -> bool:
    """Whether a cell is a word that its own column knows: `Cụm trưởng` as a role, `Thư ký` as an item."""
    for column in sheet.layout.columns:
        typed = cells.as_typed(sheet.raw_cell(row, sheet.columns.get(column.field))) or ""
        if column.choices and cells.read_choice(typed, column.choices).value is not None:
            return True
        if sheet.layout.tab is Tab.INFO and column.field == "item" and cells.word(typed) in ITEM_WORDS:
            return True
    return False


def _is_lone_text(sheet: Sheet, row: int) -> bool:
    """Whether a row holds nothing but one text of several words, in a tab that excludes no unit."""
    filled = sheet.filled(row)
    if sheet.layout.tab in _RULED or len(sheet.layout.required) < 2 or len(filled) != 1:
        return False
    raw = sheet.raw_cell(row, filled[0])
    return isinstance(raw, str) and not cells.common_fault(raw) and " " in cells.tidy(raw)


def _is_almost_known(sheet: Sheet, row: int, known: Known) -> bool:
    """Whether the text of a row is, or is almost, a name known from another tab: then it is a record."""
    text = cells.as_typed(sheet.raw_cell(row, sheet.filled(row)[0])) or ""
    return nearest(text, [name for names in known.values() for name in names]) is not None
