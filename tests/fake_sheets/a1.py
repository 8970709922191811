"""Ranges in A1 notation, as the Sheets API reads and writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass

_CORNER = re.compile(r"([A-Za-z]{0,3})([0-9]{0,7})")
_LOOKS_LIKE_A_CELL = re.compile(r"[A-Za-z]{1,3}[0-9]+")
_PLAIN_TITLE = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")


class BadRange(Exception):
    """A text that is no range."""


def letters(column: int) -> str:
    """The letters of a 1-based column."""
    text = ""
    while column:
        column, rest = divmod(column - 1, 26)
        text = chr(65 + rest) + text
    return text


def number(text: str) -> int:
    """The 1-based column of its letters."""
    column = 0
    for letter in text.upper():
        column = column * 26 + ord(letter) - 64
    return column


@dataclass(frozen=True)
class Area:
    """1-based corners, both inside; None is open."""

    top: int | None = None
    left: int | None = None
    bottom: int | None = None
    right: int | None = None


def quoted(title: str) -> str:
    """A title as Google writes it in front of `!`: in quotes unless it is a plain word that is no cell."""
    if _PLAIN_TITLE.fullmatch(title) and not _LOOKS_LIKE_A_CELL.fullmatch(title):
        return title
    return "'" + title.replace("'", "''") + "'"


def split(text: str) -> tuple[str | None, str]:
    """The title (None where none is given) and the cells of a range; the cells are empty for a whole tab."""
    if text.startswith("'"):
        end = re.match(r"'((?:[^']|'')*)'(?:!(.*))?$", text, re.DOTALL)
        if end is None:
            raise BadRange(text)
        return end[1].replace("''", "'"), end[2] or ""
    title, mark, cells = text.rpartition("!")
    return (title, cells) if mark else (None, cells)


def area(cells: str) -> Area:
    """The corners of `A1:B2`, `A:C`, `2:5`, `A5:A`, `B7`; `BadRange` for anything else."""
    corners = [_corner(corner) for corner in cells.split(":")] if cells else []
    if len(corners) > 2:
        raise BadRange(cells)
    if not corners:
        return Area()
    if len(corners) == 1:
        (row, column), only = corners[0], corners[0]
        if None in only:
            raise BadRange(cells)
        return Area(row, column, row, column)
    (top, left), (bottom, right) = corners
    return Area(top, left, bottom, right)


def _corner(text: str) -> tuple[int | None, int | None]:
    found = _CORNER.fullmatch(text.replace("$", ""))
    if found is None or not (found[1] or found[2]):
        raise BadRange(text)
    return int(found[2]) if found[2] else None, number(found[1]) if found[1] else None
