"""Rebuilding a workbook of the same year: everything that was typed, in a fresh layout (docs/workbook.md section 5)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from lib.model.domain import ScoreColumn
from lib.model.records import Tab
from lib.papers.new_year import next_year
from lib.sheets import vocabulary
from lib.sheets.layout import TAB_LAYOUT, Extra
from lib.sheets.reading import cells
from lib.sheets.reading.contest import unit_names
from lib.sheets.reading.names import NameIndex, index_of
from lib.sheets.reading.tables import Sheet, find_sheets
from lib.sheets.sources.source import RawCell, RawTables
from lib.sheets.template.plan import NewYear, TypedColumn, TypedItem, TypedRow, TypedScore, TypedScoreRow, TypedTab
from lib.sheets.xlsx_writer import CellValue
from lib.snapshot import Snapshot

_BY_ITEM_OR_UNIT = frozenset({Tab.GUIDE, Tab.ORIGIN, Tab.INFO, Tab.VERIFIED, Tab.SELF})
_SCORES = {Tab.VERIFIED: ScoreColumn.VERIFIED, Tab.SELF: ScoreColumn.SELF}
_ITEM_FIELDS = ("value", "basis", "note")
_NOT_IN_A_NAME = re.compile(r"[\[\]:*?/\\]|^'|'$")
LONGEST_TAB_NAME = 31
"""Maximum length of the name of a tab in an .xlsx file, in characters."""
_RUNNING, _NOTE = frozenset(map(cells.word, ("STT", "TT"))), cells.word("Ghi chú")
_PLACEHOLDER = re.compile(vocabulary.PLACEHOLDER_UNIT.format(number=r"\d+"))


@dataclass(frozen=True)
class SameYear:
    """The rebuilt workbook, and what has no place in it: pairs of a cell's address and its content."""

    plan: NewYear
    unplaced: tuple[tuple[str, str], ...]


def same_year(snapshot: Snapshot, tables: RawTables) -> SameYear:
    """The plan of the same year with every cell as typed in `tables`, unreadable ones included.

    Tabs and columns that the layout does not have are appended at the end.
    """
    book = snapshot.workbook
    sheets, _ = find_sheets(tables)
    read = {tab: sheet for tab, sheet in sheets.items() if sheet.header_row is not None}
    units, fresh = unit_names(book.units), next_year(snapshot, book.contest.year)
    rowed = {tab: sheet for tab, sheet in read.items() if tab not in _BY_ITEM_OR_UNIT}
    rowed = {tab: sheet for tab, sheet in rowed.items() if not _is_untouched(sheet, units)}
    scores = _Scores(units, index_of((one.code, ()) for one in book.criteria))
    for tab, column in _SCORES.items():
        if tab in read:
            scores.read(read[tab], column)
    info = read.get(Tab.INFO)
    plan = replace(
        fresh,
        scores=tuple(scores.typed),
        score_rows=tuple(scores.rows),
        typed=tuple(row for sheet in rowed.values() for row in _rows(sheet, units)),
        whole=frozenset(rowed),
        columns=(*scores.columns, *(one for sheet in rowed.values() for one in _columns(sheet, units))),
        items=tuple(_items(info)) if info else (),
        tabs=tuple(_tabs(tables, {id(sheet.raw) for sheet in read.values()})),
    )
    above = (cell for sheet in read.values() for cell in _above(sheet))
    beside = _beside_items(info) if info else ()
    return SameYear(plan, (*scores.unplaced, *above, *beside))


# -- tabs with a row for each record -------------------------------------------------------------------------------


def _rows(sheet: Sheet, units: NameIndex) -> Iterator[TypedRow]:
    """The rows of a tab by the fields of its layout, and by unit where it has a column for each unit."""
    for row in sheet.rows():
        fields = tuple((name, _value(sheet.raw_cell(row, at))) for name, at in sheet.columns.items())
        of_units = ((units.fits(header), sheet.raw_cell(row, at)) for header, at in sheet.extras)
        by_unit = tuple((codes[0], _value(raw)) for codes, raw in of_units if len(codes) == 1)
        yield TypedRow(sheet.layout.tab, fields, by_unit if sheet.layout.extra is Extra.UNIT else ())


