"""Scores: where points were lost, by group, then by criterion; where self and verified scores differ, and why."""

import streamlit as st

from lib.show.charts.registry import Chart
from lib.show.rows import scores as score_rows
from lib.show.words import scores
from lib.ui.parts import common
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def groups(view: View) -> None:
    common.show(score_rows.scores_page(view.snapshot, view.audience))


def criteria(view: View, group: str | None) -> None:
    common.draw(view, Chart.HEAT_MAP, group, key="bang_diem_tieu_chi")
    common.show(score_rows.differences(view.snapshot, view.audience, group))
    if scores.differences(view.snapshot, group):
        chart, key = (Chart.DIFFERENCES, "bang_diem_chenh_lech") if group else (Chart.TOTALS_APART, "bang_diem_tu_cham")
        with st.expander("Biểu đồ tự chấm và thẩm định"):
            common.draw(view, chart, *([group] if group else []), key=key, with_figures=group is None)


view = open_page("bang_diem")
drawn(view, groups)
if scores.has_points(view.snapshot):
    names = {"": "Tất cả các nhóm"} | {item.name: item.name for item in view.snapshot.workbook.groups}
    common.section("Điểm từng tiêu chí")
    drawn(view, criteria, common.choose("Nhóm tiêu chí", names, key="nhom") or None)
