"""Locating the header of a table, and the role of each of its columns."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from lib.sheets.convert import vocabulary
from lib.sheets.convert.finding import ColumnRole, FoundColumn
from lib.sheets.convert.grid import TableGrid
from lib.sheets.reading.names import toneless

FURTHEST_HEADER_CELL = 120
FEWEST_ROLES = 2
SHARE_OF_HEADER = 3
"""A phrase names a column where it is at least a third of the header: the name of a criterion may contain any words."""
_BRACKETS = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NUMBERED = re.compile(r"\(?\s*(\d{1,3}|[A-Da-d])\s*\)?")
_NOT_WORDS = re.compile(r"[^\w%]+")
_ROWS_ARE_UNITS = frozenset({ColumnRole.UNIT})
_ROWS_ARE_CRITERIA = frozenset({ColumnRole.CONTENT, ColumnRole.CODE})
_BY_NAME = _ROWS_ARE_UNITS | _ROWS_ARE_CRITERIA | {ColumnRole.NUMBER, ColumnRole.YEAR, ColumnRole.NOTE}
"""Roles whose words occur in names of criteria and units too: only a header that begins with such a word counts."""
LONGEST_NAME_OF_ROWS = 40


@lru_cache(maxsize=4096)
def without_tones(text: str) -> str:
    """Text as headers are compared: without tones, case, punctuation, and bracketed parts."""
    return with_brackets(_BRACKETS.sub(" ", text))


@lru_cache(maxsize=4096)
def with_brackets(text: str) -> str:
    """Text without tones, case and punctuation."""
    return " ".join(_NOT_WORDS.sub(" ", toneless(text)).split())


@cache
def _words() -> tuple[tuple[str, ColumnRole], ...]:
    known = [(without_tones(word), role) for role, words in vocabulary.HEADERS.items() for word in words]
    return tuple(sorted(known, key=lambda entry: -len(entry[0])))


@cache
def _unclear() -> dict[str, tuple[ColumnRole, ...]]:
    return {without_tones(word): roles for word, roles in vocabulary.UNCLEAR.items()}


@lru_cache(maxsize=4096)
def roles_of(header: str) -> tuple[ColumnRole, ...]:
    """The roles that a header may have: none, one, or several where it is ambiguous.

    A header that equals a known word has that word's role; else every known phrase of two words or more counts that it
    contains, unless it is part of a longer one.
    """
    typed = without_tones(header)
    exact = [role for word, role in _words() if word == typed]
    if exact:
        return (exact[0],)
    if typed in _unclear():
        return _unclear()[typed]
    found: dict[ColumnRole, None] = {}
    rest = f" {typed} "
    for word, role in _words():
        if role in _BY_NAME:
            if " " in word and typed.startswith(f"{word} ") and len(typed) <= LONGEST_NAME_OF_ROWS:
                found[role] = None
        elif " " in word and len(word) * SHARE_OF_HEADER >= len(typed) and f" {word} " in rest:
            found[role] = None
            rest = rest.replace(f" {word} ", " | ")
    return tuple(found)


@dataclass(frozen=True)
class Header:
    """The rows of a header, and its columns; `unclear` are columns with the roles that they may have."""

    rows: tuple[int, ...]
    columns: tuple[FoundColumn, ...]
    unclear: tuple[tuple[FoundColumn, tuple[ColumnRole, ...]], ...] = ()
    parents: tuple[tuple[int, str], ...] = ()
    """The upper header over a column, where there are two rows."""

    @property
    def body(self) -> int:
        """The first row under the header."""
        return self.rows[-1] + 1

    def of(self, *roles: ColumnRole) -> tuple[FoundColumn, ...]:
        """The columns with one of these roles."""
        return tuple(column for column in self.columns if column.role in roles)

    def first(self, role: ColumnRole) -> int | None:
        """The first column of a role, None where there is none."""
        return next((column.column for column in self.columns if column.role is role), None)

    def parent(self, column: int) -> str:
        """The upper header over a column, empty where there is none."""
        return dict(self.parents).get(column, "")

    @property
    def shape_key(self) -> str:
        """The words of the header, by which tables of one layout are recognised."""
        return "|".join(without_tones(f"{self.parent(c.column)} {c.header}") for c in self.columns)


def header_rows(grid: TableGrid) -> Iterator[int]:
    """The rows that may be the first row of a header, from the top."""
    for row in grid.rows:
        found = _roles_in(grid, row)
        names_rows = found & (_ROWS_ARE_UNITS | _ROWS_ARE_CRITERIA)
        if names_rows and len(grid.texts(row)) >= FEWEST_ROLES + 1 and grid.without_figures(row):
            yield row


def _roles_in(grid: TableGrid, row: int) -> set[ColumnRole]:
    found: set[ColumnRole] = set()
    for column in grid.columns:
        text = grid.text(row, column)
        if text and len(text) <= FURTHEST_HEADER_CELL and grid.merged_from(row, column) is None:
            found.update(roles_of(text)[:1])
    return found


def read_header(grid: TableGrid, row: int) -> Header:
    """The header that begins at a row: one row, or two where the second divides cells of the first."""
    second = _second_row(grid, row)
    rows = (row,) if second is None else (row, second)
    tops = _tops(grid, row, second)
    columns, unclear, parents = [], [], []
    for column in grid.columns:
        top, low = tops[column], grid.text(second, column) if second else ""
        name = low or top
        if not name:
            continue
        if top and low and without_tones(top) != without_tones(low):
            parents.append((column, top))
        roles = roles_of(name)
        columns.append(FoundColumn(column, roles[0] if len(roles) == 1 else ColumnRole.UNKNOWN, name))
        if len(roles) > 1:
            unclear.append((columns[-1], roles))
    last = rows[-1]
    while _numbers_columns(grid, last + 1):
        last += 1
    return Header((*rows, *range(rows[-1] + 1, last + 1)), tuple(columns), tuple(unclear), tuple(parents))


def _tops(grid: TableGrid, row: int, second: int | None) -> dict[int, str]:
    """The first row's words over every column; without merges, a blank beside a divided cell belongs to that cell."""
    tops, before = {}, ""
    for column in grid.columns:
        text = grid.text(row, column)
        if not text and second and grid.text(second, column):
            text = before
        tops[column] = text
        before = text or before
    return tops


