"""Nervous fingers in Chromium: two presses of one control, as fast as people press, are one act.

The time between two presses is that of the hand: each press carries its own into the page, however late the machine is.
"""

from __future__ import annotations

import json
import shutil
import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import SAMPLES, Server
from tests.browser.hall import Hall, conference_server
from tests.browser.pool import BrowserPool
from tests.damage import rows_of
from tests.waiting import a_moment_passes, until

INTERVALS = [(0.15, 0.35), pytest.param((0.0, 0.25), marks=pytest.mark.long)]
"""Seconds between two presses that are one act: of two that the server gets together, and of two that it gets so far
apart that the page alone can know it.
"""
MEANT = 0.6
"""Seconds between two presses that are two acts: a little more than the rule of the pages (`TWICE`)."""
KEY_B = {"key": "b", "code": "KeyB", "windowsVirtualKeyCode": 66}


@pytest.fixture
def hall(pool: BrowserPool, tmp_path: Path) -> Iterator[Hall]:
    source = Path(shutil.copy(SAMPLES / "cum_iii_2019.xlsx", tmp_path / "nam.xlsx"))
    (tmp_path / "home").mkdir()
    server = conference_server(tmp_path / "home", source).start()
    with pool.lent() as take:
        yield Hall(take, server)
    server.stop()


class Hand:
    """A hand at a page, which tells the page by a clock of its own when it pressed."""

    def __init__(self, page: Page) -> None:
        page.bring_to_front()
        self._at = time.time()
        self._line = page.context.new_cdp_session(page)

    def send(self, device: str, after: float, kinds: tuple[str, str], what: dict[str, object]) -> None:
        """Press and let go, so many seconds after the last press."""
        self._at += after
        for kind in kinds:
            self._line.send(f"Input.dispatch{device}Event", {"type": kind, "timestamp": self._at, **what})


class ControlButton:
    """A button of the control."""

    def __init__(self, hall: Hall, place: str) -> None:
        self._hall, self._hand = hall, Hand(hall.control)
        self._button = hall.control.locator(f"{place} button")
        self._walk = hall.control.locator("[class*='st-key-key_forward_']").first

    def settle(self) -> None:
        """Until the page is drawn whole."""
        self._hall.settle()

    def press(self, after: float) -> None:
        """Where it lies now."""
        expect(self._button).to_be_enabled()
        self._button.hover()
        place = self._button.bounding_box()
        x, y = place["x"] + place["width"] / 2, place["y"] + place["height"] / 2
        click = {"x": x, "y": y, "button": "left", "clickCount": 1}
        self._hand.send("Mouse", after, ("mousePressed", "mouseReleased"), click)

    def drawn(self) -> object:
        """What is another with every entry of the log that the page shows: the keys of the walk belong to one."""
        return self._walk.get_attribute("class")

    def is_lost(self) -> bool:
        return False


class ScreenKey:
    """The key B in the window of the hall's screen."""

    def __init__(self, hall: Hall) -> None:
        self._hand = Hand(hall.keys)
        self._picture, self._note = hall.keys.locator(".hall"), hall.keys.locator(".note")

    def settle(self) -> None:
        """Until it asks for no key again."""
        until(lambda: not self.is_lost())

    def press(self, after: float) -> None:
        self._hand.send("Key", after, ("keyDown", "keyUp"), KEY_B)

    def drawn(self) -> object:
        return self._picture.inner_html()

    def is_lost(self) -> bool:
        """Whether the screen asks for the key again: it took longer than a key may take."""
        return bool(self._note.inner_text())


Control = ControlButton | ScreenKey


def act(server: Server, control: Control, *nervous: float) -> None:
    """An act that is meant, after whatever came before, until its page shows it; nervous presses follow its own before
    the server gets any of them.
    """
    a_moment_passes()
    shown = control.drawn()
    for _ in range(3):
        control.settle()
        with held(server):
            for after in (MEANT, *nervous):
                control.press(after)
        until(lambda: control.drawn() != shown or control.is_lost())
        if control.drawn() != shown:
            return
    raise TimeoutError(control)


@contextmanager
def held(server: Server) -> Iterator[None]:
    """A server that does nothing for now."""
    server.process.send_signal(signal.SIGSTOP)
    try:
        yield
    finally:
        server.process.send_signal(signal.SIGCONT)


def acts(server: Server) -> int:
    """How many acts the log of the day holds."""
    return len({json.loads(row)[2] for row in rows_of(server.home / "state" / "stage.sqlite")})


@pytest.mark.parametrize("intervals", INTERVALS)
def test_two_fast_presses_of_a_control_are_one_act(hall: Hall, intervals: tuple[float, float]):
    hall.control.bring_to_front()
    for _ in range(4):  # one more than are undone
        hall.press("Tiếp →")
        a_moment_passes()
    expect(hall.control.get_by_text("Sẽ hoàn tác").first).to_be_visible()
    together, apart = intervals
    places = {"Hoàn tác thao tác cuối": ".st-key-undo", "Ẩn (B)": "[class*='st-key-key_hide_']"}
    not_meant = {}
    for name in (*places, "B"):
        control = ControlButton(hall, places[name]) if name in places else ScreenKey(hall)
        before = acts(hall.server)
        act(hall.server, control, together)
        act(hall.server, control)  # whatever came before on the line of this page has been answered
        not_meant[name, together] = acts(hall.server) - before - 2
        a_moment_passes()  # for the server the next press is another
        control.settle()
        control.press(apart)
        act(hall.server, control)
        not_meant[name, apart] = acts(hall.server) - before - 3 - not_meant[name, together]
    assert not_meant == dict.fromkeys(not_meant, 0)
