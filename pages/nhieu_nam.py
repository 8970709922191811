"""The cluster over the years: rises, falls and flags; what prevents comparing two years."""

from lib.show.rows import years
from lib.show.years import many_years
from lib.show.years.bump import bump
from lib.ui.parts import common, year_parts
from lib.ui.parts.charts import ChartPlace, chart_on_demand, show_chart
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View


def answer(view: View) -> None:
    common.show_title(many_years.years_title(view.years), many_years.years_answer(view.years).removesuffix("."))


def ranks(view: View) -> None:
    common.show_html(years.ranks_part(view.snapshot, view.years, view.audience))


def lines(view: View) -> None:
    show_chart(view, bump(view.years, many_years.results_table(view.years)), key="nhieu_nam", with_figures=False)


def past_years(view: View) -> None:
    flags = many_years.awards_table(view.years)
    if not flags.empty:
        common.show_section("Số lần được suy tôn, đề nghị")
        common.show_table(view, flags, "Số lần từng đơn vị được suy tôn, đề nghị")
    year_parts.comparability_part(view.years)
    year_parts.typed_years(view)


view = open_page("nhieu_nam")
draw_cached(view, answer)
if view.years.has_history:
    draw_cached(view, ranks)
    chart_on_demand(view, ChartPlace.YEARS, "Biểu đồ thứ hạng qua các năm", lines)
    draw_cached(view, past_years)
