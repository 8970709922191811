"""The style sheet: every text is readable on its ground in both schemes, and every class of the rows is known."""

from __future__ import annotations

import re
import tomllib

import pytest

from lib.show.rows.style import DARK, LIGHT, style_sheet
from tests.places import ROOT
from tests.show.rows.states import STATES, drawn, drawn_for_the_secretary

TEXTS = (
    *((ink, ground) for ink in ("ink", "muted", "red", "gold", "green") for ground in ("bg", "surface")),
    *(("ink", ground) for ground in ("first", "gold-ground", "lost-1", "lost-2", "lost-3")),
    ("muted", "first"),
    ("red", "first"),
    ("gold", "first"),
    ("gold", "gold-ground"),
    ("on-lost-4", "lost-4"),
)
"""Every pair of a text colour and a background that occurs: a contrast of at least 4.5 to 1."""
SIGNS = (("bar", "bg"), ("red", "surface"), ("red", "bg"))
"""Every pair of a bar or mark and its surroundings: a contrast of at least 3 to 1."""


SCHEMES = {"light": LIGHT, "dark": DARK}


def luminance(colour: str) -> float:
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(first: str, second: str) -> float:
    low, high = sorted((luminance(first), luminance(second)))
    return (high + 0.05) / (low + 0.05)


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("ink", "ground"), TEXTS)
def test_a_text_is_readable_on_its_ground(scheme, ink, ground):
    assert contrast(SCHEMES[scheme][ink], SCHEMES[scheme][ground]) >= 4.5


@pytest.mark.parametrize("scheme", SCHEMES)
@pytest.mark.parametrize(("sign", "ground"), SIGNS)
def test_a_sign_stands_out_from_what_is_beside_it(scheme, sign, ground):
    assert contrast(SCHEMES[scheme][sign], SCHEMES[scheme][ground]) >= 3


@pytest.mark.parametrize("scheme", SCHEMES)
def test_the_tokens_are_the_colours_of_the_theme(scheme):
    theme = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"][scheme]
    same = {
        "bg": "backgroundColor",
        "surface": "secondaryBackgroundColor",
        "ink": "textColor",
        "line": "borderColor",
        "muted": "grayColor",
    }
    assert {name: SCHEMES[scheme][name] for name in same} == {
        name: theme[option].lower() for name, option in same.items()
    }


def test_a_scheme_has_every_token_and_the_sheet_uses_no_other_colour():
    assert LIGHT.keys() == DARK.keys()
    used = set(re.findall(r"var\(--([a-z0-9-]+)\)", style_sheet())) - {"p", "n"}
    assert used == LIGHT.keys()


def test_nothing_moves_for_who_asked_for_less_motion_and_nothing_is_lost_in_forced_colours():
    assert "@media(prefers-reduced-motion:reduce){.look *{animation:none;transition:none}}" in style_sheet()
    assert "@media(forced-colors:active)" in style_sheet()


def test_every_class_of_the_rows_stands_in_the_sheet():
    known = set(re.findall(r"\.([a-z][a-z0-9]*(?:-[a-z0-9]+)*)", style_sheet()))
    found = {
        name
        for state in STATES
        for html in (drawn(state) | drawn_for_the_secretary(state)).values()
        for words in re.findall(r'class="([^"]*)"', html)
        for name in words.split()
    }
    assert found - known == set()
