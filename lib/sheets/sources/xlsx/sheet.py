"""One worksheet as a stream: typed values, formulas, merged cells, hidden rows and columns.

Blank cells, however much formatting they carry, cost only the time to skip them.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass, field

from openpyxl.formula.translate import Translator
from openpyxl.utils.cell import column_index_from_string
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900, from_excel, from_ISO8601

from lib.sheets.sources.source import Merge, RawCell, UncalculatedFormula
from lib.sheets.sources.xlsx.formats import NumberFormat
from lib.sheets.sources.xlsx.package import LONGEST_TEXT, Attributes, Package, ParseBudget, local
from lib.sheets.sources.xlsx.texts import Collector, SharedStrings, unescaped

MOST_ROWS = 20_000
MOST_COLUMNS = 2_000
LAST_ROW, LAST_COLUMN = 1_048_576, 16_384
_NO_DATE = "#VALUE!"
_TRUE = frozenset({"1", "true", "on"})
_DIGITS = "0123456789"
_RANGE = re.compile(r"\$?([A-Z]{1,3})\$?(\d{1,7}):\$?([A-Z]{1,3})\$?(\d{1,7})")


@dataclass(frozen=True)
class Shared:
    """What all sheets of a workbook share. `since_1904`: its serial dates count from 1904."""

    strings: SharedStrings
    shown: list[NumberFormat]
    since_1904: bool
    bold: frozenset[str] = frozenset()


@dataclass
class SheetGrid:
    """The cells of one sheet without trailing blanks, and their properties by 1-based row and column."""

    rows: list[list[RawCell]] = field(default_factory=list)
    merges: list[Merge] = field(default_factory=list)
    percents: set[tuple[int, int]] = field(default_factory=set)
    formulas: set[tuple[int, int]] = field(default_factory=set)
    cut: set[tuple[int, int]] = field(default_factory=set)
    bold: set[tuple[int, int]] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    pictured: bool = False

    @property
    def width(self) -> int:
        """The number of columns of the longest row."""
        return max(map(len, self.rows), default=0)


class SheetReader:
    """Reads the part of one worksheet; the open cell is kept in attributes."""

    def __init__(self, shared: Shared, budget: ParseBudget) -> None:
        self.grid = SheetGrid()
        self._shared = shared
        self._budget = budget
        self._epoch = CALENDAR_MAC_1904 if shared.since_1904 else CALENDAR_WINDOWS_1900
        self._columns: dict[str, int] = {}
        self._masters: dict[str, tuple[str, str]] = {}
        self._text = Collector()
        self._root: str | None = None
        self._row = self._column = self._phonetic = 0
        self._cell: Attributes = {}
        self._value: str | None = None
        self._inline: str | None = None
        self._formula: str | None = None
        self._formula_of: Attributes = {}

    def read(self, package: Package, part: str) -> SheetGrid:
        """The grid of this part; ValueError where it is no worksheet."""
        package.parse(part, self._start, self._end, self._text.add)
        grid = self.grid
        grid.hidden_rows = {row for row in grid.hidden_rows if row <= len(grid.rows) and grid.rows[row - 1]}
        grid.hidden_columns = {column for column in grid.hidden_columns if column <= grid.width}
        return grid

    # -- elements ------------------------------------------------------------------------------------------------

    def _start(self, name: str, attributes: Attributes) -> None:
        if self._root is None:
            self._open_root(name)
        if name == self._c:
            self._open_cell(attributes)
        elif name == self._v:
            self._text.begin()
        elif name == self._f:
            self._formula_of = attributes
            self._text.begin()
        elif name == self._row_name:
            self._open_row(attributes)
        elif name == self._is:
            self._text.begin()
            self._text.on = False
            self._inline = ""
        elif name == self._t:
            if self._inline is not None and not self._phonetic:
                self._text.on = True
        elif name == self._phonetic_name:
            self._phonetic += 1
        elif name == self._col:
            self._hide_columns(attributes)
        elif name == self._drawing:
            self.grid.pictured = True
        elif name == self._merge:
            self._add_merge(attributes.get("ref", ""))

    def _end(self, name: str) -> None:
        if name == self._v:
            self._value = self._text.end()
        elif name == self._c:
            if self._value or self._inline is not None or self._formula is not None:
                self._close_cell()
        elif name == self._f:
            self._formula = self._text.end()
        elif name == self._is:
            self._inline = self._text.end()
        elif name == self._t:
            if self._inline is not None:
                self._text.on = False
        elif name == self._phonetic_name:
            self._phonetic -= 1

    def _open_root(self, name: str) -> None:
        if local(name) != "worksheet":
            raise ValueError(local(name))
        self._root = name
        self._drawing = name.replace("worksheet", "drawing")
        named = (
            name.replace("worksheet", each) for each in ("c", "v", "f", "row", "is", "t", "rPh", "col", "mergeCell")
        )
        (self._c, self._v, self._f, self._row_name, self._is, self._t, self._phonetic_name, self._col, self._merge) = (
            named
        )

    def _open_row(self, attributes: Attributes) -> None:
        row = attributes.get("r")
        self._row = self._row + 1 if row is None else int(float(row))
        if not 1 <= self._row <= LAST_ROW:
            raise ValueError(row)
        self._column = 0
        if self._row <= MOST_ROWS and (attributes.get("hidden") in _TRUE or attributes.get("ht") == "0"):
            self.grid.hidden_rows.add(self._row)

    def _open_cell(self, attributes: Attributes) -> None:
        address = attributes.get("r")
        if address is None:
            self._column += 1
        else:
            letters = address.rstrip(_DIGITS)
            if letters not in self._columns:
                self._columns[letters] = column_number(letters.replace("$", "").upper())
            self._column = self._columns[letters]
        self._cell = attributes
        self._value = self._inline = self._formula = None

    # -- values --------------------------------------------------------------------------------------------------

    def _close_cell(self) -> None:
        value = self._stored_value()
        if self._formula is not None:
            if value is None and not (self._cell.get("t") == "str" and self._value is not None):
                value = UncalculatedFormula(self._formula_text())
                self._budget.take_characters(len(value.formula))
            self._remember_master()
            if self._row <= MOST_ROWS and self._column <= MOST_COLUMNS:
                self._budget.take_cells(1)
                self.grid.formulas.add((self._row, self._column))
        if value is not None:
            if isinstance(value, str) and self._cell.get("s") in self._shared.bold:
                self.grid.bold.add((self._row, self._column))
            self._place(value)

    def _stored_value(self) -> RawCell:
        text, kind = self._value, self._cell.get("t", "n")
        if self._inline is not None and (kind == "inlineStr" or not text):
            return self._cut(unescaped(self._inline))
        if not text:
            return None
        if kind == "n":
            return self._number(text)
        if kind == "s":
            number = int(text)
            if number < 0:
                raise ValueError(text)
            return self._shared_text(number)
        if kind == "b":
            return text in _TRUE
        if kind == "d":
            return _moment(text)
        return self._cut(unescaped(text)) if kind in ("str", "inlineStr") else self._cut(text)

    def _shared_text(self, number: int) -> str:
        text = self._shared.strings.texts[number]
        if number in self._shared.strings.cut:
            self.grid.cut.add((self._row, self._column))
        self._budget.take_characters(len(text))
        return text

    def _cut(self, text: str) -> str:
        if len(text) > LONGEST_TEXT:
            self.grid.cut.add((self._row, self._column))
            text = text[:LONGEST_TEXT]
        self._budget.take_characters(len(text))
        return text

    def _number(self, text: str) -> RawCell:
        """A number as the style of its cell displays it; what is no number stays text."""
        try:
            number = float(text) if "." in text or "E" in text or "e" in text else int(text)
        except ValueError:
            return self._cut(text)
        style = self._cell.get("s")
        shown = self._shown(style) if style is not None or self._shared.shown else NumberFormat.NUMBER
        if shown is NumberFormat.NUMBER:
            return number
        if shown is NumberFormat.PERCENT:
            self.grid.percents.add((self._row, self._column))
            return number
        try:
            moment: RawCell = from_excel(number, self._epoch, timedelta=shown is NumberFormat.DURATION)
            return moment
        except (OverflowError, ValueError):
            return _NO_DATE

    def _shown(self, style: str | None) -> NumberFormat:
        number = int(style or 0)
        return self._shared.shown[number] if 0 <= number < len(self._shared.shown) else NumberFormat.NUMBER

    # -- formulas ------------------------------------------------------------------------------------------------

    def _formula_text(self) -> str:
        """A formula as typed; one that is shared with a cell above is translated to this cell."""
        own = self._formula or ""
        master = self._masters.get(self._formula_of.get("si", "")) if not own else None
        if self._formula_of.get("t") != "shared" or master is None:
            return f"={own}"[:LONGEST_TEXT]
        self._budget.look_at_clock()
        try:
            return str(Translator(*master).translate_formula(self._cell.get("r")))
        except (ValueError, LookupError, TypeError, AttributeError):
            return master[0]

    def _remember_master(self) -> None:
        if self._formula and self._formula_of.get("t") == "shared" and "r" in self._cell:
            text = f"={self._formula}"[:LONGEST_TEXT]
            self._budget.take_characters(len(text))
            self._masters.setdefault(self._formula_of.get("si", ""), (text, self._cell["r"]))

    # -- places --------------------------------------------------------------------------------------------------

    def _place(self, value: RawCell) -> None:
        row, column, rows = self._row, self._column, self.grid.rows
        if row > MOST_ROWS or column > MOST_COLUMNS:
            raise self._budget.over("rows" if row > MOST_ROWS else "columns")
        while len(rows) < row:
            rows.append([])
        cells = rows[row - 1]
        missing = column - len(cells)
        if missing <= 0:
            cells[column - 1] = value
            return
        self._budget.take_cells(missing)
        if missing > 1:
            cells.extend([None] * (missing - 1))
        cells.append(value)

    def _hide_columns(self, attributes: Attributes) -> None:
        if attributes.get("hidden") in _TRUE or attributes.get("width") == "0":
            first, last = int(attributes.get("min", 0)), int(attributes.get("max", 0))
            self.grid.hidden_columns.update(range(max(first, 1), min(last, MOST_COLUMNS) + 1))

    def _add_merge(self, ref: str) -> None:
        match = _RANGE.fullmatch(ref)
        if match is None:
            return
        left, top, right, bottom = (column_number(match[1]), int(match[2]), column_number(match[3]), int(match[4]))
        if top <= MOST_ROWS and left <= MOST_COLUMNS:
            self._budget.take_cells(1)
            self.grid.merges.append((top, left, bottom, right))


def column_number(letters: str) -> int:
    """The 1-based number of a column; ValueError for invalid letters."""
    number: int = column_index_from_string(letters)
    if number > LAST_COLUMN:
        raise ValueError(letters)
    return number


def _moment(text: str) -> dt.datetime | dt.date | dt.time | dt.timedelta | str:
    """A moment in ISO 8601; any other text is returned unchanged."""
    try:
        moment: dt.datetime | dt.date | dt.time | dt.timedelta = from_ISO8601(text)
        return moment
    except ValueError:
        return text[:LONGEST_TEXT]
