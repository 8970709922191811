"""The number formats and bold fonts of a workbook: dates, durations, percentages, bold text.

Nothing else of the styles is read, so an unusual font, fill or colour causes no failure.
"""

from __future__ import annotations

import re
from array import array
from enum import IntEnum

from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

from lib.sheets.sources.xlsx.package import Attributes, Package, local

MOST_FORMATS = 65_536
LONGEST_FORMAT = 255
_FALSE = frozenset({"0", "false"})
_LITERAL = re.compile(r'"[^"]*"|\[[^\]]*\]|[\\_*].')


class NumberFormat(IntEnum):
    """The kinds of display of a number."""

    NUMBER = 0
    DATE = 1
    DURATION = 2
    PERCENT = 3


class Formats:
    """The meaning of every cell style, by its index; an unknown style is a plain number."""

    def __init__(self) -> None:
        self._custom: dict[int, NumberFormat] = {}
        self._styles = array("l")
        self._in_styles = False
        self._fonts: list[bool] = []
        self._in_fonts = False
        self._bold: set[int] = set()

    @property
    def bold(self) -> frozenset[str]:
        """The cell styles in bold, by the index that cells refer to."""
        return frozenset(map(str, self._bold))

    def shown(self) -> list[NumberFormat]:
        """The kind of number format of each cell style."""
        found = {
            number: self._custom.get(number, _BUILTIN.get(number, NumberFormat.NUMBER)) for number in set(self._styles)
        }
        return [found[number] for number in self._styles]

    def read(self, package: Package, part: str) -> None:
        package.parse(part, self._start, self._end)

    def _start(self, name: str, attributes: Attributes) -> None:
        match local(name):
            case "numFmt":
                self._add_format(attributes)
            case "fonts":
                self._in_fonts = True
            case "font" if self._in_fonts and len(self._fonts) < MOST_FORMATS:
                self._fonts.append(False)
            case "b" if self._in_fonts and self._fonts:
                self._fonts[-1] = attributes.get("val", "1") not in _FALSE
            case "cellXfs":
                self._in_styles = True
            case "xf" if self._in_styles:
                font = _number(attributes.get("fontId", "0"))
                if font < len(self._fonts) and self._fonts[font]:
                    self._bold.add(len(self._styles))
                self._styles.append(_number(attributes.get("numFmtId", "0")))

    def _end(self, name: str) -> None:
        if local(name) == "cellXfs":
            self._in_styles = False
        elif local(name) == "fonts":
            self._in_fonts = False

    def _add_format(self, attributes: Attributes) -> None:
        if len(self._custom) >= MOST_FORMATS:
            return
        self._custom[_number(attributes.get("numFmtId", "0"))] = shown_by(attributes.get("formatCode", ""))


def shown_by(code: str) -> NumberFormat:
    """The kind of a format code; a "%" in quotes, after a backslash or in brackets is a literal."""
    if len(code) > LONGEST_FORMAT:
        return NumberFormat.NUMBER
    if is_date_format(code):
        return NumberFormat.DURATION if is_timedelta_format(code) else NumberFormat.DATE
    return NumberFormat.PERCENT if "%" in _LITERAL.sub("", code).split(";")[0] else NumberFormat.NUMBER


def _number(text: str) -> int:
    return int(text) if len(text) < 10 and text.isdecimal() else 0


_BUILTIN = {number: shown_by(code) for number, code in BUILTIN_FORMATS.items()}
