"""A workbook of the same year made anew: everything that was typed, in a fresh layout (docs/workbook.md section 5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from lib.model.domain import ScoreColumn
from lib.model.records import Tab, Workbook
from lib.papers.new_year import next_year
from lib.sheets.layout import Extra
from lib.sheets.reading import cells
from lib.sheets.reading.contest import unit_names
from lib.sheets.reading.names import NameIndex, index_of
from lib.sheets.reading.tables import Sheet, find_sheets
from lib.sheets.sources.source import RawCell, RawTables
from lib.sheets.template.plan import NewYear, TypedRow, TypedScore
from lib.sheets.xlsx_writer import CellValue
from lib.snapshot import Snapshot

_BY_ITEM_OR_UNIT = frozenset({Tab.GUIDE, Tab.INFO, Tab.VERIFIED, Tab.SELF})
_SCORES = {Tab.VERIFIED: ScoreColumn.VERIFIED, Tab.SELF: ScoreColumn.SELF}


@dataclass(frozen=True)
class SameYear:
    """The workbook made anew, and what found no place in it: a cell's place and its content, each."""

    plan: NewYear
    unplaced: tuple[tuple[str, str], ...]


def same_year(snapshot: Snapshot, tables: RawTables) -> SameYear:
    """The plan of the same year with every cell as it was typed in `tables`, unreadable ones too."""
    book = snapshot.workbook
    sheets, _ = find_sheets(tables)
    rowed = {tab: sheet for tab, sheet in sheets.items() if tab not in _BY_ITEM_OR_UNIT}
    units, found = unit_names(book.units), next_year(snapshot, book.contest.year)
    scores, unplaced = _scores(book, sheets, units)
    typed = tuple(row for sheet in rowed.values() for row in _rows(sheet, units))
    unplaced += [lost for sheet in rowed.values() for lost in _unplaced(sheet, units)]
    return SameYear(replace(found, scores=scores, typed=typed, whole=frozenset(rowed)), tuple(unplaced))


def _rows(sheet: Sheet, units: NameIndex) -> Iterator[TypedRow]:
    """The rows of a tab by the fields of its layout, and by unit where it has a column for each."""
    for row in sheet.rows():
        fields = tuple((field, _value(sheet.raw_cell(row, at))) for field, at in sheet.columns.items())
        of_units = ((units.fits(header), sheet.raw_cell(row, at)) for header, at in sheet.extras)
        by_unit = tuple((codes[0], _value(raw)) for codes, raw in of_units if len(codes) == 1)
        yield TypedRow(sheet.layout.tab, fields, by_unit if sheet.layout.extra is Extra.UNIT else ())


def _unplaced(sheet: Sheet, units: NameIndex) -> Iterator[tuple[str, str]]:
    """Cells in columns that a fresh layout does not have."""
    offered = {column.field for column in sheet.layout.columns if column.offered_to_fill}
    lost = [at for field, at in sheet.columns.items() if field not in offered]
    by_unit = sheet.layout.extra is Extra.UNIT
    lost += [at for header, at in sheet.extras if not (by_unit and len(units.fits(header)) == 1)]
    for row in sheet.rows():
        for at in lost:
            yield from _told(sheet, row, at)


def _scores(
    book: Workbook, sheets: Mapping[Tab, Sheet], units: NameIndex
) -> tuple[tuple[TypedScore, ...], list[tuple[str, str]]]:
    criteria = index_of((one.code, ()) for one in book.criteria)
    found: list[TypedScore] = []
    lost: list[tuple[str, str]] = []
    for tab, column in _SCORES.items():
        sheet = sheets.get(tab)
        for row in sheet.rows() if sheet else ():
            assert sheet is not None
            code = criteria.fits(cells.as_typed(sheet.raw_cell(row, sheet.columns.get("code"))) or "")
            for header, at in sheet.extras:
                raw, named = sheet.raw_cell(row, at), units.fits(header)
                if len(code) == len(named) == 1 and not cells.is_blank(raw):
                    found.append(TypedScore(column, code[0], named[0], _value(raw)))
                elif code and not sheet.tolerates(header):
                    lost += _told(sheet, row, at)
    return tuple(found), lost


def _told(sheet: Sheet, row: int, at: int) -> Iterator[tuple[str, str]]:
    raw = sheet.raw_cell(row, at)
    if not cells.is_blank(raw):
        yield f"{sheet.raw.tab}!{sheet.ref(row, at).a1}", cells.as_typed(raw) or ""


def _value(raw: RawCell) -> CellValue:
    """A cell as it is written again: a moment at midnight is a date, what Excel has no kind for its text."""
    if isinstance(raw, dt.datetime):
        return raw.date() if raw.time() == dt.time() else cells.as_typed(raw)
    if isinstance(raw, str | int | float | dt.date) and not isinstance(raw, bool):
        return raw
    return None if raw is None else cells.as_typed(raw)
