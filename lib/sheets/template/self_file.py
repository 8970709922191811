"""The self-score file of one unit: the rows of the cluster's workbook with one unlocked column, to fill in and paste
back.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from xlsxwriter.worksheet import Worksheet

from lib.model.domain import Contest, Criterion, CriterionKind, Unit, exact_points
from lib.model.records import Tab
from lib.sheets import vocabulary
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template import words
from lib.sheets.template.checks import formula_check
from lib.sheets.template.content import rule_word
from lib.sheets.template.look import BAND, BODY, HEADER, MISSING, OPTIONAL_HEADER, REQUIRED_HEADER, cell_address
from lib.sheets.xlsx_writer import CellValue, Prop, XlsxBook

CODE, NAME, KIND, RULE, MAXIMUM, SCORE, NOTE = range(7)
WIDTHS = (10, 70, 9, 15, 11, 22, 50)
_HEADERS = ("Tên tiêu chí", "Loại", "Không phát sinh", "Điểm tối đa")
_DEDUCTION = vocabulary.CRITERION_KINDS[CriterionKind.DEDUCTION][0]


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
    sheet = book.sheet(TAB_LAYOUT[Tab.SELF].name)
    _scores(book, sheet, plan)
    _guide(book, book.sheet(words.SELF_SHEET_GUIDE), plan)
    book.close()


def _scores(book: XlsxBook, sheet: Worksheet, plan: SelfFile) -> None:
    first, last = plan.lines[0].row - 1, plan.lines[-1].row - 1
    _headers(book, sheet, first - 1, plan.unit.label)
    lines = {line.row - 1: line.criterion for line in plan.lines}
    group = ""
    for row in range(first, last + 1):
        if row in lines:
            _line(book, sheet=sheet, row=row, criterion=lines[row], decimals=plan.contest.decimals)
        else:
            upcoming = next((lines[later] for later in range(row, last + 1) if later in lines), None)
            _band(book, sheet, row, upcoming.group if upcoming and upcoming.group != group else None)
        group = lines[row].group if row in lines else group
    sheet.protect("", {"format_columns": True, "format_rows": True})
    sheet.freeze_panes(first, NAME + 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(first - 1)
    sheet.print_area(first - 1, CODE, last, NOTE)
    sheet.hide_gridlines(2)


def _headers(book: XlsxBook, sheet: Worksheet, row: int, unit: str) -> None:
    header_words = (TAB_LAYOUT[Tab.SELF].header("code"), *_HEADERS, unit, "Ghi chú")
    for column, text in enumerate(header_words):
        colors = REQUIRED_HEADER if column == SCORE else OPTIONAL_HEADER
        book.put(sheet, row, column, text, **{**HEADER, **colors})
        sheet.set_column(column, column, WIDTHS[column])
    sheet.set_row(row, 36)


def _line(book: XlsxBook, sheet: Worksheet, row: int, criterion: Criterion, decimals: int) -> None:
    kind = vocabulary.CRITERION_KINDS[criterion.kind][0]
    rule = rule_word(criterion.not_applicable) if criterion.kind is CriterionKind.BASE else None
    maximum = exact_points(criterion.maximum, decimals)
    fixed: tuple[CellValue, ...] = (criterion.code, criterion.name, kind, rule, maximum)
    for column, value in enumerate(fixed):
        wrap: dict[str, Prop] = {"text_wrap": True} if column == NAME else {"align": "center"}
        book.put(sheet, row, column, value, **{**BODY, **wrap, **({"num_format": "@"} if column == CODE else {})})
    book.fit(sheet, row, (criterion.name, WIDTHS[NAME]))
    book.put(sheet, row, SCORE, None, **BODY, locked=False, align="center", bg_color=MISSING)
    book.put(sheet, row, NOTE, None, **BODY, locked=False, text_wrap=True)
    here = cell_address(row, SCORE)
    size = f"ABS({here})" if kind == _DEDUCTION else here
    kps, long = vocabulary.NOT_APPLICABLE
    number = f"AND({size}>=0,{size}<={cell_address(row, MAXIMUM)},ROUND({here},{decimals})={here})"
    formula = f'=IF(ISNUMBER({here}),{number},OR(TRIM({here})="{kps}",TRIM({here})="{long}"))'
    sheet.data_validation(
        row, SCORE, row, SCORE, {"ignore_blank": True, **formula_check(formula, words.ERRORS["score"])}
    )


def _band(book: XlsxBook, sheet: Worksheet, row: int, group: str | None) -> None:
    for column in range(CODE, NOTE + 1):
        book.put(sheet, row, column, group if column == NAME else None, **BAND)


def _guide(book: XlsxBook, sheet: Worksheet, plan: SelfFile) -> None:
    sheet.set_column(0, 0, 110)
    book.put(sheet, 0, 0, words.SELF_TITLE.format(year=plan.contest.year or "…"), bold=True, font_size=14)
    for row, line in enumerate(words.SELF_LINES, 1):
        text = line.format(unit=plan.unit.name, tab=TAB_LAYOUT[Tab.SELF].name)
        book.put(sheet, row, 0, text, text_wrap=True)
        sheet.set_row(row, 36 if len(text) > 100 else 20)
    sheet.protect()
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
