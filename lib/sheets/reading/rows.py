"""Reading one row of a tab field by field: every fault becomes a problem at its cell and blocks the row.

`RowReader` is the one place where a parsed cell turns into a problem; the builders of records only assign fields.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import cache
from typing import Any, TypeVar

from lib.model.domain import Base, Threshold, exact_points
from lib.model.invisible_characters import PASTED_DAILY, invisible_in
from lib.model.problems import CellRef, Code, Param, Problem, problem
from lib.model.records import Tab
from lib.sheets.columns import Choices, Column, ColumnKind
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.reading import cells, thresholds
from lib.sheets.reading.cells import CellFault, Parsed
from lib.sheets.reading.names import NameIndex
from lib.sheets.reading.tables import Sheet
from lib.sheets.sources.source import RawCell

V = TypeVar("V")
R = TypeVar("R")
LONGEST_NAME = 300
"""Maximum length of a name or a code, in characters (docs/workbook.md section 1)."""


_BALLOT_TABS = frozenset({Tab.SESSIONS, Tab.VOTES})
_NEVER_A_DAY = frozenset(
    {(Tab.CRITERIA, "maximum"), (Tab.AWARDS, "minimum"), (Tab.AWARDS, "quota"), (Tab.INFO, "value")}
    | {(Tab.VOTES, field) for field in ("in_favour", "against", "abstain")}
)
"""Columns where a number that is a day of 2000 to 2050 was a fraction before the spreadsheet made it a date."""
_LOST_IN_A_MERGE = {
    Tab.SESSIONS: ("round", "members", "state", "threshold", "base", "most"),
    Tab.BALLOT_PAPERS: ("count", "verdict"),
} | {
    tab: tuple(column.field for column in TAB_LAYOUT[tab].columns if column.decides)
    for tab in (Tab.CRITERIA, Tab.AWARDS, Tab.EXCLUSIONS)
}
"""Columns where a blank cell has a meaning: one under a merged cell may have held a value (contract 7)."""


def misplaced(raw: RawCell, *, percent: bool, day: bool, text_percent: bool = True) -> CellFault | None:
    """The fault of a percentage or a date where points or votes belong; None where the value is neither."""
    if day and cells.is_a_day_of_now(raw):
        return CellFault(Code.LOOKS_LIKE_A_DATE)
    is_number = isinstance(raw, int | float) and not isinstance(raw, bool)
    if (percent and is_number) or (text_percent and cells.is_a_percentage(raw)):
        return CellFault(Code.PERCENT_IN_SCORE)
    return None


class RowReader:
    """A row with its problems. `blocked` is set once it has a blocking problem."""

    def __init__(self, sheet: Sheet, index: int, problems: list[Problem]) -> None:
        self.sheet = sheet
        self.index = index
        self.blocked = False
        self._problems = problems
        self._bad: set[str] = set()

    def raw(self, field: str) -> RawCell:
        """The raw value of a field, None where it has no column."""
        return self.sheet.raw_cell(self.index, self.sheet.columns.get(field))

    def ref(self, field: str) -> CellRef:
        """The cell of a field; that of the row where it has no column."""
        return self.sheet.field_ref(self.index, field)

    def blank(self, field: str) -> bool:
        """Whether the field is blank, or has no column."""
        return cells.is_blank(self.raw(field))

    def bad(self, field: str) -> bool:
        """Whether a blocking problem was found in the field's cell."""
        return field in self._bad

    def report(self, code: Code, field: str, **params: Param) -> None:
        """Report a problem at a field's cell, with the usual severity of its code."""
        self.add(field, problem(code, self.ref(field), cells.as_typed(self.raw(field)), **params))

    def add(self, field: str, problem: Problem) -> None:
        """Add a problem made elsewhere; a blocking one blocks the row."""
        self._problems.append(problem)
        if problem.blocks:
            self.blocked = True
            self._bad.add(field)

    def take(self, field: str, parse: Callable[[RawCell], Parsed[V]], *, required: bool | None = None) -> V | None:
        """The field's value; None for a blank or unreadable cell, which is reported where it is a fault.

        Whether it is required is declared with the column unless `required` overrides that. A required field whose
        whole column is absent blocks the row without a problem of its own: the missing column has been reported
        already.
        """
        declared = self._declared(field)
        required = declared.required and not declared.may_be_blank if required is None else required
        if field not in self.sheet.columns:
            self.blocked = self.blocked or required
            return None
        parsed = parse(self.raw(field))
        if parsed.fault:
            self.report(parsed.fault.code, field, **dict(parsed.fault.params))
        elif parsed.value is None and required:
            self.report(Code.MISSING_VALUE, field, column=declared.header)
        elif field in _LOST_IN_A_MERGE.get(self.sheet.layout.tab, ()):
            self.check_merge(field)
        return parsed.value

    def check_merge(self, field: str) -> None:
        """A blank cell under a merged one: what stood there was lost with the merge, so no default stands in."""
        if self.blank(field) and self.sheet.swallowed(self.index, self.sheet.columns.get(field)):
            self.report(Code.MERGED_RULE, field)

    def _declared(self, field: str) -> Column:
        return self.sheet.layout.column(field)

    def text(self, field: str, *, required: bool | None = None) -> str | None:
        """A text, tidied."""
        return self.take(field, cells.read_text, required=required)

    def name(self, field: str) -> str | None:
        """A name; one that is too long is reported and truncated."""
        return self._checked(field, self.text(field))

    def code(self, field: str) -> str | None:
        """A code or a name that refers to a record, of limited length."""
        serial = self.sheet.raw.serial_dates
        return self._checked(field, self.take(field, lambda raw: cells.read_code(raw, serial_dates=serial)))

    def _checked(self, field: str, name: str | None) -> str | None:
        """A name of limited length; its invisible characters are reported, except for the harmless ones."""
        if name is None:
            return None
        raw = self.raw(field)
        signs = [sign for sign in invisible_in(raw) if sign not in PASTED_DAILY] if isinstance(raw, str) else []
        if len(name) > LONGEST_NAME:
            self.report(Code.LONG_NAME, field, length=len(name), most=LONGEST_NAME)
            name = name[: LONGEST_NAME - 1] + "…"
        if signs:
            self.report(Code.INVISIBLE_SIGN, field, sign=f"U+{ord(signs[0]):04X}")
        return name

    def number(self, field: str) -> Decimal | None:
        """A number."""
        return self.take(field, self._sound(field, cells.read_number))

    def whole(self, field: str, *, required: bool | None = None) -> int | None:
        """A whole number within the bounds of its column; a blank cell means the column's default."""
        least = self._declared(field).least
        number = self.take(field, self._sound(field, lambda raw: cells.read_whole(raw, least=least)), required=required)
        return self._or_default(field, number, cells.read_whole)

    def _sound(self, field: str, parse: Callable[[RawCell], Parsed[V]]) -> Callable[[RawCell], Parsed[V]]:
        """The same parser, rejecting percentages and dates where points or votes belong (contract 7)."""
        percent = (self.index + 1, self.sheet.columns.get(field, -1) + 1) in self.sheet.raw.percents
        declared = self._declared(field)
        tab = self.sheet.layout.tab
        points = declared.kind is ColumnKind.POINTS or (tab, field) == (Tab.INFO, "value")
        points = points or (tab in _BALLOT_TABS and declared.kind is ColumnKind.WHOLE)
        of_day = (tab, field) in _NEVER_A_DAY

        def read(raw: RawCell) -> Parsed[V]:
            wrong = misplaced(raw, percent=points and percent, day=of_day, text_percent=points)
            if wrong is None and percent and declared.kind is ColumnKind.WHOLE and isinstance(raw, int | float):
                expected = "whole_positive" if declared.least else "whole"
                wrong = CellFault(Code.NOT_A_NUMBER, (("expected", expected), ("kind", "percent")))
            return Parsed(None, wrong) if wrong else parse(raw)

        return read

    def year(self, field: str) -> int | None:
        """A year in the accepted range."""
        return self.take(field, cells.read_year)

    def date(self, field: str) -> dt.date | None:
        """A date in the accepted range."""
        return self.take(field, cells.read_date)

    def clock(self, field: str) -> str | None:
        """A time, as typed or as `14:52` where the sheet holds a time of day."""
        return self.take(field, cells.read_clock)

    def choice(self, field: str, words: Choices | None = None) -> Any:
        """The meaning of a word of the column's closed choice (`words`: of another one), or of its default."""
        known = words or self._declared(field).choices or {}
        chosen = self.take(field, lambda raw: cells.read_choice(raw, known))
        return self._or_default(field, chosen, lambda word: cells.read_choice(word, known))

    def threshold(self, field: str, base: Base | None) -> Threshold | None:
        """A threshold of a base, or the column's default; one that was probably rounded is taken as typed."""
        serial = self.sheet.raw.serial_dates
        threshold = self.take(field, lambda raw: thresholds.read_threshold(raw, base=base, serial_dates=serial))
        if threshold and (meant := thresholds.probable_fraction(threshold.share)):
            self.report(Code.ROUNDED_THRESHOLD, field, fraction=f"{meant.numerator}/{meant.denominator}")
        return self._or_default(field, threshold, thresholds.read_threshold)

    def _or_default(self, field: str, value: V | None, parse: Callable[[RawCell], Parsed[V]]) -> V | None:
        """The value of a field, that of the column's default where nothing was typed; None where it is unreadable."""
        return parse(self._declared(field).default).value if value is None and not self.bad(field) else value

    def points(self, field: str, decimals: int) -> int | None:
        """Points in the smallest unit, rounded half up; too many decimals are reported."""
        value = self.number(field)
        if value is None:
            return None
        points, rounded = cells.to_points(value, decimals)
        if rounded:
            self.report(Code.TOO_MANY_DECIMALS, field, decimals=decimals, rounded=str(exact_points(points, decimals)))
        return points

    def named(self, field: str, index: NameIndex, unknown: Code) -> str | None:
        """The code that a name refers to; an unknown or ambiguous one is reported."""
        typed = self.code(field)
        return None if typed is None else self.resolve(field, typed, index, unknown)

    def resolve(self, field: str, typed: str, index: NameIndex, unknown: Code) -> str | None:
        """The code that a typed name refers to; an unknown or ambiguous one is reported."""
        fits = index.fits(typed)
        if len(fits) == 1:
            return fits[0]
        if fits:
            self.report(Code.AMBIGUOUS_NAME, field, options="; ".join(fits))
        else:
            self.report(unknown, field, **index.hint(typed))
        return None

    def read(self, kind: ColumnKind, field: str) -> Any:
        """The value of a field, read as one of this kind."""
        return _READERS[kind](self, field)

    def record(self, kind: type[R], **known: Any) -> R:
        """The record of a row, a dataclass: fields that are not `known` are read as their columns are declared."""
        wanted = _fields_of(kind) - known.keys()  # type: ignore[arg-type]
        columns = [column for column in self.sheet.layout.columns if column.field in wanted]
        return kind(**{column.field: self.read(column.kind, column.field) for column in columns}, **known)


