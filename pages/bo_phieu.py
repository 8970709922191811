"""One session at a time: which units passed, and whether the count balances."""

from lib.show.charts.registry import Chart
from lib.show.rows import ballots as ballot_rows
from lib.show.words import ballots
from lib.ui.parts import common
from lib.ui.parts.charts import ChartPlace, chart_on_demand, show_catalogue_chart
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View


def head(view: View, address: str) -> None:
    common.show_html(ballot_rows.ballot_heading(view.snapshot, ballots.session_at_address(view.snapshot, address)))


def sitting(view: View, address: str) -> None:
    common.show_html(
        ballot_rows.ballot_page(view.snapshot, ballots.session_at_address(view.snapshot, address), view.audience)
    )


def over_rounds(view: View, award: str) -> None:
    show_catalogue_chart(view, Chart.VOTES, award, key="bo_phieu_qua_cac_vong")


view = open_page("bo_phieu")
titles = {
    session.address: ballots.session_title(view.snapshot, session) for session in ballots.session_views(view.snapshot)
}
if titles:
    if chosen := common.chosen_option(titles, key="phien"):
        draw_cached(view, head, chosen)
    else:
        common.show_title("Không có phiên bỏ phiếu này")
    if chosen := common.choose("Phiên bỏ phiếu", titles, key="phien"):
        draw_cached(view, sitting, chosen)
        session = ballots.session_at_address(view.snapshot, chosen)
        if session.round is not None and session.result is not None and len(session.result.rounds) > 1:
            label = "Biểu đồ số phiếu qua các vòng"
            chart_on_demand(view, ChartPlace.VOTES, label, over_rounds, session.result.award)
else:
    common.show_title("Chưa có phiên bỏ phiếu nào")
