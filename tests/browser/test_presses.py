"""Nervous fingers in Chromium: two presses of one control, as fast as people press, are one act."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SAMPLES, Server
from tests.browser.hall import Hall, conference_server
from tests.browser.pool import BrowserPool
from tests.waiting import a_moment_passes

INTERVALS = [(0.15, 0.35), pytest.param((0.0, 0.25), marks=pytest.mark.long)]
"""Seconds between the two presses."""


@pytest.fixture
def hall(pool: BrowserPool, tmp_path: Path) -> Iterator[Hall]:
    source = Path(shutil.copy(SAMPLES / "cum_iii_2019.xlsx", tmp_path / "nam.xlsx"))
    (tmp_path / "home").mkdir()
    server = conference_server(tmp_path / "home", source).start()
    with pool.lent() as take:
        yield Hall(take, server)
    server.stop()


def acts(server: Server) -> int:
    """How many acts the log of the day holds."""
    with closing(sqlite3.connect(f"file:{server.home}/state/stage.sqlite?mode=ro", uri=True)) as base:
        return int(base.execute("SELECT COUNT(DISTINCT act) FROM entries").fetchone()[0])


def grown(server: Server, before: int) -> int:
    """By how many acts the log has grown, once it has and is quiet."""
    until = time.monotonic() + 20
    while acts(server) == before and time.monotonic() < until:
        time.sleep(0.05)
    time.sleep(1.2)
    return acts(server) - before


@pytest.mark.parametrize("intervals", INTERVALS)
def test_two_fast_presses_of_a_control_are_one_act(hall: Hall, intervals: tuple[float, ...]):
    hall.control.bring_to_front()
    for _ in range(len(intervals) + 2):
        hall.press("Tiếp →")
        a_moment_passes()
    expect(hall.control.get_by_text("Sẽ hoàn tác").first).to_be_visible()
    found = {}
    for name in ("Hoàn tác thao tác cuối", "Ẩn (B)"):
        for interval in intervals:
            button = hall.control.get_by_role("button", name=name, exact=True)
            expect(button).to_be_enabled()
            place = button.bounding_box()
            before = acts(hall.server)
            for pause in (interval, 0):
                hall.control.mouse.click(place["x"] + place["width"] / 2, place["y"] + place["height"] / 2)
                time.sleep(pause)
            found[name, interval] = grown(hall.server, before)
            hall.settle()
            if name == "Ẩn (B)" and found[name, interval] == 1:
                hall.press("Hiện lại")
                a_moment_passes()
    for interval in intervals:
        hall.keys.bring_to_front()
        before = acts(hall.server)
        hall.keys.keyboard.press("b")
        time.sleep(interval)
        hall.keys.keyboard.press("b")
        found["B", interval] = grown(hall.server, before)
    assert found == dict.fromkeys(found, 1)