@cache
def _fields_of(kind: type) -> frozenset[str]:
    return frozenset(field.name for field in fields(kind))


_READERS: Mapping[ColumnKind, Callable[[RowReader, str], Any]] = {
    ColumnKind.TEXT: RowReader.text,
    ColumnKind.CODE: RowReader.code,
    ColumnKind.WHOLE: RowReader.whole,
    ColumnKind.NUMBER: RowReader.number,
    ColumnKind.POINTS: RowReader.number,
    ColumnKind.YEAR: RowReader.year,
    ColumnKind.DATE: RowReader.date,
    ColumnKind.TIME: RowReader.clock,
    ColumnKind.CHOICE: RowReader.choice,
    ColumnKind.YES_NO: RowReader.choice,
}


def unit_columns(sheet: Sheet, units: NameIndex, problems: list[Problem]) -> list[tuple[str | None, int]]:
    """The columns headed by units, None where a header names no single one; a second column of a unit is reported."""
    columns: list[tuple[str | None, int]] = []
    first: dict[str, int] = {}
    for header, column in sheet.extras:
        if not units.fits(header) and sheet.tolerates(header):
            continue
        unit = _named_unit(sheet, header=header, column=column, units=units, problems=problems)
        columns.append((unit, column))
        if unit is not None and first.setdefault(unit, column) != column:
            before = sheet.header_ref(first[unit]).a1
            problems.append(
                problem(Code.DUPLICATE_COLUMN, sheet.header_ref(column), header, column=header, first=before)
            )
    return columns


def single_columns(columns: list[tuple[str | None, int]]) -> list[tuple[str, int]]:
    """The columns of units that have one; of two columns for one unit neither counts."""
    times = Counter(unit for unit, _ in columns)
    return [(unit, column) for unit, column in columns if unit is not None and times[unit] == 1]


def _named_unit(sheet: Sheet, header: str, column: int, units: NameIndex, problems: list[Problem]) -> str | None:
    """The unit named by a column's header; a header that fits no unit, or two, is reported."""
    fits = units.fits(header)
    if len(fits) == 1:
        return fits[0]
    where = sheet.header_ref(column)
    if fits:
        problems.append(problem(Code.AMBIGUOUS_NAME, where, header, options="; ".join(fits)))
    elif wrong := cells.common_fault(sheet.raw_cell(where.row - 1, column)):
        problems.append(problem(wrong.code, where, header))
    else:
        problems.append(problem(Code.UNKNOWN_UNIT, where, header, **units.hint(header)))
    return None
