"""One row of a tab, read field by field: every fault becomes a problem at its cell and blocks the row.

`Row` is the one place where a parsed cell turns into a problem; builders of records only say which field is what.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import TypeVar

from lib.model.domain import Threshold
from lib.model.problems import CellRef, Code, Param, Problem, problem
from lib.sheets.reading import cells, thresholds
from lib.sheets.reading.cells import Parsed
from lib.sheets.reading.names import NameIndex, nearest
from lib.sheets.reading.tables import Sheet
from lib.sheets.sources.source import RawCell
from lib.sheets.vocabulary import NO_WORDS, YES_WORDS

V = TypeVar("V")
LONGEST_NAME = 300
"""Characters of a name or a code that are read (docs/workbook.md section 1)."""


class Row:
    """A row with its problems. `blocked` is set once a blocking problem stands in it."""

    def __init__(self, sheet: Sheet, index: int, problems: list[Problem]) -> None:
        self.sheet = sheet
        self.index = index
        self.blocked = False
        self._problems = problems
        self._bad: set[str] = set()

    def raw(self, field: str) -> RawCell:
        return self.sheet.raw_cell(self.index, self.sheet.columns.get(field))

    def ref(self, field: str) -> CellRef:
        return self.sheet.field_ref(self.index, field)

    def blank(self, field: str) -> bool:
        """Nothing typed, or no such column."""
        return cells.is_blank(self.raw(field))

    def bad(self, field: str) -> bool:
        """Whether a blocking problem was found in the field's cell."""
        return field in self._bad

    def report(self, code: Code, field: str, **params: Param) -> None:
        """A problem at a field's cell, as severe as its code usually is."""
        self.add(field, problem(code, self.ref(field), cells.as_typed(self.raw(field)), **params))

    def add(self, field: str, found: Problem) -> None:
        """A problem made elsewhere; a blocking one blocks the row."""
        self._problems.append(found)
        if found.blocks:
            self.blocked = True
            self._bad.add(field)

    def take(self, field: str, parse: Callable[[RawCell], Parsed[V]], *, required: bool = False) -> V | None:
        """The field's value; None for a blank or unreadable cell, which is reported where it is wrong.

        A required field whose whole column is absent blocks the row without a problem of its own: the missing
        column has been named already.
        """
        if field not in self.sheet.columns:
            self.blocked = self.blocked or required
            return None
        parsed = parse(self.raw(field))
        if parsed.fault:
            self.report(parsed.fault.code, field, **dict(parsed.fault.params))
        elif parsed.value is None and required:
            self.report(Code.MISSING_VALUE, field, column=self.sheet.layout.header(field))
        return parsed.value

    def text(self, field: str, *, required: bool = False) -> str | None:
        return self.take(field, cells.text, required=required)

    def name(self, field: str, *, required: bool = False) -> str | None:
        """A name; one that is longer than any name is named and shown by its beginning."""
        return self._shortened(field, self.text(field, required=required))

    def code(self, field: str, *, required: bool = True) -> str | None:
        """A code or a name that refers to something, no longer than a name may be."""
        serial = self.sheet.raw.serial_dates
        typed = self.take(field, lambda raw: cells.code(raw, serial_dates=serial), required=required)
        return self._shortened(field, typed)

    def _shortened(self, field: str, typed: str | None) -> str | None:
        if typed is None or len(typed) <= LONGEST_NAME:
            return typed
        self.report(Code.LONG_NAME, field, length=len(typed), most=LONGEST_NAME)
        return typed[: LONGEST_NAME - 1] + "…"

    def number(self, field: str, *, required: bool = False) -> Decimal | None:
        return self.take(field, cells.number, required=required)

    def whole(self, field: str, *, least: int = 0, required: bool = False) -> int | None:
        return self.take(field, lambda raw: cells.whole(raw, least=least), required=required)

    def date(self, field: str, *, required: bool = False) -> dt.date | None:
        return self.take(field, cells.date, required=required)

    def clock(self, field: str) -> str | None:
        """A time, as typed or as `14:52` where the sheet holds a time of day."""
        return self.take(field, cells.clock)

    def choice(self, field: str, words: Mapping[V, tuple[str, ...]], *, required: bool = False) -> V | None:
        return self.take(field, lambda raw: cells.choice(raw, words), required=required)

    def yes_no(self, field: str) -> bool | None:
        return self.take(field, lambda raw: cells.yes_no(raw, YES_WORDS, NO_WORDS))

    def threshold(self, field: str) -> Threshold | None:
        """A threshold; one that was probably rounded is named and taken as written."""
        serial = self.sheet.raw.serial_dates
        found = self.take(field, lambda raw: thresholds.threshold(raw, serial_dates=serial))
        if found and (meant := thresholds.probable_fraction(found.share)):
            self.report(Code.ROUNDED_THRESHOLD, field, fraction=f"{meant.numerator}/{meant.denominator}")
        return found

    def default(self, field: str, value: V | None, default: V) -> V | None:
        """The value read of a field, the default where nothing was typed; None where it cannot be read."""
        return default if value is None and not self.bad(field) else value

    def points(self, field: str, decimals: int) -> int | None:
        """A number of points in the smallest unit, rounded half up; too many decimals are named."""
        value = self.number(field)
        if value is None:
            return None
        points, rounded = cells.to_points(value, decimals)
        if rounded:
            self.report(
                Code.TOO_MANY_DECIMALS, field, decimals=decimals, rounded=str(Decimal(points).scaleb(-decimals))
            )
        return points

    def named(self, field: str, index: NameIndex, unknown: Code, *, required: bool = True) -> str | None:
        """The code that a name refers to; an unknown or ambiguous one is reported."""
        typed = self.code(field, required=required)
        return None if typed is None else self.resolve(field, typed, index, unknown)

    def resolve(self, field: str, typed: str, index: NameIndex, unknown: Code) -> str | None:
        fits = index.fits(typed)
        if len(fits) == 1:
            return fits[0]
        if fits:
            self.report(Code.AMBIGUOUS_NAME, field, options="; ".join(fits))
        else:
            self.report(unknown, field, suggestion=nearest(typed, index.shown))
        return None


def named_unit(sheet: Sheet, header: str, column: int, units: NameIndex, problems: list[Problem]) -> str | None:
    """The unit whose name a column's header is; a header that is no unit's, or two units', is reported."""
    fits = units.fits(header)
    if len(fits) == 1:
        return fits[0]
    where = sheet.header_ref(column)
    if fits:
        problems.append(problem(Code.AMBIGUOUS_NAME, where, header, options="; ".join(fits)))
    elif wrong := cells.common_fault(sheet.raw_cell(where.row - 1, column)):
        problems.append(problem(wrong.code, where, header))
    else:
        problems.append(problem(Code.UNKNOWN_UNIT, where, header, suggestion=nearest(header, units.shown)))
    return None
