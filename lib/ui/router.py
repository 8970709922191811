"""The pages of a run for `st.navigation`: all are registered, and hidden where they are not for this visitor.

Where a page fails, its visitor sees a sentence in Vietnamese, and the traceback goes to the server's log.
"""

from __future__ import annotations

import base64
import copy
import logging
from functools import cache
from pathlib import Path

import streamlit as st

from lib.access.rights import Role
from lib.model.records import Workbook
from lib.ui.menu import HOME, MENU, MenuPage, MenuSection, listed
from lib.ui.parts.buttons import is_pressed

ICON = "data:image/png;base64," + base64.b64encode(Path(__file__).with_name("icon.png").read_bytes()).decode()
"""A built-in icon of Streamlit would be fetched from a server of Google for the browser tab; a file would need a
request.
"""


def navigation_pages(role: Role, workbook: Workbook | None, *, earlier: bool) -> dict[str, list[st.Page]]:
    """All pages by the headings of the menu."""
    shown = {entry: listed(entry, role, workbook, earlier=earlier) for entry in MENU}
    return {
        section.value: [
            copy.copy(_page(entry, visible)) for entry, visible in shown.items() if entry.section is section
        ]
        for section in MenuSection
    }


@cache
def _page(entry: MenuPage, visible: bool) -> st.Page:
    """A page, located on disk once; each run gets a copy, because Streamlit marks it as runnable in place."""
    return st.Page(
        entry.path,
        title=entry.title,
        icon=f":material/{entry.icon}:",
        default=entry is HOME,
        visibility="visible" if visible else "hidden",
    )


log = logging.getLogger(__name__)


def show_fault(error: Exception) -> bool:
    """Show that the page failed, instead of Streamlit's own box; True suppresses that one."""
    log.error("a page failed", exc_info=error)
    st.error(
        "Trang này đang gặp lỗi nên chưa hiển thị được. Các trang khác vẫn dùng bình thường. "
        "Đề nghị báo thư ký cụm; nội dung lỗi đã được ghi trong nhật ký của máy chủ.",
        icon=":material/error:",
    )
    is_pressed("Mở lại trang này", key="open_again", icon=":material/refresh:")  # the run that it causes is the act
    return True
