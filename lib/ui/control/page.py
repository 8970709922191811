"""The frame of the control page."""

from __future__ import annotations

import streamlit as st

from lib.show.day import control_words
from lib.ui.control.press import Control
from lib.ui.page_versions import PageMark
from lib.ui.parts import common
from lib.ui.running_app import running_app
from lib.ui.shell import open_page
from lib.ui.view import View


def open_control(stem: str) -> tuple[Control, View]:
    """Draw the page's frame and read the table; ends the script where there is nothing to control."""
    view = open_page(stem, follows=PageMark.CONTROL)
    desk = running_app().desk
    if desk is None:
        common.show_title("Máy chủ này không phục vụ màn hình hội trường")
        st.stop()
    table = desk.table()
    common.show_title(control_words.on_screen(table))
    return Control(desk, table), view
