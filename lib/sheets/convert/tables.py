"""Locating the tables of a sheet and recognising their shape."""

from __future__ import annotations

from collections.abc import Iterator

from lib.sheets.convert.by_criterion import ByCriterion
from lib.sheets.convert.by_unit import ByUnit
from lib.sheets.convert.finding import ColumnRole, FoundTable
from lib.sheets.convert.grid import TableGrid
from lib.sheets.convert.headers import header_rows, read_header, side_by_side
from lib.sheets.convert.reader import Answers, TableSegment


def find_tables(grid: TableGrid, answers: Answers) -> Iterator[FoundTable]:
    """Every table of a sheet with a known shape, from the top and from the left."""
    for segment in _segments(grid):
        header = segment.header
        by_unit = header.first(ColumnRole.UNIT) is not None and header.first(ColumnRole.CONTENT) is None
        found = ByUnit(segment, answers).read() if by_unit else ByCriterion(segment, answers).read()
        if found:
            yield found


def _segments(grid: TableGrid) -> Iterator[TableSegment]:
    starts = list(header_rows(grid))
    if not starts:
        return
    parts = side_by_side(grid, starts[0])
    if len(parts) > 1:
        for part in parts:
            yield from _segments(part)
        return
    end_of_last = grid.first_row
    while starts:
        header = read_header(grid, starts[0])
        starts = [row for row in starts if row >= header.body]
        repeated = [row for row in starts if read_header(grid, row).shape_key == header.shape_key]
        following = [row for row in starts if row not in repeated or _titled(grid, row)]
        stop = _title_start(grid, following[0]) if following else grid.last_row + 1
        titles = tuple(dict.fromkeys(grid.lines(range(end_of_last, header.rows[0]))))
        yield TableSegment(grid, titles, header, range(header.body, stop))
        end_of_last = stop
        starts = [row for row in starts if row >= stop]


def _titled(grid: TableGrid, row: int) -> bool:
    """Whether a title precedes a header, so that it begins another table rather than a new page."""
    return _title_start(grid, row) < row


def _title_start(grid: TableGrid, row: int) -> int:
    start = row
    while start > grid.first_row and _is_title(grid, start - 1):
        start -= 1
    return start


def _is_title(grid: TableGrid, row: int) -> bool:
    texts = {grid.text(row, column) for column in grid.columns} - {""}
    return len(texts) <= 2 and all(grid.number(row, column) is None for column in grid.columns)
