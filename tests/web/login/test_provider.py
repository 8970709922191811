from __future__ import annotations

import time
from pathlib import Path

import pytest

from lib.access.policy import Mode, Policy
from lib.access.provider_cookie import IDENTITY_COOKIE, provider_identity
from lib.audit.entries import AuditEvent
from lib.store.store import LocalStore
from lib.web.login.provider import BACK_COOKIE
from tests.access.test_provider_cookie import COOKIE, SECRET, other_spellings
from tests.web.conftest import Site

PROVIDER = Policy(Mode.OIDC, cookie_secret=SECRET)


def noted(site: Site, referer: str) -> str | None:
    answer = site.client().get("/auth/login", headers={"referer": referer})
    found = [cookie for cookie in answer.headers.get_list("set-cookie") if cookie.startswith(BACK_COOKIE)]
    return found[0] if found else None


def test_the_page_one_came_from_is_noted_for_the_callback_only(site: Site) -> None:
    cookie = noted(site, f"{site.address}/dieu_khien?embed=true")
    assert cookie == f"{BACK_COOKIE}=dieu_khien; Path=/oauth2callback; Max-Age=600; HttpOnly; SameSite=Lax"


@pytest.mark.parametrize(
    "referer",
    ["", "http://[", "http://x/", "http://x/a/b", "http://x/A", "http://x/a%0d%0ab", "http://x//evil.example"],
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


@pytest.fixture
def provided(site: Site) -> Site:
    """A site with logins by an identity provider."""
    site.door.policy = lambda: PROVIDER
    return site


def log_out(site: Site, cookie: str, **headers: str) -> int:
    headers |= {"cookie": f"{IDENTITY_COOKIE}={cookie}; _streamlit_user_tokens=other"}
    return site.client().get("/auth/logout", headers=headers).status_code


def is_gone(site: Site, cookie: str = COOKIE) -> bool:
    identity = provider_identity({IDENTITY_COOKIE: cookie}, SECRET)
    return identity is not None and site.door.sessions.is_gone(identity.digest)


def test_a_logout_ends_that_login_in_every_tab(provided: Site) -> None:
    assert log_out(provided, COOKIE) == 200
    assert is_gone(provided)
    assert provided.door.audit.entries()[0].event is AuditEvent.LOGGED_OUT


@pytest.mark.parametrize("spelling", other_spellings(COOKIE))
def test_a_logged_out_cookie_stays_out_however_it_is_spelled(provided: Site, spelling: str) -> None:
    log_out(provided, COOKIE)
    assert is_gone(provided, spelling) or provider_identity({IDENTITY_COOKIE: spelling}, SECRET) is None


@pytest.mark.parametrize("mode", [Mode.OIDC, Mode.PASSCODE, None])
def test_a_logout_with_a_made_up_cookie_writes_nothing_in_any_mode(
    site: Site, tmp_path: Path, mode: Mode | None
) -> None:
    site.door.policy = lambda: Policy(mode, cookie_secret=SECRET)
    for number in range(30):
        assert log_out(site, f"made up {number}") == 200
        log_out(site, f"{COOKIE}{number}")
    assert site.door.audit.entries() == ()
    assert LocalStore(tmp_path).notes("gone", time.time).all() == {}


def test_a_second_logout_with_the_same_cookie_writes_nothing_more(provided: Site) -> None:
    for _ in range(5):
        log_out(provided, COOKIE)
    assert len(provided.door.audit.entries()) == 1


def test_a_logout_that_cannot_be_noted_says_so(provided: Site, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_named: object) -> None:
        raise OSError(28, "no space")

    monkeypatch.setattr(provided.door.sessions, "forget", full)
    assert log_out(provided, COOKIE) == 503


def test_a_strangers_page_cannot_log_anybody_out(provided: Site) -> None:
    assert log_out(provided, COOKIE, **{"sec-fetch-site": "cross-site"}) == 403
    assert not is_gone(provided)
