"""Draws `docs/architecture.svg`: the path from a source to what people see, and the rooms of `lib` by floor.

Run it as `python -m tools.architecture_picture`. The picture has a ground of its own, so it is read as well on a dark
page as on a light one.
"""

from __future__ import annotations

from html import escape
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "docs" / "architecture.svg"
WIDTH = 960
PATH = (
    ("Source", "Excel · Google"),
    ("RawTables", "cells as they stand"),
    ("Workbook", "records + problems"),
    ("scoring", "totals, ranks, awards"),
    ("Snapshot", "one version, frozen"),
)
READERS = (
    ("stage", "taken versions, what is released"),
    ("release", "snapshot_for(snapshot, role, released)"),
    ("pages · papers · hall · /xem", "what people see"),
)
FLOORS = (
    (6, "app.py", "puts the server together"),
    (5, "pages/ · command", "the pages · the command line"),
    (4, "ui · web", "frame of the pages, with Streamlit · routes, without"),
    (3, "show · papers", "what people read"),
    (2, "snapshot.py · release · feed · history · stage · years", "one version, who sees it, what changes"),
    (1, "sheets · scoring · access · audit", "cells, figures, rights, the log"),
    (0, "model · store · settings.py", "the words of the field, where things are kept"),
)
INK, QUIET, RED, GROUND, CARD = "#1f2328", "#57606a", "#8f1d14", "#fbf7ee", "#ffffff"
_FONT = "font-family=\"-apple-system, 'Segoe UI', 'Noto Sans', Helvetica, Arial, sans-serif\""


def drawn() -> str:
    """The picture as the text of an SVG."""
    floors = "".join(_floor(place, *floor) for place, floor in enumerate(FLOORS))
    height = 300 + len(FLOORS) * 46 + 20
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" {_FONT}>\n'
        "<title>The path from a source to the pages, and the rooms of lib by floor</title>\n"
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="8" markerHeight="8" orient="auto">'
        f'<path d="M0 0 8 4 0 8z" fill="{RED}"/></marker></defs>\n'
        f'<rect width="{WIDTH}" height="{height}" rx="12" fill="{GROUND}"/>\n'
        f"{_text(24, 34, 'The path of a change, once for everybody', 17, bold=True)}"
        f"{''.join(_path())}"
        f"{_text(24, 284, 'The rooms of lib: imports go down only', 17, bold=True)}"
        f"{floors}</svg>\n"
    )


def _path() -> list[str]:
    """The reading in the upper row, what readers get in the lower one, from right to left."""
    width, gap = 164, 23
    parts = [_box(24 + place * (width + gap), 54, width, *box) for place, box in enumerate(PATH)]
    parts += [_arrow(24 + place * (width + gap) - gap, 84, 24 + place * (width + gap), 84) for place in range(1, 5)]
    parts.append(_text(24, 136, "feed: one thread polls, keeps the last good version, tells the pages", 13, QUIET))
    lower = ((666, 270), (356, 270), (24, 292))
    parts += [_box(x, 176, wide, *box) for (x, wide), box in zip(lower, READERS, strict=True)]
    parts += [_arrow(854, 114, 854, 176), _arrow(666, 206, 626, 206), _arrow(356, 206, 316, 206)]
    return parts


def _floor(place: int, number: int, rooms: str, about: str) -> str:
    y = 300 + place * 46
    band = f'<rect x="24" y="{y}" width="{WIDTH - 48}" height="40" rx="6" fill="{CARD}" stroke="#d8cfba"/>\n'
    return band + (
        _text(40, y + 26, str(number), 17, RED, bold=True)
        + _text(72, y + 26, rooms, 15, bold=True)
        + _text(WIDTH - 40, y + 26, about, 13, QUIET, anchor="end")
    )


def _box(x: int, y: int, width: int, name: str, about: str) -> str:
    middle = x + width // 2
    return (
        f'<rect x="{x}" y="{y}" width="{width}" height="60" rx="8" fill="{CARD}" stroke="{RED}"/>\n'
        + _text(middle, y + 26, name, 16, bold=True, anchor="middle")
        + _text(middle, y + 47, about, 12.5, QUIET, anchor="middle")
    )


def _arrow(x: int, y: int, to_x: int, to_y: int) -> str:
    return f'<path d="M{x} {y}L{to_x} {to_y}" stroke="{RED}" stroke-width="2" marker-end="url(#tip)"/>\n'


def _text(
    x: float, y: float, text: str, size: float, color: str = INK, *, bold: bool = False, anchor: str = "start"
) -> str:
    weight = ' font-weight="600"' if bold else ""
    look = f'font-size="{size}" fill="{color}" text-anchor="{anchor}"{weight}'
    return f'<text x="{x}" y="{y}" {look}>{escape(text)}</text>\n'


if __name__ == "__main__":
    TARGET.write_text(drawn(), encoding="utf-8")
