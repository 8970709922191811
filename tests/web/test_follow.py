"""The websocket of open pages: what it says, when, and to whom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from lib.access.rights import Role
from lib.feed.polling import Feed
from lib.web.follow import FRESH, MOST_TICKETS, PATH, Followers, PageMarks
from tests.builders import ScriptedSource, built, some_tables


@pytest.fixture
def source():
    return ScriptedSource(some_tables(["A"]))


@pytest.fixture
def feed(source):
    feed = Feed(source, built)
    feed.poll()
    return feed


def client_of(feed: Feed, heartbeat: float = 60.0, base: str = "") -> TestClient:
    followers = Followers(feed, "boot1", lambda ticket, role: feed.latest.mark, heartbeat)
    return TestClient(Starlette(routes=[followers.route(base)]))


@contextmanager
def page(client: TestClient, path: str = PATH, ticket: str = "", **options: object) -> Iterator[WebSocketTestSession]:
    """An open page that has shown its ticket."""
    with client.websocket_connect(path, **options) as socket:  # type: ignore[arg-type]
        socket.send_text(ticket)
        yield socket


def test_a_page_that_shows_no_ticket_in_time_follows_what_is_open(feed, monkeypatch):
    monkeypatch.setattr("lib.web.follow.FIRST_WORD", 0.05)
    app = Starlette(routes=[Followers(feed, "boot1", lambda ticket, role: f"for {ticket}").route()])
    with TestClient(app).websocket_connect(PATH) as socket:
        assert json.loads(socket.receive_text())["mark"] == "for None"


def test_a_page_hears_at_once_what_the_server_shows(feed):
    with page(client_of(feed)) as socket:
        said = json.loads(socket.receive_text())
    assert said.pop("ago") >= 0
    assert said == {"boot": "boot1", "mark": feed.latest.mark, "spread": 20}


def test_the_more_pages_are_open_the_longer_their_reruns_are_spread_up_to_a_second(feed):
    client = client_of(feed)
    with client, ExitStack() as pages:
        spreads = [json.loads(pages.enter_context(page(client)).receive_text())["spread"] for _ in range(60)]
    assert spreads[:3] == [20, 40, 60]
    assert spreads[49:] == [1000] * 11


def test_a_page_hears_of_a_change(feed, source):
    with page(client_of(feed)) as socket:
        before = json.loads(socket.receive_text())["mark"]
        source.content = some_tables(["B"])
        feed.poll()
        after = json.loads(socket.receive_text())["mark"]
    assert after == feed.latest.mark != before


def test_every_open_page_hears_of_it(feed, source):
    client = client_of(feed)
    with client, page(client) as first, page(client) as second:
        for socket in (first, second):
            socket.receive_text()
        source.content = some_tables(["B"])
        feed.poll()
        marks = {json.loads(socket.receive_text())["mark"] for socket in (first, second)}
    assert marks == {feed.latest.mark}


def test_a_page_hears_only_the_mark_of_its_ticket(feed):
    app = Starlette(routes=[Followers(feed, "boot1", lambda ticket, role: f"for {ticket}").route()])
    with page(TestClient(app), ticket="mine") as socket:
        assert json.loads(socket.receive_text())["mark"] == "for mine"
    with page(TestClient(app)) as socket:
        assert set(json.loads(socket.receive_text())) == {"boot", "mark", "ago", "spread"}


def test_the_heartbeat_repeats_what_is_known(feed):
    with page(client_of(feed, heartbeat=0.05)) as socket:
        said = [json.loads(socket.receive_text())["mark"] for _ in range(3)]
    assert said == [feed.latest.mark] * 3


def test_before_anything_was_read_there_is_no_age():
    with page(client_of(Feed(ScriptedSource(some_tables()), built))) as socket:
        assert json.loads(socket.receive_text())["ago"] is None


def test_a_page_of_another_host_is_refused(feed):
    with (
        pytest.raises(WebSocketDisconnect),
        client_of(feed).websocket_connect(PATH, headers={"origin": "https://example.com"}),
    ):
        pass


def test_a_page_of_this_host_is_welcome(feed):
    with page(client_of(feed), headers={"origin": "http://testserver"}) as socket:
        assert socket.receive_text()


def test_the_route_stands_under_the_base_path_of_the_server(feed):
    with page(client_of(feed, base="/thi-dua/"), f"/thi-dua{PATH}") as socket:
        assert socket.receive_text()


def test_a_change_after_all_pages_are_closed_is_told_to_nobody(feed, source):
    with page(client_of(feed)) as socket:
        socket.receive_text()
    source.content = some_tables(["B"])
    feed.poll()
    assert feed.latest.failure is None
    assert feed.latest.version.tables == source.content


class Asked:
    """A mark that counts how often it is computed, with a clock by hand."""

    def __init__(self) -> None:
        self.now, self.mark, self.asked = 0.0, "first", []
        self.marks = PageMarks(self.compute, lambda: self.now)

    def compute(self, ticket: str | None, _role: Role) -> str:
        self.asked.append(ticket)
        return f"{self.mark} {ticket}"


def test_a_mark_is_computed_once_for_all_pages_with_the_same_ticket():
    asked = Asked()
    assert [asked.marks.of(ticket) for ticket in ("a", "b", "a", "b")] == ["first a", "first b"] * 2
    assert asked.asked == ["a", "b"]


def test_after_a_change_and_after_a_second_a_mark_is_computed_again():
    asked = Asked()
    asked.marks.of("a")
    asked.mark = "second"
    assert asked.marks.of("a") == "first a"
    asked.marks.forget()
    assert asked.marks.of("a") == "second a"
    asked.mark, asked.now = "third", FRESH + 0.1
    assert asked.marks.of("a") == "third a"


def test_a_mark_that_was_being_computed_during_a_change_is_not_kept():
    asked = Asked()
    compute = asked.compute

    def overtaken(ticket: str | None, role: Role) -> str:
        found = compute(ticket, role)
        marks.forget()
        return found

    marks = PageMarks(overtaken, lambda: 0.0)
    assert [marks.of("a"), marks.of("a")] == ["first a"] * 2
    assert asked.asked == ["a", "a"]


def test_invented_tickets_do_not_pile_up():
    asked = Asked()
    tickets = [str(number) for number in range(MOST_TICKETS * 3)]
    for ticket in tickets:
        asked.marks.of(ticket)
    asked.asked.clear()
    for ticket in reversed(tickets):
        asked.marks.of(ticket)
    assert len(tickets) - len(asked.asked) <= MOST_TICKETS + 1
