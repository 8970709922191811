"""Texts of an .xlsx: the table of shared strings, and Excel's escapes."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lib.sheets.sources.xlsx.package import LONGEST_TEXT, MOST_CELLS, Attributes, Package, ParseBudget, local

_ESCAPE = re.compile("_x([0-9A-Fa-f]{4})_")
LONGEST_WRITTEN = (LONGEST_TEXT + 1) * len("_x000D_")
"""Maximum characters of a text that are looked at."""
_NO_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def unescaped(text: str) -> str:
    """Text with `_x000D_` and the like decoded; characters that XML cannot represent become U+FFFD."""
    if "_x" not in text:
        return text
    found = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    whole = found.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _NO_XML.sub("\ufffd", whole)


class Collector:
    """Collects the characters of one element while `on`, up to a length that shows whether a cell holds too many."""

    __slots__ = ("_parts", "_room", "on")

    def __init__(self) -> None:
        self.on = False
        self._parts: list[str] = []
        self._room = 0

    def begin(self) -> None:
        """Start a new text."""
        self.on = True
        self._parts.clear()
        self._room = LONGEST_WRITTEN

    def add(self, data: str) -> None:
        if self.on and self._room > 0:
            self._parts.append(data if len(data) <= self._room else data[: self._room])
            self._room -= len(data)

    def end(self) -> str:
        """Stop collecting and return the text."""
        self.on = False
        return "".join(self._parts)


@dataclass
class SharedStrings:
    """The shared strings by index; `cut` are those that exceeded the length of a cell, already cut."""

    texts: list[str] = field(default_factory=list)
    cut: set[int] = field(default_factory=set)


class StringTable:
    """Reads the part of the shared strings."""

    def __init__(self, budget: ParseBudget) -> None:
        self.strings = SharedStrings()
        self._budget = budget
        self._text = Collector()
        self._phonetic = 0

    def read(self, package: Package, part: str) -> SharedStrings:
        package.parse(part, self._start, self._end, self._text.add)
        return self.strings

    def _start(self, name: str, _: Attributes) -> None:
        match local(name):
            case "si":
                self._text.begin()
                self._text.on = False
            case "rPh":
                self._phonetic += 1
            case "t" if not self._phonetic:
                self._text.on = True

    def _end(self, name: str) -> None:
        match local(name):
            case "t":
                self._text.on = False
            case "rPh":
                self._phonetic -= 1
            case "si":
                self._keep(self._text.end())

    def _keep(self, text: str) -> None:
        texts = self.strings.texts
        if len(texts) >= MOST_CELLS:
            raise self._budget.over("strings")
        text = unescaped(text)
        if len(text) > LONGEST_TEXT:
            self.strings.cut.add(len(texts))
            text = text[:LONGEST_TEXT]
        self._budget.take_characters(len(text))
        texts.append(text)
