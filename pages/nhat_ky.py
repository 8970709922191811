"""The past versions, then the audit log: who released, corrected, logged in; whether its chain holds."""

from __future__ import annotations

import streamlit as st

from lib.access.rights import Right
from lib.show.day.store_words import INTACT
from lib.show.tables.audit import audit_table, finding_text
from lib.ui.parts import common
from lib.ui.parts.history import history_part
from lib.ui.running_app import running_app
from lib.ui.shell import open_page

view = open_page("nhat_ky")
door, history = running_app().door, running_app().history
if history is not None and view.can(Right.VOTES) and view.can(Right.CELLS):
    history_part(view, history)
else:
    common.show_title("Nhật ký truy cập và công bố")
common.show_section("Nhật ký")
if door is None:
    st.caption("Nhật ký chưa có dòng nào.")
    st.stop()

st.caption(finding_text(door.audit.verify()))
if desk := running_app().desk:
    st.caption(INTACT[desk.log.is_intact()])
st.caption("200 dòng mới nhất, dòng mới ở trên. Nhật ký không ghi điểm, số phiếu, lý do hay mật khẩu.")
versions = desk.table().versions if desk else ()
common.show_table(view, audit_table(door.audit.entries(most=200), versions), "Nhật ký truy cập và công bố")
st.download_button(
    "Tải toàn bộ nhật ký",
    door.audit.text(),
    file_name="nhat-ky.jsonl",
    mime="application/x-ndjson",
    key="whole_log",
    icon=":material/download:",
)