def _second_row(grid: TableGrid, row: int) -> int | None:
    """The row below, where it continues the header: it names parts of the first row's cells and holds no figures."""
    low = row + 1
    if low > grid.last_row or not grid.without_figures(low):
        return None
    own = [c for c in grid.columns if grid.text(low, c) and grid.merged_from(low, c) is None]
    if not own:
        return None
    if any(_names_rows(grid, row, c) for c in own):
        return None
    beside = [c for c in grid.columns if grid.text(row, c) and not roles_of(grid.text(row, c))]
    if beside and sum(c in own for c in beside) * 2 >= len(beside):
        return None if _numbers_columns(grid, low) else low
    divided = Counter(grid.text(row, c) for c in grid.columns if grid.text(row, c))
    parts = sum(
        1 for c in own if roles_of(grid.text(low, c)) or divided[grid.text(row, c)] > 1 or not grid.text(row, c)
    )
    return low if parts * 2 >= len(own) and not _numbers_columns(grid, low) else None


def _names_rows(grid: TableGrid, row: int, column: int) -> bool:
    """Whether a header cell is that of the criteria or of the units."""
    return roles_of(grid.text(row, column))[:1] in ((ColumnRole.CONTENT,), (ColumnRole.UNIT,))


def _numbers_columns(grid: TableGrid, row: int) -> bool:
    """Whether a row only numbers the columns: (1), (2), (3) or A, B, 1, 2."""
    if row > grid.last_row:
        return False
    texts = [grid.text(row, column) for column in grid.columns if grid.text(row, column)]
    if len(texts) < 3 or not all(_NUMBERED.fullmatch(text) for text in texts):
        return False
    counted = [
        int(match.group(1)) for text in texts if (match := _NUMBERED.fullmatch(text)) and match.group(1).isdigit()
    ]
    return len(counted) >= 2 and counted == list(range(counted[0], counted[0] + len(counted)))


def side_by_side(grid: TableGrid, row: int) -> tuple[TableGrid, ...]:
    """The grid, split where a second table begins beside the first: the column of criteria or units is repeated."""
    starts = []
    for column in grid.columns:
        if grid.merged_from(row, column) is None and _names_rows(grid, row, column):
            before = column - 1
            numbered = before >= grid.first_column and roles_of(grid.text(row, before))[:1] == (ColumnRole.NUMBER,)
            starts.append(before if numbered else column)
    if len(starts) < 2 or not all(_gap(grid, row, start) for start in starts[1:]):
        return (grid,)
    ends = [start - 1 for start in starts[1:]] + [grid.last_column]
    begins = [grid.first_column, *starts[1:]]
    return tuple(grid.part(begin, end) for begin, end in zip(begins, ends, strict=True))


def _gap(grid: TableGrid, row: int, start: int) -> bool:
    """Whether a wholly blank column precedes a column from the header on, so that a new table may begin there."""
    before = start - 1
    return before >= grid.first_column and not any(grid.text(line, before) for line in range(row, grid.last_row + 1))
