"""Validations and conditional colours of the columns of a tab."""

from __future__ import annotations

from dataclasses import dataclass

from xlsxwriter.worksheet import Worksheet

from lib.model.domain import SessionState
from lib.model.records import Tab
from lib.sheets.columns import FIRST_YEAR, LAST_YEAR, Column, ColumnKind
from lib.sheets.layout import TAB_LAYOUT, TabLayout
from lib.sheets.template import words
from lib.sheets.template.look import FIRST_ROW, MISSING, WRONG, Area, cell_address
from lib.sheets.vocabulary import SESSION_STATES
from lib.sheets.xlsx_writer import XlsxBook

LONGEST_FORMULA = 255
_LIST_KINDS = {ColumnKind.UNIT, ColumnKind.CRITERION, ColumnKind.AWARD, ColumnKind.SESSION, ColumnKind.SCENE}


@dataclass(frozen=True, slots=True)
class Ranges:
    """Addresses of the lists for the drop-downs; an empty one offers nothing."""

    units: str = ""
    criteria: str = ""
    awards: str = ""
    sessions: str = ""
    scenes: str = ""
    ballots: str = ""
    decimals: str = "2"
    bonus_cap: str = ""
    deduction_cap: str = ""

    def of(self, kind: ColumnKind) -> str:
        """The range of names of a kind."""
        named = {
            ColumnKind.UNIT: self.units, ColumnKind.CRITERION: self.criteria, ColumnKind.AWARD: self.awards,
            ColumnKind.SESSION: self.sessions, ColumnKind.SCENE: self.scenes,
        }  # fmt: skip
        return named[kind]


def validate(sheet: Worksheet, area: Area, column: int, options: dict[str, object]) -> None:
    """Put a validation on a column of the area; ValueError for one that Excel would refuse."""
    formula = str(options.get("value", ""))
    if len(formula) > LONGEST_FORMULA:
        raise ValueError(f"validation formula of {len(formula)} characters in column {column} of {sheet.name}")
    sheet.data_validation(area.first, column, area.last, column, {"ignore_blank": True, **options})


def drop_down(source: str) -> dict[str, object]:
    """A drop-down list from a range."""
    return {
        "validate": "list",
        "source": f"={source}",
        "error_title": words.CHOOSE_TITLE,
        "error_message": words.CHOOSE,
    }


def formula_check(formula: str, message: str) -> dict[str, object]:
    """A validation by a formula, with the message for a violation."""
    return {"validate": "custom", "value": formula, "error_title": words.MISTYPED_TITLE, "error_message": message}


def number_check(kind: str, least: int | float, message: str, most: int | None = None) -> dict[str, object]:
    """A number of at least `least`, or between `least` and `most`."""
    limits: dict[str, object] = (
        {"criteria": ">=", "value": least}
        if most is None
        else {"criteria": "between", "minimum": least, "maximum": most}
    )
    return {"validate": kind, **limits, "error_title": words.MISTYPED_TITLE, "error_message": message}


def date_check() -> dict[str, object]:
    """A date of this or the last century."""
    return {
        "validate": "date",
        "criteria": ">=",
        "value": f"=DATE({FIRST_YEAR},1,1)",
        "error_title": words.MISTYPED_TITLE,
        "error_message": words.ERRORS["date"],
    }


def validate_column(sheet: Worksheet, layout: TabLayout, column: Column, at: int, area: Area, ranges: Ranges) -> None:
    """Put the validation of its declaration on a column of the tab."""
    if column.kind in _LIST_KINDS:
        options = drop_down(ranges.of(column.kind)) if ranges.of(column.kind) else None
    elif layout.tab is Tab.VOTES and column.kind is ColumnKind.WHOLE:
        options = formula_check(_votes_formula(at, ranges), words.ERRORS["votes"])
    elif column.unique:
        span = area.column(at)
        formula = f"=SUMPRODUCT(--({span}={cell_address(FIRST_ROW, at, fixed_column=True)}))=1"
        options = formula_check(formula, words.ERRORS["unique"])
    else:
        options = bounds(column)
    if options:
        validate(sheet, area, at, options)


def bounds(column: Column) -> dict[str, object] | None:
    """The validation of a number, a year or a date within the bounds of its column; None for other kinds."""
    if column.above_zero:
        return {**number_check("decimal", 0, words.ERRORS["positive"]), "criteria": ">"}
    if column.kind is ColumnKind.WHOLE:
        return number_check("integer", column.least, words.ERRORS["whole"].format(least=column.least))
    if column.kind is ColumnKind.YEAR:
        return number_check("integer", FIRST_YEAR, words.ERRORS["year"], LAST_YEAR)
    if column.kind in (ColumnKind.NUMBER, ColumnKind.POINTS):
        return number_check("decimal", 0, words.ERRORS["number"])
    return date_check() if column.kind is ColumnKind.DATE else None


