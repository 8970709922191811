"""Validations and conditional colours of the columns of a tab."""

from __future__ import annotations

from lib.model.domain import SessionState
from lib.model.records import Tab
from lib.sheets.columns import FIRST_YEAR, LAST_YEAR, Column, ColumnKind
from lib.sheets.layout import TabLayout
from lib.sheets.template import words
from lib.sheets.template.lists import Ranges
from lib.sheets.template.look import FIRST_ROW, MISSING, WRONG, Area, CellRange, cell_address, in_row, place_of
from lib.sheets.vocabulary import NOT_APPLICABLE, SESSION_STATES
from lib.sheets.xlsx_writer import XlsxSheet

LONGEST_FORMULA = 255
_KPS, _KPS_LONG = NOT_APPLICABLE


def validate(sheet: XlsxSheet, cells: CellRange, options: dict[str, object]) -> None:
    """Put a validation on cells; ValueError for one that Excel would refuse."""
    formula = str(options.get("value", ""))
    if len(formula) > LONGEST_FORMULA:
        raise ValueError(f"validation formula of {len(formula)} characters in column {cells[1]} of {sheet.name}")
    sheet.data_validation(*cells, {"ignore_blank": True, **options})


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


def number_check(kind: str, least: int | str, message: str, most: int | None = None) -> dict[str, object]:
    """A number or date of at least `least`, or between `least` and `most`."""
    limits: dict[str, object] = (
        {"criteria": ">=", "value": least}
        if most is None
        else {"criteria": "between", "minimum": least, "maximum": most}
    )
    return {"validate": kind, **limits, "error_title": words.MISTYPED_TITLE, "error_message": message}


def score_check(here: str, number: str) -> str:
    """The condition that a score is KPS, or a number for which the condition `number` holds."""
    return f'IF(ISNUMBER({here}),{number},OR(TRIM({here})="{_KPS}",TRIM({here})="{_KPS_LONG}"))'


def column_check(tab: Tab, column: Column, at: int, area: Area, ranges: Ranges) -> dict[str, object] | None:
    """The validation of the declaration of a column of a tab, None where anything may be typed."""
    if column.kind in ranges.names:
        return drop_down(ranges.names[column.kind])
    if tab is Tab.VOTES and column.kind is ColumnKind.WHOLE:
        return formula_check(_votes_formula(at, ranges), words.ERRORS["votes"])
    if column.unique:
        return formula_check(f"=SUMPRODUCT(--({area.column(at)}={in_row(at)}))=1", words.ERRORS["unique"])
    return bounds(column)


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
    if column.kind is ColumnKind.DATE:
        return number_check("date", f"=DATE({FIRST_YEAR},1,1)", words.ERRORS["date"])
    return None


def _votes_formula(at: int, ranges: Ranges) -> str:
    """A whole number, and the three of a row together at most the ballots of its session."""
    here = cell_address(FIRST_ROW, at)
    session, first, last = (in_row(place_of(Tab.VOTES, field)) for field in ("session", "in_favour", "abstain"))
    most = f"IFERROR(INDEX({ranges.ballots},MATCH({session},{ranges.names.get(ColumnKind.SESSION, '')},0)),10^9)"
    return f"=AND(ISNUMBER({here}),{here}>=0,{here}=INT({here}),SUM({first}:{last})<={most})"


def color_rows(sheet: XlsxSheet, layout: TabLayout, area: Area) -> None:
    """Colour a required cell yellow while it is blank in a started row, and an invalid cell red."""
    places = {column.field: at for at, column in enumerate(layout.columns)}
    address = {field: in_row(at) for field, at in places.items()}
    row = f"{in_row(0)}:{in_row(len(layout.columns) - 1)}"
    for at, column in enumerate(layout.columns):
        here = in_row(at)
        if column.unique:
            repeated = f'=AND({here}<>"",SUMPRODUCT(--({area.column(at)}={here}))>1)'
            color(sheet, area.cells(at), repeated, WRONG)
        if column.required and layout.tab is not Tab.CRITERIA:
            color(sheet, area.cells(at), f'=AND(COUNTA({row})>0,{here}="")', MISSING)
    for fields, formula, fill in _CHECKS.get(layout.tab, ()):
        for field in fields:
            rule = formula.format_map({**address, "here": address[field]})
            color(sheet, area.cells(places[field]), f"={rule}", fill)


def color(sheet: XlsxSheet, cells: CellRange, formula: str, fill: str) -> None:
    """Colour cells where the formula of their first row holds."""
    options = {"type": "formula", "criteria": formula, "format": sheet.book.highlight(bg_color=fill)}
    sheet.conditional_format(*cells, options)


def _more(left: str, right: str) -> str:
    return f"AND(ISNUMBER({{{left}}}),ISNUMBER({{{right}}}),{{{left}}}>{{{right}}})"


_FIGURES = ("present", "issued", "collected", "valid", "invalid", "head_teller")
_CHECKS: dict[Tab, tuple[tuple[tuple[str, ...], str, str], ...]] = {
    Tab.CRITERIA: (
        (("maximum",), 'AND({code}<>"",{maximum}<>"",NOT(N({maximum})>0))', WRONG),
        (("name", "maximum"), 'AND({code}<>"",{here}="")', MISSING),
        (("code",), 'AND({code}="",{group}="",{name}<>"")', MISSING),
    ),
    Tab.SESSIONS: (
        (("present",), _more("present", "members"), WRONG),
        (("issued",), _more("issued", "present"), WRONG),
        (("collected",), _more("collected", "issued"), WRONG),
        (
            ("valid", "invalid"),
            "AND(ISNUMBER({collected}),ISNUMBER({valid}),ISNUMBER({invalid}),{valid}+{invalid}<>{collected})",
            WRONG,
        ),
        (_FIGURES, f'AND({{state}}="{SESSION_STATES[SessionState.COUNTED][0]}",{{here}}="")', MISSING),
    ),
    Tab.VOTES: ((("in_favour", "against", "abstain"), "OR(N({in_favour})<0,N({against})<0,N({abstain})<0)", WRONG),),
}
"""Fields of a tab to colour, the formula with addresses by field (`here` is the field's own), and the colour."""
