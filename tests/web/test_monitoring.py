"""What shows the operator the state of the server, and shows a stranger nothing."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest
from starlette.applications import Starlette
from starlette.testclient import TestClient

from lib.feed.polling import Feed, FeedClock
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import build_snapshot
from lib.web.guard.gate import LOCAL_HEADER
from lib.web.monitoring import MonitoringRoutes, RenderTimes
from tests.clocks import DayClock

SAMPLE = Path(__file__).resolve().parents[2] / "sample_data" / "loi_thuong_gap.xlsx"


@pytest.fixture
def feed(hands: DayClock) -> Feed:
    return Feed(ExcelSource(SAMPLE), build_snapshot, 5.0, FeedClock(now=hands))


@pytest.fixture
def renders() -> RenderTimes:
    return RenderTimes()


@pytest.fixture
def client(feed: Feed, renders: RenderTimes) -> TestClient:
    return TestClient(Starlette(routes=MonitoringRoutes(feed, lambda: 7, renders).routes()))


def test_the_process_is_alive_before_anything_is_read(client: TestClient) -> None:
    assert client.get("/healthz").text == "ok"
    assert client.get("/readyz").status_code == 503


def test_it_is_ready_until_three_polls_have_passed(client: TestClient, feed: Feed, hands: DayClock) -> None:
    feed.poll()
    hands.now += dt.timedelta(seconds=15)
    assert client.get("/readyz").status_code == 200
    hands.now += dt.timedelta(seconds=1)
    assert client.get("/readyz").status_code == 503


def test_figures_are_for_this_machine_only(client: TestClient, feed: Feed) -> None:
    feed.poll()
    assert client.get("/metrics").status_code == 404
    told = client.get("/metrics", headers={LOCAL_HEADER.decode(): "1"}).text
    assert "thidua_viewers 7.0" in told
    assert 'thidua_problems{severity="blocking"}' in told
    assert "TGPL" not in told


def test_what_was_read_and_drawn_is_counted(client: TestClient, feed: Feed, renders: RenderTimes) -> None:
    feed.poll()
    feed.poll()
    renders.note("bang_diem", 0.012)
    told = client.get("/metrics", headers={LOCAL_HEADER.decode(): "1"}).text
    assert "thidua_polls_total 2.0" in told
    assert "thidua_poll_failures_total 0.0" in told
    assert "thidua_versions_total 1.0" in told
    assert 'thidua_render_seconds_bucket{le="0.01",page="bang_diem"} 0.0' in told
    assert 'thidua_render_seconds_bucket{le="0.015",page="bang_diem"} 1.0' in told
