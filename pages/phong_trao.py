"""The year's work: movements, exemplars, registrations, pledges, leaders, ratings, and for the secretary the tasks."""

import datetime as dt

import streamlit as st

from lib.access.rights import Right
from lib.show.years import year_tables, year_words
from lib.ui.parts import common, year_parts
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def movements(view: View, today: dt.date) -> None:
    book = view.snapshot.workbook
    common.answer(year_words.answer(book))
    if view.can(Right.PROBLEMS) and book.tasks:
        st.subheader("Công việc", anchor=False)
        year_parts.tasks(view, today)
    if book.movements:
        st.subheader("Phong trào thi đua", anchor=False)
        year_parts.movements(view)


def standing(view: View) -> None:
    book = view.snapshot.workbook
    if book.registrations:
        st.subheader("Đăng ký thi đua", anchor=False)
        common.table(view, year_tables.registrations(view.snapshot), "Đăng ký theo danh hiệu")
    if book.pledges:
        st.subheader("Giao ước thi đua", anchor=False)
        common.lines([year_words.pledge_line(book)])
    if book.leadership:
        st.subheader("Lãnh đạo cụm theo năm", anchor=False)
        year_parts.leadership(view)
    if book.ratings:
        st.subheader("Xếp loại chất lượng", anchor=False)
        common.lines([year_words.ratings_line(book, view.can(Right.PROBLEMS)), year_words.capped_line(book)])
        common.table(view, year_tables.ratings(book), "Xếp loại chất lượng theo đơn vị")


view = open_page("phong_trao")
drawn(view, movements, year_parts.today())
if view.snapshot.workbook.exemplars:
    st.subheader("Điển hình, sáng kiến, mô hình", anchor=False)
    year_parts.exemplars(view)
drawn(view, standing)
