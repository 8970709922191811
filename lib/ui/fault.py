"""What a visitor sees when a page fails: a sentence in Vietnamese; the traceback goes to the server's log."""

from __future__ import annotations

import logging

import streamlit as st

log = logging.getLogger(__name__)


def show_fault(error: Exception) -> bool:
    """Show that the page failed, instead of Streamlit's own box; True suppresses that one."""
    log.error("a page failed", exc_info=error)
    st.error(
        "Trang này đang gặp lỗi nên chưa hiển thị được. Các trang khác vẫn dùng bình thường. "
        "Đề nghị báo thư ký cụm; nội dung lỗi đã được ghi trong nhật ký của máy chủ.",
        icon=":material/error:",
    )
    return True
