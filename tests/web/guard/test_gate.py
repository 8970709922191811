from __future__ import annotations

import json
import socket

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from lib.web.guard.paths import inside, is_answered
from tests.web.conftest import Site


@pytest.mark.parametrize(
    "path",
    [
        "/",
        "/bang_diem",
        "/static/js/index.js",
        "/media/abc.png",
        "/_stcore/health",
        "/_stcore/host-config",
        "/_stcore/bidi-components/x/index.js",
        "/oauth2callback",
        "/auth/login",
    ],
)
def test_what_the_app_uses_is_open(site: Site, path: str) -> None:
    with site.client() as browser:
        browser.post("/dang-nhap", data={"mat_khau": "for-the-secretary"})
        assert browser.get(path).status_code in (200, 302)


@pytest.mark.parametrize(
    "path",
    [
        "/_stcore/metrics",
        "/_stcore/agent/openapi.json",
        "/_stcore/agent/mcp",
        "/_stcore/script-health-check",
        "/_stcore/upload_file/session/file",
        "/_stcore/anything-new",
        "/_stcore",
        "/_stcore/",
        "/_stcore//metrics",
        "//_stcore/metrics",
        "/_stcore/health/../metrics",
        "/_stcore/%6detrics",
        "/%5fstcore/metrics",
        "/bang_diem/_stcore/metrics",
        "/bang_diem/_stcore/agent/mcp",
        "/component/anything/index.html",
        "/app/static/secret.csv",
        "/a%5c..%5cb",
    ],
)
def test_everything_else_of_streamlit_is_closed(site: Site, path: str) -> None:
    answer = site.client().get("/", extensions={"target": path.encode()})
    assert answer.status_code == 404
    assert answer.text == "Không có nội dung ở địa chỉ này."


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("PUT", "/media/a"),
        ("DELETE", "/media/a"),
        ("POST", "/"),
        ("OPTIONS", "/"),
        ("POST", "/_stcore/health"),
        ("TRACE", "/"),
    ],
)
def test_only_reading_is_allowed(site: Site, method: str, path: str) -> None:
    assert site.client().request(method, path).status_code == 405


@pytest.mark.parametrize(
    ("base", "path", "below"),
    [("", "/a/b/", "a/b"), ("thidua", "/thidua/a", "a"), ("/thidua/", "/thidua", ""), ("thidua", "/thiduab", None)],
)
def test_the_path_below_a_base(base: str, path: str, below: str | None) -> None:
    assert inside(path, base) == below


def test_doubled_slashes_hide_nothing() -> None:
    assert not is_answered("x//_stcore/metrics")


@pytest.mark.parametrize(
    "host", ["127.0.0.1", "localhost:8501", "192.168.1.20:8501", "[::1]:80", "thidua.example", "THIDUA.example."]
)
def test_known_names_and_addresses_in_figures_are_answered(site: Site, host: str) -> None:
    assert site.client().get("/", headers={"host": host}).status_code == 200


@pytest.mark.parametrize(
    "host", ["attacker.example", "127.0.0.1.attacker.example", "thidua.example.attacker.example", "a@localhost", ""]
)
def test_another_name_is_not_answered(site: Site, host: str) -> None:
    """Otherwise a page of elsewhere could point its own name here and read in a guest's browser what the guest may."""
    assert site.client().get("/", headers={"host": host}).status_code == 421


def test_two_hosts_are_none(site: Site) -> None:
    with socket.create_connection(("127.0.0.1", site.port)) as line:
        line.sendall(b"GET / HTTP/1.1\r\nHost: localhost\r\nHost: attacker.example\r\nConnection: close\r\n\r\n")
        status = line.makefile("rb").readline().split()[1]
    assert status in (b"400", b"421")


def test_a_websocket_under_another_name_is_refused(site: Site) -> None:
    line = socket.create_connection(("127.0.0.1", site.port))
    with pytest.raises(InvalidStatus) as refused:
        connect("ws://attacker.example/_stcore/stream", sock=line).__enter__()
    assert refused.value.response.status_code == 403


