"""The score tabs of the template: criteria in rows, units in columns, limits in every cell, totals in the row
`Tổng`.
"""

from __future__ import annotations

from decimal import Decimal

from lib.model.domain import Criterion, CriterionKind, Group, NotApplicableRule, ScoreColumn, exact_points
from lib.model.records import Tab
from lib.sheets import vocabulary
from lib.sheets.columns import ColumnKind
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.template import words
from lib.sheets.template.checks import color, drop_down, formula_check, score_check, validate
from lib.sheets.template.content import criterion_words, score_tab_rows
from lib.sheets.template.lists import Ranges
from lib.sheets.template.look import (
    BAND,
    BODY,
    FIRST_ROW,
    MISSING,
    TEXT_FORMAT,
    TYPED,
    WRONG,
    Area,
    cell_address,
    elsewhere,
    head,
    header,
    in_row,
    place_of,
    write_more_columns,
)
from lib.sheets.template.plan import NewYear
from lib.sheets.xlsx_writer import XlsxSheet

CODE, NAME, KIND, RULE, MAXIMUM, FIRST_UNIT = range(6)
SPARE_ROWS = 8
WIDTHS = (10, 58, 9, 12, 10)
UNIT_WIDTH = 15
LOOKED_UP = ("name", "kind", "not_applicable", "maximum")
"""The columns of `Tiêu chí` that a score tab shows beside the code."""
_BASE, _BONUS, _DEDUCTION = (vocabulary.CRITERION_KINDS[kind][0] for kind in CriterionKind)
_FULL = vocabulary.NOT_APPLICABLE_RULES[NotApplicableRule.FULL][0]
_KPS, _KPS_LONG = vocabulary.NOT_APPLICABLE


