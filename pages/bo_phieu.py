"""One session at a time: who passed, and whether the count adds up."""

import streamlit as st

from lib.show.charts.registry import Chart
from lib.show.rows import ballots as ballot_rows
from lib.show.words import ballots
from lib.ui.parts import common
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def head(view: View, address: str) -> None:
    common.show(ballot_rows.title(view.snapshot, ballots.at(view.snapshot, address)))


def sitting(view: View, address: str) -> None:
    found = ballots.at(view.snapshot, address)
    common.show(ballot_rows.ballot_page(view.snapshot, found, view.audience))
    if found.round is not None and found.result is not None and len(found.result.rounds) > 1:
        with st.expander("Biểu đồ số phiếu qua các vòng"):
            common.draw(view, Chart.VOTES, found.result.award, key="bo_phieu_qua_cac_vong")


view = open_page("bo_phieu")
titles = {found.address: ballots.title(view.snapshot, found) for found in ballots.sittings(view.snapshot)}
if titles:
    if chosen := common.chosen(titles, key="phien"):
        drawn(view, head, chosen)
    else:
        common.title("Không có phiên bỏ phiếu này")
    if found := common.choose("Phiên bỏ phiếu", titles, key="phien"):
        drawn(view, sitting, found)
else:
    common.title("Chưa có phiên bỏ phiếu nào")
