"""Awards: the proposed units, the rule with its basis, how it was decided step by step, what is open."""

import streamlit as st

from lib.access.rights import Right
from lib.show import awards, proposals
from lib.ui import parts
from lib.ui.drawn import drawn
from lib.ui.shell import open_page
from lib.ui.view import View


def results(view: View) -> None:
    snapshot, book = view.snapshot, view.snapshot.workbook
    parts.answer(proposals.answer(snapshot))
    parts.lines(proposals.lines(snapshot))
    for result in snapshot.awards:
        award = book.award(result.award)
        st.subheader(parts.title(award.name), anchor=False, divider="gray")
        parts.status(result)
        parts.lines(awards.rule(book, award), heading="Thể lệ")
        parts.basis(award.basis, ask=view.can(Right.PROBLEMS))
        parts.lines(awards.steps(book, result), heading="Diễn biến")
        if result.rounds:
            st.markdown("**Các đơn vị được đưa vào phiếu**")
            parts.table(view, proposals.table(snapshot, result), f"Các đơn vị được đưa vào phiếu, {award.name}")
            parts.remark(proposals.remark(snapshot, result))


view = open_page("danh_hieu")
if view.snapshot.awards:
    drawn(view, results)
else:
    st.info("Chưa có danh hiệu nào trong danh sách.", icon=":material/hourglass_empty:")
