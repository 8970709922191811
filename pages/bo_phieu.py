"""One session at a time: what adds up, the votes against the threshold, what it gave every unit, who counted."""

import streamlit as st

from lib.show.charts.registry import Chart
from lib.show.words import ballots
from lib.ui.parts import ballot_parts, common
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def sitting(view: View, address: str) -> None:
    snapshot = view.snapshot
    found = next(found for found in ballots.sittings(snapshot) if found.address == address)
    common.answer(ballots.answer(snapshot, found))
    if ballots.linked(snapshot, found):
        st.markdown(common.title(ballots.linked(snapshot, found)))

    if found.round is not None:
        st.subheader("Phiếu đồng ý của từng đơn vị", anchor=False)
        common.draw(view, Chart.VOTES, found.session.code, key="bo_phieu_so_phieu", with_figures=False)
        ballot_parts.verdicts(view, found)

    st.subheader("Đối chiếu số phiếu", anchor=False)
    st.caption("Tổng thành viên ≥ có mặt ≥ phát ra ≥ thu về = hợp lệ + không hợp lệ.")
    common.table(view, ballots.identity(snapshot, found), f"Đối chiếu số phiếu, {ballots.title(snapshot, found)}")
    st.markdown(common.title(ballots.counted_by(found) or "Chưa ghi ban kiểm phiếu."))


view = open_page("bo_phieu")
titles = {found.address: ballots.title(view.snapshot, found) for found in ballots.sittings(view.snapshot)}
if titles:
    drawn(view, sitting, common.choose("Phiên bỏ phiếu", titles, key="phien"))
else:
    st.info("Chưa có phiên bỏ phiếu nào.", icon=":material/hourglass_empty:")
