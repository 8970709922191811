"""A button that a page asks whether it was pressed.

Streamlit breaks a run off when another is asked for, as a page does that follows a change, and forgets a press that the
broken run had not come to. The press is kept here until a run has come to its button, or has ended without it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import streamlit as st
from streamlit.runtime.scriptrunner import RerunException


@dataclass
class KeptPress:
    """The key of the button that was pressed last, until it is acted on or forgotten."""

    key: str | None = None


def is_pressed(label: str, key: str, *, disabled: bool = False, **look: object) -> bool:
    """Draw a button; return whether it was pressed in this run, or in one before that was broken off."""
    st.button(label, key=key, on_click=_keep, args=(key,), disabled=disabled, **look)  # type: ignore[arg-type]
    press = _kept()
    if press.key != key:
        return False
    press.key = None
    return not disabled


@contextmanager
def kept_for_this_run() -> Iterator[None]:
    """Around the run of a page: a press that it did not come to is forgotten, unless the run was broken off."""
    press, broken_off = _kept(), False  # a run that was ended by `st.stop` can no longer reach its session state
    try:
        yield
    except RerunException:
        broken_off = True
        raise
    finally:
        if not broken_off:
            press.key = None


def _kept() -> KeptPress:
    press: KeptPress = st.session_state.setdefault("kept_press", KeptPress())
    return press


def _keep(key: str) -> None:
    _kept().key = key
