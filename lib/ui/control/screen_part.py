"""Driving the screen: what is seen, what is next, the keys, jumps, messages, the clock and the switches."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import streamlit as st

from lib.show import numbers, spoken, stage_words
from lib.show.numbers import md
from lib.stage import acts
from lib.stage.show import Show
from lib.stage.state import Follow, Order
from lib.ui.control.press import Control, typed
from lib.ui.control.preview import show_preview

_ALL = 0
_TOPS = (_ALL, 3, 5, 10)


def screen_part(control: Control) -> None:
    """What the hall sees now, what comes next, what to say, and the keys."""
    table = control.table
    show_preview(table)
    found = table.at(table.spot)
    if found and table.show:
        scene, step = found
        at = f"Bước {table.spot.step + 1}/{len(table.show.steps[table.show.index(scene.name)])}"
        book = table.show.snapshot.workbook
        st.caption(f"{md(stage_words.scene_name(book, scene))} · {at} · {md(stage_words.label(step.kind))}")
        st.info(f"**Đọc:** {md(spoken.sentence(table.show, scene, step))}", icon=":material/record_voice_over:")
    _keys(control)


def _keys(control: Control) -> None:
    state = control.table.state
    left, middle, right = st.columns([1, 1, 2])
    with left:
        control.press("← Lùi", acts.back, "key_back", disabled=control.table.behind is None)
    with middle:
        control.press("Hiện lại" if state.hidden else "Ẩn (B)", acts.toggle, "key_hide")
    with right:
        over = control.table.ahead is None and not (state.hidden or state.message)
        control.press("Tiếp →", acts.forward, "key_forward", type="primary", disabled=over)
    if control.table.show:
        _jump(control, control.table.show)


def _jump(control: Control, show: Show) -> None:
    book = show.snapshot.workbook
    words = {scene.name: stage_words.scene_name(book, scene) for scene in show.scenes}
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        st.selectbox("Chuyển đến màn", list(words), format_func=lambda name: words[name], key="jump_to")
    with right:
        control.press("Chuyển", lambda table: acts.jump(table, typed("jump_to")), "jump")
    control.press("Hoàn tác thao tác cuối", acts.undo, "undo")


def message_part(control: Control) -> None:
    """A message over the scene, and the countdown."""
    state = control.table.state
    st.text_input("Thông báo trên màn hình", key="message", max_chars=160)
    left, right = st.columns(2)
    with left:
        control.press("Hiện thông báo", lambda table: acts.write(table, typed("message")), "write")
    with right:
        control.press("Tắt thông báo", lambda table: acts.write(table, ""), "unwrite", disabled=not state.message)
    st.number_input("Đồng hồ đếm ngược (phút)", 1, 120, 5, key="minutes")
    left, right = st.columns(2)
    with left:
        control.press("Chạy đồng hồ", lambda table: acts.countdown(table, int(typed("minutes"))), "start_clock")
    with right:
        control.press("Tắt đồng hồ", lambda table: acts.countdown(table, None), "stop_clock", disabled=not state.until)


def switches_part(control: Control) -> None:
    """How reveals and tables are shown, and when the web follows."""
    options = control.table.state.options
    _choice(control, "Thứ tự công bố", "order", list(Order), options.order, stage_words.label)
    _choice(control, "Trang web công bố", "follow", list(Follow), options.follow, stage_words.label)
    _choice(control, "Bảng xếp hạng", "top", list(_TOPS), options.top or _ALL, _top_words)
    _toggle(control, "Hiện cả các đơn vị không được đề nghị", "others", options.others)
    _toggle(control, "Tự đưa lên phiên bản mới khi chưa công bố gì", "auto_take", options.auto_take)
    if control.table.state.rehearsal:
        _toggle(control, "Tập dượt tình huống đồng phiếu", "rehearsed_tie", options.rehearsed_tie)


def _top_words(top: int) -> str:
    return "tất cả các đơn vị" if top == _ALL else f"{numbers.count(top)} thứ hạng đầu"


def _choice(
    control: Control, words: str, name: str, values: list[Any], now: object, write: Callable[[Any], str]
) -> None:
    """A choice of one value; the key holds what is chosen now, so that another hand's choice shows here too."""
    key = f"switch_{name}_{now}"

    def chosen() -> None:
        value = st.session_state[key]
        control.obey(lambda table: acts.switch(table, name, getattr(value, "value", value)))

    st.selectbox(words, values, index=values.index(now), format_func=write, key=key, on_change=chosen)


def _toggle(control: Control, words: str, name: str, now: bool) -> None:
    key = f"switch_{name}_{now}"

    def chosen() -> None:
        value = bool(st.session_state[key])
        control.obey(lambda table: acts.switch(table, name, value))

    st.toggle(words, value=now, key=key, on_change=chosen)
