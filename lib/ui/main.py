"""The script of every run: registers all pages and runs the one that was asked for. The frame is `lib/ui/shell.py`."""

from __future__ import annotations

import time
from pathlib import Path

import streamlit as st

from lib.ui import access
from lib.ui.live import running
from lib.ui.menu import HOME, MENU, Entry, Section, listed
from lib.ui.turns import in_turn

ICON = Path(__file__).with_name("icon.png")
"""A file of ours: an icon of Streamlit's would be fetched for the browser's tab from a server of Google."""

st.set_page_config(page_icon=str(ICON), layout="wide")
role = access.current_role()
snapshot = running().feed.latest.snapshot
earlier = running().earlier
has_earlier = bool(earlier and earlier.snapshots)


def page_of(entry: Entry) -> st.Page:
    """A page of the menu, hidden where it is not for this visitor."""
    visible = listed(entry, role, snapshot.workbook if snapshot else None, earlier=has_earlier)
    return st.Page(
        entry.path,
        title=entry.title,
        icon=f":material/{entry.icon}:",
        default=entry is HOME,
        visibility="visible" if visible else "hidden",
    )


sections = {section.value: [page_of(entry) for entry in MENU if entry.section is section] for section in Section}
chosen = st.navigation(sections, expanded=True)
began = time.perf_counter()
try:
    with in_turn(role):
        chosen.run()
finally:
    running().renders.note(chosen.url_path or HOME.stem, time.perf_counter() - began)
