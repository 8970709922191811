"""Correcting a released figure: a hold, then the old and the new figure, the reason, and who decided."""

from __future__ import annotations

import streamlit as st

from lib.history.changes import difference
from lib.show.day import control_words
from lib.show.day.corrections import correction_lines
from lib.show.words.numbers import md
from lib.stage import acts, release_acts
from lib.stage.table import Table
from lib.ui.control.press import Control, typed_text
from lib.ui.control.versions import ticked_losses


def correction_part(control: Control) -> None:
    """The hold, the correction, and the papers that no longer match."""
    table = control.table
    outdated_papers_part(control)
    if table.lost:
        _correct(control)
        return
    if not table.state.paused:
        _silently(control)
        st.text_input("Lời trên màn hình khi tạm dừng (để trống: lời có sẵn)", key="pause_note", max_chars=160)
        control.press("Tạm dừng để đính chính", lambda now: release_acts.pause(now, typed_text("pause_note")), "pause")
        st.caption(
            "Hội trường và trang web chuyển sang màn chờ; không nội dung đã công bố nào còn hiện trên trang web."
        )
        return
    st.warning("Đang tạm dừng để đính chính. Sửa số trong bảng tính rồi chờ phiên bản mới.", icon=":material/pause:")
    _correct(control)
    control.press("Thôi tạm dừng, không đính chính", release_acts.resume, "resume")


def _silently(control: Control) -> None:
    """A newer version that changes released things, none of them shown yet: recorded, not announced in the hall."""
    table = control.table
    if table.newer is None or table.taken is None or not acts.changed_releases(table, table.newer):
        return
    lines = correction_lines(table.taken.snapshot, table.newer.snapshot, release_acts.what_changes(table).corrected)
    if not release_acts.is_announced(table, lines):
        st.info(
            "Bản mới không đổi gì hội trường đã xem: ghi nhật ký, không chiếu đính chính.", icon=":material/edit_note:"
        )
        _correct(control)


def _correct(control: Control) -> None:
    table = control.table
    newer = table.newer
    if newer is None:
        st.caption("Chưa có phiên bản mới hơn." if not table.lost else "Chưa đọc được bảng tính để đính chính.")
        return
    effect = release_acts.what_changes(table)
    waiting = effect.waiting
    lines = correction_lines(table.taken.snapshot, newer.snapshot, effect.corrected) if table.taken else ()
    if table.lost:
        st.markdown("Không còn bản cũ để so sánh: mọi danh hiệu đã công bố phải đối chiếu và công bố lại.")
    else:
        items = "\n".join(f"- {md(what)}: **{md(old)} → {md(new)}**" for _, what, old, new in lines)
        st.markdown(items or "- không đổi số nào đã công bố")
    if waiting:
        listed = "; ".join(md(control_words.thing(newer.snapshot.workbook, one)) for one in sorted(waiting))
        st.markdown(f"Phải đối chiếu và công bố lại: {listed}.")
    papers = _outdated(release_acts.as_if_taken(table))
    if papers:
        st.markdown(f"Giấy tờ đã in sẽ không còn khớp, phải in và ký lại: {papers}.")
    lost = difference(table.taken, newer) if table.taken else None
    seen = ticked_losses(lost, newer, "correct")
    st.text_input("Lý do", key="correct_reason")
    st.text_input("Người quyết định", key="correct_who")
    control.press(
        "Đính chính và đưa lên",
        lambda now: release_acts.correct(
            now,
            lines=lines,
            reason=typed_text("correct_reason"),
            decided_by=typed_text("correct_who"),
            seen_losses=seen,
        ),
        "correct",
        type="primary",
        disabled=bool(lost and set(lost.lost) - seen),
    )


def outdated_papers_part(control: Control) -> None:
    """A warning in red: printed papers that the taken version no longer matches."""
    listed = _outdated(control.table)
    if listed:
        st.error(
            f"**Giấy tờ đã in không còn khớp với bản đang dùng:** {listed}. Phải in và ký lại.",
            icon=":material/print:",
        )


def _outdated(table: Table) -> str:
    """The papers whose content differs from the version on this table, by title."""
    if table.played is None:
        return ""
    book = table.played.workbook
    return "; ".join(md(control_words.paper(book, one)) for one in release_acts.outdated_papers(table))
