"""Overview: who leads, the totals of all units, what is provisional, what the awards gave."""

import datetime as dt

import streamlit as st

from lib.access.rights import Right
from lib.show.tables import proposals, score_tables
from lib.show.words import answers, scores
from lib.show.years import past_words, year_words, years_tables
from lib.ui.menu import Part, applies, entry
from lib.ui.parts import common, notices, score_parts, year_parts
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def overview(view: View, today: dt.date) -> None:
    snapshot = view.snapshot
    scored = view.shows(Part.SCORES) and scores.has_scores(snapshot)
    common.answer(answers.overview(snapshot, scored, view.can(Right.PROBLEMS)))
    if view.can(Right.PROBLEMS) and snapshot.problems:
        st.page_link(entry("kiem_tra").path, label="Xem từng chỗ cần xử lý", icon=":material/fact_check:")
    for part in Part:
        if applies(part, snapshot.workbook) and not view.may_see(part):
            notices.tell_awaited(part, snapshot.workbook)
    if view.shows(Part.VOTES) and snapshot.awards:
        st.subheader("Kết quả suy tôn", anchor=False)
        common.lines(proposals.lines(snapshot))
    if view.shows(Part.SCORES) and not scored:
        common.nothing_scored()
    if scored:
        st.subheader("Tổng điểm và thứ hạng", anchor=False)
        score_parts.ranking(view, key="tong_quan_xep_hang")
        common.table(view, score_tables.standings(snapshot), "Tổng điểm và thứ hạng của các đơn vị")
    if view.shows(Part.WORK):
        st.subheader("Công tác thi đua trong năm", anchor=False)
        common.lines(year_words.overview(snapshot.workbook, today))
    if view.shows(Part.YEARS):
        st.subheader("Các năm", anchor=False)
        common.lines([past_words.answer(years_tables.drawn(snapshot, view.earlier)[0])])


drawn(open_page("tong_quan"), overview, year_parts.today())
