"""The self-score file of one unit: the rows of the cluster's workbook with one unlocked column, to fill in and paste
back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from lib.model.domain import Contest, Criterion, CriterionKind, Unit, exact_points
from lib.model.records import Tab
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template import words
from lib.sheets.template.checks import formula_check, score_check, validate
from lib.sheets.template.content import criterion_words
from lib.sheets.template.look import BAND, BODY, HEADER, MISSING, OPTIONAL_HEADER, REQUIRED_HEADER, cell_address
from lib.sheets.template.scores import LOOKED_UP
from lib.sheets.xlsx_writer import CellValue, Prop, XlsxBook, XlsxSheet

CODE, NAME, KIND, RULE, MAXIMUM, SCORE, NOTE = range(7)
WIDTHS = (10, 70, 9, 15, 11, 22, 50)


@dataclass(frozen=True, slots=True)
class ScoreLine:
    """A criterion and its 1-based row in the cluster's `Tự chấm`."""

    row: int
    criterion: Criterion


@dataclass(frozen=True, slots=True)
class SelfFile:
    """The self-score file of a unit: `lines` in row order; rows between them are kept, so that the column can be pasted
    back.
    """

    contest: Contest
    unit: Unit
    lines: tuple[ScoreLine, ...]


def write_self_file(target: Path | BytesIO, plan: SelfFile) -> None:
    """Write the file of one unit. ValueError where there is no criterion, or one is in the first row."""
    if not plan.lines or plan.lines[0].row < 2:
        raise ValueError("a self-score file needs criteria below a header row")
    year = plan.contest.year
    book = XlsxBook(target, dt.datetime(year or 2000, 1, 1), words.SELF_TITLE.format(year=year or "…"))
    _scores(book.sheet(TAB_LAYOUT[Tab.SELF].name), plan)
    _guide(book.sheet(words.SELF_SHEET_GUIDE), plan)
    book.close()


def _scores(sheet: XlsxSheet, plan: SelfFile) -> None:
    first, last = plan.lines[0].row - 1, plan.lines[-1].row - 1
    _headers(sheet, first - 1, plan.unit.label)
    lines = {line.row - 1: line.criterion for line in plan.lines}
    group = ""
    for row in range(first, last + 1):
        if row in lines:
            _line(sheet, row, lines[row], plan.contest.decimals)
            group = lines[row].group
            continue
        upcoming = next(lines[later].group for later in range(row, last + 1) if later in lines)
        for column in range(CODE, NOTE + 1):
            sheet.put(row, column, upcoming if column == NAME and upcoming != group else None, **BAND)
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(first, NAME + 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first - 1)
    sheet.print_area(first - 1, CODE, last, NOTE)
    sheet.hide_gridlines(2)


def _headers(sheet: XlsxSheet, row: int, unit: str) -> None:
    of_criteria = map(TAB_LAYOUT[Tab.CRITERIA].header, LOOKED_UP)
    texts = (TAB_LAYOUT[Tab.SELF].header("code"), *of_criteria, unit, "Ghi chú")
    for column, (text, width) in enumerate(zip(texts, WIDTHS, strict=True)):
        colors = REQUIRED_HEADER if column == SCORE else OPTIONAL_HEADER
        sheet.put(row, column, text, **HEADER, **colors)
        sheet.set_column(column, column, width)
    sheet.set_row(row, 36)


def _line(sheet: XlsxSheet, row: int, criterion: Criterion, decimals: int) -> None:
    name, kind, rule = criterion_words(criterion)
    fixed: tuple[CellValue, ...] = (criterion.code, name, kind, rule, exact_points(criterion.maximum, decimals))
    for column, value in enumerate(fixed):
        wrap: dict[str, Prop] = {"text_wrap": True} if column == NAME else {"align": "center"}
        sheet.put(row, column, value, **BODY, **wrap, **({"num_format": "@"} if column == CODE else {}))
    sheet.fit(row, (name, WIDTHS[NAME]))
    sheet.put(row, SCORE, None, **BODY, locked=False, align="center", bg_color=MISSING)
    sheet.put(row, NOTE, None, **BODY, locked=False, text_wrap=True)
    here = cell_address(row, SCORE)
    size = f"ABS({here})" if criterion.kind is CriterionKind.DEDUCTION else here
    number = f"AND({size}>=0,{size}<={cell_address(row, MAXIMUM)},ROUND({here},{decimals})={here})"
    validate(sheet, (row, SCORE, row, SCORE), formula_check(f"={score_check(here, number)}", words.ERRORS["score"]))


def _guide(sheet: XlsxSheet, plan: SelfFile) -> None:
    sheet.set_column(0, 0, 110)
    sheet.put(0, 0, words.SELF_TITLE.format(year=plan.contest.year or "…"), bold=True, font_size=14)
    for row, line in enumerate(words.SELF_LINES, 1):
        text = line.format(unit=plan.unit.name, tab=TAB_LAYOUT[Tab.SELF].name)
        sheet.put(row, 0, text, text_wrap=True)
        sheet.set_row(row, 36 if len(text) > 100 else 20)
    sheet.protect()
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
