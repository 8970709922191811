"""Draws `lib/web/icons.woff2`: of Streamlit's font of icons (Material Symbols, Apache License 2.0) only what is used.

Run it as `python -m tools.icon_font` after an icon is used for the first time, and after an upgrade of Streamlit. The
front end names its own icons as `:material/name:`, as we do, so its scripts say which must stay.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from fontTools import subset
from fontTools.ttLib import TTFont

from lib.ui.menu import MENU
from lib.web.front_page import ICONS
from lib.web.guard.csp import front_end

ROOT = Path(__file__).resolve().parents[1]
_NAME = re.compile(r":material/([a-z0-9_]+):")
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789_"
"""What names are made of: an icon is a ligature of its name."""


def whole_font() -> Path:
    """The font that the installed Streamlit brings along."""
    return next(front_end().parent.glob("static/media/MaterialSymbols-*.woff2"))


def names_used() -> set[str]:
    """The icons that Streamlit names in its scripts and its own code, and ours."""
    theirs = front_end().parent
    files = [*theirs.rglob("*.js"), *theirs.parent.rglob("*.py"), *_own_files()]
    found = {name for file in files for name in _NAME.findall(file.read_text(encoding="utf-8"))}
    return found | {page.icon for page in MENU}


def _own_files() -> Iterator[Path]:
    for folder in ("lib", "pages"):
        yield from (ROOT / folder).rglob("*.py")


def glyphs_of(font: TTFont) -> dict[str, str]:
    """The glyph of each name that a font knows."""
    letters = {glyph: chr(code) for code, glyph in font.getBestCmap().items()}
    return {
        "".join(letters[glyph] for glyph in (first, *ligature.Component)): ligature.LigGlyph
        for table in _ligatures(font)
        for first, ligatures in table.items()
        for ligature in ligatures
    }


def _ligatures(font: TTFont) -> Iterator[dict[str, list[object]]]:
    """The tables of ligatures, by first glyph, as they stand in the font."""
    for lookup in font["GSUB"].table.LookupList.Lookup:
        for table in lookup.SubTable:
            inner = getattr(table, "ExtSubTable", table)
            if hasattr(inner, "ligatures"):
                yield inner.ligatures


def cut(font: TTFont, names: set[str]) -> None:
    """Leave in `font` the icons of these names and nothing else."""
    kept = {glyph for name, glyph in glyphs_of(font).items() if name in names}
    for table in _ligatures(font):
        for first in list(table):
            table[first] = [ligature for ligature in table[first] if ligature.LigGlyph in kept]
    options = subset.Options(layout_features=["*"], glyph_names=False)
    cutter = subset.Subsetter(options)
    cutter.populate(glyphs=kept, unicodes=map(ord, LETTERS))
    cutter.subset(font)


def main() -> None:
    font = TTFont(whole_font())
    names = names_used()
    cut(font, names)
    font.flavor = "woff2"
    font.save(ICONS)
    print(f"{ICONS.relative_to(ROOT)}: {len(glyphs_of(font))} icons, {ICONS.stat().st_size / 1000:.1f} kB")


if __name__ == "__main__":
    main()