def told(site: Site, **headers: str) -> dict[str, str]:
    return site.client().get("/", headers=headers).json()["headers"]


def test_the_app_is_told_who_sits_at_this_machine(site: Site) -> None:
    assert told(site)["x-thidua-local"] == "1"


@pytest.mark.parametrize(
    "headers",
    [{"x-forwarded-for": "10.0.0.9"}, {"forwarded": "for=10.0.0.9"}, {"via": "1.1 proxy"}, {"host": "192.168.1.20"}],
)
def test_a_client_cannot_say_so_itself(site: Site, headers: dict[str, str]) -> None:
    assert "x-thidua-local" not in told(site, **{"x-thidua-local": "1", **headers})
    assert told(site, **{"X-Thidua-Local": "yes"})["x-thidua-local"] == "1"


def test_the_websocket_is_told_too(site: Site) -> None:
    with connect(f"ws://127.0.0.1:{site.port}/_stcore/stream") as talking:
        assert json.loads(talking.recv())["x-thidua-local"] == "1"
    with connect(
        f"ws://127.0.0.1:{site.port}/_stcore/stream",
        additional_headers={"x-forwarded-for": "1.2.3.4", "x-thidua-local": "1"},
    ) as talking:
        assert "x-thidua-local" not in json.loads(talking.recv())


@pytest.mark.parametrize(
    ("path", "headers"),
    [
        ("/_stcore/stream", {"Origin": "http://attacker.example"}),
        ("/theo-doi", {"Origin": "http://attacker.example"}),
        ("/_stcore/stream", {"Origin": "null"}),
        ("/_stcore/unknown", {}),
    ],
)
def test_a_websocket_of_a_strangers_page_is_refused(site: Site, path: str, headers: dict[str, str]) -> None:
    with pytest.raises(InvalidStatus) as refused:
        connect(f"ws://127.0.0.1:{site.port}{path}", additional_headers=headers).__enter__()
    assert refused.value.response.status_code == 403


@pytest.mark.parametrize(
    "headers", [{"Origin": "http://attacker.example"}, {"Sec-Fetch-Site": "cross-site"}, {"Origin": "null"}]
)
def test_a_form_of_a_strangers_page_is_refused(site: Site, headers: dict[str, str]) -> None:
    answer = site.client().post("/dang-nhap", data={"mat_khau": "for-the-secretary"}, headers=headers)
    assert answer.status_code == 403
    assert site.door.logins() == ()


@pytest.mark.parametrize("origin", ["http://[", "http://[::1", "https://x]", "//", "null", "http://attacker.example"])
def test_an_origin_that_is_none_of_ours_is_refused_and_breaks_nothing(site: Site, origin: str) -> None:
    answer = site.client().post("/dang-nhap", data={"mat_khau": "x"}, headers={"Origin": origin})
    assert answer.status_code == 403


def test_over_https_a_form_of_a_page_that_came_without_it_is_refused(site: Site) -> None:
    host = {"host": "thidua.example", "x-forwarded-proto": "https"}
    for scheme, status in (("http", 403), ("https", 303)):
        headers = {**host, "Origin": f"{scheme}://thidua.example"}
        answer = site.client().post("/dang-nhap", data={"mat_khau": "for-the-secretary"}, headers=headers)
        assert answer.status_code == status


def test_a_file_of_a_page_is_for_who_may_print_and_nobody_keeps_it(site: Site) -> None:
    with site.client() as browser:
        assert browser.get("/media/abc.docx").status_code == 403
        browser.post("/dang-nhap", data={"mat_khau": "for-the-leaders"})
        assert browser.get("/media/abc.docx").status_code == 403
        browser.post("/dang-nhap", data={"mat_khau": "for-the-secretary"})
        answer = browser.get("/media/abc.docx")
        assert (answer.status_code, answer.headers["cache-control"]) == (200, "private, no-store")
