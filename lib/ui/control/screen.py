"""Driving the screen: current and next picture, the keys, jumps, messages, the clock and the switches."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import streamlit as st

from lib.model.records import Workbook
from lib.show.day import control_words, cue
from lib.show.day.day_log import entry_line
from lib.show.pictures.draw import PAUSE, picture_ahead, picture_now
from lib.show.pictures.style import STYLE
from lib.show.words import numbers
from lib.show.words.numbers import md
from lib.stage import acts
from lib.stage.show import Show
from lib.stage.state import INSETS, Follow, Order, to_undo
from lib.stage.table import ActEvents, Table
from lib.ui.control.press import Control, typed_text

_ALL = 0
_TOPS = (_ALL, 3, 5, 10)


def screen_part(control: Control) -> None:
    """What the hall sees now, the next picture, the cue, and the keys."""
    table = control.table
    at_spot, state = table.at(table.spot), table.state
    if at_spot and table.show:  # above the picture, because on a phone the keys at the foot would cover it
        sentence = state.pause_note or PAUSE if state.paused else cue.cue_sentence(table.show, *at_spot)
        st.info(f"**Đọc:** {md(sentence)}", icon=":material/record_voice_over:")
    show_preview(table)
    if at_spot and table.show:
        scene, book = at_spot[0], table.show.snapshot.workbook
        named = control_words.step_names(table.show, scene)
        at = f"Bước {table.spot.step + 1}/{len(named)}: {named[table.spot.step]}"
        covering = ["màn hình đang ẩn"] * state.hidden + ["đang hiện thông báo"] * bool(state.message)
        covering += [f"đồng hồ chạy đến {numbers.clock(state.until)}"] if state.until is not None else []
        over = [", ".join(covering)] if covering else []
        st.caption(md(" · ".join([control_words.scene_name(book, scene), at, *over])))
    _keys(control)


def _keys(control: Control) -> None:
    """The keys belong to one picture: a late second tap on them moves nothing."""
    state = control.table.state
    seen = f"{state.run}_{state.seq}"
    over = control.table.ahead is None and not (state.hidden or state.message)
    with st.container(horizontal=True, key="walk"):
        control.press("← Lùi", acts.back, f"key_back_{seen}", disabled=control.table.behind is None)
        hide, waits = "Hiện lại" if state.hidden else "Ẩn (B)", bool(control.table.lost_entries)
        control.press(hide, acts.toggle, f"key_hide_{seen}", disabled=waits)
        control.press("Tiếp →", acts.forward, f"key_forward_{seen}", type="primary", disabled=over)
    if control.table.show:
        _jump(control, control.table.show)


def _jump(control: Control, show: Show) -> None:
    book = show.snapshot.workbook
    words = {scene.name: control_words.scene_name(book, scene) for scene in show.scenes}
    here = show.clamped(control.table.spot).scene
    list_key = f"jump_to_{here}"  # whenever the hall is at another scene, the list selects that one
    where, at, right = st.columns([3, 2, 1], vertical_alignment="bottom")
    with where:
        chosen = st.selectbox(
            "Chuyển đến màn",
            list(words),
            index=list(words).index(here),
            format_func=lambda name: words[name],
            key=list_key,
        )
    steps = control_words.step_names(show, show.scenes[show.index(chosen)])
    step_key = f"jump_step_{chosen}_{len(steps)}"
    with at:
        st.selectbox(
            "Từ bước",
            range(len(steps)),
            format_func=lambda number: f"{number + 1}. {steps[number]}",
            key=step_key,
            disabled=len(steps) == 1,
        )

    def to_the_chosen(table: Table) -> ActEvents:
        """A label that is no longer in its list comes from Streamlit as a text, which no scene and no step is."""
        scene, step = st.session_state[list_key], st.session_state[step_key]
        return acts.jump(table, scene, step if scene == chosen else 0)  # the steps listed were those of `chosen`

    with right:
        control.press("Chuyển", to_the_chosen, "jump")
    _undo(control, book)


def _undo(control: Control, book: Workbook) -> None:
    """The button that undoes the last act, and which act that is."""
    undoable = to_undo(control.table.entries)
    control.press("Hoàn tác thao tác cuối", acts.undo, "undo", disabled=not undoable)
    if undoable:
        st.caption(f"Sẽ hoàn tác: {md(entry_line(undoable[-1], book, control.table.versions))}")


def message_part(control: Control) -> None:
    """A message over the scene, and the countdown."""
    state = control.table.state
    st.text_input("Thông báo trên màn hình", key="message", max_chars=160)
    left, right = st.columns(2)
    with left:
        control.press("Hiện thông báo", lambda table: acts.write(table, typed_text("message")), "write")
    with right:
        control.press("Tắt thông báo", lambda table: acts.write(table, ""), "unwrite", disabled=not state.message)
    st.number_input("Đồng hồ đếm ngược (phút)", 1, 120, 5, key="minutes")
    left, right = st.columns(2)
    with left:
        control.press("Chạy đồng hồ", lambda table: acts.countdown(table, int(typed_text("minutes"))), "start_clock")
    with right:
        control.press("Tắt đồng hồ", lambda table: acts.countdown(table, None), "stop_clock", disabled=not state.until)


def switches_part(control: Control) -> None:
    """How reveals and tables are shown, and when the web follows."""
    options = control.table.state.options
    choices: tuple[tuple[str, list[Any], object, Callable[[Any], str]], ...] = (
        ("order", list(Order), options.order, control_words.stage_word),
        ("follow", list(Follow), options.follow, control_words.stage_word),
        ("top", list(_TOPS), options.top or _ALL, partial(control_words.switch_value, "top")),
        ("inset", list(INSETS), options.inset, partial(control_words.switch_value, "inset")),
    )
    for name, values, now, write in choices:
        words, look = control_words.SWITCHES[name], _switching(control, name, now)
        st.selectbox(words, values, index=values.index(now), format_func=write, **look)
    toggles = {"others": options.others, "auto_take": options.auto_take}
    if control.table.state.rehearsal:
        toggles["rehearsed_tie"] = options.rehearsed_tie
    for name, is_on in toggles.items():
        st.toggle(control_words.SWITCHES[name], value=is_on, **_switching(control, name, is_on))


def _switching(control: Control, name: str, now: object) -> dict[str, Any]:
    """Key and effect of a switch; the key contains the value, so that a change made elsewhere shows here too."""
    key = f"switch_{name}_{now}"

    def switch() -> None:
        value = st.session_state[key]
        control.obey(lambda table: acts.switch(table, name, getattr(value, "value", value)))

    return {"key": key, "on_change": switch}


_HTML = """<div class="pair">
<figure class="now"><figcaption></figcaption><div class="shot"><div class="hall"></div></div></figure>
<figure class="next"><figcaption></figcaption><div class="shot"><div class="hall"></div></div></figure>
</div>"""
_CSS = (
    STYLE
    + """
.pair { display: grid; grid-template-columns: 3fr 2fr; gap: 0.75rem; align-items: end; }
.pair figure { margin: 0; }
.pair figcaption { font-size: 0.875rem; margin-bottom: 0.25rem; opacity: 0.8; }
.pair .shot { aspect-ratio: 16 / 9; width: 100%; border-radius: 0.25rem; overflow: hidden; }
@media (max-width: 640px) { .pair { grid-template-columns: 1fr; } .pair .next { width: 40%; } }
.pair .hall * { animation: none !important; }
"""
)
_component = st.components.v2.component(
    "thidua_xem_truoc", html=_HTML, css=_CSS, js=Path(__file__).with_name("preview.js").read_text(encoding="utf-8")
)


def show_preview(table: Table) -> None:
    """Both thumbnails; the second is empty at the end of the programme."""
    ahead = picture_ahead(table)
    following = "Bấm “Tiếp” sẽ hiện"
    if not ahead:
        following = "Đã đến màn cuối" if table.show else "Chưa có màn tiếp theo"
    words = {"now": "Hội trường đang thấy", "next": following}
    _component(key="preview", data={"now": picture_now(table), "next": ahead, "words": words})
