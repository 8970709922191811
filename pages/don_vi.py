"""One unit: its rank and why, its groups against the cluster, where it lost points, what the awards gave it.

The unit stands in the address (`?don_vi=…`), so that a leader keeps the link.
"""

import streamlit as st

from lib.show.tables import proposals
from lib.show.words import names, ranks, scores
from lib.show.years import past_words, year_words, years_tables
from lib.ui.menu import Part, applies
from lib.ui.parts import common, notices, unit_parts
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def one_unit(view: View, code: str) -> None:
    snapshot, unit = view.snapshot, view.snapshot.workbook.unit(code)
    for part in Part:
        if applies(part, snapshot.workbook) and not view.may_see(part):
            notices.tell_awaited(part, snapshot.workbook)

    scored = view.shows(Part.SCORES) and scores.has_scores(snapshot)
    common.answer(f"{unit.name}. {ranks.why(snapshot, code)}" if scored else unit.name)
    if view.shows(Part.SCORES) and not scored:
        common.nothing_scored()
    if view.shows(Part.VOTES):
        common.lines(proposals.unit_lines(snapshot, code))
    if scored:
        unit_parts.figures(snapshot, code)
        unit_parts.points(view, unit)

    work = year_words.unit_lines(snapshot.workbook, code)
    if work:
        st.subheader("Công tác thi đua trong năm", anchor=False)
        common.lines(work)
    past = past_words.own_history(years_tables.drawn(snapshot, view.earlier)[0], unit.name)
    if past:
        st.subheader("Các năm trước", anchor=False)
        common.lines(past)


view = open_page("don_vi")
book = view.snapshot.workbook
units = {unit.code: names.unit_name(book, unit.code) for unit in book.units}
if units:
    drawn(view, one_unit, common.choose("Đơn vị", units, key="don_vi"))
else:
    st.info("Chưa có đơn vị nào trong danh sách.", icon=":material/hourglass_empty:")
