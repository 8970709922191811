"""The type of the result page: shipped beside this file, so that a machine without fonts draws the same page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import vl_convert
from PIL import ImageFont

FAMILY = "Bien Ban Serif"
FONTS = Path(__file__).resolve().parent / "fonts"
_MEASURED_AT = 1000


@lru_cache(maxsize=1)
def register() -> None:
    """Make the type known to the drawing library; once is enough."""
    vl_convert.register_font_directory(str(FONTS))


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"BienBanSerif-{'Bold' if bold else 'Regular'}.ttf", _MEASURED_AT)


def width(text: str, size: float, *, bold: bool = False) -> float:
    """How wide a text is at a size, both in points."""
    return _font(bold).getlength(text) * size / _MEASURED_AT


def wrapped(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text in lines of at most `room` points, broken at spaces; a longer word is cut."""
    lines = [""]
    for word in text.split():
        for piece in _pieces(word, size, room, bold):
            longer = f"{lines[-1]} {piece}".strip()
            if width(longer, size, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return [line for line in lines if line] or [""]


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    """A word in pieces that fit; almost always the word itself."""
    pieces = [""]
    for sign in word:
        if pieces[-1] and width(pieces[-1] + sign, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces
