"""Awards: the proposed units, the rule with its basis, how it was decided step by step, what is open."""

import streamlit as st

from lib.access.rights import Right
from lib.show.tables import proposals
from lib.show.words import awards
from lib.ui.parts import common
from lib.ui.render_cache import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def results(view: View) -> None:
    snapshot, book = view.snapshot, view.snapshot.workbook
    common.answer(proposals.answer(snapshot))
    common.lines(proposals.lines(snapshot))
    for result in snapshot.awards:
        award = book.award(result.award)
        st.subheader(common.title(award.name), anchor=False, divider="gray")
        common.status(result)
        common.lines(awards.rule(book, award), heading="Thể lệ")
        common.basis(award.basis, ask=view.can(Right.PROBLEMS))
        common.lines(awards.steps(book, result), heading="Diễn biến")
        if result.rounds:
            st.markdown("**Các đơn vị được đưa vào phiếu**")
            common.table(view, proposals.table(snapshot, result), f"Các đơn vị được đưa vào phiếu, {award.name}")
            common.remark(proposals.remark(snapshot, result))


view = open_page("danh_hieu")
if view.snapshot.awards:
    drawn(view, results)
else:
    st.info("Chưa có danh hiệu nào trong danh sách.", icon=":material/hourglass_empty:")
