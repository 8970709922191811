from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import httpx
import pytest

from lib.access.policy import Mode, Policy
from lib.access.rights import Role
from lib.access.throttle import FREE_TRIES
from lib.access.visitor import SESSION_COOKIE, Credentials
from lib.audit.entries import AuditEvent
from lib.store.notes import SqliteNotes
from lib.web.login.passcode import NOT_WRITTEN
from tests.waiting import PATIENCE
from tests.web.conftest import Site


def post(browser: httpx.Client, passcode: str, back: str = "bang_diem", **headers: str) -> httpx.Response:
    return browser.post("/dang-nhap", data={"mat_khau": passcode, "ve": back}, headers=headers)


def role(site: Site, browser: httpx.Client) -> Role:
    return site.door.visitor(Credentials(token=browser.cookies.get(SESSION_COOKIE))).role


def test_the_login_goes_back_to_the_page_one_came_from(site: Site) -> None:
    with site.client() as browser:
        page = browser.get("/dang-nhap", params={"ve": "dieu_khien"})
        assert 'name="ve" value="dieu_khien"' in page.text
        answer = post(browser, "for-the-secretary", "dieu_khien")
        assert (answer.status_code, answer.headers["location"]) == (303, "/dieu_khien")
        assert role(site, browser) is Role.SECRETARY


def test_the_cookie_is_out_of_reach_of_scripts_and_other_sites(site: Site) -> None:
    with site.client() as browser:
        cookies = post(browser, "for-the-leaders").headers.get_list("set-cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in cookie and "SameSite=strict" in cookie and "Path=/" in cookie for cookie in cookies)


@pytest.mark.parametrize(
    "back", ["//attacker.example", "https://attacker.example", "../x", "a/b", "a\r\nx: y", "A", "é"]
)
def test_the_way_back_never_leads_elsewhere(site: Site, back: str) -> None:
    with site.client() as browser:
        assert post(browser, "for-the-secretary", back).headers["location"] == "/"


def test_a_wrong_passcode_says_so_in_words_and_nothing_is_repeated(site: Site) -> None:
    with site.client() as browser:
        answer = post(browser, "<b>wrong</b>")
    assert answer.status_code == 403
    assert "Mật khẩu không đúng." in answer.text
    assert "wrong" not in answer.text


def test_guessing_is_slowed(site: Site) -> None:
    with site.client() as browser:
        for _ in range(FREE_TRIES):
            answer = post(browser, "guess")
        assert answer.status_code == 429
        assert "Đề nghị chờ 2 giây" in answer.text
        assert post(browser, "for-the-secretary").status_code == 429
    assert AuditEvent.LOGIN_SLOWED in [entry.event for entry in site.door.audit.entries()]


def test_a_phone_enters_by_its_code_only_when_its_owner_presses_the_button(site: Site) -> None:
    with site.client() as secretary, site.client() as phone:
        post(secretary, "for-the-secretary")
        by = site.door.visitor(Credentials(token=secretary.cookies[SESSION_COOKIE]))
        code = site.door.issue_code(by)
        page = phone.get("/vao", params={"ma": code})
        assert f'value="{code}"' in page.text
        assert role(site, phone) is Role.VIEWER
        assert phone.post("/vao", data={"ma": code}).headers["location"] == "/dieu_khien"
        assert role(site, phone) is Role.SECRETARY
        assert "Mã không đúng" in phone.post("/vao", data={"ma": code}).text


@pytest.mark.parametrize("typed", ['"><script>alert(1)</script>', "{{7*7}}", "'onfocus='x"])
def test_what_stands_in_an_address_is_only_text_on_the_page(site: Site, typed: str) -> None:
    for path, name in (("/vao", "ma"), ("/dang-nhap", "ve")):
        text = site.client().get(path, params={name: typed}).text
        assert "<script" not in text
        assert "49" not in text
        assert "'onfocus" not in text


def test_plain_pages_are_vietnamese_and_run_nothing(site: Site) -> None:
    answer = site.client().get("/dang-nhap")
    assert 'lang="vi"' in answer.text
    assert "script-src" not in answer.headers["content-security-policy"]
    assert answer.headers["content-security-policy"].startswith("default-src 'none'; style-src 'sha256-")
    assert answer.headers["cache-control"] == "no-store"


def test_where_passcodes_are_not_in_force_the_page_says_so(site: Site) -> None:
    site.door.policy = lambda: Policy(Mode.OPEN)
    page = site.client().get("/dang-nhap").text
    assert "chỉ dùng khi máy chủ cho đăng nhập bằng mật khẩu" in page
    assert "<form" not in page


def test_a_login_lasts_as_long_as_the_settings_say(site: Site) -> None:
    policy = replace(site.door.policy(), hours=3)
    site.door.policy = lambda: policy
    with site.client() as browser:
        cookies = post(browser, "for-the-secretary").headers.get_list("set-cookie")
    assert any(cookie.startswith(SESSION_COOKIE) and "Max-Age=10800" in cookie for cookie in cookies)


def test_a_form_with_too_many_fields_is_refused(site: Site) -> None:
    assert site.client().post("/dang-nhap", content="&".join(f"f{n}=1" for n in range(12))).status_code == 400


def test_sixty_guesses_at_once_are_no_more_than_the_free_ones(site: Site) -> None:
    with ThreadPoolExecutor(60) as many:
        answers = [many.submit(lambda: post(site.client(), "guess").status_code) for _ in range(60)]
        found = [answer.result() for answer in answers]
    failures = [entry for entry in site.door.audit.entries() if entry.event is AuditEvent.LOGIN_FAILED]
    assert len(failures) <= FREE_TRIES
    assert found.count(403) <= FREE_TRIES
    assert set(found) <= {403, 429}


def test_while_the_store_takes_nothing_the_login_says_so_in_words(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(SqliteNotes, "put", full)
    answer = post(site.client(), "for-the-secretary")
    assert (answer.status_code, NOT_WRITTEN in answer.text) == (503, True)


def test_while_the_store_stalls_answers_that_need_none_do_not_wait(site: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    stalled, go_on = threading.Event(), threading.Event()

    def stall(_notes: SqliteNotes, _name: str) -> None:
        stalled.set()
        go_on.wait(60)
        raise OSError(None, "the store does not answer")

    monkeypatch.setattr(SqliteNotes, "get", stall)
    with ThreadPoolExecutor(40) as many:
        cookies = {"thidua_may": "known", SESSION_COOKIE: "logged in"}
        waiting = [
            many.submit(lambda: post(site.client(cookies=cookies, timeout=90), "guess").status_code) for _ in range(40)
        ]
        assert stalled.wait(PATIENCE)
        # an answer that asked the store would come after a minute, and not be waited for
        for _ in range(5):
            assert site.client().get("/dang-nhap", timeout=50).status_code == 200
            assert site.client(cookies=cookies).get("/bang_diem", timeout=50).status_code == 200
        go_on.set()
        assert {one.result() for one in waiting} <= {403, 429, 503}