def _votes_formula(at: int, ranges: Ranges) -> str:
    """A whole number, and the three of a row together at most the ballots of its session."""
    here = cell_address(FIRST_ROW, at)
    places = _places(Tab.VOTES)
    first, last = places["in_favour"], places["abstain"]
    row = f"{cell_address(FIRST_ROW, first, fixed_column=True)}:{cell_address(FIRST_ROW, last, fixed_column=True)}"
    session = cell_address(FIRST_ROW, places["session"], fixed_column=True)
    most = f"IFERROR(INDEX({ranges.ballots},MATCH({session},{ranges.sessions},0)),10^9)"
    return f"=AND(ISNUMBER({here}),{here}>=0,{here}=INT({here}),SUM({row})<={most})"


def _places(tab: Tab) -> dict[str, int]:
    return {column.field: place for place, column in enumerate(TAB_LAYOUT[tab].columns)}


def color_rows(book: XlsxBook, sheet: Worksheet, layout: TabLayout, area: Area) -> None:
    """Colour a required cell yellow while it is blank in a started row, and an invalid cell red."""
    places = _places(layout.tab)
    last = len(layout.columns) - 1
    row = f"{cell_address(FIRST_ROW, 0, fixed_column=True)}:{cell_address(FIRST_ROW, last, fixed_column=True)}"
    for column in layout.columns:
        at = places[column.field]
        here = cell_address(FIRST_ROW, at, fixed_column=True)
        if column.unique:
            formula = f'=AND({here}<>"",SUMPRODUCT(--({area.column(at)}={here}))>1)'
            color(book, sheet, area=area, first=at, last=at, formula=formula, fill=WRONG)
        if column.required and layout.tab is not Tab.CRITERIA:
            color(book, sheet, area=area, first=at, last=at, formula=f'=AND(COUNTA({row})>0,{here}="")', fill=MISSING)
    for fields, formula in _CHECKS.get(layout.tab, ()):
        address = {field: cell_address(FIRST_ROW, place, fixed_column=True) for field, place in places.items()}
        for field in fields:
            color(
                book,
                sheet,
                area=area,
                first=places[field],
                last=places[field],
                formula=f"={formula.format_map(address)}",
                fill=WRONG,
            )
    for fields, formula in _GAPS.get(layout.tab, ()):
        address = {field: cell_address(FIRST_ROW, place, fixed_column=True) for field, place in places.items()}
        for field in fields:
            text = formula.format_map({**address, "here": address[field]})
            color(book, sheet, area=area, first=places[field], last=places[field], formula=f"={text}", fill=MISSING)


def color(book: XlsxBook, sheet: Worksheet, area: Area, first: int, last: int, formula: str, fill: str) -> None:
    """Colour columns `first` to `last` where the formula of the area's first row holds."""
    options = {"type": "formula", "criteria": formula, "format": book.highlight(bg_color=fill)}
    sheet.conditional_format(area.first, first, area.last, last, options)


def _more(left: str, right: str) -> str:
    return f"AND(ISNUMBER({{{left}}}),ISNUMBER({{{right}}}),{{{left}}}>{{{right}}})"


_COUNTED = SESSION_STATES[SessionState.COUNTED][0]
_CHECKS: dict[Tab, tuple[tuple[tuple[str, ...], str], ...]] = {
    Tab.CRITERIA: ((("maximum",), 'AND({code}<>"",{maximum}<>"",NOT(N({maximum})>0))'),),
    Tab.SESSIONS: (
        (("present",), _more("present", "members")),
        (("issued",), _more("issued", "present")),
        (("collected",), _more("collected", "issued")),
        (
            ("valid", "invalid"),
            "AND(ISNUMBER({collected}),ISNUMBER({valid}),ISNUMBER({invalid}),{valid}+{invalid}<>{collected})",
        ),
    ),
    Tab.VOTES: (
        (("in_favour", "against", "abstain"), "OR(N({in_favour})<0,N({against})<0,N({abstain})<0)"),
    ),
}  # fmt: skip
_GAPS: dict[Tab, tuple[tuple[tuple[str, ...], str], ...]] = {
    Tab.CRITERIA: (
        (("name", "maximum"), 'AND({code}<>"",{here}="")'),
        (("code",), 'AND({code}="",{group}="",{name}<>"")'),
    ),
    Tab.SESSIONS: (
        (("present", "issued", "collected", "valid", "invalid", "head_teller"),
         f'AND({{state}}="{_COUNTED}",{{here}}="")'),
    ),
}  # fmt: skip
