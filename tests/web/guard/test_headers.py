from __future__ import annotations

from dataclasses import replace

import httpx
import pytest

from tests.web.conftest import Site


@pytest.mark.parametrize(
    "path", ["/", "/bang_diem", "/static/x.js", "/_stcore/health", "/_stcore/metrics", "/dang-nhap"]
)
def test_every_answer_carries_the_headers(site: Site, path: str) -> None:
    headers = site.client().get(path).headers
    assert headers["x-frame-options"] == "DENY"
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert "camera=()" in headers["permissions-policy"]
    assert "frame-ancestors 'none'" in headers["content-security-policy"]
    assert "access-control-allow-origin" not in headers


def test_the_policy_names_the_host_that_was_asked_for(site: Site) -> None:
    policy = site.client().get("/").headers["content-security-policy"]
    assert f"ws://127.0.0.1:{site.port} wss://127.0.0.1:{site.port}" in policy


@pytest.mark.parametrize("host", ["127.0.0.1; script-src *", "a;script-src*", "127.0.0.1,*", "'unsafe-eval'"])
def test_a_host_with_signs_of_a_policy_never_gets_into_one(site: Site, host: str) -> None:
    answer = site.client().get("/", headers={"host": host})
    assert answer.status_code == 421
    assert host not in answer.headers["content-security-policy"]


def cookies(answer: httpx.Response) -> list[str]:
    return answer.headers.get_list("set-cookie")


def test_over_plain_http_cookies_are_left_as_they_are(site: Site) -> None:
    answer = site.client().get("/oauth2callback")
    assert len(cookies(answer)) == 2
    assert not any("Secure" in cookie for cookie in cookies(answer))
    assert "strict-transport-security" not in answer.headers


def test_behind_a_proxy_with_tls_every_cookie_is_secure(site: Site) -> None:
    answer = site.client().get("/oauth2callback", headers={"x-forwarded-proto": "https"})
    assert len(cookies(answer)) == 2
    assert all(cookie.endswith("; Secure") for cookie in cookies(answer))
    assert "max-age" in answer.headers["strict-transport-security"]


def test_a_public_https_address_makes_cookies_secure_where_the_proxy_does_not_tell(site: Site) -> None:
    policy = replace(site.door.policy(), address="https://thidua.example")
    site.door.policy = lambda: policy
    assert all(cookie.endswith("; Secure") for cookie in cookies(site.client().get("/oauth2callback")))


def test_a_fault_of_ours_says_one_sentence_and_nothing_of_the_program(site: Site) -> None:
    answer = site.client().get("/fault")
    assert answer.status_code == 500
    assert answer.text == "Máy chủ gặp lỗi. Nội dung lỗi đã được ghi trong nhật ký của máy chủ."
    assert answer.headers["x-frame-options"] == "DENY"
    assert "default-src 'none'" in answer.headers["content-security-policy"]
