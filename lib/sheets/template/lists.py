"""The lists behind the drop-downs, in hidden columns of the guide: closed choices, unit names, scenes, settings.

A list is a range rather than words inside the rule, because a choice may contain a comma and because Google Sheets
imports ranges as they are. Lists of names are formulas, so that an edited name is offered at once.
"""

from __future__ import annotations

from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from lib.sheets.template.look import Area, elsewhere
from lib.sheets.xlsx_writer import XlsxBook

FIRST_COLUMN = 8
UNLIMITED = 10**9


class Lists:
    """Allots one hidden column to every list and gives the address of its range."""

    def __init__(self, book: XlsxBook, guide: Worksheet, guide_name: str) -> None:
        self._book = book
        self._guide = guide
        self._name = guide_name
        self._next = FIRST_COLUMN
        self._known: dict[tuple[str, ...], str] = {}

    def words(self, words: tuple[str, ...]) -> str:
        """The range of a closed choice, written once."""
        if words not in self._known:
            column = self._column()
            for row, word in enumerate(words):
                self._book.put(self._guide, row, column, word, num_format="@")
            self._known[words] = self._range(column, len(words))
        return self._known[words]

    def formulas(self, entries: tuple[tuple[str, str | int], ...]) -> str:
        """The range of a list of formulas, each with its current value."""
        column = self._column()
        for row, (formula, value) in enumerate(entries):
            self._book.formula(self._guide, row=row, column=column, formula=formula, value=value)
        return self._range(column, len(entries))

    def setting(self, address: str, default: int, value: int | float | None) -> str:
        """The address of a hidden cell with the number at `address`, or the default where that is blank."""
        column = self._column()
        formula = f"=IF(ISNUMBER({address}),{address},{default})"
        self._book.formula(
            self._guide, row=0, column=column, formula=formula, value=default if value is None else value
        )
        return elsewhere(self._name, f"${xl_col_to_name(column)}$1")

    def hide(self) -> None:
        """Hide the columns of the lists."""
        if self._next > FIRST_COLUMN:
            self._guide.set_column(FIRST_COLUMN, self._next - 1, 12, None, {"hidden": True})

    def _column(self) -> int:
        self._next += 1
        return self._next - 1

    def _range(self, column: int, rows: int) -> str:
        return elsewhere(self._name, Area(0, max(rows, 1) - 1).column(column))
