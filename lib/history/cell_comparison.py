"""Whether two cells of two versions are equal. Pure."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

from lib.sheets.sources.source import RawCell, RawTable

_DAY_ZERO = dt.datetime(1899, 12, 30)


def cell_comparison(before: RawTable | None, after: RawTable | None) -> Callable[[RawCell, RawCell], bool]:
    """The comparison for cells of two tables: by meaning between two kinds of source, else by type and value."""
    return same_meaning if before and after and before.serial_dates != after.serial_dates else same_cell


def same_cell(left: RawCell, right: RawCell) -> bool:
    """Whether two cells hold the same type and value: 1, 1.0 and TRUE are three different ones."""
    return left is right or (type(left), left) == (type(right), right)


def same_meaning(left: RawCell, right: RawCell) -> bool:
    """Whether two cells mean the same, however their sources represent a date or a number."""
    return same_cell(_plain(left), _plain(right))


def _plain(cell: RawCell) -> RawCell:
    """A number or a date as Google represents it: a decimal number, days since 30/12/1899."""
    if isinstance(cell, dt.datetime):
        return (cell - _DAY_ZERO) / dt.timedelta(days=1)
    if isinstance(cell, dt.date):
        return float((cell - _DAY_ZERO.date()).days)
    if isinstance(cell, dt.time):
        return (dt.datetime.combine(_DAY_ZERO, cell) - _DAY_ZERO) / dt.timedelta(days=1)
    if isinstance(cell, dt.timedelta):
        return cell / dt.timedelta(days=1)
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell
