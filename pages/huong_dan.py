"""The guide for the secretary: tabs and columns, rules with their basis, how to correct, the words."""

import streamlit as st

from lib.show.words import guide, rules
from lib.ui.parts import common, source
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def whole_guide(view: View) -> None:
    common.title("Nhập vào bảng tính, xem ngay ở đây", "sai ở ô nào, trang Kiểm tra số liệu nói rõ ô đó và cách sửa")
    common.parts_of_page(guide.PARTS)

    common.section("Một năm thi đua làm những gì")
    common.lines(guide.YEAR)

    common.section("Quy định đang áp dụng và căn cứ")
    if view.found is not None:
        book = view.found.workbook
        common.table(view, rules.contest_rules(book), "Quy định chấm điểm, xếp hạng đang áp dụng")
        common.table(view, rules.award_rules(book), "Thể lệ từng danh hiệu đang áp dụng")
    st.markdown(common.plain(guide.DEFAULTS))

    common.section("Cách ghi")
    common.lines(guide.TYPING)

    common.section("Kiểm từng phiếu giấy")
    common.lines(guide.PAPERS)
    with st.expander("Giơ tay, bỏ phiếu công khai bằng Google Biểu mẫu"):
        common.lines(guide.FORMS)

    common.section("Khi phải sửa")
    common.lines(guide.CORRECTING)

    common.section("Nguồn số liệu")
    source.google_guide()

    common.section("Từ dùng trên các trang")
    common.table(view, guide.words(), "Từ dùng trên các trang và nghĩa của chúng")

    common.section("Các trang tính và cột")
    st.caption("Cột có dấu * là bắt buộc. Thứ tự cột tùy ý; cột, trang tính khác được bỏ qua.")
    for tab in guide.tabs():
        with st.expander(common.plain(tab.name)):
            st.markdown(common.plain(tab.purpose))
            common.lines(tab.columns)


drawn(open_page("huong_dan"), whole_guide)
