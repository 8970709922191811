"""The line of the hall's screen is dead for a while: a key pressed into it is obeyed soon, or said to be lost."""

from __future__ import annotations

import os
import selectors
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import suppress

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SAMPLES, WIDE, Server
from tests.browser.pool import BrowserPool
from tests.browser.test_presses import acts
from tests.waiting import a_moment_passes

pytestmark = pytest.mark.long
LOST = "Phím vừa bấm không đến được máy chủ: xin bấm lại."
LATE = 2.0
"""Seconds after which a key is lost (`projector.js`)."""


class Line:
    """A line to a port of this machine. While it is `dead` nothing passes, as where a cable was pulled; `cut` ends
    what is open and lets nothing in, as where an access point was started again."""

    def __init__(self, port: int) -> None:
        self._to = port
        self._door = socket.create_server(("127.0.0.1", 0))
        self.port = self._door.getsockname()[1]
        self._passes = threading.Event()
        self._passes.set()
        self._open: list[socket.socket] = []
        self._refuses = False
        threading.Thread(target=self._let_in, daemon=True).start()

    def _let_in(self) -> None:
        with suppress(OSError):
            while True:
                near, _ = self._door.accept()
                if self._refuses:
                    near.close()
                    continue
                far = socket.create_connection(("127.0.0.1", self._to))
                self._open += [near, far]
                threading.Thread(target=self._carry, args=(near, far), daemon=True).start()

    def _carry(self, near: socket.socket, far: socket.socket) -> None:
        with selectors.DefaultSelector() as both, suppress(OSError, ValueError):
            both.register(near, selectors.EVENT_READ, far)
            both.register(far, selectors.EVENT_READ, near)
            while True:
                for key, _ in both.select():
                    data = os.read(key.fd, 65536)
                    self._passes.wait()
                    if not data:
                        raise OSError("the other side ended it")
                    key.data.sendall(data)
        near.close()
        far.close()

    def die(self, cut: bool) -> None:
        if cut:
            self._refuses = True
            for one in self._open:
                with suppress(OSError):
                    one.shutdown(socket.SHUT_RDWR)
        else:
            self._passes.clear()

    def live(self) -> None:
        self._refuses = False
        self._passes.set()

    def close(self) -> None:
        self.live()
        self._door.close()


@pytest.fixture
def hall(serve: Callable[..., Server], pool: BrowserPool) -> Iterator[tuple[Server, Line, Page]]:
    """A server, a line to it, and a screen that takes keys at the other end."""
    server = serve(SAMPLES / "cum_iii_2019.xlsx")
    line = Line(server.port)
    with pool.lent() as take:
        page = take(WIDE).new_page()
        page.goto(f"http://localhost:{line.port}/trinh_chieu?khoa=1")
        expect(page.locator(".hall .pic")).to_be_visible()
        yield server, line, page
    line.close()


def test_a_key_into_a_dead_line_is_obeyed_within_two_seconds_else_said_to_be_lost(hall: tuple[Server, Line, Page]):
    server, line, page = hall
    note, picture = page.locator(".note"), page.locator(".hall")
    for cut in (False, True):
        for seconds in (0.3, LATE + 1.0):
            before, shown = acts(server), picture.inner_html()
            a_moment_passes()
            line.die(cut)
            page.keyboard.press("ArrowRight")
            time.sleep(seconds)
            soon = seconds < LATE
            assert (note.inner_text() == LOST) is not soon, (cut, seconds)
            line.live()
            if soon:
                expect(picture).not_to_have_js_property("innerHTML", shown)
            expect(note).to_have_text("", timeout=15_000)
            assert acts(server) - before == (1 if soon else 0), (cut, seconds)
            shown = picture.inner_html()
            a_moment_passes()
            page.keyboard.press("ArrowRight")
            expect(picture).not_to_have_js_property("innerHTML", shown)
            assert acts(server) - before == (2 if soon else 1), "the line is well again, and the lost key never comes"
