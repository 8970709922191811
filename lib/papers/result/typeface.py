"""The font of the result page, shipped beside this file, so that a machine without fonts draws the same page."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import vl_convert
from PIL import ImageFont

FAMILY = "Bien Ban Serif"
FONTS = Path(__file__).resolve().parent / "fonts"
_MEASURED_AT = 1000
_NO_LETTER = "\U0010ffff"


@lru_cache(maxsize=1)
def register_typeface() -> None:
    """Register the font with the drawing library, once per process."""
    vl_convert.register_font_directory(str(FONTS))


@lru_cache(maxsize=2)
def _font(bold: bool) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / f"BienBanSerif-{'Bold' if bold else 'Regular'}.ttf", _MEASURED_AT)


def printed_width(text: str, size: float, *, bold: bool = False) -> float:
    """The width of a text at a type size, both in points."""
    return _length(text, bold) * size / _MEASURED_AT


@lru_cache(maxsize=16384)
def _length(text: str, bold: bool) -> float:
    """Cached, because a page is laid out at several scales from the same words."""
    return _font(bold).getlength(with_codes(text))


def with_codes(text: str) -> str:
    """The text with every letter that the font lacks replaced by its code point: "[U+4E2D]"."""
    return "".join(sign if has_glyph(sign) else f"[U+{ord(sign):04X}]" for sign in text)


@lru_cache(maxsize=4096)
def has_glyph(sign: str) -> bool:
    """Whether the font has a glyph for a character, rather than the box for missing ones."""
    return sign.isspace() or _drawn(sign) != _drawn(_NO_LETTER)


def _drawn(sign: str) -> tuple[tuple[int, int], bytes]:
    mask = _small().getmask(sign)
    return mask.size, bytes(mask)


@lru_cache(maxsize=1)
def _small() -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(FONTS / "BienBanSerif-Regular.ttf", 40)


def wrapped_lines(text: str, size: float, room: float, *, bold: bool = False) -> list[str]:
    """The text broken at spaces into lines of at most `room` points; a longer word is split."""
    lines = [""]
    for word in with_codes(text).split():
        for piece in _pieces(word, size, room, bold):
            longer = f"{lines[-1]} {piece}".strip()
            if printed_width(longer, size, bold=bold) <= room:
                lines[-1] = longer
            else:
                lines.append(piece)
    return [line for line in lines if line] or [""]


def _pieces(word: str, size: float, room: float, bold: bool) -> list[str]:
    """A word in pieces that fit; almost always the word itself."""
    if printed_width(word, size, bold=bold) <= room:
        return [word]
    pieces = [""]
    for sign in word:
        if pieces[-1] and printed_width(pieces[-1] + sign, size, bold=bold) > room:
            pieces.append("")
        pieces[-1] += sign
    return pieces
