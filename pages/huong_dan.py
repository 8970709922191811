"""The guide for the secretary: tabs and columns, rules with their basis, how to correct, the glossary."""

import streamlit as st
from htpy import p

from lib.show.rows.parts import fold_away, line_list
from lib.show.words import guide
from lib.show.words.numbers import md
from lib.ui.parts import common, source
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View


def whole_guide(view: View) -> None:
    common.show_title(
        "Nhập vào bảng tính, xem ngay ở đây", "sai ở ô nào, trang Kiểm tra số liệu nói rõ ô đó và cách sửa"
    )
    common.show_parts(guide.PARTS)

    common.show_section("Một năm thi đua làm những gì", "mot-nam")
    common.show_lines(guide.YEAR)

    common.show_section("Quy định đang áp dụng và căn cứ", "quy-dinh")
    if view.optional_snapshot is not None:
        book = view.optional_snapshot.workbook
        common.show_table(view, guide.contest_rules(book), "Quy định chấm điểm, xếp hạng đang áp dụng")
        common.show_table(view, guide.award_rules(book), "Thể lệ từng danh hiệu đang áp dụng")
    st.markdown(md(guide.DEFAULTS))

    common.show_section("Cách ghi", "cach-ghi")
    common.show_lines(guide.TYPING)

    common.show_section("Kiểm từng phiếu giấy", "phieu-giay")
    common.show_lines(guide.PAPERS)
    with st.expander("Giơ tay, bỏ phiếu công khai bằng Google Biểu mẫu"):
        common.show_lines(guide.FORMS)

    common.show_section("Khi phải sửa", "khi-phai-sua")
    common.show_lines(guide.CORRECTING)

    common.show_section("Nguồn số liệu", "nguon-so-lieu")
    source.google_guide()

    common.show_section("Từ dùng trên các trang", "tu-ngu")
    common.show_table(view, guide.words(), "Từ dùng trên các trang và nghĩa của chúng")

    common.show_section("Các trang tính và cột", "trang-tinh")
    st.caption("Cột có dấu * là bắt buộc. Thứ tự cột tùy ý; cột, trang tính khác được bỏ qua.")
    common.show_html(
        [fold_away(f"tab-{tab.name}", tab.name, p[tab.purpose], line_list(tab.columns)) for tab in guide.tabs()]
    )


draw_cached(open_page("huong_dan"), whole_guide)
