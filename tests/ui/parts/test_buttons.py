"""A press is acted on once, also where the run that brought it was broken off before it came to the button."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from tests.waiting import PATIENCE


def page() -> None:
    """A page of one button, whose next run can be broken off, end early or find the button disabled."""
    import streamlit as st

    from lib.ui.parts.buttons import is_pressed, kept_for_this_run

    next_run = st.session_state.pop("next_run", "")
    with kept_for_this_run():
        if next_run in ("broken off", "broken off, then disabled"):
            st.session_state["next_run"] = "disabled" if "disabled" in next_run else ""
            st.rerun()
        if next_run == "ended":
            st.stop()
        if is_pressed("Đọc lại ngay", "again", disabled=next_run == "disabled"):
            st.session_state["acts"] = st.session_state.get("acts", 0) + 1


@pytest.mark.parametrize(
    ("next_run", "acts"), [("", 1), ("broken off", 1), ("ended", 0), ("broken off, then disabled", 0)]
)
def test_a_press_is_acted_on_once_unless_its_button_is_gone(next_run: str, acts: int) -> None:
    app = AppTest.from_function(page, default_timeout=PATIENCE).run()
    app.session_state["next_run"] = next_run
    app.button(key="again").click().run()
    for _ in range(2):
        app.run()
        assert not app.exception
        assert ("acts" in app.session_state and app.session_state["acts"]) == acts