def _is_untouched(sheet: Sheet, units: NameIndex) -> bool:
    """Whether every row of a tab is a placeholder of a new workbook for a unit renamed since: `Đơn vị 3`."""
    place = sheet.columns.get("unit")
    named = [cells.as_typed(sheet.raw_cell(row, place)) or "" for row in sheet.rows()]
    filled = [len(sheet.filled(row)) for row in sheet.rows()]
    left = all(_PLACEHOLDER.fullmatch(name) and not units.fits(name) for name in named)
    return bool(named) and left and max(filled) <= 2


def _columns(sheet: Sheet, units: NameIndex) -> Iterator[TypedColumn]:
    """Columns with content that the fresh layout does not have."""
    rows = list(sheet.rows())
    offered = {column.field for column in sheet.layout.columns if column.offered_to_fill}
    lost = [at for name, at in sheet.columns.items() if name not in offered]
    by_unit = sheet.layout.extra is Extra.UNIT
    lost += [at for header, at in sheet.extras if not (by_unit and len(units.fits(header)) == 1)]
    lost += _without_header(sheet, rows)
    for at in lost:
        typed = [(place, sheet.raw_cell(row, at)) for place, row in enumerate(rows)]
        filled = tuple((place, _value(raw)) for place, raw in typed if not cells.is_blank(raw))
        if filled:
            yield TypedColumn(sheet.layout.tab, _header(sheet, at), filled)


def _without_header(sheet: Sheet, rows: list[int]) -> list[int]:
    """Columns without a usable header: below a blank header, or below a repeated one; a running number is not kept."""
    known = {*sheet.columns.values(), *(at for _, at in sheet.extras)}
    filled = {at for row in rows for at in sheet.filled(row)} - known
    return sorted(at for at in filled if cells.word(str(_header(sheet, at))) not in _RUNNING)


def _header(sheet: Sheet, at: int) -> CellValue:
    return _value(sheet.raw_cell(sheet.header_row or 0, at)) or ""


# -- scores --------------------------------------------------------------------------------------------------------


@dataclass
class _Scores:
    """Both score tabs: scores by criterion and unit, rows without criterion, columns without unit, unplaced cells."""

    units: NameIndex
    criteria: NameIndex
    typed: list[TypedScore] = field(default_factory=list)
    rows: list[TypedScoreRow] = field(default_factory=list)
    columns: list[TypedColumn] = field(default_factory=list)
    unplaced: list[tuple[str, str]] = field(default_factory=list)

    def read(self, sheet: Sheet, column: ScoreColumn) -> None:
        """Read one score tab. A repeated row of a criterion, and a row of none, go below the criteria."""
        more: dict[int, list[tuple[str | int, CellValue]]] = {}
        seen: set[str] = set()
        for row in sheet.rows():
            code = self._code(sheet, row)
            if code is None or code in seen:
                self._odd_row(sheet, column, row)
                continue
            seen.add(code)
            for unit, at, raw in (*self._cells(sheet, row), *_notes(sheet, row)):
                if unit is not None:
                    self.typed.append(TypedScore(column, code, unit, _value(raw)))
                else:
                    more.setdefault(at, []).append((code, _value(raw)))
        for at, scores in more.items():
            self.columns.append(TypedColumn(sheet.layout.tab, _header(sheet, at), tuple(scores)))

    def _code(self, sheet: Sheet, row: int) -> str | None:
        """The criterion of a row, None where it does not name exactly one."""
        fits = self.criteria.fits(cells.as_typed(sheet.raw_cell(row, sheet.columns.get("code"))) or "")
        return fits[0] if len(fits) == 1 else None

    def _cells(self, sheet: Sheet, row: int) -> Iterator[tuple[str | None, int, RawCell]]:
        """The filled cells of a row under a unit, or under a header that is neither a unit nor known."""
        taken: set[str] = set()
        for header, at in sheet.extras:
            raw, named = sheet.raw_cell(row, at), self.units.fits(header)
            if cells.is_blank(raw) or (not named and sheet.tolerates(header)):
                continue
            first = len(named) == 1 and named[0] not in taken
            taken.update(named)
            yield (named[0] if first else None), at, raw

    def _odd_row(self, sheet: Sheet, column: ScoreColumn, row: int) -> None:
        """Handle a row without criterion: kept where a code was typed, else listed; totals are computed anew."""
        code = sheet.raw_cell(row, sheet.columns.get("code"))
        typed = cells.key(cells.as_typed(code) or "")
        if typed in map(cells.key, vocabulary.TOTAL_ROW):
            return
        filled = list(self._cells(sheet, row))
        if typed:
            by_unit = tuple((unit, _value(raw)) for unit, _, raw in filled if unit is not None)
            self.rows += [TypedScoreRow(column, _value(code), by_unit)] if by_unit else []
            filled = [cell for cell in filled if cell[0] is None]
        for _, at, _ in filled:
            self.unplaced += _left_over(sheet, row, at)


