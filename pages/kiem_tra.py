"""All problems by tab: the cell, what stands in it, what is wrong and what to do."""

import streamlit as st

from lib.show.tables import checks, explanation_rows
from lib.show.years import year_checks, years_tables
from lib.ui.page_versions import Mark
from lib.ui.parts import common, source, year_parts
from lib.ui.parts.readiness import readiness_part
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def problems(view: View, asks: bool) -> None:
    snapshot = year_checks.with_history(view.snapshot, years_tables.drawn(view.snapshot, view.earlier)[0])
    common.answer(checks.counted(snapshot))
    st.markdown(common.title(checks.recount(snapshot)))
    if not snapshot.problems and not asks:
        st.success("Mọi trang tính đều đọc được và khớp nhau.", icon=":material/check_circle:")

    for tab in checks.by_tab(snapshot):
        st.subheader(common.title(tab.heading), anchor=False)
        common.table(view, tab.table, f"Các chỗ cần xử lý ở trang tính {tab.name}")

    missing = checks.missing_scores(snapshot)
    if not missing.empty:
        st.subheader("Ô chưa có điểm, theo đơn vị", anchor=False)
        common.table(view, missing, "Số ô chưa có điểm của từng đơn vị")

    wanted = explanation_rows.missing_explanations(snapshot)
    if wanted:
        st.subheader("Dòng còn thiếu ở trang tính Giải trình", anchor=False)
        st.markdown("Chép các dòng này, dán vào cuối trang tính Giải trình rồi ghi lý do vào cột thứ ba.")
        st.code(explanation_rows.as_text(wanted), language=None)


view = open_page("kiem_tra", follows=Mark.CHECKS)
if view.found is None:
    source.never_read(view)
    source.source(view)
    st.stop()

source.half_typed(view)
asked = year_checks.asked(view.snapshot, years_tables.drawn(view.snapshot, view.earlier)[0], year_parts.today())
drawn(view, problems, not asked.empty)
year_parts.year_checks(view, asked)
readiness_part(view)
source.source(view)
source.recent_changes(view)
