"""One unit: its rank and why, its groups against the cluster, where it lost points, what the awards gave it.

The unit stands in the address (`?don_vi=…`), so that a leader keeps the link.
"""

import streamlit as st

from lib.show import names, past_words, proposals, ranks, scores, tables, year_words, years
from lib.show.charts import Chart
from lib.ui import notices, parts, score_parts, unit_parts
from lib.ui.menu import Part, applies
from lib.ui.shell import open_page

view = open_page("don_vi")
snapshot = view.snapshot
units = {unit.code: names.unit_name(snapshot.workbook, unit.code) for unit in snapshot.workbook.units}
if not units:
    st.info("Chưa có đơn vị nào trong danh sách.", icon=":material/hourglass_empty:")
    st.stop()
unit = snapshot.workbook.unit(parts.choose("Đơn vị", units, key="don_vi"))

for part in Part:
    if applies(part, snapshot.workbook) and not view.may_see(part):
        notices.tell_awaited(part, snapshot.workbook)

scored = view.shows(Part.SCORES) and scores.has_scores(snapshot)
parts.answer(f"{unit.name}. {ranks.why(snapshot, unit.code)}" if scored else unit.name)
if view.shows(Part.SCORES) and not scored:
    parts.nothing_scored()

if view.shows(Part.VOTES):
    parts.lines(proposals.unit_lines(snapshot, unit.code))

if scored:
    unit_parts.figures(snapshot, unit.code)
if scored and scores.has_points(snapshot):
    st.subheader("Từng nhóm so với cả cụm", anchor=False)
    parts.draw(view, Chart.GROUP_PLACES, unit.code, key="don_vi_nhom")
    lost = tables.losses(snapshot, unit.code)
    st.subheader("Những tiêu chí mất điểm", anchor=False)
    if lost.empty:
        st.markdown("Không mất điểm ở tiêu chí nào.")
    else:
        parts.table(view, lost, f"Những tiêu chí mất điểm, {unit.name}")
    differing = scores.differences(snapshot, unit=unit.code)
    if differing:
        st.subheader("Điểm tự chấm → điểm thẩm định, và lý do", anchor=False)
        score_parts.differences(view, differing, with_unit=False)
    unit_parts.every_score(view, unit.code)

work = year_words.unit_lines(snapshot.workbook, unit.code)
if work:
    st.subheader("Công tác thi đua trong năm", anchor=False)
    parts.lines(work)

past = past_words.own_history(years.drawn(snapshot, view.earlier)[0], unit.name)
if past:
    st.subheader("Các năm trước", anchor=False)
    parts.lines(past)
