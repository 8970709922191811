"""The cluster over the years: rank out of that year's units, share of that year's maximum, flags, what changed."""

import streamlit as st

from lib.show.years import past_words, years_tables
from lib.ui.parts import common, year_parts
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def past_years(view: View) -> None:
    found, grid = years_tables.drawn(view.snapshot, view.earlier)
    common.answer(past_words.answer(found))
    if not found.has_history:
        return
    common.chart(grid, key="nhieu_nam")

    told = past_words.change_sentences(found)
    if told:
        st.subheader("Những thay đổi giữa các năm", anchor=False)
        common.lines(told)

    awards = years_tables.awards_table(found)
    if not awards.empty:
        st.subheader("Số lần được suy tôn, đề nghị", anchor=False)
        common.table(view, awards, "Số lần từng đơn vị được suy tôn, đề nghị")
    st.caption(
        "Mỗi đơn vị là một dòng, kể cả khi đổi tên. Đơn vị sáp nhập hoặc tách bắt đầu một dòng mới; "
        "các đơn vị trước đó đứng riêng bên dưới, không cộng và không lấy trung bình."
    )
    year_parts.typed_years(view)


drawn(open_page("nhieu_nam"), past_years)
