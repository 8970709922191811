"""One unit: its rank, the reasons for it, and where it lost points.

The unit is in the address (`?don_vi=…`), so that a leader can keep the link.
"""

from lib.access.rights import Right
from lib.show.rows import unit
from lib.show.tables import score_tables
from lib.show.words import names, scores
from lib.ui.parts import common, history
from lib.ui.render_cache import draw_cached
from lib.ui.shell import open_page
from lib.ui.view import View


def head(view: View, code: str) -> None:
    common.show_html(unit.unit_heading(view.snapshot, code, view.audience))


def one_unit(view: View, code: str) -> None:
    common.show_html(unit.unit_page(view.snapshot, view.years, code, view.audience))
    if view.can(Right.CELLS) and scores.has_points(view.snapshot):
        every = score_tables.all_scores(view.snapshot, code)
        common.folded_table(view, every, "Điểm mọi tiêu chí, và ô của từng điểm")


view = open_page("don_vi")
units = {one.code: names.unit_name(view.snapshot.workbook, one.code) for one in view.snapshot.workbook.units}
if units:
    if chosen := common.chosen_option(units, key="don_vi"):
        draw_cached(view, head, chosen)
    else:
        common.show_title("Không có đơn vị này")
    if code := common.choose("Đơn vị", units, key="don_vi"):
        draw_cached(view, one_unit, code)
        draw_cached(view, history.changes_since_fixed, code)
        if view.can(Right.AUDIT) and scores.has_points(view.snapshot):
            history.link_to_history(code)
else:
    common.show_title("Chưa có đơn vị nào trong danh sách")
