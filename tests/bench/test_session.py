"""A page without a browser keeps of the messages what a front end keeps."""

from __future__ import annotations

import json

import pytest
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

from bench.session import FOLLOW, Heard, Page


@pytest.fixture
def heard() -> Heard:
    return Heard()


def sent(heard: Heard, message: ForwardMsg) -> str:
    return heard.take(message.SerializeToString())


def element() -> ForwardMsg:
    message = ForwardMsg(hash="h1")
    message.metadata.cacheable = True
    message.delta.new_element.markdown.body = "điểm"
    return message


def test_large_messages_are_kept_for_the_next_run_and_no_longer(heard):
    finished, again, reference = ForwardMsg(), ForwardMsg(), ForwardMsg(ref_hash="h1")
    finished.script_finished = ForwardMsg.FINISHED_SUCCESSFULLY
    again.new_session.page_script_hash = "p"
    assert [sent(heard, one) for one in (element(), finished)] == ["delta", "script_finished"]
    assert heard.kept == {"h1"}
    for one in (again, reference, finished):
        sent(heard, one)
    assert heard.kept == {"h1"}
    for one in (again, finished):
        sent(heard, one)
    assert heard.kept == frozenset()
    assert heard.page_hash == "p"


def test_a_page_shows_a_change_once_it_is_drawn_from_the_mark_that_was_told(heard):
    message = ForwardMsg()
    component = message.delta.new_element.bidi_component
    component.id, component.component_name = "c", FOLLOW
    component.json = json.dumps({"boot": "b", "mark": "old"})
    sent(heard, message)
    page = Page("localhost:1", heard=heard)
    assert page.mark == ("b", "old")
    page.told = [(5.0, ("b", "new"))]
    page.drawn = [(4.0, ("b", "old")), (5.5, ("b", "old")), (6.5, ("b", "new")), (7.0, ("b", "new"))]
    assert page.redrawn_after(4.5) == 2.0
    assert page.redrawn_after(5.1) is None, "nothing was told since"
