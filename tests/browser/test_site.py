"""A visitor of a site of several processes: nginx with TLS in front, one process dies, the store is away."""

from __future__ import annotations

import signal
import time
from collections.abc import Iterator

import pytest
import requests
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import START, Visit
from tests.deploy.conftest import Site, rename, site  # noqa: F401  (the fixture)
from tests.waiting import PATIENCE


@pytest.fixture
def page(chromium: Browser, site: Site) -> Iterator[Page]:  # noqa: F811
    context = chromium.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN", ignore_https_errors=True)
    yield context.new_page()
    context.close()


def viewers(app) -> bool:
    """Whether a process has an open page."""
    return "thidua_viewers 0.0" not in requests.get(f"{app.url}/metrics", timeout=PATIENCE).text


def serving(site):  # noqa: F811
    """The process that holds the open page, as soon as its line is counted."""
    until = time.monotonic() + START
    while time.monotonic() < until:
        for app in site.apps:
            if viewers(app):
                return app
        time.sleep(0.1)
    raise AssertionError("no process counts the open page")


def test_a_visitor_notices_no_more_than_a_short_catch_up(page, site):  # noqa: F811
    Visit(page).open(site.nginx.url)
    serves = serving(site)
    serves.process.send_signal(signal.SIGKILL)
    serves.process.wait(20)
    rename(site, "Cụm thi đua sau khi một tiến trình dừng")
    expect(page.get_by_text("sau khi một tiến trình dừng")).to_be_visible(timeout=START * 1000)
    expect(page.get_by_role("dialog")).to_have_count(0)
    serves.start()


def test_while_the_store_is_away_pages_open_and_afterwards_they_follow(page, site):  # noqa: F811
    site.redis.stop(signal.SIGKILL)
    Visit(page).open(f"{site.nginx.url}/bang_diem")
    expect(page.get_by_role("heading", name="Điểm thi đua chưa được công bố")).to_be_visible()
    site.redis.start()
    rename(site, "Cụm thi đua sau khi kho khởi động lại")
    expect(page.get_by_text("sau khi kho khởi động lại")).to_be_visible(timeout=START * 1000)
