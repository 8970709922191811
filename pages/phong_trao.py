"""The year's work: what was done, by which units; what is still to do."""

import datetime as dt

from lib.show.rows import work
from lib.ui.parts import common, year_parts
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View, today


def first(view: View, day: dt.date) -> None:
    snapshot, audience = view.snapshot, view.audience
    common.show_html(work.work_heading(snapshot, day, audience), work.tasks_part(snapshot, day, audience))
    common.show_html(work.movements_part(snapshot, audience))


def records(view: View) -> None:
    common.show_html(work.records_part(view.snapshot, view.years.lines, view.audience))


view = open_page("phong_trao")
draw_cached(view, first, today())
draw_cached(view, records)
if view.snapshot.workbook.exemplars:
    common.show_section("Điển hình, sáng kiến, mô hình")
    year_parts.exemplars_part(view)