def _notes(sheet: Sheet, row: int) -> Iterator[tuple[None, int, RawCell]]:
    """Notes beside the scores of a criterion, in a column of notes or below a blank header."""
    known = {*sheet.columns.values(), *(at for _, at in sheet.extras)}
    for at in sheet.filled(row):
        word = cells.word(str(_header(sheet, at)))
        if at not in known and (not word or word == _NOTE):
            yield None, at, sheet.raw_cell(row, at)


# -- Thông tin, tabs of other things -------------------------------------------------------------------------------


def _items(sheet: Sheet) -> Iterator[TypedItem]:
    """The rows of `Thông tin`: the first of each known item, then everything else."""
    by_word = {cells.word(word): item.field for item in vocabulary.ITEMS for word in item.words}
    seen: set[str] = set()
    for row in sheet.rows():
        name = by_word.get(cells.word(cells.as_typed(sheet.raw_cell(row, sheet.columns.get("item"))) or ""))
        known = name if name not in seen else None
        seen.update({name} if name else ())
        values = (_value(sheet.raw_cell(row, sheet.columns.get(column))) for column in ("item", *_ITEM_FIELDS))
        yield TypedItem(known, *values)


def _beside_items(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Content in columns of `Thông tin` that the layout does not have."""
    known = set(sheet.columns.values())
    for row in sheet.rows():
        for at in sheet.filled(row):
            if at not in known:
                yield from _left_over(sheet, row, at)


def _tabs(tables: RawTables, read: set[int]) -> Iterator[TypedTab]:
    """Unknown tabs, repeated known ones, and known ones without a readable header."""
    taken = {cells.key(layout.name) for layout in TAB_LAYOUT.values()}
    guides = {cells.word(word) for word in TAB_LAYOUT[Tab.GUIDE].words}
    for raw in tables.tables:
        empty = all(cells.is_blank(cell) for row in raw.rows for cell in row)
        if id(raw) in read or cells.word(raw.tab) in guides or empty:
            continue
        name = _free_name(raw.tab, taken)
        taken.add(cells.key(name))
        yield TypedTab(name, tuple(tuple(map(_value, row)) for row in raw.rows))


def _free_name(name: str, taken: set[str]) -> str:
    """A tab name that is valid in an .xlsx file and not yet taken."""
    bare = _NOT_IN_A_NAME.sub("_", name)[:LONGEST_TAB_NAME] or "_"
    free, number = bare, 2
    while cells.key(free) in taken:
        free = f"{bare[: LONGEST_TAB_NAME - 5]} ({number})"
        number += 1
    return free


def _above(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Data above a header, perhaps because the whole tab was sorted. A heading of a single cell does not count."""
    for row in range(sheet.header_row or 0):
        filled = sheet.filled(row)
        for at in filled if len(filled) > 1 else ():
            yield from _left_over(sheet, row, at)


def _left_over(sheet: Sheet, row: int, at: int) -> Iterator[tuple[str, str]]:
    raw = sheet.raw_cell(row, at)
    if not cells.is_blank(raw):
        yield f"{sheet.raw.tab}!{sheet.ref(row, at).a1}", cells.as_typed(raw) or ""


def _value(raw: RawCell) -> CellValue:
    """The cell value to write: midnight is a date, and a kind that Excel lacks is written as its text."""
    if isinstance(raw, dt.datetime):
        return raw.date() if raw.time() == dt.time() else cells.as_typed(raw)
    if isinstance(raw, str | int | float | dt.date) and not isinstance(raw, bool):
        return raw
    return None if raw is None else cells.as_typed(raw)
