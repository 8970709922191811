"""The notices of the frame: why a page has nothing to show, and faults of the source."""

from __future__ import annotations

import streamlit as st

from lib.access.rights import Right, Role, allows
from lib.feed.latest import Failure, FeedState, Latest
from lib.model.problems import SourceFailure
from lib.model.releasable import FIXED
from lib.settings import Settings
from lib.show.day import store_words
from lib.show.live.reader_view import LOST, PAUSED
from lib.show.sources.failures import FAILURES
from lib.show.sources.set_up_words import setting_line, typed_line
from lib.show.words import numbers
from lib.show.words.numbers import md
from lib.show.words.terms import SHARED_LATER
from lib.stage.log.events import FiguresCorrected
from lib.stage.state import public_lines
from lib.stage.table import PublicState
from lib.store.settings_file import fault_and_line
from lib.ui.menu import WorkbookPart
from lib.ui.parts import common
from lib.ui.running_app import RunningApp, running_app

NOT_PART = {
    WorkbookPart.SCORES: "Năm này cụm không dùng phần chấm điểm",
    WorkbookPart.VOTES: "Năm này cụm không dùng phần bỏ phiếu suy tôn",
    WorkbookPart.YEARS: "Chưa có số liệu của các năm trước",
    WorkbookPart.WORK: "Chưa có số liệu về phong trào, đăng ký, giao ước của năm",
}
"""The title of a page for which the workbook has nothing."""
_COMES_BY_ITSELF = "Trang này tự hiện khi có số liệu"
MENDED = "Sửa xong thì lưu tệp; hệ thống tự đọc lại."
_OWN_FAULT = "Hệ thống gặp lỗi khi xử lý số liệu mới. Nội dung lỗi đã được ghi trong nhật ký của máy chủ."


def show_storage_condition(now: RunningApp) -> None:
    """Faults of the server's storage: damaged files, a disk that refuses, a store that mended settings do not name."""
    if now.sources and now.sources.settings.shared != now.settings.shared:
        st.error(SHARED_LATER, icon=":material/restart_alt:")
    for line in store_words.condition_lines(now.condition.look()) if now.condition else ():
        st.warning(line, icon=":material/hard_drive:")


def hold_words(public: PublicState, role: Role) -> str:
    """The notice of a hold for a role: leaders keep what they see since "Chốt điểm", the secretary everything."""
    notice = public.pause_note or PAUSED
    if allows(role, Right.VOTES):
        return f"{notice} Thư ký vẫn xem được mọi số liệu."
    leader = allows(role, Right.SCORES) and FIXED in public.released
    return f"{notice} Điểm đã chốt vẫn xem được bằng tài khoản lãnh đạo." if leader else notice


def show_corrections(public: PublicState | None, role: Role) -> None:
    """A released figure that was corrected: the hold while it is being checked, then the old and the new figure."""
    if public is None:
        return
    if public.lost:
        st.warning(LOST, icon=":material/pause_circle:")
    if public.paused:
        st.warning(md(hold_words(public, role)), icon=":material/pause_circle:")
    shown = [made for made in reversed(public.corrections) if public_lines(made)]
    if shown:
        _newest_correction(shown[0])
        if len(shown) > 1:
            with st.expander(f"{len(shown) - 1} đính chính trước", key="earlier_corrections"):
                st.markdown("\n\n".join(_correction(made) for made in shown[1:]))


def _newest_correction(made: FiguresCorrected) -> None:
    """The newest correction in one line; where there are several figures, all of them folded under it."""
    (what, old, new), *rest = public_lines(made)
    more = f" và {len(rest)} số khác" if rest else ""
    st.info(f"**Đính chính.** {md(what)}: {md(old)} → **{md(new)}**{more}. {_why(made)}", icon=":material/edit:")
    if rest:
        with st.expander("Mọi số được đính chính", key="corrected_figures"):
            st.markdown(_correction(made))


def _correction(made: FiguresCorrected) -> str:
    lines = [f"- {md(what)}: {md(old)} → **{md(new)}**" for what, old, new in public_lines(made)]
    return "\n".join([f"**Đính chính.** {_why(made)}", "", *lines])


def _why(made: FiguresCorrected) -> str:
    return f"Lý do: {md(made.reason)}. Người quyết định: {md(made.decided_by)}."


def show_never_read(latest: Latest, role: Role) -> None:
    """Show as the title that there is no version at all: the secretary sees why, others that it will come."""
    if latest.failure is None and latest.version is None:
        common.show_title("Đang đọc số liệu lần đầu", _COMES_BY_ITSELF)
    elif latest.failure is not None and allows(role, Right.PROBLEMS):
        common.show_title("Chưa đọc được số liệu")
        st.error(_reason(latest.failure), icon=":material/error:")
    else:
        common.show_title("Chưa có số liệu để hiển thị", _COMES_BY_ITSELF)


def show_source_failure(latest: Latest, role: Role) -> None:
    """The source fails and the last good version stays: for the secretary, since when and why.

    Other visitors see the age of the data in the frame, and no alarm.
    """
    if latest.state is not FeedState.STALE or latest.failure is None or latest.snapshot is None:
        return
    if not allows(role, Right.PROBLEMS):
        return
    since = numbers.moment(latest.failure.since)
    shown = numbers.clock(latest.snapshot.taken_at)
    text = f"**Không đọc được số liệu mới từ {since}.** Đang hiển thị số liệu lúc {shown}. {_reason(latest.failure)}"
    st.warning(text, icon=":material/sync_problem:")


def _reason(failure: Failure) -> str:
    if failure.why is None:
        return _OWN_FAULT
    text = FAILURES[failure.why]
    now = running_app()
    settings = now.sources.settings if now.sources else now.settings
    if failure.why is SourceFailure.BAD_SETTINGS and settings.file is not None:
        return f"{text.sentence} {md(setting_line(*fault_and_line(settings.file, failure.detail)))} {MENDED}"
    where = md(" – ".join(part for part in (failure.source, failure.detail) if part))
    named = f"Nguồn đang đọc: {where.removesuffix('.')}." if where else ""
    return " ".join(filter(None, (text.sentence, named, _typed(failure, settings), text.while_running)))


def _typed(failure: Failure, settings: Settings) -> str:
    """Where the name of a missing source was set."""
    wrong_name = failure.why in (SourceFailure.NOT_FOUND, SourceFailure.NOT_A_WORKBOOK)
    if not wrong_name or settings.typed_in is None or settings.file is None:
        return ""
    return md(typed_line(settings.typed_in, fault_and_line(settings.file, settings.typed_in)[1]))
