"""The checks: whether one can go on and what to mend first: a verdict, the first cells with links, the rest by tab."""

import streamlit as st

from lib.show.rows import checks
from lib.show.tables import checks as check_tables
from lib.show.years import year_checks
from lib.ui.page_versions import PageMark
from lib.ui.parts import common, notices, source, year_parts
from lib.ui.parts.open_votes import warn_of_open_votes
from lib.ui.parts.readiness import readiness_part
from lib.ui.render_cache import draw_cached
from lib.ui.running_app import running_app
from lib.ui.shell import open_page
from lib.ui.view import View, today


def verdict(view: View) -> None:
    snapshot = year_checks.with_history(view.snapshot, view.years)
    common.show_html(checks.checks_heading(snapshot), checks.first_cells(snapshot, view.audience))


def short_names(view: View) -> None:
    offered = check_tables.short_names(view.snapshot)
    if not offered.empty:
        common.folded_table(view, offered, "Đơn vị có tên dài, chưa có Tên tắt")


def problems(view: View) -> None:
    snapshot = year_checks.with_history(view.snapshot, view.years)
    common.show_html(checks.all_cells(snapshot, view.audience))
    wanted = check_tables.missing_explanations(snapshot)
    if wanted:
        with st.expander(f"Dòng còn thiếu ở trang tính Giải trình: {len(wanted)} dòng"):
            st.markdown("Chép các dòng này, dán vào cuối trang tính Giải trình rồi ghi lý do vào cột thứ ba.")
            st.code(check_tables.as_text(wanted), language=None)


view = open_page("kiem_tra", follows=PageMark.CHECKS)
if view.optional_snapshot is None:
    notices.show_never_read(running_app().feed.latest, view.role)
    source.source(view)
    st.stop()

draw_cached(view, verdict)
warn_of_open_votes(view)
source.half_typed(view)
draw_cached(view, problems)
draw_cached(view, short_names)
asked = year_checks.year_reminders(view.snapshot, view.years, today())
year_parts.year_checks(view, asked)
readiness_part(view)
source.source(view)
source.recent_changes(view)
