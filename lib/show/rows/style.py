"""The one style sheet of the pages: the tokens, `style.css`, and a class for every half per cent of a width."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lib.show.rows.tokens import DARK, LIGHT, declared

HALVES = 200
"""Half per cents of a whole: bars take their length from a class, since plain pages allow no style in an element."""


@cache
def style_sheet() -> str:
    """The whole sheet, for the frame of the pages and for the plain ones."""
    rules = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    dark = f"@media(prefers-color-scheme:dark){{:root{{{declared(DARK)}}}}}"
    printed = f"@media print{{:root{{{declared(LIGHT)}}}}}"
    return f":root{{{declared(LIGHT)}}}{dark}{printed}{_widths()}\n{rules}"


def _widths() -> str:
    return "".join(f".h{half}{{--p:{half / 2:g}%}}" for half in range(HALVES + 1))
