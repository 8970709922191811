"""Who is logged in; a code for a phone, a link for a projector."""

from __future__ import annotations

import streamlit as st

from lib.ui.access import current_visitor
from lib.ui.live import running
from lib.ui.parts import visitors
from lib.ui.shell import open_page

open_page("truy_cap")
door, visitor = running().door, current_visitor()
if door is not None:
    st.subheader("Đưa điện thoại vào điều khiển", anchor=False)
    visitors.bring_phone(door, visitor)
    st.subheader("Liên kết cho máy chiếu", anchor=False)
    visitors.give_link(door, visitor)
    st.subheader("Các máy đang đăng nhập", anchor=False)
    visitors.list_logins(door, visitor)
