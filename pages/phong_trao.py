"""The year's work: what was done, by whom; what is still to do."""

import datetime as dt

from lib.show.rows import work
from lib.show.years import years_tables
from lib.ui.parts import common, year_parts
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def first(view: View, today: dt.date) -> None:
    snapshot, audience = view.snapshot, view.audience
    common.show(work.title(snapshot, today, audience), work.tasks(snapshot, today, audience))
    common.show(work.movements(snapshot, audience))


def records(view: View) -> None:
    lines = years_tables.drawn(view.snapshot, view.earlier)[0].lines
    common.show(work.records(view.snapshot, lines, view.audience))


view = open_page("phong_trao")
drawn(view, first, year_parts.today())
drawn(view, records)
if view.snapshot.workbook.exemplars:
    common.section("Điển hình, sáng kiến, mô hình")
    year_parts.exemplars(view)
