"""The websocket of the hall's screens: what it sends, whose keys it obeys, which screens it knows."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from lib.access.door import Door
from lib.access.throttle import Caller
from lib.access.visitor import SESSION_COOKIE, Credentials
from lib.stage import acts, release_acts
from lib.web.guard.requester import RequesterMiddleware
from lib.web.login.tickets import TicketKind
from lib.web.screens import PATH, Screens
from tests.waiting import PATIENCE, until

SECRET = "seals the tickets of this test"


@pytest.fixture
def screens(day, door, clock) -> Screens:
    return Screens(day.desk, "boot1", door=door, secret=SECRET, clock=clock)


@pytest.fixture
def client(screens, door) -> TestClient:
    """A browser in which the secretary is logged in."""
    app = Starlette(routes=[screens.route()], middleware=[Middleware(RequesterMiddleware, door=door)])
    found = TestClient(app)
    found.cookies[SESSION_COOKIE] = str(door.log_in("for-the-secretary", Caller("10.0.0.1")).token)
    return found


@contextmanager
def screen(client: TestClient, screens: Screens, door: Door, kind: TicketKind) -> Iterator[WebSocketTestSession]:
    """A screen that has shown its ticket."""
    carried = Credentials(token=client.cookies[SESSION_COOKIE])
    ticket = screens.issue(kind, door.visitor(carried))
    with client.websocket_connect(PATH) as socket:
        socket.send_text(json.dumps({"ticket": ticket}))
        yield socket


def said(socket) -> dict:
    return json.loads(socket.receive_text())


def test_a_screen_gets_the_picture_at_once(day, client, screens, door):
    with screen(client, screens, door, TicketKind.WATCH) as socket:
        first = said(socket)
    assert "HỘI NGHỊ TỔNG KẾT" in first["html"]
    assert (first["boot"], first["seq"], first["left"]) == ("boot1", day.desk.state.seq, None)


@pytest.mark.parametrize(
    "word", ["", "{}", '{"ticket": ""}', '{"ticket": 7}', '{"ticket": "keys.9999999999.ff"}', "[" * 9]
)
def test_without_a_ticket_nothing_is_sent(client, screens, word):
    with client.websocket_connect(PATH) as socket:
        socket.send_text(word)
        with pytest.raises(WebSocketDisconnect) as refused:
            socket.receive_text()
    assert refused.value.code == 4401


def test_a_ticket_in_the_address_is_not_looked_at(client, screens, door):
    ticket = screens.issue(TicketKind.WATCH, door.visitor(Credentials(token=client.cookies[SESSION_COOKIE])))
    with client.websocket_connect(f"{PATH}?ve={ticket}") as socket:
        socket.send_text("{}")
        with pytest.raises(WebSocketDisconnect):
            socket.receive_text()


def test_a_screen_that_says_nothing_is_closed(client, screens, monkeypatch):
    monkeypatch.setattr("lib.web.screens.FIRST_WORD", 0.05)
    with client.websocket_connect(PATH) as socket, pytest.raises(WebSocketDisconnect):
        socket.receive_text()


@pytest.mark.parametrize("number", ["NaN", "Infinity", "-Infinity", "1e999", "true", '"12"', "[]", "null"])
def test_a_number_that_is_none_breaks_nobodys_page(client, screens, number, door):
    """A screen that only watches must not be able to break the page of readiness."""
    with client, screen(client, screens, door, TicketKind.WATCH) as socket:
        said(socket)
        socket.send_text(f'{{"width": {number}, "height": {number}, "name": "x", "at": {number}}}')
        socket.send_text(json.dumps({"width": 1, "height": 1}))
        until(screens.seen)
        seen = screens.seen()[0]
    assert (seen.width, seen.height) in ((0, 0), (1, 1))
    assert abs(seen.skew) < 60


def test_every_screen_hears_of_a_step(day, client, screens, door):
    with (
        client,
        screen(client, screens, door, TicketKind.WATCH) as first,
        screen(client, screens, door, TicketKind.KEYS) as second,
    ):
        for socket in (first, second):
            said(socket)
        day.do(acts.forward)
        pictures = {said(socket)["html"] for socket in (first, second)}
    assert len(pictures) == 1
    assert "Chương trình hội nghị" in pictures.pop()


def test_a_projector_that_cuts_the_edges_is_told_to_leave_some_room(day, client, screens, door):
    day.do(lambda table: acts.switch(table, "inset", 4))
    with screen(client, screens, door, TicketKind.WATCH) as socket:
        assert said(socket)["inset"] == 4
    with pytest.raises(ValueError, match="tuple"):
        day.do(lambda table: acts.switch(table, "inset", 40))


def test_where_the_picture_stays_only_the_number_is_sent(day, client, screens, door):
    day.do(acts.fix_scores)
    with client, screen(client, screens, door, TicketKind.WATCH) as socket:
        said(socket)
        day.do(release_acts.release_scores)
        news = said(socket)
    assert news["seq"] == day.desk.state.seq
    assert "html" not in news


def test_a_key_moves_the_screen_for_who_has_the_secret(day, client, screens, door):
    with client, screen(client, screens, door, TicketKind.KEYS) as socket:
        seq = said(socket)["seq"]
        socket.send_text(json.dumps({"press": "forward", "seq": seq}))
        assert "Chương trình" in said(socket)["html"]
    assert day.desk.history()[-1].who == "bút trình chiếu"


def test_a_key_from_an_old_picture_moves_nothing(day, client, screens, door):
    with client, screen(client, screens, door, TicketKind.KEYS) as socket:
        seq = said(socket)["seq"]
        for _ in range(2):
            socket.send_text(json.dumps({"press": "forward", "seq": seq}))
        socket.send_text(json.dumps({"width": 1024, "height": 768}))
        until(screens.seen)  # what was said before has been looked at
    assert (day.table.spot.scene, day.desk.state.seq) == ("agenda", seq + 1)


def test_who_only_watches_presses_nothing(day, client, screens, door):
    with client, screen(client, screens, door, TicketKind.WATCH) as socket:
        before = said(socket)["seq"]
        socket.send_text(json.dumps({"press": "forward", "seq": before}))
        socket.send_text(json.dumps({"width": 1024, "height": 768}))
        day.do(acts.toggle)
        assert said(socket)["seq"] == before + 1


@pytest.mark.parametrize("text", ["", "[]", "không phải JSON", '{"press": "release", "seq": 1}', "x" * 3000])
def test_what_makes_no_sense_changes_nothing(day, client, text, screens, door):
    with client, screen(client, screens, door, TicketKind.KEYS) as socket:
        before = said(socket)["seq"]
        socket.send_text(text)
        day.do(acts.toggle)
        assert said(socket)["seq"] == before + 1


def test_screens_are_known_by_their_size_while_they_are_there(day, client, screens, door):
    with client, screen(client, screens, door, TicketKind.KEYS) as socket:
        said(socket)
        socket.send_text(json.dumps({"width": 3840, "height": 2160, "name": "Hội trường", "at": time.time() * 1000}))
        socket.send_text(json.dumps({"press": "forward", "seq": day.desk.state.seq}))
        said(socket)
        seen = screens.seen()
    assert [(one.name, one.width, one.height, one.keys) for one in seen] == [("Hội trường", 3840, 2160, True)]
    assert abs(seen[0].skew) < 60


def test_a_countdown_says_how_much_is_left(day, client, screens, door):
    day.do(lambda table: acts.countdown(table, 5))
    with screen(client, screens, door, TicketKind.WATCH) as socket:
        left = said(socket)["left"]
    assert 0 < left <= 300


@pytest.mark.parametrize(("seconds", "obeyed"), [(0.5, True), (1.9, True), (2.1, False), (60, False)])
def test_a_key_that_was_too_long_on_its_way_is_lost_and_the_screen_is_told(day, client, screens, seconds, obeyed, door):
    with screen(client, screens, door, TicketKind.KEYS) as socket:
        first = said(socket)
        before = first["seq"]
        late = {"press": "hide", "seq": before, "beat": first["beat"] - seconds, "after": 0}
        socket.send_json(late)
        answer = said(socket)
        assert answer["lost"] is not obeyed
        assert (answer["seq"] > before) is obeyed


def test_readers_wait_until_the_hall_has_what_is_new(day, client, screens, door):
    assert screens.wait_until_shown(0)
    with screen(client, screens, door, TicketKind.WATCH) as socket:
        said(socket)
        day.do(acts.toggle)
        said(socket)
        assert screens.wait_until_shown(PATIENCE)
