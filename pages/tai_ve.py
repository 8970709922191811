"""Papers to sign and to send, and workbooks to fill in."""

import streamlit as st

from lib.ui.parts import common, paper_parts
from lib.ui.shell import open_page

view = open_page("tai_ve")
if view.optional_snapshot is None:
    common.show_title("Chưa có số liệu để lập văn bản", "có thể tải một bảng tính trống để bắt đầu")
    paper_parts.empty_workbook()
    st.stop()

desk = paper_parts.desk_of(view)
offers = desk.offers
common.show_title(paper_parts.answer(desk, offers), paper_parts.source_line(desk).removesuffix("."))
paper_parts.download_all(desk, offers)

paper_parts.download_each(desk, offers)

common.show_section("Bảng tính để điền")
paper_parts.workbooks(desk.snapshot)
with st.expander("Bảng tính trống", key="bang_tinh_trong"):
    paper_parts.empty_workbook()
