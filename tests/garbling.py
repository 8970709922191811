"""Seeded mistakes made on raw tables: what a hurried hand, a paste or a broken formula leaves in a sheet."""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Callable

from lib.sheets.sources.source import RawCell, RawTables, UncalculatedFormula
from tests.tables import Rows, filled, grids, put, with_grids

GARBAGE: tuple[RawCell, ...] = (
    None,
    "",
    "   ",
    "\u200b",
    "abc",
    "8,5 điểm",
    "?",
    "-",
    "−",
    "1.234",
    "1,234",
    "98,5",
    "1e3",
    "5%",
    "-3",
    "2/3",
    "> 1",
    "KPS",
    "không phát sinh",
    "x",
    "Tổng",
    "suy tôn",
    "đã kiểm",
    "#REF!",
    "Loading...",
    "=A1+1",
    "Côc Trî gióp ph¸p lý",
    "a" * 30_000,
    "9" * 6_000,
    "<b>x</b>",
    "1/0",
    0,
    1,
    -1,
    0.5,
    7,
    8,
    11,
    12,
    1e9,
    10**11,
    10**40,
    1e300,
    float("nan"),
    float("inf"),
    float("-inf"),
    True,
    False,
    43817,
    dt.date(2019, 3, 2),
    dt.datetime(2019, 3, 2, 10, 30),
    dt.time(10, 30),
    dt.timedelta(hours=30),
    UncalculatedFormula("=SUM(A1:A3)"),
)


def garble_cell(book: dict[str, Rows], dice: random.Random) -> None:
    """Another value in a cell, or in a blank one beside it."""
    tab = dice.choice(sorted(book))
    places = filled(book[tab])
    if not places:
        return
    row, column = dice.choice(places)
    put(book[tab], row + (dice.random() < 0.1), column + (dice.random() < 0.1), dice.choice(GARBAGE))


def copy_cell(book: dict[str, Rows], dice: random.Random) -> None:
    """The value of another cell, of the same tab or of another."""
    tab = dice.choice(sorted(book))
    other = tab if dice.random() < 0.6 else dice.choice(sorted(book))
    places, others = filled(book[tab]), filled(book[other])
    if not places or not others:
        return
    row, column = dice.choice(places)
    from_row, from_column = dice.choice(others)
    put(book[tab], row, column, book[other][from_row][from_column])


def drop_row(book: dict[str, Rows], dice: random.Random) -> None:
    tab = dice.choice(sorted(book))
    if book[tab]:
        del book[tab][dice.randrange(len(book[tab]))]


def drop_column(book: dict[str, Rows], dice: random.Random) -> None:
    tab = dice.choice(sorted(book))
    width = max(map(len, book[tab]), default=0)
    if width:
        column = dice.randrange(width)
        book[tab] = [row[:column] + row[column + 1 :] for row in book[tab]]


def double_row(book: dict[str, Rows], dice: random.Random) -> None:
    tab = dice.choice(sorted(book))
    if book[tab]:
        place = dice.randrange(len(book[tab]))
        book[tab].insert(place, list(book[tab][place]))


def double_column(book: dict[str, Rows], dice: random.Random) -> None:
    tab = dice.choice(sorted(book))
    width = max(map(len, book[tab]), default=0)
    if width:
        column = dice.randrange(width)
        book[tab] = [row[: column + 1] + row[column:] for row in book[tab]]


def shuffle_rows(book: dict[str, Rows], dice: random.Random) -> None:
    dice.shuffle(book[dice.choice(sorted(book))])


def shuffle_columns(book: dict[str, Rows], dice: random.Random) -> None:
    tab = dice.choice(sorted(book))
    width = max(map(len, book[tab]), default=0)
    order = dice.sample(range(width), width)
    book[tab] = [[row[c] if c < len(row) else None for c in order] for row in book[tab]]


def rename_tab(book: dict[str, Rows], dice: random.Random) -> None:
    tab = dice.choice(sorted(book))
    rows = book.pop(tab)
    book[dice.choice([tab.upper(), f" {tab} ", f"{tab} 2", "Trang tính 1", "Phiếu", "Đơn vị", ""])] = rows


def drop_tab(book: dict[str, Rows], dice: random.Random) -> None:
    book.pop(dice.choice(sorted(book)))


CELL_EDITS: tuple[Callable[[dict[str, Rows], random.Random], None], ...] = (garble_cell, copy_cell)
OTHER_EDITS: tuple[Callable[[dict[str, Rows], random.Random], None], ...] = (
    drop_row,
    drop_column,
    double_row,
    double_column,
    shuffle_rows,
    shuffle_columns,
    rename_tab,
    drop_tab,
)


def garbled(tables: RawTables, seed: int, edits: int) -> RawTables:
    """The tables with so many mistakes, the same for the same seed; two of three are in single cells."""
    dice = random.Random(seed)
    book = grids(tables)
    for _ in range(edits):
        edit = dice.choice(CELL_EDITS if dice.random() < 0.67 else OTHER_EDITS)
        if book:
            edit(book, dice)
    return with_grids(tables, book)
