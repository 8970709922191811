"""The guide for the secretary: tabs and columns, rules with their basis, how to correct, the words."""

import streamlit as st

from lib.show.words import guide, rules
from lib.ui.parts import common, source
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def whole_guide(view: View) -> None:
    common.answer("Nhập vào bảng tính, xem ngay ở đây; sai ở ô nào, trang Kiểm tra số liệu nói rõ ô đó và cách sửa.")

    st.subheader("Một năm thi đua làm những gì", anchor=False)
    common.lines(guide.YEAR)

    st.subheader("Quy định đang áp dụng và căn cứ", anchor=False)
    if view.found is not None:
        book = view.found.workbook
        common.table(view, rules.contest_rules(book), "Quy định chấm điểm, xếp hạng đang áp dụng")
        common.table(view, rules.award_rules(book), "Thể lệ từng danh hiệu đang áp dụng")
    st.markdown(common.title(guide.DEFAULTS))

    st.subheader("Cách ghi", anchor=False)
    common.lines(guide.TYPING)

    st.subheader("Khi phải sửa", anchor=False)
    common.lines(guide.CORRECTING)

    st.subheader("Nguồn số liệu", anchor=False)
    source.google_guide()

    st.subheader("Từ dùng trên các trang", anchor=False)
    common.table(view, guide.words(), "Từ dùng trên các trang và nghĩa của chúng")

    st.subheader("Các trang tính và cột", anchor=False)
    st.caption("Cột có dấu * là bắt buộc. Thứ tự cột tùy ý; cột, trang tính khác được bỏ qua.")
    for tab in guide.tabs():
        with st.expander(common.title(tab.name)):
            st.markdown(common.title(tab.purpose))
            common.lines(tab.columns)


drawn(open_page("huong_dan"), whole_guide)
