"""The frame of every page: the style sheet, the masthead, and the bar at the foot of a phone."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from lib.access.visitor import Visitor
from lib.show.rows.parts import masthead as masthead_row
from lib.show.rows.style import style_sheet
from lib.ui.menu import MENU, listed
from lib.ui.parts import entrance
from lib.ui.parts.common import show_html
from lib.ui.render_cache import draw_cached
from lib.ui.view import View

MORE = "Thêm"
BESIDE = "<i></i>"
"""What makes the style sheet an element that is drawn once: one of styles alone Streamlit would look through, twenty
thousand letters, in every run. `frame.css` takes it out of the page.
"""


@cache
def whole_sheet() -> str:
    """The style sheet of the rows and of Streamlit's own elements."""
    frame = Path(__file__).with_name("frame.css").read_text(encoding="utf-8")
    return f"<style>{style_sheet()}\n{frame}</style>{BESIDE}"


def style(_view: View) -> None:
    """Send the style sheet: that of the rows, and the changes to Streamlit's own elements."""
    st.html(whole_sheet())


def show_masthead(view: View) -> DeltaGenerator:
    """Draw the line above the page; return the container at its right end."""
    line = st.container(key="masthead", horizontal=True, vertical_alignment="center")
    with line:
        draw_cached(view, _cluster)
    return line


def _cluster(view: View) -> None:
    show_html(masthead_row(view.optional_snapshot, view.past))


def phone_bar(view: View, visitor: Visitor, stem: str) -> None:
    """Draw the most used pages, fixed at the foot of a phone; the others and the login behind "Thêm"."""
    with st.container(key="phone_bar", horizontal=True):
        draw_cached(view, _links, True)
        with st.popover(MORE, icon=":material/more_horiz:"):
            draw_cached(view, _links, False)
            entrance.account(visitor, stem, "phone")


def _links(view: View, first: bool) -> None:
    workbook = view.optional_snapshot.workbook if view.optional_snapshot else None
    for page in MENU:
        if bool(page.short) is first and listed(page, view.role, workbook, earlier=bool(view.earlier)):
            st.page_link(page.path, label=page.short or page.title, icon=f":material/{page.icon}:")
