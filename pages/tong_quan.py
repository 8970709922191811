"""Overview: the proposed units, the leader, and whether that is final."""

from lib.show.rows import overview
from lib.ui.parts import common
from lib.ui.parts.begin import begin_part
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View


def whole(view: View) -> None:
    common.show_html(overview.overview(view.snapshot, view.years, view.audience))


view = open_page("tong_quan")
begin_part(view)
draw_cached(view, whole)
