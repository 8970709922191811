"""Connections before they are requests, over real sockets: silence, slow headers, too many, frames too large."""

from __future__ import annotations

import asyncio
import resource
import socket
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol
from websockets.exceptions import ConnectionClosed
from websockets.sync.client import connect

from lib.access.door import Door
from lib.web.guard.connections import bound_connections, extend_uvicorn
from lib.web.guard.request_meter import DESCRIPTORS_KEPT, Limits, RequestMeter, limits_under
from tests.waiting import PATIENCE, until
from tests.web.conftest import app_of
from tests.web.serving import client_of, served

SECONDS = 3.0
"""Less than the five seconds for which uvicorn keeps a connection without a request."""


class Timers:
    """Stands for the loop of all connections: their timers pass by hand, so that a machine that stalls ends none.

    `heard` counts the pieces of data that came over them.
    """

    def __init__(self) -> None:
        self.loop: asyncio.AbstractEventLoop | None = None
        self.now, self.heard = 0.0, 0
        self.begun: list[tuple[float, asyncio.TimerHandle, Callable[[], None]]] = []

    def __getattr__(self, name: str) -> object:
        return getattr(self.loop, name)

    def call_later(self, seconds: float, then: Callable[[], None]) -> asyncio.TimerHandle:
        handle = self.loop.call_later(3600, then)
        self.begun.append((self.now + seconds, handle, then))
        return handle

    def pass_seconds(self, seconds: float) -> None:
        passed = threading.Event()
        self.now += seconds
        self.loop.call_soon_threadsafe(lambda: (self._end_what_is_due(), passed.set()))
        assert passed.wait(PATIENCE)

    def _end_what_is_due(self) -> None:
        for due, handle, then in self.begun:
            if due <= self.now and not handle.cancelled():
                handle.cancel()
                then()


@pytest.fixture
def timers(monkeypatch: pytest.MonkeyPatch) -> Timers:
    """Of every connection that is made from now on."""
    timers, made = Timers(), HttpToolsProtocol.__init__

    def init(self: HttpToolsProtocol, *about: object, **named: object) -> None:
        made(self, *about, **named)
        timers.loop, self.loop = self.loop, timers
        hear = self.data_received

        def heard(data: bytes) -> None:
            hear(data)
            timers.heard += 1

        self.data_received = heard

    monkeypatch.setattr(HttpToolsProtocol, "__init__", init)
    return timers


@pytest.fixture
def port(door: Door, timers: Timers) -> Iterator[int]:
    limits = Limits(connections_in_all=6, message=1000)
    with served(app_of(door), http=bound_connections(limits, SECONDS)) as found:
        yield found


def line(port: int) -> socket.socket:
    return socket.create_connection(("127.0.0.1", port), timeout=PATIENCE)


def is_closed(open_line: socket.socket) -> bool:
    """Whether the server ends a connection before patience does."""
    try:
        return open_line.recv(1) == b""
    except ConnectionResetError:
        return True


def is_closed_in_silence(port: int, timers: Timers) -> bool:
    with line(port) as silent:
        until(lambda: timers.begun)
        timers.pass_seconds(SECONDS)
        return is_closed(silent)


def test_a_connection_that_says_nothing_is_closed(port: int, timers: Timers) -> None:
    assert is_closed_in_silence(port, timers)


ASKED = b"GET /bang_diem HTTP/1.1\r\nHost: localhost\r\n\r\n"


@pytest.mark.parametrize("before", [b"", ASKED])
def test_a_header_that_trickles_in_is_not_waited_for(port: int, timers: Timers, before: bytes) -> None:
    """Neither that of a first request nor that of a second on the same connection."""
    with line(port) as slow:
        if before:
            slow.sendall(before)
            assert slow.recv(4096).startswith(b"HTTP/1.1 200")
        for sign in (b"G", b"E"):
            heard = timers.heard
            slow.sendall(sign)
            until(lambda heard=heard: timers.heard > heard)
            timers.pass_seconds(SECONDS / 2)
        assert is_closed(slow)


def test_a_whole_request_is_answered_however_long_the_answer_takes(port: int, timers: Timers) -> None:
    with line(port) as kept:
        for _ in range(3):
            kept.sendall(ASKED)
            assert kept.recv(4096).startswith(b"HTTP/1.1 200")
            timers.pass_seconds(SECONDS * 1.5)


def test_more_connections_than_there_are_places_for_are_closed_and_places_come_back(port: int) -> None:
    with ExitStack() as many:
        lines = [many.enter_context(connect(f"ws://127.0.0.1:{port}/ws")) for _ in range(6)]
        with line(port) as late:
            assert is_closed(late)
        lines[0].close()
        assert client_of(port).get("/bang_diem").status_code == 200


def test_a_frame_over_the_bound_is_refused_before_it_is_read(port: int) -> None:
    with connect(f"ws://127.0.0.1:{port}/ws", max_size=None) as talking:
        talking.recv()
        with pytest.raises(ConnectionClosed) as closed:
            say(talking, "x" * 50_000_000)
    assert closed.value.rcvd is not None
    assert closed.value.rcvd.code == 1009


def say(talking, text: str) -> None:
    talking.send(text)
    talking.recv(PATIENCE)


def test_the_server_that_is_there_already_is_bounded_too(
    door: Door, timers: Timers, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Streamlit makes the server, and with it the protocol, before it loads this program."""
    monkeypatch.setattr(HttpToolsProtocol, "__init__", HttpToolsProtocol.__init__)
    with served(app_of(door)) as port:
        extend_uvicorn(Limits(message=1000), SECONDS)
        assert is_closed_in_silence(port, timers)
        with connect(f"ws://127.0.0.1:{port}/ws") as talking:
            talking.recv()
            timers.pass_seconds(SECONDS * 2)
            say(talking, "still there")
            with pytest.raises(ConnectionClosed):
                say(talking, "x" * 5_000_000)
        assert client_of(port).get("/bang_diem").status_code == 200


@pytest.mark.parametrize("descriptors", [256, 1024, 4096, 65_536])
def test_all_limits_lie_under_the_descriptors_with_a_reserve(descriptors: int) -> None:
    limits = limits_under(descriptors)
    assert limits.connections_in_all + DESCRIPTORS_KEPT <= max(descriptors, 64 + DESCRIPTORS_KEPT)
    assert limits.connections < limits.connections_in_all
    assert limits.open_sockets < limits.open_sockets_in_all < limits.connections_in_all
    assert limits.open_sockets_in_all + limits.kept <= limits.connections_in_all


def test_three_hundred_phones_behind_one_router_fit_and_whoever_controls_still_finds_a_place() -> None:
    limits = limits_under(1024)
    meter = RequestMeter(limits, lambda: 0.0)
    assert all(meter.enter("203.0.113.7") for _ in range(600))
    while meter.enter("203.0.113.7"):
        continue
    assert meter.enter("203.0.113.8")
    assert meter.enter("203.0.113.7", controls=True)


def test_the_soft_limit_of_descriptors_is_raised_at_the_start() -> None:
    hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
    program = (
        "import resource; n = resource.RLIMIT_NOFILE; resource.setrlimit(n, (256, resource.getrlimit(n)[1]));"
        "from lib.web.guard.connections import raise_descriptors; print(raise_descriptors());"
        "print(resource.getrlimit(resource.RLIMIT_NOFILE)[0])"
    )
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, timeout=60)
    told, soft = map(int, said.stdout.split())
    assert told == soft == (65_536 if hard == resource.RLIM_INFINITY else min(65_536, hard))
