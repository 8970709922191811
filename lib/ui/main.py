"""The script of every run: registers all pages and runs the one that was asked for. The frame is `lib/ui/shell.py`."""

from __future__ import annotations

import streamlit as st

from lib.ui.access import current_role
from lib.ui.live import running
from lib.ui.menu import HOME, MENU, Entry, Section, listed

role = current_role()
snapshot = running().feed.picture.snapshot


def page_of(entry: Entry) -> st.Page:
    """A page of the menu, hidden where it is not for this visitor."""
    visible = listed(entry, role, snapshot.workbook if snapshot else None)
    return st.Page(
        entry.path,
        title=entry.title,
        icon=f":material/{entry.icon}:",
        default=entry is HOME,
        visibility="visible" if visible else "hidden",
    )


sections = {section.value: [page_of(entry) for entry in MENU if entry.section is section] for section in Section}
st.navigation(sections, expanded=True).run()
