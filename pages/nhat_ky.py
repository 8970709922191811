"""The log: who took, read back, released, corrected and logged in, and whether its chain still holds."""

from __future__ import annotations

import streamlit as st

from lib.show.tables.audit import audit_table, finding_text
from lib.ui.live import running
from lib.ui.parts import common
from lib.ui.shell import open_page

view = open_page("nhat_ky")
door = running().door
if door is None:
    common.title("Nhật ký chưa có dòng nào")
    st.stop()

common.title("Nhật ký", finding_text(door.audit.verify()).removesuffix("."))
st.caption("200 dòng mới nhất, dòng mới ở trên. Nhật ký không ghi điểm, số phiếu, lý do hay mật khẩu.")
common.table(view, audit_table(door.audit.entries(most=200)), "Nhật ký truy cập và công bố")
st.download_button(
    "Tải toàn bộ nhật ký",
    door.audit.text(),
    file_name="nhat-ky.jsonl",
    mime="application/x-ndjson",
    key="whole_log",
    icon=":material/download:",
)
