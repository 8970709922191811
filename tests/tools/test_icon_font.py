"""The icons that the page brings along are those that are used, drawn as in Streamlit's own font."""

from __future__ import annotations

import pytest
from fontTools.pens.recordingPen import RecordingPen
from fontTools.ttLib import TTFont

from lib.web.front_page import ICONS
from tools.icon_font import glyphs_of, names_used, whole_font


@pytest.fixture(scope="module")
def whole() -> TTFont:
    return TTFont(whole_font())


@pytest.fixture(scope="module")
def ours() -> TTFont:
    return TTFont(ICONS)


def drawn(font: TTFont, glyph: str) -> list[object]:
    pen = RecordingPen()
    font.getGlyphSet()[glyph].draw(pen)
    return pen.value


def test_every_icon_that_is_used_is_there_and_drawn_as_ever(whole, ours):
    known, kept = glyphs_of(whole), glyphs_of(ours)
    used = names_used() & known.keys()
    assert len(used) > 100
    assert used <= kept.keys(), "run python -m tools.icon_font"
    assert [name for name in kept if drawn(ours, kept[name]) != drawn(whole, known[name])] == []


def test_an_icon_is_as_wide_as_ever_and_stands_on_the_same_line(whole, ours):
    one = "check_circle"
    assert ours["hmtx"][glyphs_of(ours)[one]] == whole["hmtx"][glyphs_of(whole)[one]]
    assert (ours["hhea"].ascent, ours["hhea"].descent) == (whole["hhea"].ascent, whole["hhea"].descent)
    assert ours["head"].unitsPerEm == whole["head"].unitsPerEm


def test_a_name_that_is_not_used_is_not_there(ours):
    assert "zoom_in_map" not in glyphs_of(ours)
    assert ICONS.stat().st_size < 40_000
