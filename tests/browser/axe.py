"""What axe-core finds on a page and is ours."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

NOT_OURS = {
    "color-contrast": "a Streamlit widget that is disabled",
    "region": "Streamlit's front end has no landmarks around its blocks",
    "aria-allowed-attr": "Streamlit's select box",
    "aria-input-field-name": "Streamlit's select box",
    "aria-required-children": "Streamlit's list of pages, its tabs",
    "list": "Streamlit's list of pages",
    "listitem": "Streamlit's list of pages",
}
"""Rules that Streamlit's own parts break, with the part; a violation counts as ours wherever a row or the frame is."""
OURS = ".look, .st-key-masthead, .st-key-phone_bar"
_IS_OURS = """([target, ours]) => {
    const found = typeof target === "string" && document.querySelector(target);
    return Boolean(found && found.closest(ours));
}"""


def violations(page: Page) -> set[str]:
    """What axe-core finds on a page and is not Streamlit's alone."""
    found = Axe().run(page).response["violations"]
    return {
        f"{one['id']}: {node['target']} {node['html'][:120]}"
        for one in found
        for node in one["nodes"]
        if one["id"] not in NOT_OURS or page.evaluate(_IS_OURS, [node["target"][0], OURS])
    }
