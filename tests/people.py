"""What people do to a sheet without meaning to: sort, delete, insert, paste, merge, fill, retype, copy, rename.

Every operation changes one tab of a workbook as a spreadsheet program would, merges included.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace

from lib.sheets.reading import cells
from lib.sheets.sources.source import RawCell, RawTable, RawTables
from tests.tables import Rows

FOOTERS = ("Người lập biểu", "(Ký, ghi rõ họ tên)", "Tổng cộng", "Hà Nội, ngày 18 tháng 12 năm 2019", "Nguyễn Văn Bình")
Merges = list[tuple[int, int, int, int]]
Operation = Callable[[Rows, random.Random], Merges]
"""Changes the rows in place and gives the cells that it merged."""


def _order(cell: RawCell) -> tuple[int, str]:
    return (1, "") if cells.is_blank(cell) else (0, cells.key(cells.as_typed(cell) or ""))


def _column(rows: Rows, dice: random.Random) -> int:
    return dice.randrange(max(len(row) for row in rows))


def _at(row: list[RawCell], column: int) -> RawCell:
    return row[column] if column < len(row) else None


def _even(rows: Rows) -> None:
    width = max(len(row) for row in rows)
    for row in rows:
        row.extend([None] * (width - len(row)))


def sort_with_the_header(rows: Rows, dice: random.Random) -> Merges:
    """ "Sắp xếp trang tính A→Z": the header is sorted into the data."""
    column, backwards = _column(rows, dice), dice.random() < 0.5
    rows.sort(key=lambda row: _order(_at(row, column)), reverse=backwards)
    return []


def sort_the_data(rows: Rows, dice: random.Random) -> Merges:
    """The rows below the header, sorted by a column."""
    column = _column(rows, dice)
    rows[1:] = sorted(rows[1:], key=lambda row: _order(_at(row, column)))
    return []


def sort_one_column(rows: Rows, dice: random.Random) -> Merges:
    """One column sorted by itself: its values move to other records."""
    column = _column(rows, dice)
    _even(rows)
    values = sorted((row[column] for row in rows[1:]), key=_order)
    for row, value in zip(rows[1:], values, strict=True):
        row[column] = value
    return []


def delete_a_row(rows: Rows, dice: random.Random) -> Merges:
    del rows[dice.randrange(len(rows))]
    return []


def delete_a_column(rows: Rows, dice: random.Random) -> Merges:
    column = _column(rows, dice)
    for row in rows:
        del row[column : column + 1]
    return []


def insert_a_row(rows: Rows, dice: random.Random) -> Merges:
    rows.insert(dice.randrange(len(rows) + 1), [])
    return []


def insert_a_column(rows: Rows, dice: random.Random) -> Merges:
    column = _column(rows, dice)
    for row in rows:
        row.insert(column, None)
    return []


def cut_and_paste_a_block(rows: Rows, dice: random.Random) -> Merges:
    """A block of cells moved one row down or one column aside, over what stood there."""
    _even(rows)
    top, left = dice.randrange(len(rows)), dice.randrange(len(rows[0]))
    bottom, right = min(top + dice.randint(1, 3), len(rows)), min(left + dice.randint(1, 3), len(rows[0]))
    down, aside = dice.choice(((1, 0), (0, 1)))
    block = [[rows[r][c] for c in range(left, right)] for r in range(top, bottom)]
    for r in range(top, bottom):
        rows[r][left:right] = [None] * (right - left)
    for r, line in enumerate(block, top + down):
        while len(rows) <= r:
            rows.append([None] * len(rows[0]))
        rows[r].extend([None] * (right + aside - len(rows[r])))
        rows[r][left + aside : right + aside] = line
    return []


def merge_cells(rows: Rows, dice: random.Random) -> Merges:
    """Two cells merged: the second loses its value."""
    _even(rows)
    row, column = dice.randrange(len(rows)), dice.randrange(len(rows[0]))
    down = dice.random() < 0.5
    r, c = (row + 1, column) if down else (row, column + 1)
    if r >= len(rows) or c >= len(rows[0]):
        return []
    rows[r][c] = None
    return [(row + 1, column + 1, r + 1, c + 1)]


def fill_down(rows: Rows, dice: random.Random) -> Merges:
    """A cell dragged over the next two."""
    _even(rows)
    row, column = dice.randrange(len(rows)), dice.randrange(len(rows[0]))
    for below in rows[row + 1 : row + 3]:
        below[column] = rows[row][column]
    return []


def is_name(cell: RawCell) -> bool:
    """Whether a slip in a text gives another word: in a date or a fraction it may give another sound value."""
    return isinstance(cell, str) and len(cell) > 1 and "/" not in cell


def retype_with_a_slip(rows: Rows, dice: random.Random) -> Merges:
    """A name with one letter less, or two letters swapped."""
    texts = [
        (r, c) for r, row in enumerate(rows) for c, cell in enumerate(row) if isinstance(cell, str) and is_name(cell)
    ]
    if not texts:
        return []
    r, c = dice.choice(texts)
    text = str(rows[r][c])
    place = dice.randrange(len(text) - 1)
    swapped = text[:place] + text[place + 1] + text[place] + text[place + 2 :]
    rows[r][c] = dice.choice((text[:place] + text[place + 1 :], swapped))
    return []


def paste_a_column_lower(rows: Rows, dice: random.Random) -> Merges:
    """A column pasted one row lower than it stood; the last value is pushed out of the table."""
    column = _column(rows, dice)
    _even(rows)
    values = [row[column] for row in rows[1:]]
    for row, value in zip(rows[1:], [None, *values[:-1]], strict=True):
        row[column] = value
    rows.append([None] * column + values[-1:])
    return []


def add_a_footer(rows: Rows, dice: random.Random) -> Merges:
    rows.append([None] * dice.randrange(3) + [dice.choice(FOOTERS)])
    return []


def blank_a_cell(rows: Rows, dice: random.Random) -> Merges:
    row = dice.choice([row for row in rows if row])
    row[dice.randrange(len(row))] = None
    return []


BLURRING: tuple[Operation, ...] = (
    sort_with_the_header, merge_cells, retype_with_a_slip, paste_a_column_lower, blank_a_cell, add_a_footer,
)  # fmt: skip
OPERATIONS: tuple[Operation, ...] = (
    *BLURRING, cut_and_paste_a_block, sort_the_data, sort_one_column, delete_a_row, delete_a_column, insert_a_row,
    insert_a_column, fill_down,
)  # fmt: skip


def done(tables: RawTables, tab: str, operation: Operation, dice: random.Random) -> RawTables:
    """The workbook after an operation on one of its tabs."""

    def changed(table: RawTable) -> RawTable:
        if table.tab != tab:
            return table
        rows = [list(row) for row in table.rows]
        merges = operation(rows, dice)
        return replace(table, rows=tuple(map(tuple, rows)), merges=(*table.merges, *merges))

    return RawTables(tuple(map(changed, tables.tables)), tables.labels)


def renamed_with_a_slip(tables: RawTables, tab: str, dice: random.Random) -> RawTables:
    """A tab whose name was retyped with a slip."""
    rows: Rows = [[tab]]
    retype_with_a_slip(rows, dice)
    name = str(rows[0][0])
    return RawTables(tuple(replace(t, tab=name) if t.tab == tab else t for t in tables.tables), tables.labels)


def copied(tables: RawTables, tab: str, dice: random.Random) -> RawTables:
    """A tab with a copy beside it; the copy may stand first."""
    name = dice.choice((f"{tab} (2)", f"Bản sao của {tab}", f"{tab} cũ"))
    copy = [replace(table, tab=name) for table in tables.tables if table.tab == tab]
    return RawTables((*copy, *tables.tables) if dice.random() < 0.5 else (*tables.tables, *copy), tables.labels)
