"""A sheet as a grid of cells by row and column, with merged cells unfolded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cached_property

from lib.sheets.convert.finding import FilePlace
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawCell, RawTable

WITHOUT_FORMATS = (".xls", ".xlsb", ".ods", ".csv", ".txt")
"""File formats whose number formats are not read."""


@dataclass(frozen=True)
class TableGrid:
    """The cells of a sheet between two columns and two rows, 1-based and inclusive as in the sheet."""

    file: str
    table: RawTable
    first_column: int
    last_column: int
    first_row: int
    last_row: int

    @property
    def sheet(self) -> str:
        """The name of the sheet."""
        return self.table.tab

    @cached_property
    def _origin(self) -> dict[tuple[int, int], tuple[int, int]]:
        return {
            (row, column): (top, left)
            for top, left, bottom, right in self.table.merges
            for row in range(top, min(bottom, self.last_row) + 1)
            for column in range(left, min(right, self.last_column) + 1)
        }

    def raw(self, row: int, column: int) -> RawCell:
        """The cell verbatim; blank outside the sheet and under a merge."""
        if not (1 <= row <= len(self.table.rows)):
            return None
        line = self.table.rows[row - 1]
        return line[column - 1] if 1 <= column <= len(line) else None

    def merged_from(self, row: int, column: int) -> tuple[int, int] | None:
        """The top-left of the merge that covers a cell, None for an unmerged cell and for the top-left itself."""
        origin = self._origin.get((row, column))
        return origin if origin and origin != (row, column) else None

    def text(self, row: int, column: int) -> str:
        """The text of a cell, merges unfolded, spaces folded; empty where it is blank."""
        raw = self.raw(*self._origin.get((row, column), (row, column)))
        return " ".join((cells.as_typed(raw) or "").split())

    def number(self, row: int, column: int) -> Decimal | None:
        """The number in a cell, None where it holds none or an ambiguous one."""
        return cells.read_number(self.raw(row, column)).value

    def place(self, row: int, column: int) -> FilePlace:
        """The place of a cell, with file and sheet."""
        return FilePlace(self.file, self.sheet, row, column)

    @property
    def rows(self) -> range:
        return range(self.first_row, self.last_row + 1)

    @property
    def columns(self) -> range:
        """The columns within the bounds."""
        return range(self.first_column, self.last_column + 1)

    def may_be_share(self, row: int, column: int) -> bool:
        """Whether a number may be a percentage: formatted as one, or between 0 and 1 where formats are unknown."""
        if (row, column) in self.table.percents:
            return True
        number = self.number(row, column)
        return number is not None and 0 < number < 1 and self.file.lower().endswith(WITHOUT_FORMATS)

    def texts(self, row: int) -> set[str]:
        """The different texts of a row."""
        return {self.text(row, column) for column in self.columns} - {""}

    def without_figures(self, row: int) -> bool:
        """Whether a row holds no number."""
        return all(self.number(row, column) is None for column in self.columns)

    def lines(self, rows: range) -> Iterator[str]:
        """The texts of some rows, cell by cell, each merged text once."""
        for row in rows:
            for column in self.columns:
                if self.merged_from(row, column) is None and (text := self.text(row, column)):
                    yield text

    def part(self, first: int, last: int) -> TableGrid:
        """The same sheet between other columns."""
        return replace(self, first_column=first, last_column=last)


def grid_of(file: str, table: RawTable) -> TableGrid:
    """The grid of a whole sheet."""
    width = max((len(row) for row in table.rows), default=0)
    return TableGrid(file=file, table=table, first_column=1, last_column=width, first_row=1, last_row=len(table.rows))
