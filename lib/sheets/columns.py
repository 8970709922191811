"""What a column is: what may stand in it, within which bounds, what a blank means, how wide it is.

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
"""The words of a closed choice by what they mean; the first word of each is the one that the template offers."""


class ColumnKind(StrEnum):
    """What stands in a cell; the names of other tabs' rows are kinds of their own."""

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

    `required`: the column must be there, and its cells must be filled unless `may_be_blank`. `least` bounds a whole
    number, `above_zero` a number of points. `default` is the word that a blank cell stands for and is read like a
    typed one; `otherwise` says in a word where the default is not one word. `decides`: a rule of scores or awards
    stands here, so that the default may not stand in where a header only looks like this one (contract 7). `help` is
    for people who fill it in.
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
        return self.words[0]

    @property
    def offered(self) -> tuple[str, ...]:
        """The words that the template offers for a closed choice; none for another column."""
        return tuple(words[0] for words in (self.choices or {}).values())

    @property
    def in_words(self) -> str:
        """The column as the table of docs/workbook.md gives it: header, star, choices or default."""
        star = "\\*" if self.required else ""
        bound = " (> 0)" if self.above_zero else ""
        return f"`{self.header}`{star}{bound}{self._defaults()}"

    def _defaults(self) -> str:
        if self.choices is None:
            known = self.default or self.otherwise
            return f" [{known}]" if known else ""
        words = (f"[{word}]" if word == self.default else word for word in self.offered)
        return f" ({' / '.join(words)}){f' [{self.otherwise}]' if self.otherwise else ''}"
