"""Login by a real identity provider, in a real browser."""

from __future__ import annotations

import json
import re
import time
from collections.abc import Iterator
from contextlib import suppress
from datetime import timedelta
from pathlib import Path

import pytest
from oidc_provider_mock import run_server_in_thread
from playwright.sync_api import Page, TimeoutError, expect

from lib.access.oidc import Refusal
from lib.show.words.access import REFUSALS
from tests.browser.access import (
    SECRETARY_ONLY,
    Provider,
    audit_lines,
    authorize,
    change_settings,
    expect_refused,
    running,
    with_settings,
)
from tests.browser.conftest import WIDE, Server
from tests.waiting import until

TABLE = 'domains = ["moj.gov.vn"]\n[access.roles]\nsecretary = ["thuky@moj.gov.vn"]\nleader = ["*@moj.gov.vn"]'
WITHOUT_HER = 'domains = ["moj.gov.vn"]\n[access.roles]\nsecretary = ["khac@moj.gov.vn"]'
INSIDE = "Các máy đang đăng nhập"
LASTS = (8, 30, 120)
"""Seconds of a token: few, and more where the machine was too slow to be seen inside within them."""


pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning")


@pytest.fixture(scope="module")
def provider() -> Iterator[Provider]:
    with run_server_in_thread() as server:
        yield Provider(f"http://localhost:{server.server_port}")


