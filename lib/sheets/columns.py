"""Declarations of columns: permitted content, bounds, the meaning of a blank, width.

A column is declared once, in `lib/sheets/layout.py`; the readers, the template with its drop-downs and checks, the
table of docs/workbook.md and the guide follow the declaration. Items of `Thông tin` are declared in the same way, in
`lib/sheets/vocabulary.py`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

FIRST_YEAR, LAST_YEAR = 1945, 2200
LARGEST_DECIMALS = 4
Choices = Mapping[Any, tuple[str, ...]]
"""The words of a closed choice by their meaning; the first word of each is the one offered by the template."""


class ColumnKind(StrEnum):
    """The kind of content of a cell; names of rows in other tabs are kinds of their own."""

    TEXT = "text"
    CODE = "code"
    WHOLE = "whole"
    NUMBER = "number"
    POINTS = "points"
    YEAR = "year"
    DATE = "date"
    TIME = "time"
    CHOICE = "choice"
    YES_NO = "yes_no"
    THRESHOLD = "threshold"
    UNIT = "unit"
    CRITERION = "criterion"
    AWARD = "award"
    SESSION = "session"
    SCENE = "scene"


@dataclass(frozen=True, slots=True)
class Column:
    """A column: `field` is its name in code, `words` its header and synonyms.

    `required`: the column must exist, and its cells must be filled unless `may_be_blank`. `least` bounds a whole
    number, `above_zero` a number of points. `default` is the word that a blank cell stands for and is read like a typed
    one; `otherwise` states the default where it is not one word. `decides`: the column holds a rule of scores or
    awards, so that the default must not be assumed where a header merely resembles this one (contract 7). `help` is for
    the person who fills it in.
    """

    field: str
    words: tuple[str, ...]
    required: bool = False
    kind: ColumnKind = ColumnKind.TEXT
    width: int = 18
    choices: Choices | None = None
    least: int = 0
    above_zero: bool = False
    unique: bool = False
    may_be_blank: bool = False
    decides: bool = False
    default: str = ""
    otherwise: str = ""
    offered_to_fill: bool = True
    help: str = ""

    @property
    def header(self) -> str:
        """The header that the template writes."""
        return self.words[0]

    @property
    def offered(self) -> tuple[str, ...]:
        """The words that the template offers for a closed choice; none for another column."""
        return tuple(words[0] for words in (self.choices or {}).values())

    @property
    def in_words(self) -> str:
        """The column as the table of docs/workbook.md shows it: header, star, choices or default."""
        star = "\\*" if self.required else ""
        bound = " (> 0)" if self.above_zero else ""
        return f"`{self.header}`{star}{bound}{self._defaults()}"

    def _defaults(self) -> str:
        if self.choices is None:
            known = self.default or self.otherwise
            return f" [{known}]" if known else ""
        words = (f"[{word}]" if word == self.default else word for word in self.offered)
        return f" ({' / '.join(words)}){f' [{self.otherwise}]' if self.otherwise else ''}"
