"""The rows of every page in every state, as a browser lays them out: nothing is wider than its page, nothing is cut."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from lib.show.rows.style import style_sheet
from tests.show.rows.states import STATES, drawn

WIDTHS = (360, 720, 1440)
"""Pixels: the narrowest phone, a laptop of 1440 at a zoom of 200 %, and the laptop."""
FAULTS = """() => {
    const faults = [];
    const page = document.documentElement;
    if (page.scrollWidth > innerWidth + 1) faults.push(`the page: ${page.scrollWidth} of ${innerWidth}`);
    for (const one of document.querySelectorAll(".look *")) {
        if (one.closest(".heard")) continue;
        const style = getComputedStyle(one);
        if (style.display === "inline" || style.position === "absolute") continue;
        if (!one.clientWidth || !one.textContent) continue;
        if (one.scrollWidth > one.clientWidth + 1)
            faults.push(`${one.tagName}.${one.className}: ${one.textContent.slice(0, 50)}`);
    }
    return faults;
}"""


@pytest.fixture(scope="module")
def sheet(chromium):
    context = chromium.new_context(locale="vi-VN", java_script_enabled=True)
    yield context.new_page()
    context.close()


def faults(page: Page, html: str) -> dict[int, list[str]]:
    """What is too wide or cut at each width, everything unfolded."""
    unfolded = html.replace("<details", "<details open")
    page.set_content(f'<!doctype html><html lang="vi"><style>body{{margin:0}}{style_sheet()}</style>{unfolded}')
    found = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 900})
        found[width] = page.evaluate(FAULTS)
    return found


BREAKABLE = [name for name in STATES if name != "hostile"]
"""A cell of one word of 100 letters widens its table: its harm is tested elsewhere, its looks are its own."""


@pytest.mark.parametrize("name", BREAKABLE)
def test_no_row_is_wider_than_its_page_and_nothing_is_cut(name, sheet):
    for page, html in drawn(name).items():
        assert faults(sheet, html) == {width: [] for width in WIDTHS}, page
