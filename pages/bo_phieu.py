"""One session at a time: what adds up, the votes against the threshold, what it gave every unit, who counted."""

import streamlit as st

from lib.show import ballots
from lib.show.charts import Chart
from lib.ui import ballot_parts, parts
from lib.ui.shell import open_page

view = open_page("bo_phieu")
snapshot = view.snapshot
sittings = ballots.sittings(snapshot)
if not sittings:
    st.info("Chưa có phiên bỏ phiếu nào.", icon=":material/hourglass_empty:")
    st.stop()

titles = {found.address: ballots.title(snapshot, found) for found in sittings}
chosen = parts.choose("Phiên bỏ phiếu", titles, key="phien")
found = next(found for found in sittings if found.address == chosen)
parts.answer(ballots.answer(snapshot, found))
if ballots.linked(snapshot, found):
    st.markdown(parts.title(ballots.linked(snapshot, found)))

if found.round is not None:
    st.subheader("Phiếu đồng ý của từng đơn vị", anchor=False)
    parts.draw(view, Chart.VOTES, found.session.code, key="bo_phieu_so_phieu", with_figures=False)
    ballot_parts.verdicts(view, found)

st.subheader("Đối chiếu số phiếu", anchor=False)
st.caption("Tổng thành viên ≥ có mặt ≥ phát ra ≥ thu về = hợp lệ + không hợp lệ.")
parts.table(view, ballots.identity(snapshot, found), f"Đối chiếu số phiếu, {ballots.title(snapshot, found)}")
st.markdown(parts.title(ballots.counted_by(found) or "Chưa ghi ban kiểm phiếu."))
