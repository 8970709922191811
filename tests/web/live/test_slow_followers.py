"""Followers that never read: what waits for them is bounded, and they are let go."""

from __future__ import annotations

import dataclasses
import resource
import socket
import time
from contextlib import ExitStack
from itertools import count

import pytest

from lib.web.guard.connections import bound_connections
from lib.web.guard.request_meter import Limits
from tests.show.live.readings import reading
from tests.waiting import until
from tests.web.live.test_live_page import Live
from tests.web.serving import served

ASKED = b"GET /xem/su-kien?trang= HTTP/1.1\r\nHost: localhost\r\n\r\n"
TAKING = 0.5


def follow(port: int, lines: ExitStack) -> socket.socket:
    """A follower with a small pocket that never reads."""
    line = lines.enter_context(socket.socket())
    line.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 2048)
    line.connect(("127.0.0.1", port))
    line.sendall(ASKED)
    return line


def change(live: Live, number: int) -> None:
    """Another page, as a correction makes one."""
    book = live.now.snapshot.workbook
    contest = dataclasses.replace(book.contest, name=f"Cụm {number}")
    workbook = dataclasses.replace(book, contest=contest)
    snapshot = dataclasses.replace(live.now.snapshot, workbook=workbook, version=str(number))
    live.change(dataclasses.replace(live.now, snapshot=snapshot))


def test_a_follower_that_takes_nothing_is_let_go_and_leaves_its_place():
    live = Live(reading())
    with ExitStack() as lines, served(live.app, http=bound_connections(Limits(), taking=TAKING)) as port:
        follow(port, lines)
        until(lambda: live.streams.count() == 1)
        numbers = count()

        def gone_after_one_more() -> bool:
            change(live, next(numbers))
            return live.streams.count() == 0

        until(gone_after_one_more)


@pytest.mark.long
def test_two_thousand_followers_that_never_read_do_not_grow_memory():
    live = Live(reading(), most=4000)
    limits = Limits(connections=4000)
    with ExitStack() as lines, served(live.app, http=bound_connections(limits, taking=5.0)) as port:
        for _ in range(2000):
            follow(port, lines)
        until(lambda: live.streams.count() == 2000)
        begun = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        for number in range(60):
            change(live, number)
            time.sleep(0.2)
        grown = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - begun
    assert grown < 200_000, f"{grown} kB"
