"""Scores: totals built up from their groups, every criterion, self against verified scores with the reasons."""

import streamlit as st

from lib.show.charts.registry import Chart
from lib.show.tables import score_tables
from lib.show.words import answers, scores
from lib.ui.parts import common, score_parts
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def totals(view: View) -> None:
    common.answer(answers.scores_line(view.snapshot))
    if not scores.has_points(view.snapshot):
        common.table(view, score_tables.standings(view.snapshot), "Thứ hạng của các đơn vị")
        return
    st.subheader("Tổng điểm theo nhóm tiêu chí", anchor=False)
    score_parts.ranking(view, key="bang_diem_xep_hang")


def criteria(view: View, group: str | None) -> None:
    st.subheader("Điểm từng tiêu chí", anchor=False)
    common.draw(view, Chart.HEAT_MAP, group, key="bang_diem_tieu_chi")
    found = scores.differences(view.snapshot, group)
    if not found:
        return
    st.subheader("Điểm tự chấm và điểm thẩm định", anchor=False)
    if group is None:
        common.draw(view, Chart.TOTALS_APART, key="bang_diem_tu_cham")
    else:
        common.draw(view, Chart.DIFFERENCES, group, key="bang_diem_chenh_lech", with_figures=False)
    st.markdown("Từng ô chênh lệch (tự chấm → thẩm định) và lý do, lớn nhất trước:")
    score_parts.differences(view, found)


view = open_page("bang_diem")
if not scores.has_scores(view.snapshot):
    common.nothing_scored()
    st.stop()
drawn(view, totals)
if scores.has_points(view.snapshot):
    groups = {"": "Tất cả các nhóm"} | {item.name: item.name for item in view.snapshot.workbook.groups}
    drawn(view, criteria, common.choose("Nhóm tiêu chí", groups, key="nhom") or None)
