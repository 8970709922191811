from __future__ import annotations

import pytest

from lib.access.visitor import identity_of
from lib.audit import Event
from lib.web.login.provider import BACK_COOKIE
from tests.web.conftest import Site


def noted(site: Site, referer: str) -> str | None:
    answer = site.client().get("/auth/login", headers={"referer": referer})
    found = [cookie for cookie in answer.headers.get_list("set-cookie") if cookie.startswith(BACK_COOKIE)]
    return found[0] if found else None


def test_the_page_one_came_from_is_noted_for_the_callback_only(site: Site) -> None:
    cookie = noted(site, f"{site.address}/dieu_khien?embed=true")
    assert cookie == f"{BACK_COOKIE}=dieu_khien; Path=/oauth2callback; Max-Age=600; HttpOnly; SameSite=Lax"


@pytest.mark.parametrize(
    "referer", ["", "http://x/", "http://x/a/b", "http://x/A", "http://x/a%0d%0ab", "http://x//evil.example"]
)
def test_anything_that_is_no_page_of_ours_is_not_noted(site: Site, referer: str) -> None:
    assert noted(site, referer) is None


def test_the_callback_goes_back_to_that_page_and_forgets_it(site: Site) -> None:
    answer = site.client().get("/oauth2callback", headers={"cookie": f"{BACK_COOKIE}=dieu_khien"})
    assert answer.headers["location"] == "/dieu_khien"
    assert any(cookie.startswith(f"{BACK_COOKIE}=;") for cookie in answer.headers.get_list("set-cookie"))
    assert any(cookie.startswith("_streamlit_user=") for cookie in answer.headers.get_list("set-cookie"))


@pytest.mark.parametrize("page", ["//evil.example", "https:evil", "a/b", ""])
def test_a_made_up_page_leads_to_the_first_one(site: Site, page: str) -> None:
    answer = site.client().get("/oauth2callback", headers={"cookie": f"{BACK_COOKIE}={page}"})
    assert answer.headers["location"] == "/"


def test_a_logout_ends_that_login_in_every_tab(site: Site) -> None:
    cookie = "_streamlit_user=signed; _streamlit_user_tokens=other"
    assert site.client().get("/auth/logout", headers={"cookie": cookie}).status_code == 200
    identity = identity_of({"_streamlit_user": "signed"})
    assert identity is not None
    assert site.door.sessions.is_gone(identity)
    assert site.door.audit.entries()[0].event is Event.LOGGED_OUT


def test_a_strangers_page_cannot_log_anybody_out(site: Site) -> None:
    headers = {"cookie": "_streamlit_user=signed", "sec-fetch-site": "cross-site"}
    assert site.client().get("/auth/logout", headers=headers).status_code == 403
    assert not site.door.sessions.is_gone(identity_of({"_streamlit_user": "signed"}) or "")
