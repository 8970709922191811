"""The three ways to begin, for the secretary at this machine while the sample is shown: sample, own table, Google."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from lib.access.policy import Mode
from lib.access.rights import Right
from lib.feed.source_choice import SourceChoice
from lib.model.problems import SourceError
from lib.show.rows import checks
from lib.show.sources import link_danger
from lib.show.sources.set_up_words import GOOGLE, OWN, SAMPLE, WAYS, found_lines, source_refusal
from lib.show.words.numbers import md
from lib.snapshot import Snapshot, build_snapshot
from lib.ui.menu import menu_page
from lib.ui.parts.buttons import is_pressed
from lib.ui.parts.common import show_html, show_section
from lib.ui.running_app import RunningApp, running_app
from lib.ui.view import View

_FOUND = "begin_found"


def begin_part(view: View) -> None:
    """The three ways to begin; nothing for other visitors, from elsewhere, or once a source was chosen."""
    now = running_app()
    sources = now.sources
    at_machine = now.door is not None and now.door.bound_to_loopback and now.door.mode is Mode.OPEN
    if sources is None or not at_machine or not view.can(Right.CONTROL) or not sources.on_sample:
        return
    show_section("Bắt đầu")
    sample, own, google = st.tabs(WAYS, key="begin_ways")
    with sample:
        st.markdown(SAMPLE)
    with own:
        _own(now, sources)
    with google:
        _google(view, now, sources)


def _own(now: RunningApp, sources: SourceChoice) -> None:
    st.markdown(OWN)
    typed = st.text_input("Đường dẫn tệp Excel (.xlsx) trên máy này", key="begin_path")
    if is_pressed("Dùng tệp này", key="begin_file", disabled=not typed.strip()):
        with _refusals():
            now.feed.switch(sources.choose_file(typed), sources.pace)
            st.rerun()
    convert = menu_page("nhap_bang")
    st.page_link(convert.path, label=f"Bảng theo mẫu khác: mở trang {convert.title}", icon=f":material/{convert.icon}:")


def _google(view: View, now: RunningApp, sources: SourceChoice) -> None:
    st.markdown(GOOGLE)
    address = st.text_input("Địa chỉ của Google Trang tính", key="begin_address").strip()
    if is_pressed("Đọc thử", key="begin_look", disabled=not address):
        _look(sources, address)
    looked: tuple[str, Snapshot] | None = st.session_state.get(_FOUND)
    if looked is None or looked[0] != address:
        return
    _show_found(view, sources, address, looked[1])
    if is_pressed("Dùng bảng này", key="begin_use", type="primary"):
        with _refusals():
            now.feed.switch(sources.choose_sheet(address), sources.pace)
            del st.session_state[_FOUND]
            st.rerun()


def _look(sources: SourceChoice, address: str) -> None:
    """Read the sheet once and keep the result for the next runs of this session."""
    st.session_state.pop(_FOUND, None)
    with _refusals(), st.spinner("Đang đọc bảng tính…"):
        st.session_state[_FOUND] = address, build_snapshot(sources.look_at_sheet(address), dt.datetime.now(dt.UTC))


@contextmanager
def _refusals() -> Iterator[None]:
    """Show why a source cannot be read."""
    try:
        yield
    except SourceError as error:
        st.error(md(source_refusal(error)), icon=":material/error:")


def _show_found(view: View, sources: SourceChoice, address: str, snapshot: Snapshot) -> None:
    """Show what was found, before anything is used."""
    st.markdown("\n".join(f"- {md(line)}" for line in found_lines(snapshot)))
    show_html(checks.first_cells(snapshot, view.audience))
    tabs = link_danger.open_tabs(snapshot.workbook, sources.keys_by_link(address))
    if tabs:
        st.error(f"**{md(link_danger.danger(tabs))}**", icon=":material/lock_open:")