@pytest.fixture(scope="module")
def site(provider: Provider, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    with running(server_of(provider, tmp_path_factory.mktemp("oidc"))) as server:
        yield server


def server_of(provider: Provider, home: Path) -> Server:
    server = with_settings(home, "", "--secrets.files", str(home / ".streamlit" / "secrets.toml"))
    change_settings(server, provider.settings(server, TABLE))
    return server


@pytest.fixture
def page(visit) -> Page:
    return visit(WIDE).page


def begin(page: Page, site: Server, stem: str = "truy_cap") -> None:
    page.goto(f"{site.url}/{stem}")
    page.get_by_role("button", name="Đăng nhập bằng tài khoản cơ quan").last.click()


def events(site: Server) -> list[tuple[str, str]]:
    return [(line["event"], line["who"]) for line in map(json.loads, audit_lines(site))]


def test_a_person_of_the_table_logs_in_and_comes_back_to_the_page(page, provider, site) -> None:
    provider.set_person("thuky", email="thuky@moj.gov.vn", email_verified=True, hd="moj.gov.vn")
    begin(page, site)
    authorize(page, "thuky")
    page.wait_for_url(f"{site.url}/truy_cap")
    expect(page.get_by_text(INSIDE)).to_be_visible()
    expect(page.get_by_text(re.compile("^thuky"))).to_be_visible()
    until(lambda: ("logged_in", "thuky@moj.gov.vn") in events(site))


@pytest.mark.parametrize(
    ("claims", "refusal"),
    [
        ({"email": "la@khac.vn", "email_verified": True}, Refusal.WRONG_DOMAIN),
        ({"email": "a@moj.gov.vn", "email_verified": True, "hd": "khac.vn"}, Refusal.WRONG_DOMAIN),
        ({"email": "thuky@moj.gov.vn", "email_verified": False}, Refusal.EMAIL_NOT_VERIFIED),
        ({"email": "thuky@moj.gov.vn"}, Refusal.EMAIL_NOT_VERIFIED),
        ({}, Refusal.NO_EMAIL),
    ],
)
def test_who_is_refused_learns_why_and_sees_nothing(page, provider, site, claims, refusal) -> None:
    provider.set_person("nguoi", **claims)
    begin(page, site)
    authorize(page, "nguoi")
    expect_refused(page, REFUSALS[refusal])
    expect(page.get_by_text(INSIDE)).to_have_count(0)
    until(lambda: "login_refused" in [event for event, _ in events(site)])


def test_a_leader_gets_the_leaders_role_and_no_control(page, provider, site) -> None:
    provider.set_person("lanhdao", email="lanhdao@moj.gov.vn", email_verified=True)
    begin(page, site)
    authorize(page, "lanhdao")
    expect(page.get_by_text("Trang này dành cho thư ký")).to_be_visible()
    expect(page.get_by_role("button", name="Đăng xuất")).to_be_visible()
    expect(page.get_by_text(INSIDE)).to_have_count(0)


def test_who_presses_deny_is_back_as_a_viewer(page, provider, site) -> None:
    begin(page, site)
    page.get_by_role("button", name="Deny").click()
    page.wait_for_url(f"{site.url}/truy_cap")
    expect(page.get_by_text("Trang này dành cho thư ký")).to_be_visible()


def log_in(page: Page, provider: Provider, site: Server) -> None:
    provider.set_person("thuky", email="thuky@moj.gov.vn", email_verified=True)
    begin(page, site)
    authorize(page, "thuky")


def logged_in(page: Page, provider: Provider, site: Server) -> None:
    log_in(page, provider, site)
    expect(page.get_by_text(INSIDE)).to_be_visible()


def test_somebody_taken_off_the_table_loses_the_role_without_a_new_login(page, provider, site) -> None:
    logged_in(page, provider, site)
    change_settings(site, provider.settings(site, WITHOUT_HER))
    try:
        expect_refused(page, REFUSALS[Refusal.NOT_IN_TABLE])  # by itself: a line whose right is gone ends
        assert ("link_issued", "thuky@moj.gov.vn") not in events(site)
    finally:
        change_settings(site, provider.settings(site, TABLE))


def test_a_logout_in_one_tab_ends_the_other(page, provider, site) -> None:
    logged_in(page, provider, site)
    other = page.context.new_page()
    other.goto(f"{site.url}/nhat_ky")
    expect(other.get_by_text("Nhật ký nguyên vẹn")).to_be_visible()
    page.get_by_role("button", name="Đăng xuất").click()
    page.get_by_role("button", name="End session").click()
    page.wait_for_url(f"{site.url}/")
    expect(page.get_by_role("button", name="Đăng nhập bằng tài khoản cơ quan")).to_be_visible()
    expect(other.get_by_text(SECRETARY_ONLY)).to_be_visible()  # by itself: its line ended with the login
    expect(other.get_by_text("Nhật ký nguyên vẹn")).to_have_count(0)


def ends_with_its_token(page: Page, home: Path, seconds: int) -> bool:
    """A login that was seen inside is refused when its token is over; False where it was over before it was seen."""
    with (
        run_server_in_thread(access_token_max_age=timedelta(seconds=seconds)) as mock,
        running(server_of(provider := Provider(f"http://localhost:{mock.server_port}"), home)) as site,
    ):
        log_in(page, provider, site)
        expect(page.get_by_text(INSIDE).or_(page.get_by_text(REFUSALS[Refusal.EXPIRED]))).to_be_visible()
        if page.get_by_text(REFUSALS[Refusal.EXPIRED]).count():
            return False
        ends = time.time() + seconds
        page.wait_for_function("end => Date.now() / 1000 > end", arg=ends, timeout=2 * seconds * 1000)
        with suppress(TimeoutError):  # where the page has not noticed by itself yet
            page.get_by_role("button", name="Cấp liên kết mới").click(timeout=3000)
        expect_refused(page, REFUSALS[Refusal.EXPIRED])
        assert "link_issued" not in [event for event, _ in events(site)]
    return True


def test_a_login_ends_when_its_token_does(page, tmp_path) -> None:
    assert any(ends_with_its_token(page, tmp_path / str(seconds), seconds) for seconds in LASTS)


def test_a_forged_identity_gives_nothing(page, site) -> None:
    page.context.add_cookies([{"name": "_streamlit_user", "value": "eyJlbWFpbCI6InRodWt5In0.x.y", "url": site.url}])
    page.goto(f"{site.url}/truy_cap")
    expect(page.get_by_text("Trang này dành cho thư ký")).to_be_visible()
