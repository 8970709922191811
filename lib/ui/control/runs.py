"""Runs, people present, connected screens, and the log."""

from __future__ import annotations

from collections import Counter

import streamlit as st

from lib.model.records import Workbook
from lib.show.day import control_words, store_words
from lib.show.day.day_log import entry_line
from lib.show.words import numbers
from lib.show.words.numbers import md
from lib.stage.log.events import RunKind
from lib.ui.control.press import Control, name_field, others_here, who
from lib.ui.parts import notices
from lib.ui.parts.buttons import is_pressed
from lib.ui.projector import KEY_PARAMETER
from lib.ui.running_app import running_app
from lib.web import under

_EVERY = 5.0
_LINES = 60


def alarms(control: Control) -> None:
    """What must be settled before anything else: a disk that fails, a log or a version that is lost."""
    notices.show_storage_condition(running_app())
    if control.table.lost_entries:
        _lost_log(control)
    elif control.table.lost:
        lost = control_words.LOST_VERSION.format(number=control.table.number)
        st.error(lost, icon=":material/report:")


def status_line(control: Control) -> None:
    """Which run this is, since when, whether it is on hold, and what phones see."""
    state = control.table.state
    if state.paused:
        st.warning(
            "**Đang tạm dừng để đính chính**: hội trường và trang web ở màn chờ. Xem mục “Đính chính”.",
            icon=":material/pause:",
        )
    began = f", bắt đầu {numbers.clock(state.began_at)}" if state.began_at else ""
    text = f"**{control_words.stage_word(state.kind)}**{began} · bản số {control.table.number}"
    if state.rehearsal:
        text += ". Số phiếu trên màn hình là giả định, không công bố gì."
        st.warning(text, icon=":material/theater_comedy:")
    elif state.kind is RunKind.CONFERENCE:
        st.info(text, icon=":material/campaign:")
    else:
        st.caption(text)
    if not state.rehearsal and control.table.played is not None:
        book = control.table.played.workbook
        things = (
            "; ".join(control_words.thing(book, thing) for thing in sorted(state.web)) or "chưa công bố kết quả nào"
        )
        st.caption(f"Điện thoại đang xem: {md('màn chờ đính chính' if state.paused else things)}.")
    _waiting_version(control)


def _lost_log(control: Control) -> None:
    """What is lost of the event log, and the choice to go on without it."""
    desk, state = control.desk, control.table.state
    if desk.log.unread:
        st.error(store_words.UNREAD_LOG, icon=":material/report:")
        return
    last = control.table.entries[-1].at if state.seq > 1 else None
    st.error(store_words.lost_log(control.table.lost_entries, last), icon=":material/report:")
    sure = st.checkbox("Đã xem, chấp nhận mất các dòng ấy", key=f"sure_go_on_{state.seq}")
    if is_pressed(store_words.GO_ON, key="go_on", disabled=not sure):
        control.attempt(lambda: desk.go_on(control.seq, who()))
        st.rerun()


def _waiting_version(control: Control) -> None:
    """A notice on every tab that a newer version waits, with how many of its cells are to be mended first."""
    newer = control.table.newer
    if newer is None or control.table.taken is None:
        return
    blocking = sum(problem.blocks for problem in newer.snapshot.problems)
    mend = f" Bản này còn **{numbers.count(blocking)} ô phải sửa**." if blocking else ""
    when = numbers.clock(newer.snapshot.taken_at)
    words = f"Có bản số liệu mới, đọc lúc {when}, chưa đưa lên: xem mục “Phiên bản”.{mend}"
    st.info(words, icon=":material/new_releases:")


def windows_part() -> None:
    """Links that open the screen's window: with keys for the clicker, or watch-only."""
    base = under(st.get_option("server.baseUrlPath"), "/trinh_chieu")
    with_keys = f"{base}?{KEY_PARAMETER}=1"
    left, right = st.columns(2)
    left.link_button("Mở cửa sổ trình chiếu (nhận phím)", with_keys, width="stretch", icon=":material/present_to_all:")
    right.link_button("Mở cửa sổ chỉ xem", base, width="stretch", icon=":material/visibility:")
    st.caption("Kéo cửa sổ sang máy chiếu, bấm F11. Phím: → Page Down cách: tiếp; ← Page Up: lùi; B: ẩn hoặc hiện.")


@st.fragment(run_every=_EVERY)
def presence_part() -> None:
    """Screens and people of the last seconds; redrawn every few seconds, on this page only."""
    screens = running_app().screens
    seen = [
        f"{md(screen.name) or 'màn hình'} {screen.width}×{screen.height}{' (nhận phím)' if screen.keys else ''}"
        for screen in (screens.seen() if screens else ())
    ]
    st.markdown("**Màn hình đang mở:** " + ("; ".join(seen) or "chưa có màn hình nào"))
    windows = Counter(others_here())
    people = [md(name) + (f" ({count} cửa sổ)" if count > 1 else "") for name, count in windows.items()]
    st.markdown("**Cùng điều khiển:** " + ("; ".join(people) or "không có ai khác"))


def runs_part(control: Control) -> None:
    """Begin a rehearsal or the conference; in both nothing is released at first."""
    name_field()
    state = control.table.state
    if state.rehearsal:
        if is_pressed("Kết thúc tập dượt", key="end_rehearsal", width="stretch"):
            control.attempt(lambda: control.desk.end_rehearsal(control.seq, who()))
            st.rerun()
    else:
        _begin(control, RunKind.REHEARSAL, "Bắt đầu tập dượt", "Số phiếu được giả định, không công bố gì.")
    _begin(
        control,
        RunKind.CONFERENCE,
        "Bắt đầu hội nghị",
        "Mọi công bố đóng lại: hội trường về màn tiêu đề, trang web chưa cho xem kết quả nào. Chốt điểm được giữ.",
    )
    if state.kind is RunKind.CONFERENCE:
        _begin(control, RunKind.PREPARATION, "Đóng mọi công bố, trở về chuẩn bị", "Dùng khi sang năm thi đua mới.")


def _begin(control: Control, kind: RunKind, words: str, means: str) -> None:
    sure = st.checkbox(f"{words}: {means}", key=f"sure_{kind.value}_{control.table.state.run}")
    if is_pressed(words, key=f"begin_{kind.value}", disabled=not sure, width="stretch"):
        control.attempt(lambda: control.desk.begin(kind, control.seq, who()))
        st.rerun()


def log_part(control: Control, book: Workbook) -> None:
    """The last entries of the log, newest first."""
    entries = control.table.entries[-_LINES:]
    st.markdown("\n".join(f"- {md(entry_line(entry, book, control.table.versions))}" for entry in reversed(entries)))