class ScoreTab:
    """Writes one score tab; rows are in the order of `Tiêu chí`, unit columns in protocol order."""

    def __init__(self, sheet: XlsxSheet, tab: Tab, plan: NewYear, ranges: Ranges, criteria: Area) -> None:
        self._sheet, self._tab, self._plan, self._ranges = sheet, tab, plan, ranges
        self._source = {
            field: elsewhere(Tab.CRITERIA, criteria.column(place_of(Tab.CRITERIA, field)))
            for field in ("code", *LOOKED_UP)
        }
        self._entries = score_tab_rows(plan)
        self._last_column = FIRST_UNIT + len(plan.units) - 1
        column = ScoreColumn.VERIFIED if tab is Tab.VERIFIED else ScoreColumn.SELF
        self._scores = {(s.criterion, s.unit): s.value for s in plan.scores if s.column is column}
        self._more = [row for row in plan.score_rows if row.column is column]
        rows = len(self._entries) + len(self._more) + SPARE_ROWS
        self._area = Area(FIRST_ROW, FIRST_ROW + rows - 1)

    def write(self) -> None:
        """Write the whole tab."""
        head(self._sheet, TAB_LAYOUT[self._tab], self._plan.contest.year)
        self._headers()
        rows: dict[str, int] = {}
        for row, entry in enumerate(self._entries, FIRST_ROW):
            if isinstance(entry, Criterion):
                self._line(row, entry)
                rows[entry.code] = row
            else:
                self._group(row, entry)
        spare = FIRST_ROW + len(self._entries)
        for row in range(spare, self._area.last + 1):
            self._line(row, None)
        for row, kept in enumerate(self._more, spare):  # reported again, and nothing of it is lost
            self._sheet.put(row, CODE, kept.code, **TYPED, num_format=TEXT_FORMAT, align="center")
            values = dict(kept.by_unit)
            for column, unit in enumerate(self._plan.units, FIRST_UNIT):
                if unit.code in values:
                    self._sheet.put(row, column, values[unit.code], **TYPED, align="center")
        write_more_columns(self._sheet, self._plan, self._tab, self._last_column + 1, rows=rows)
        self._totals(self._area.last + 1)
        self._rules()
        self._sheet.freeze_panes(FIRST_ROW, NAME + 1)
        self._sheet.print_area(0, 0, self._area.last + 1, self._last_column)

    def _headers(self) -> None:
        criteria = TAB_LAYOUT[Tab.CRITERIA]
        header(self._sheet, CODE, TAB_LAYOUT[self._tab].header("code"), WIDTHS[CODE], required=True)
        for place, field in enumerate(LOOKED_UP, NAME):
            header(self._sheet, place, criteria.header(field), WIDTHS[place])
        for place, unit in enumerate(self._plan.units, FIRST_UNIT):
            header(self._sheet, place, unit.label, UNIT_WIDTH, required=True)
        self._sheet.set_row(FIRST_ROW - 1, 52)

    def _group(self, row: int, group: Group) -> None:
        for column in range(self._last_column + 1):
            if column == NAME:
                self._sheet.put(row, NAME, group.name, **BAND, text_wrap=True)
            else:
                self._sheet.put(row, column, None, **BAND)

    def _line(self, row: int, criterion: Criterion | None) -> None:
        """Write a row of a criterion, or a spare one where a code may be chosen later."""
        code = criterion.code if criterion else None
        self._sheet.put(row, CODE, code, **BODY, locked=False, num_format=TEXT_FORMAT, align="center")
        for column, (formula, value) in enumerate(zip(self._formulas(row), self._values(criterion), strict=True), NAME):
            wrap = column == NAME
            self._sheet.formula(row, column, formula, value, **BODY, text_wrap=wrap, align="left" if wrap else "center")
        for column, unit in enumerate(self._plan.units, FIRST_UNIT):
            score = self._scores.get((code or "", unit.code))
            self._sheet.put(row, column, score, **BODY, locked=False, align="center")
        self._sheet.fit(row, (criterion.name if criterion else None, WIDTHS[NAME]))

    def _formulas(self, row: int) -> tuple[str, str, str, str]:
        """Name, kind, rule and maximum as formulas over `Tiêu chí`."""
        here, kind = (cell_address(row, column, fixed_column=True) for column in (CODE, KIND))
        at = f"MATCH({here},{self._source['code']},0)"
        name, own_kind, own_rule, most = (f"INDEX({self._source[field]},{at})" for field in LOOKED_UP)
        return (
            f'=IF({here}="","",IFERROR({name},"{words.UNKNOWN_CODE}"))',
            f'=IF({here}="","",IFERROR(IF({own_kind}="","{_BASE}",{own_kind}),""))',
            f'=IF({kind}="{_BASE}",IF({own_rule}="","{_FULL}",{own_rule}&""),"")',
            f'=IF({here}="","",IFERROR({most},""))',
        )

    def _values(self, criterion: Criterion | None) -> tuple[str, str, str, str | Decimal]:
        """The current values of these formulas."""
        if criterion is None:
            return "", "", "", ""
        name, kind, rule = criterion_words(criterion)
        typed = dict(self._plan.maxima).get(criterion.code)
        maximum = exact_points(criterion.maximum, self._plan.contest.decimals)
        return name, kind, rule or "", str(typed) if typed is not None else maximum

    def _totals(self, row: int) -> None:
        decimals = self._plan.contest.decimals
        look = {**BAND, "top": 2, "bottom": 2}
        self._sheet.put(row, CODE, vocabulary.TOTAL_ROW[0], **look, align="center")
        for column in range(NAME, FIRST_UNIT):
            self._sheet.put(row, column, None, **look)
        shown = f"0.{'0' * decimals}" if decimals else "0"
        for column in range(FIRST_UNIT, self._last_column + 1):
            self._sheet.formula(row, column, self._total(column), "", **look, align="center", num_format=shown)

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
        sheet, area = self._sheet, self._area
        validate(sheet, area.cells(CODE), drop_down(self._ranges.names[ColumnKind.CRITERION]))
        for column in range(FIRST_UNIT, self._last_column + 1):
            right = score_formula(column, self._ranges.decimals)
            validate(sheet, area.cells(column), formula_check(f"={right}", words.ERRORS["score"]))
        here, scores = cell_address(FIRST_ROW, FIRST_UNIT), area.cells(FIRST_UNIT, self._last_column)
        code, kind, name = (in_row(column) for column in (CODE, KIND, NAME))
        within = score_formula(FIRST_UNIT, None)
        color(sheet, scores, f'=AND({here}<>"",{code}<>"",NOT({within}))', WRONG)
        color(sheet, scores, f'=AND({here}="",{code}<>"",{kind}="{_BASE}")', MISSING)
        color(sheet, area.cells(CODE, NAME), f'={name}="{words.UNKNOWN_CODE}"', WRONG)


def score_formula(column: int, decimals: str | None) -> str:
    """The condition that a score cell of the first row is valid: KPS, or a number within the maximum.

    `decimals` is the address of their number; None ignores rounding (a colour rule cannot refer to another tab).
    """
    here = cell_address(FIRST_ROW, column)
    size = f'IF({in_row(KIND)}="{_DEDUCTION}",ABS({here}),{here})'
    rounded = f",ROUND({here},{decimals})={here}" if decimals else ""
    return score_check(here, f"AND(ISNUMBER({here}),{size}>=0,{size}<={in_row(MAXIMUM)}{rounded})")
