"""A tab of a workbook as plain rows, before anything is drawn."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, replace

Cell = str | int | float | dt.date | None
Row = tuple[Cell, ...]

SAMPLE = "Quy ước của dữ liệu mẫu"
INVENTED = "Số liệu mẫu"


@dataclass(frozen=True)
class Table:
    """One tab: its headers and rows, a title above them or none, and the column whose cells are merged downwards."""

    name: str
    headers: tuple[str, ...]
    rows: tuple[Row, ...] = ()
    title: str = ""
    merge_down: str = ""

    def with_rows(self, *rows: Row) -> Table:
        """The same tab with other rows."""
        return replace(self, rows=rows)


def day(text: str) -> dt.date:
    """A date from `dd/mm/yyyy`, the way the rows are written."""
    return dt.datetime.strptime(text, "%d/%m/%Y").date()


def number(text: str) -> Cell:
    """A cell from a word of a score line: a number, the word `KPS`, or `-` for a blank."""
    if text in ("-", "KPS"):
        return None if text == "-" else text
    value = float(text)
    return int(value) if value.is_integer() else value
