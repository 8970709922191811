"""The source of the figures: reading again, quota, another source, the last changes, how to connect Google."""

from __future__ import annotations

import os
import re
from functools import partial
from pathlib import Path

import streamlit as st

from lib.access.rights import Right
from lib.feed.set_up_check import broken_settings, check_set_up
from lib.feed.source_choice import SourceChoice
from lib.model.problems import CellRef, SourceError
from lib.sheets.sources.quota_meter import READS_PER_MINUTE
from lib.show.sources.failures import FAILURES
from lib.show.sources.set_up_words import step_line
from lib.show.words import numbers
from lib.show.words.numbers import md
from lib.ui.parts.buttons import is_pressed
from lib.ui.parts.common import cell_link, difference_text, show_section
from lib.ui.running_app import RunningApp, running_app
from lib.ui.view import View

GUIDE = Path(__file__).resolve().parents[3] / "docs" / "google.md"
_UNDER_TITLE = re.compile(r"^## ", re.MULTILINE)
_MOST_CELLS = 12
_A_PATH = r"C:\ThiDua\cum_iii.xlsx" if os.name == "nt" else "/home/thu_ky/cum_iii.xlsx"
_MOST_PLACES = 5
_CONTROL = "Chỉ thư ký điều khiển mới đổi được nguồn số liệu."


def source(view: View) -> None:
    """What is being read, how much of the quota is used, and the buttons to read again and to change the source."""
    now = running_app()
    show_section("Nguồn số liệu")
    st.markdown(" · ".join(_facts(now)))
    if not view.can(Right.CONTROL):
        st.caption(_CONTROL)
        return
    if is_pressed("Đọc lại ngay", icon=":material/refresh:", key="read_again"):
        now.feed.refresh()
        st.caption("Đang đọc lại. Trang này tự đổi khi có số liệu mới.")
    if now.sources is not None:
        _check_google(now.sources)
        with st.expander("Đổi nguồn số liệu (khi mất Internet)", key="change_source"):
            _switch(now)


def _check_google(sources: SourceChoice) -> None:
    """The connection check of Google, where a sheet is read or the settings cannot be."""
    settings, file = sources.settings, sources.settings.file
    if file is None or not (sources.google_places or settings.fault):
        return
    if not is_pressed("Thử kết nối Google từng bước", icon=":material/network_check:", key="google_check"):
        return
    with st.spinner("Đang thử từng bước…"):
        broken = [broken_settings(file.name, settings.fault)] if settings.fault else []
        tried = broken or [check_set_up(place, settings.source) for place in sources.google_places]
    for steps in tried:
        st.markdown("\n".join(f"- {md(step_line(step, file))}" for step in steps))


def _facts(now: RunningApp) -> list[str]:
    facts = [f"Đang đọc: **{md(now.feed.label)}**"]
    if now.sources is not None and now.sources.google and now.sources.file is None:
        used = now.sources.source.quota_used
        facts.append(f"{used}/{READS_PER_MINUTE} lượt đọc Google trong một phút vừa qua")
    facts.append(f"đọc lại sau mỗi {numbers.decimal(f'{now.feed.interval:g}')} giây")
    return facts


def half_typed(view: View) -> None:
    """A notice that a version is held back while cells are edited: which ones, and a button to show it at once."""
    feed = running_app().feed
    if feed.latest.held is None:
        return
    waits, lost = feed.latest.held.cells, feed.latest.held.lost_cells
    reasons = [f"chưa hoàn chỉnh ở {_places(view, waits)}"] if waits else []
    reasons += [f"làm mất số liệu đã có ở {_places(view, lost)}"] if lost else []
    st.info(
        f"Có sửa đổi {' và '.join(reasons)}. Đang chờ gõ xong; nếu để nguyên, lần đọc sau sẽ hiển thị.",
        icon=":material/edit_note:",
    )
    if view.can(Right.CONTROL) and is_pressed("Hiển thị luôn", key="show_half_typed"):
        feed.refresh()


def _places(view: View, cells: tuple[CellRef, ...]) -> str:
    where = ", ".join(cell_link(view, cell) for cell in cells[:_MOST_PLACES])
    return f"{where} và {len(cells) - _MOST_PLACES} chỗ khác" if len(cells) > _MOST_PLACES else where


def _switch(now: RunningApp) -> None:
    sources = now.sources
    assert sources is not None
    if sources.file is not None or sources.sheet is not None:
        sheet = "Google Trang tính đã chọn ở phần **Bắt đầu**"
        chosen = sheet if sources.file is None else f"tệp Excel **{md(str(sources.file))}**"
        st.markdown(f"Đang đọc {chosen} thay cho nguồn trong phần cài đặt.")
        if is_pressed("Trở lại nguồn trong phần cài đặt", key="use_configured"):
            now.feed.switch(sources.choose_configured(), sources.pace)
            st.rerun()
    if sources.file is not None:
        return
    st.markdown(
        "Ghi đường dẫn đầy đủ của tệp Excel trên máy chạy hệ thống, ví dụ tệp tải về từ Google Trang tính "
        "(Tệp → Tải xuống → Microsoft Excel). Tệp được kiểm tra và so sánh như Google Trang tính; "
        "số liệu đang hiển thị giữ nguyên cho đến khi đọc được tệp."
    )
    typed = st.text_input("Đường dẫn tệp Excel (.xlsx)", key="excel_path", placeholder=_A_PATH)
    if is_pressed("Chuyển sang tệp này", key="use_file", disabled=not typed.strip()):
        try:
            now.feed.switch(sources.choose_file(typed))
        except SourceError as error:
            text = FAILURES[error.failure]
            st.error(f"{text.sentence} {text.remedy} ({md(error.source)})", icon=":material/error:")
        else:
            st.rerun()


def recent_changes(view: View) -> None:
    """ "Thay đổi gần đây": the last changes, newest first."""
    now = running_app()
    changes = now.history.newest_first() if now.history is not None else ()
    show_section("Thay đổi gần đây")
    if not changes:
        st.caption("Chưa có thay đổi nào.")
    for change in changes:
        moved = f" · nguồn mới: {md(change.new_source)}" if change.new_source else ""
        title = f"{numbers.clock(change.at)} · {numbers.count(change.cells)} ô thay đổi{moved}"
        with st.expander(title, expanded=change is changes[0], key=f"thay_doi_{change.number}"):
            text = difference_text(change.difference, view.snapshot.workbook, _MOST_CELLS, partial(cell_link, view))
            st.markdown(text)


def google_guide() -> None:
    """The steps of docs/google.md, and the address to share the spreadsheet with, where it is known."""
    with st.expander("Nối với Google Trang tính, từng bước", key="google_guide"):
        sources = running_app().sources
        if sources is not None and sources.account_address:
            st.markdown(f"Tài khoản dịch vụ đang dùng: **{md(sources.account_address)}**")
        text = GUIDE.read_text(encoding="utf-8")
        st.markdown(_UNDER_TITLE.sub("### ", text.partition("\n")[2]))
