from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.routing import Route, WebSocketRoute
from websockets.exceptions import ConnectionClosed, InvalidStatus
from websockets.sync.client import connect

from lib.access.bucket import Bucket, Rate
from lib.web.guard.limits import RateLimits
from lib.web.guard.request_meter import Limits, RequestMeter
from tests.clocks import SecondsClock
from tests.waiting import PATIENCE
from tests.web.conftest import echo, talk
from tests.web.serving import client_of, served

PHONES, FILES_OF_A_PAGE, SOCKETS_OF_A_PAGE = 300, 95, 2


def test_a_bucket_empties_and_fills_again() -> None:
    clock = SecondsClock()
    bucket = Bucket(Rate(2, 0.5), clock)
    assert [bucket.take(), bucket.take(), bucket.take()] == [0, 0, 2]
    clock.now += 2
    assert bucket.take() == 0


def test_a_hall_behind_one_router_that_comes_back_all_at_once_meets_no_limit() -> None:
    """Three hundred phones load the whole app in the same instant, then ask every four seconds while it restarts."""
    clock = SecondsClock()
    meter = RequestMeter(Limits(), clock)
    for _ in range(PHONES):
        assert all(meter.request("203.0.113.7") == 0 for _ in range(FILES_OF_A_PAGE))
        assert all(meter.enter("203.0.113.7") for _ in range(SOCKETS_OF_A_PAGE))
    for _ in range(300):
        clock.now += 4
        assert all(meter.request("203.0.113.7") == 0 for _ in range(2 * PHONES))


def test_a_flood_is_refused_and_a_neighbour_is_not() -> None:
    meter = RequestMeter(Limits(), SecondsClock())
    refused = sum(meter.request("203.0.113.7") > 0 for _ in range(60_000))
    assert refused == 20_000
    assert meter.request("203.0.113.8") == 0


def test_closed_websockets_make_room_again() -> None:
    clock = SecondsClock()
    meter = RequestMeter(Limits(open_sockets=2), clock)
    assert [meter.enter("a"), meter.enter("a"), meter.enter("a")] == [True, True, False]
    meter.leave("a")
    assert meter.enter("a")


def test_websockets_of_all_sources_together_are_limited() -> None:
    meter = RequestMeter(Limits(open_sockets_in_all=2), SecondsClock())
    assert [meter.enter(f"10.0.0.{number}") for number in range(3)] == [True, True, False]


def test_sources_without_a_websocket_are_forgotten_first(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.web.guard.request_meter.MOST_SOURCES", 3)
    meter = RequestMeter(Limits(requests=Rate(1, 0.001), open_sockets=1), SecondsClock())
    assert meter.enter("10.0.0.1")
    runs = meter.runs("10.0.0.1")
    for number in range(2, 20):
        assert meter.request(f"10.0.0.{number}") == 0
    assert [meter.request(f"10.0.0.{number}") > 0 for number in (19, 18, 17)] == [True, True, False]
    assert not meter.enter("10.0.0.1")
    assert meter.runs("10.0.0.1") is runs


SMALL = Limits(requests=Rate(20, 1), open_sockets=2, message_rate=Rate(2, 1), body=1000, query=100, message=1000)


@pytest.fixture
def waited() -> list[float]:
    return []


@pytest.fixture
def port(waited: list[float]) -> Iterator[int]:
    clock = SecondsClock()

    async def sleep(seconds: float) -> None:
        waited.append(seconds)
        clock.now += seconds
        await asyncio.sleep(0)

    app = Starlette(
        routes=[WebSocketRoute("/ws", talk), Route("/{path:path}", echo, methods=["GET", "POST"])],
        middleware=[Middleware(RateLimits, meter=RequestMeter(SMALL, clock), sleep=sleep)],
    )
    with served(app) as found:
        yield found


def test_too_many_requests_are_told_when_to_come_again(port: int) -> None:
    with client_of(port) as browser:
        answers = [browser.get("/") for _ in range(22)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 2
    assert answers[-1].headers["retry-after"] == "1"
    assert answers[-1].text.startswith("Quá nhiều yêu cầu")


def test_a_body_at_the_limit_passes_and_one_byte_more_does_not(port: int) -> None:
    with client_of(port) as browser:
        assert browser.post("/", content=b"x" * 1000).json()["read"] == 1000
        assert browser.post("/", content=b"x" * 1001).status_code == 413


def test_a_body_that_does_not_say_its_size_is_counted(port: int) -> None:
    def pieces() -> Iterator[bytes]:
        yield from [b"x" * 300] * 5

    with client_of(port) as browser:
        assert browser.post("/", content=pieces()).status_code == 413


def test_an_address_that_is_too_long_is_refused(port: int) -> None:
    with client_of(port) as browser:
        assert browser.get("/", params={"a": "x" * 200}).status_code == 414


def test_one_source_may_hold_so_many_websockets_and_no_more(port: int) -> None:
    address = f"ws://127.0.0.1:{port}/ws"
    with connect(address), connect(address), pytest.raises(InvalidStatus):
        connect(address).__enter__()
    with connect(address) as socket:
        assert socket.recv()


def test_what_a_page_says_too_fast_is_read_more_slowly_and_all_of_it(port: int, waited: list[float]) -> None:
    with connect(f"ws://127.0.0.1:{port}/ws") as socket:
        socket.recv()
        for number in range(5):
            socket.send(str(number))
        assert [socket.recv() for _ in range(5)] == ["0", "1", "2", "3", "4"]
    assert waited == [1, 1, 1]


def test_a_message_that_is_too_long_closes_the_line(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}/ws") as socket:
        socket.recv()
        socket.send("x" * 1001)
        with pytest.raises(ConnectionClosed) as closed:
            socket.recv(timeout=PATIENCE)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009
