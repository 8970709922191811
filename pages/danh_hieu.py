"""Awards: the proposed units, the rule with its basis, how it was decided step by step, what is open."""

import streamlit as st

from lib.access.rights import Right
from lib.show import awards, proposals
from lib.ui import parts
from lib.ui.shell import open_page

view = open_page("danh_hieu")
snapshot = view.snapshot
book = snapshot.workbook
if not snapshot.awards:
    st.info("Chưa có danh hiệu nào trong danh sách.", icon=":material/hourglass_empty:")
    st.stop()

parts.answer(proposals.answer(snapshot))
parts.lines(proposals.lines(snapshot))

for result in snapshot.awards:
    award = book.award(result.award)
    st.subheader(parts.title(award.name), anchor=False, divider="gray")
    parts.status(result)
    st.markdown("**Thể lệ**")
    parts.lines(awards.rule(book, award))
    parts.basis(award.basis, ask=view.can(Right.PROBLEMS))
    st.markdown("**Diễn biến**")
    parts.lines(awards.steps(book, result))
    if result.rounds:
        st.markdown("**Các đơn vị được đưa vào phiếu**")
        parts.table(view, proposals.table(snapshot, result), f"Các đơn vị được đưa vào phiếu, {award.name}")
        parts.remark(proposals.remark(snapshot, result))
