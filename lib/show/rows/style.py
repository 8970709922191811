"""The style sheet of the pages: the tokens, `style.css`, and a class for every half per cent of a width."""

from __future__ import annotations

from functools import cache
from pathlib import Path

LIGHT = {
    "bg": "#ffffff",
    "surface": "#f4f3f1",
    "ink": "#22201e",
    "muted": "#5e5a55",
    "line": "#d8d4ce",
    "red": "#a4161a",
    "gold": "#7d5a00",
    "gold-fill": "#c9a227",
    "gold-ground": "#fbf1d3",
    "green": "#2f6b3a",
    "bar": "#8f887f",
    "first": "#fbeaea",
    "lost-1": "#f0efec",
    "lost-2": "#e9c9b8",
    "lost-3": "#d98d74",
    "lost-4": "#b5453b",
    "on-lost-4": "#ffffff",
}
DARK = {
    "bg": "#181614",
    "surface": "#26231f",
    "ink": "#efece7",
    "muted": "#b4afa7",
    "line": "#47433d",
    "red": "#f0888b",
    "gold": "#e0bb4a",
    "gold-fill": "#e0bb4a",
    "gold-ground": "#3b321a",
    "green": "#7fc48d",
    "bar": "#8b857c",
    "first": "#351d1e",
    "lost-1": "#2a2724",
    "lost-2": "#4d3128",
    "lost-3": "#7d3f33",
    "lost-4": "#b5453b",
    "on-lost-4": "#ffffff",
}


def declared(tokens: dict[str, str]) -> str:
    """The tokens as custom properties of a style sheet."""
    return "".join(f"--{name}:{value};" for name, value in tokens.items())


HALVES = 200
"""Number of half per cents: bars get their length from a class, because plain pages allow no inline styles."""


@cache
def style_sheet() -> str:
    """The whole style sheet, for the frame of the pages and for the plain ones."""
    rules = Path(__file__).with_name("style.css").read_text(encoding="utf-8")
    dark = f"@media(prefers-color-scheme:dark){{:root{{{declared(DARK)}}}}}"
    printed = f"@media print{{:root{{{declared(LIGHT)}}}}}"
    return f":root{{{declared(LIGHT)}}}{dark}{printed}{_widths()}\n{rules}"


def _widths() -> str:
    return "".join(f".h{half}{{--p:{half / 2:g}%}}" for half in range(HALVES + 1))
