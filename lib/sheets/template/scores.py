"""The score tabs of the template: criteria in rows, units in columns, limits in every cell, totals in the row
`Tổng`.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from xlsxwriter.worksheet import Worksheet

from lib.model.domain import Criterion, CriterionKind, Group, NotApplicableRule, ScoreColumn, exact_points
from lib.model.records import Tab
from lib.sheets import vocabulary
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template import words
from lib.sheets.template.checks import Ranges, color, drop_down, formula_check, validate
from lib.sheets.template.content import rule_word, score_tab_rows
from lib.sheets.template.look import (
    BAND,
    BODY,
    FIRST_ROW,
    MISSING,
    TEXT_FORMAT,
    WRONG,
    Area,
    cell_address,
    elsewhere,
    head,
    header,
)
from lib.sheets.template.more import TYPED, write_more_columns
from lib.sheets.template.plan import NewYear, TypedScoreRow
from lib.sheets.xlsx_writer import XlsxBook

CODE, NAME, KIND, RULE, MAXIMUM, FIRST_UNIT = range(6)
SPARE_ROWS = 8
WIDTHS = (10, 58, 9, 12, 10)
UNIT_WIDTH = 15
_BASE, _BONUS, _DEDUCTION = (vocabulary.CRITERION_KINDS[kind][0] for kind in CriterionKind)
_FULL = rule_word(NotApplicableRule.FULL)
_KPS, _KPS_LONG = vocabulary.NOT_APPLICABLE
_IGNORED = ("Tên tiêu chí", "Loại", "Không phát sinh", "Điểm tối đa")


@dataclass(frozen=True, slots=True)
class CriteriaColumns:
    """The addresses of the columns of `Tiêu chí`: code, name, kind, rule and maximum."""

    code: str
    name: str
    kind: str
    rule: str
    maximum: str


def criteria_columns(area: Area) -> CriteriaColumns:
    """The addresses of the columns of `Tiêu chí` over its area."""
    layout = TAB_LAYOUT[Tab.CRITERIA]
    places = {column.field: place for place, column in enumerate(layout.columns)}
    fields = ("code", "name", "kind", "not_applicable", "maximum")
    return CriteriaColumns(*(elsewhere(layout.name, area.column(places[field])) for field in fields))


class ScoreTab:
    """Writes one score tab; rows are in the order of `Tiêu chí`, unit columns in protocol order."""

    def __init__(
        self, book: XlsxBook, sheet: Worksheet, tab: Tab, plan: NewYear, ranges: Ranges, source: CriteriaColumns
    ):
        self._book = book
        self._sheet = sheet
        self._layout = TAB_LAYOUT[tab]
        self._plan = plan
        self._ranges = ranges
        self._source = source
        self._entries = score_tab_rows(plan)
        self._tab = tab
        self._last_column = FIRST_UNIT + len(plan.units) - 1
        column = ScoreColumn.VERIFIED if tab is Tab.VERIFIED else ScoreColumn.SELF
        self._scores = {(s.criterion, s.unit): s.value for s in plan.scores if s.column is column}
        self._more = [row for row in plan.score_rows if row.column is column]
        rows = len(self._entries) + len(self._more) + SPARE_ROWS
        self._area = Area(FIRST_ROW, FIRST_ROW + rows - 1)

    def write(self) -> None:
        """Write the whole tab."""
        head(self._book, self._sheet, self._layout, self._plan.contest.year)
        self._headers()
        for row, entry in enumerate(self._entries, FIRST_ROW):
            self._entry(row, entry)
        spare = FIRST_ROW + len(self._entries)
        for row in range(spare, self._area.last + 1):
            self._line(row, None)
        for row, kept in enumerate(self._more, spare):
            self._typed_row(row, kept)
        entries = enumerate(self._entries, FIRST_ROW)
        rows = {entry.code: row for row, entry in entries if isinstance(entry, Criterion)}
        write_more_columns(
            self._book, self._sheet, plan=self._plan, tab=self._tab, first=self._last_column + 1, rows=rows
        )
        self._totals(self._area.last + 1)
        self._rules()
        self._sheet.freeze_panes(FIRST_ROW, NAME + 1)
        self._sheet.print_area(0, 0, self._area.last + 1, self._last_column)

    def _headers(self) -> None:
        header(self._book, self._sheet, CODE, self._layout.header("code"), required=True)
        for place, text in enumerate(_IGNORED, NAME):
            header(self._book, self._sheet, place, text, required=False)
        for place, unit in enumerate(self._plan.units, FIRST_UNIT):
            header(self._book, self._sheet, place, unit.label, required=True)
        for place, width in enumerate(WIDTHS):
            self._sheet.set_column(place, place, width)
        self._sheet.set_column(FIRST_UNIT, self._last_column, UNIT_WIDTH)
        self._sheet.set_row(FIRST_ROW - 1, 52)

    def _entry(self, row: int, entry: Group | Criterion) -> None:
        if isinstance(entry, Criterion):
            self._line(row, entry)
            return
        self._book.put(self._sheet, row, CODE, None, **BAND)
        self._book.put(self._sheet, row, NAME, entry.name, **BAND, text_wrap=True)
        for column in range(KIND, self._last_column + 1):
            self._book.put(self._sheet, row, column, None, **BAND)

    def _line(self, row: int, criterion: Criterion | None) -> None:
        """Write a row of a criterion, or a spare one where a code may be chosen later."""
        code = criterion.code if criterion else None
        self._book.put(self._sheet, row, CODE, code, **BODY, locked=False, num_format=TEXT_FORMAT, align="center")
        for column, formula, value in self._looked_up(row, criterion):
            wrap = column == NAME
            self._book.formula(
                self._sheet,
                row=row,
                column=column,
                formula=formula,
                value=value,
                **BODY,
                text_wrap=wrap,
                align="left" if wrap else "center",
            )
        for column, unit in enumerate(self._plan.units, FIRST_UNIT):
            score = self._scores.get((code or "", unit.code))
            self._book.put(self._sheet, row, column, score, **BODY, locked=False, align="center")
        self._book.fit(self._sheet, row, (criterion.name if criterion else None, WIDTHS[NAME]))

    def _typed_row(self, row: int, kept: TypedScoreRow) -> None:
        """Write a row without a criterion as typed: it is reported again, and nothing of it is lost."""
        self._book.put(self._sheet, row, CODE, kept.code, **TYPED, num_format=TEXT_FORMAT, align="center")
        values = dict(kept.by_unit)
        for column, unit in enumerate(self._plan.units, FIRST_UNIT):
            if unit.code in values:
                self._book.put(self._sheet, row, column, values[unit.code], **TYPED, align="center")

    def _looked_up(self, row: int, criterion: Criterion | None) -> list[tuple[int, str, str | Decimal]]:
        """Name, kind, rule and maximum as formulas over `Tiêu chí`, with their current values."""
        here, source = cell_address(row, CODE, fixed_column=True), self._source
        at = f"MATCH({here},{source.code},0)"
        kind = cell_address(row, KIND, fixed_column=True)
        name = f'=IF({here}="","",IFERROR(INDEX({source.name},{at}),"{words.UNKNOWN_CODE}"))'
        kind_of = f'=IF({here}="","",IFERROR(IF(INDEX({source.kind},{at})="","{_BASE}",INDEX({source.kind},{at})),""))'
        rule = f'=IF({kind}="{_BASE}",IF(INDEX({source.rule},{at})="","{_FULL}",INDEX({source.rule},{at})&""),"")'
        most = f'=IF({here}="","",IFERROR(INDEX({source.maximum},{at}),""))'
        values: tuple[str | Decimal, ...] = ("", "", "", "")
        if criterion:
            typed = dict(self._plan.maxima).get(criterion.code)
            maximum = exact_points(criterion.maximum, self._plan.contest.decimals)
            values = (
                criterion.name,
                vocabulary.CRITERION_KINDS[criterion.kind][0],
                rule_word(criterion.not_applicable) if criterion.kind is CriterionKind.BASE else "",
                str(typed) if typed is not None else maximum,
            )
        return list(zip((NAME, KIND, RULE, MAXIMUM), (name, kind_of, rule, most), values, strict=True))

    def _totals(self, row: int) -> None:
        decimals = self._plan.contest.decimals
        look = {**BAND, "top": 2, "bottom": 2}
        self._book.put(self._sheet, row, CODE, vocabulary.TOTAL_ROW[0], **look, align="center")
        for column in range(NAME, FIRST_UNIT):
            self._book.put(self._sheet, row, column, None, **look)
        for column in range(FIRST_UNIT, self._last_column + 1):
            number_format = f"0.{'0' * decimals}" if decimals else "0"
            formula = self._total(column)
            self._book.formula(
                self._sheet,
                row=row,
                column=column,
                formula=formula,
                value="",
                **look,
                align="center",
                num_format=number_format,
            )

    def _total(self, column: int) -> str:
        """The formula of base points (with KPS by its rule), bonus and deduction up to their caps; blank without a
        score.
        """
        kind, rule, most, own = (self._area.column(c) for c in (KIND, RULE, MAXIMUM, column))
        kps = f'(({own}="{_KPS}")+({own}="{_KPS_LONG}"))'
        base = f'SUMIF({kind},"{_BASE}",{own})+SUMPRODUCT(({kind}="{_BASE}")*({rule}="{_FULL}")*{kps},{most})'
        bonus = f'MIN(SUMIF({kind},"{_BONUS}",{own}),{self._ranges.bonus_cap})'
        taken = f'SUMIFS({own},{kind},"{_DEDUCTION}",{own},">0")-SUMIFS({own},{kind},"{_DEDUCTION}",{own},"<0")'
        total = f"ROUND({base}+{bonus}-MIN({taken},{self._ranges.deduction_cap}),{self._ranges.decimals})"
        return f'=IF(COUNTA({own})=0,"",{total})'

    def _rules(self) -> None:
        """Put the validations on the tab: codes of criteria, points within the maximum, or KPS."""
        validate(self._sheet, self._area, CODE, drop_down(self._ranges.criteria))
        for column in range(FIRST_UNIT, self._last_column + 1):
            right = score_formula(column, self._ranges.decimals)
            validate(self._sheet, self._area, column, formula_check(f"={right}", words.ERRORS["score"]))
        here = cell_address(FIRST_ROW, FIRST_UNIT)
        code, kind = (cell_address(FIRST_ROW, column, fixed_column=True) for column in (CODE, KIND))
        within = score_formula(FIRST_UNIT, None)
        wrong = f'=AND({here}<>"",{code}<>"",NOT({within}))'
        missing = f'=AND({here}="",{code}<>"",{kind}="{_BASE}")'
        for formula, fill in ((wrong, WRONG), (missing, MISSING)):
            color(
                self._book,
                self._sheet,
                area=self._area,
                first=FIRST_UNIT,
                last=self._last_column,
                formula=formula,
                fill=fill,
            )
        unknown = f'={cell_address(FIRST_ROW, NAME, fixed_column=True)}="{words.UNKNOWN_CODE}"'
        color(self._book, self._sheet, area=self._area, first=CODE, last=NAME, formula=unknown, fill=WRONG)


def score_formula(column: int, decimals: str | None) -> str:
    """The condition that a score cell of the first row is valid: KPS, or a number within the maximum.

    `decimals` is the address of their number; None ignores rounding (a colour rule cannot refer to another tab).
    """
    here = cell_address(FIRST_ROW, column)
    kind, most = (cell_address(FIRST_ROW, at, fixed_column=True) for at in (KIND, MAXIMUM))
    size = f'IF({kind}="{_DEDUCTION}",ABS({here}),{here})'
    rounded = f",ROUND({here},{decimals})={here}" if decimals else ""
    number = f"AND(ISNUMBER({here}),{size}>=0,{size}<={most}{rounded})"
    return f'IF(ISNUMBER({here}),{number},OR(TRIM({here})="{_KPS}",TRIM({here})="{_KPS_LONG}"))'
