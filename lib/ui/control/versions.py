"""Taking a version: what the newer one changes, in cells and in effect, before it is taken."""

from __future__ import annotations

import streamlit as st

from lib.feed.latest import Version
from lib.history.changes import Difference, difference
from lib.show.words import numbers
from lib.show.words.changes import loss_lines
from lib.show.words.names import cell_name
from lib.show.words.numbers import md
from lib.stage import acts
from lib.stage.acts import changed_releases
from lib.ui.control.press import Control, typed_text
from lib.ui.menu import menu_page
from lib.ui.parts.common import difference_text

_MOST = 20
_FIRST = 5


def versions_part(control: Control) -> None:
    """The version on the screen, the newer one, and "Chốt điểm"."""
    table = control.table
    if table.lost or table.lost_entries:
        st.info("Đang chờ khôi phục: xem dòng màu đỏ ở đầu trang.", icon=":material/hourglass:")
    elif table.taken is None:
        st.info("Chưa có phiên bản số liệu nào được đưa lên màn hình.", icon=":material/hourglass:")
    else:
        st.markdown(
            f"Đang dùng: **bản số {table.number}**, số liệu {'chốt ' if table.state.fixed else ''}lúc "
            f"**{numbers.moment(table.taken.snapshot.taken_at)}** ({md(table.taken.snapshot.source)})."
        )
    _newer(control)
    _fixed(control)
    st.page_link(menu_page("kiem_tra").path, label="Mất mạng? Đổi nguồn số liệu", icon=":material/wifi_off:")


def _newer(control: Control) -> None:
    table = control.table
    newer = table.newer
    if newer is None:
        st.caption("Không có phiên bản nào mới hơn.")
        return
    when, where = numbers.clock(newer.snapshot.taken_at), md(newer.snapshot.source)
    st.markdown(f"**Có phiên bản mới**, đọc lúc {when} ({where}):")
    changes = difference(table.taken, newer) if table.taken else None
    if changes is not None:
        st.markdown(difference_text(changes, newer.snapshot.workbook, _MOST))
    if changed_releases(table, newer):
        st.error(
            "Phiên bản này làm thay đổi nội dung đã công bố. Mở mục “Đính chính” để thực hiện.",
            icon=":material/report:",
        )
        return
    if table.state.fixed and changes is not None and changes.scores:
        st.text_input("Điểm đã chốt mà có thay đổi. Lý do và người quyết định:", key="take_reason")
    _to_mend(newer)
    seen = ticked_losses(changes, newer, "take")
    control.press(
        "Đưa lên màn hình",
        lambda now: acts.take(now, typed_text("take_reason"), seen_losses=seen),
        "take",
        type="primary",
        disabled=bool(changes and set(changes.lost) - seen),
    )


def _to_mend(newer: Version) -> None:
    """A notice before a version with cells to be mended is taken: how many, and the first of them."""
    blocking = [problem for problem in newer.snapshot.problems if problem.blocks]
    if blocking:
        first = "; ".join(dict.fromkeys(md(cell_name(one.where)) for one in blocking[:_FIRST]))
        more = " …" if len(blocking) > _FIRST else ""
        st.warning(
            f"Bản này còn **{numbers.count(len(blocking))} ô phải sửa**: {first}{more}.", icon=":material/report:"
        )


def ticked_losses(difference: Difference | None, newer: Version, act: str) -> frozenset[str]:
    """The tabs whose losses the secretary confirmed, for this version and this act (take, correct)."""
    lost = [change for change in difference.tabs if change.loses] if difference else []
    if lost:
        st.warning("Phiên bản này **mất** số liệu đã có. Đánh dấu từng trang tính nếu đúng là muốn bỏ.")
    return frozenset(
        change.tab
        for change in lost
        if st.checkbox(md("; ".join(loss_lines(change))), key=f"lost_{act}_{newer.snapshot.version}_{change.tab}")
    )


def _fixed(control: Control) -> None:
    state = control.table.state
    if not state.fixed:
        control.press("Chốt điểm", acts.fix_scores, "fix", disabled=control.table.taken is None)
        st.caption("Sau khi chốt, lãnh đạo các đơn vị xem được điểm; thay đổi sau đó hiện ở trang Đơn vị, kèm lý do.")
        return
    st.success("Đã chốt điểm.", icon=":material/lock:")
    fixed, taken = control.desk.version(state.fixed), control.table.taken
    if fixed is None or taken is None or fixed.snapshot.version == taken.snapshot.version:
        return
    changes = difference(fixed, taken)
    if not changes.standings:
        st.caption("Từ khi chốt điểm, không có tổng điểm nào thay đổi.")
        return
    st.markdown("**Điểm đã thay đổi so với lúc chốt:**")
    only_scores = Difference(cells=(), scores=changes.scores, standings=changes.standings, awards=())
    st.markdown(difference_text(only_scores, taken.snapshot.workbook, _MOST))
