"""The script of every run: registers all pages and runs the requested one. The frame is in `lib/ui/shell.py`."""

from __future__ import annotations

import time

import streamlit as st

from lib.ui import access, router
from lib.ui.fair_queue import wait_for_turn
from lib.ui.menu import HOME
from lib.ui.parts.buttons import kept_for_this_run
from lib.ui.running_app import running_app

SIDEBAR = 240
"""Width in pixels of the list of pages on a wide screen."""

role, now = access.current_role(), running_app()
began = time.perf_counter()
with wait_for_turn(role, hall=now.screens.wait_until_shown if now.screens else None):
    st.set_page_config(page_icon=router.ICON, layout="wide", initial_sidebar_state=SIDEBAR)
    snapshot = now.feed.latest.snapshot
    workbook = snapshot.workbook if snapshot else None
    earlier = bool(now.earlier and now.earlier.snapshots)
    chosen = st.navigation(router.navigation_pages(role, workbook, earlier=earlier), expanded=True)
    try:
        with kept_for_this_run():
            chosen.run()
    finally:
        now.renders.note(chosen.url_path or HOME.stem, time.perf_counter() - began)
