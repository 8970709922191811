"""The cluster over the years: who rises, who falls, who had which flag; what keeps two years from being compared."""

from lib.show.years import past_words, years_tables
from lib.ui.parts import common, year_parts
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View


def past_years(view: View) -> None:
    found, bump = years_tables.cached_past(view.snapshot, view.earlier)
    common.show_title(past_words.years_title(found), past_words.years_answer(found).removesuffix("."))
    if not found.has_history:
        return
    common.show_chart(view, bump, key="nhieu_nam")

    flags = years_tables.awards_table(found)
    if not flags.empty:
        common.show_section("Số lần được suy tôn, đề nghị")
        common.show_table(view, flags, "Số lần từng đơn vị được suy tôn, đề nghị")
    year_parts.compared(found)
    year_parts.typed_years(view)


draw_cached(open_page("nhieu_nam"), past_years)
