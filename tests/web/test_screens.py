"""The websocket of the hall's screens: what it sends, whose keys it obeys, which screens it knows."""

from __future__ import annotations

import json
import time

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient
from starlette.websockets import WebSocketDisconnect

from lib.stage import acts
from lib.web.login.tickets import Ticket, issue
from lib.web.screens import PATH, Screens
from tests.days import Day, sample_version


@pytest.fixture
def day(tmp_path) -> Day:
    found = Day(tmp_path)
    found.desk.offer(sample_version())
    return found


@pytest.fixture
def screens(day) -> Screens:
    return Screens(day.desk, "boot1")


@pytest.fixture
def client(screens) -> TestClient:
    return TestClient(Starlette(routes=[screens.route()]))


def address(day: Day, kind: Ticket) -> str:
    return f"{PATH}?ve={issue(kind, day.desk.control_key(), time.time())}"


def said(socket) -> dict:
    return json.loads(socket.receive_text())


def test_a_screen_gets_the_picture_at_once(day, client):
    with client.websocket_connect(address(day, Ticket.WATCH)) as socket:
        first = said(socket)
    assert "HỘI NGHỊ TỔNG KẾT" in first["html"]
    assert (first["boot"], first["seq"], first["left"]) == ("boot1", day.desk.state.seq, None)


@pytest.mark.parametrize("query", ["", "?ve=", "?ve=keys.9999999999.ff"])
def test_without_a_ticket_nothing_is_sent(client, query):
    with client.websocket_connect(PATH + query) as socket, pytest.raises(WebSocketDisconnect) as refused:
        socket.receive_text()
    assert refused.value.code == 4401


def test_every_screen_hears_of_a_step(day, client):
    with (
        client,
        client.websocket_connect(address(day, Ticket.WATCH)) as first,
        client.websocket_connect(address(day, Ticket.KEYS)) as second,
    ):
        for socket in (first, second):
            said(socket)
        day.do(acts.forward)
        pictures = {said(socket)["html"] for socket in (first, second)}
    assert len(pictures) == 1
    assert "Chương trình hội nghị" in pictures.pop()


def test_a_projector_that_cuts_the_edges_is_told_to_leave_some_room(day, client):
    day.do(lambda table: acts.switch(table, "inset", 4))
    with client.websocket_connect(address(day, Ticket.WATCH)) as socket:
        assert said(socket)["inset"] == 4
    with pytest.raises(ValueError, match="tuple"):
        day.do(lambda table: acts.switch(table, "inset", 40))


def test_where_the_picture_stays_only_the_number_is_sent(day, client):
    with client, client.websocket_connect(address(day, Ticket.WATCH)) as socket:
        said(socket)
        day.do(acts.fix_scores)
        news = said(socket)
    assert news["seq"] == day.desk.state.seq
    assert "html" not in news


def test_a_key_moves_the_screen_for_who_has_the_secret(day, client):
    with client, client.websocket_connect(address(day, Ticket.KEYS)) as socket:
        seq = said(socket)["seq"]
        socket.send_text(json.dumps({"press": "forward", "seq": seq}))
        assert "Chương trình" in said(socket)["html"]
    assert day.desk.history()[-1].who == "bút trình chiếu"


def test_a_key_from_an_old_picture_moves_nothing(day, client):
    with client, client.websocket_connect(address(day, Ticket.KEYS)) as socket:
        seq = said(socket)["seq"]
        for _ in range(2):
            socket.send_text(json.dumps({"press": "forward", "seq": seq}))
        while said(socket)["seq"] == seq:
            continue
        said(socket)
    assert day.table.spot.scene == "agenda"


def test_who_only_watches_presses_nothing(day, client, screens):
    with client, client.websocket_connect(address(day, Ticket.WATCH)) as socket:
        before = said(socket)["seq"]
        socket.send_text(json.dumps({"press": "forward", "seq": before}))
        socket.send_text(json.dumps({"width": 1024, "height": 768}))
        day.do(acts.toggle)
        assert said(socket)["seq"] == before + 1


@pytest.mark.parametrize("text", ["", "[]", "không phải JSON", '{"press": "release", "seq": 1}', "x" * 3000])
def test_what_makes_no_sense_changes_nothing(day, client, text):
    with client, client.websocket_connect(address(day, Ticket.KEYS)) as socket:
        before = said(socket)["seq"]
        socket.send_text(text)
        day.do(acts.toggle)
        assert said(socket)["seq"] == before + 1


def test_screens_are_known_by_their_size_while_they_are_there(day, client, screens):
    with client, client.websocket_connect(address(day, Ticket.KEYS)) as socket:
        said(socket)
        socket.send_text(json.dumps({"width": 3840, "height": 2160, "name": "Hội trường", "at": time.time() * 1000}))
        socket.send_text(json.dumps({"press": "forward", "seq": day.desk.state.seq}))
        said(socket)
        seen = screens.seen()
    assert [(one.name, one.width, one.height, one.keys) for one in seen] == [("Hội trường", 3840, 2160, True)]
    assert abs(seen[0].skew) < 60


def test_a_countdown_says_how_much_is_left(day, client):
    day.do(lambda table: acts.countdown(table, 5))
    with client.websocket_connect(address(day, Ticket.WATCH)) as socket:
        left = said(socket)["left"]
    assert 0 < left <= 300
