"""The cluster over the years: rises, falls and flags; what prevents comparing two years."""

from lib.show.rows import years
from lib.show.years import past_words, years_tables
from lib.show.years.bump import bump
from lib.ui.parts import common, year_parts
from lib.ui.parts.charts import ChartPlace, chart_on_demand, show_chart
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View


def answer(view: View) -> None:
    found = years_tables.years_of(view.snapshot, view.earlier)
    common.show_title(past_words.years_title(found), past_words.years_answer(found).removesuffix("."))


def ranks(view: View) -> None:
    found = years_tables.years_of(view.snapshot, view.earlier)
    common.show_html(years.ranks_part(view.snapshot, found, view.audience))


def lines(view: View) -> None:
    found = years_tables.years_of(view.snapshot, view.earlier)
    show_chart(view, bump(found, years_tables.results_table(found)), key="nhieu_nam", with_figures=False)


def past_years(view: View) -> None:
    found = years_tables.years_of(view.snapshot, view.earlier)
    flags = years_tables.awards_table(found)
    if not flags.empty:
        common.show_section("Số lần được suy tôn, đề nghị")
        common.show_table(view, flags, "Số lần từng đơn vị được suy tôn, đề nghị")
    year_parts.comparability_part(found)
    year_parts.typed_years(view)


view = open_page("nhieu_nam")
draw_cached(view, answer)
if years_tables.years_of(view.snapshot, view.earlier).has_history:
    draw_cached(view, ranks)
    chart_on_demand(view, ChartPlace.YEARS, "Biểu đồ thứ hạng qua các năm", lines)
    draw_cached(view, past_years)
