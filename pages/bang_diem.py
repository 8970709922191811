"""Scores: where points were lost, by group, then by criterion; where self and verified scores differ, and why."""

from lib.show.charts.registry import Chart
from lib.show.rows import scores as score_rows
from lib.show.tables import score_tables
from lib.show.words import names, scores
from lib.ui.parts import common
from lib.ui.parts.charts import ChartPlace, chart_on_demand, show_catalogue_chart
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View


def groups(view: View) -> None:
    common.show_html(score_rows.scores_page(view.snapshot, view.audience))


def heat_map(view: View, group: str | None) -> None:
    show_catalogue_chart(view, Chart.HEAT_MAP, group, key="bang_diem_tieu_chi", with_figures=False)


def criteria(view: View, group: str | None) -> None:
    common.figures_table(view, score_tables.heat(view.snapshot, group), "Điểm từng tiêu chí của các đơn vị")
    common.show_html(score_rows.differences_part(view.snapshot, view.audience, group))


def criteria_of(view: View, group: str | None, unit: str) -> None:
    """For a large cluster: every score of one unit at a time, and how many of each unit differ."""
    name = names.unit_name(view.snapshot.workbook, unit)
    common.show_table(view, score_tables.criteria_of(view.snapshot, unit, group), f"Điểm từng tiêu chí của {name}")
    common.show_html(score_rows.unit_differences(view.snapshot, view.audience, unit, group))
    differing = score_tables.differing_units(view.snapshot, group)
    if not differing.empty:
        common.folded_table(view, differing, "Thẩm định khác tự chấm, theo đơn vị")


def apart(view: View, group: str | None) -> None:
    chart, key = (Chart.DIFFERENCES, "bang_diem_chenh_lech") if group else (Chart.TOTALS_APART, "bang_diem_tu_cham")
    show_catalogue_chart(view, chart, *([group] if group else []), key=key, with_figures=group is None)


view = open_page("bang_diem")
draw_cached(view, groups)
if scores.has_points(view.snapshot):
    book = view.snapshot.workbook
    groups_by_name = {"": "Tất cả các nhóm"} | {item.name: item.name for item in book.groups}
    common.show_section("Điểm từng tiêu chí")
    chosen = common.choose("Nhóm tiêu chí", groups_by_name, key="nhom") or None
    if scores.is_large(view.snapshot):
        units = {unit.code: names.unit_name(book, unit.code) for unit in book.units}
        if unit := common.choose("Đơn vị", units, key="don_vi"):
            draw_cached(view, criteria_of, chosen, unit)
    else:
        chart_on_demand(view, ChartPlace.CRITERIA, "Biểu đồ điểm từng tiêu chí, từng đơn vị", heat_map, chosen)
        draw_cached(view, criteria, chosen)
    if scores.score_differences(view.snapshot, chosen):
        chart_on_demand(view, ChartPlace.APART, "Biểu đồ tự chấm và thẩm định", apart, chosen)
