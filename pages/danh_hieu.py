"""Awards: which units are proposed, by how many votes, by which rule."""

from lib.show.rows.awards import awards_page
from lib.ui.parts import common
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View


def results(view: View) -> None:
    common.show_html(awards_page(view.snapshot, view.audience))


view = open_page("danh_hieu")
if view.snapshot.awards:
    draw_cached(view, results)
else:
    common.show_title("Chưa có danh hiệu nào trong danh sách")
