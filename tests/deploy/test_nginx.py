"""nginx as the project ships it, before a small app: what stands in its logs, what it says by itself, what it keeps."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route

from lib.web.guard.csp import HOST
from lib.web.guard.headers import SecurityHeaders
from tests.servers import NGINX, Nginx
from tests.waiting import PATIENCE
from tests.web.serving import served

pytestmark = pytest.mark.skipif(NGINX is None, reason="no nginx is installed")


async def beat(send) -> None:
    """The first word of a stream that stays open."""
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    await send({"type": "http.response.body", "body": b"event: nhip\ndata:\n\n", "more_body": True})


class Stream:
    """An answer whose end never comes by itself."""

    async def __call__(self, scope, receive, send) -> None:
        await beat(send)
        while (await receive())["type"] != "http.disconnect":
            continue


async def answer(_request: object) -> PlainTextResponse:
    return PlainTextResponse("app")


@pytest.fixture(scope="module")
def nginx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Nginx]:
    policy = Middleware(SecurityHeaders, policy=f"connect-src ws://{HOST}", behind_tls=lambda: True)
    app = Starlette(
        routes=[Route("/xem/su-kien", Stream()), Route("/{path:path}", answer, methods=["GET", "POST"])],
        middleware=[policy],
    )
    with served(app) as port:
        found = Nginx(tmp_path_factory.mktemp("nginx"), (port, port)).start()
        yield found
        found.stop()


def client(nginx: Nginx) -> httpx.Client:
    return httpx.Client(base_url=nginx.url, verify=False, trust_env=False, timeout=PATIENCE)


def logs(nginx: Nginx) -> str:
    return "".join(path.read_text(encoding="utf-8", errors="replace") for path in Path(nginx.folder).glob("*.log"))


def test_no_code_and_no_link_stands_in_a_log(nginx: Nginx) -> None:
    with client(nginx) as browser:
        browser.get("/vao?ma=SECRET-CODE", headers={"referer": f"{nginx.url}/trinh_chieu?xem=SECRET-LINK"})
        browser.get("/last-of-all")
        browser.post("/dang-nhap?ma=SECRET-BODY", content=b"x" * 100_000)
    assert "/last-of-all" in logs(nginx)
    assert "/vao" in logs(nginx)
    assert "SECRET" not in logs(nginx)


def test_what_nginx_says_by_itself_names_no_version_and_has_the_headers(nginx: Nginx) -> None:
    with client(nginx) as browser:
        for refused in (browser.get("/metrics"), browser.post("/dang-nhap", content=b"x" * 100_000)):
            assert refused.status_code in (404, 413)
            assert "nginx/" not in str(refused.headers) + refused.text
            assert "Đề nghị thử lại" in refused.text
            for name in ("content-security-policy", "x-frame-options", "strict-transport-security"):
                assert name in refused.headers, name


def test_a_file_kept_for_all_carries_no_policy_of_the_first_asker(nginx: Nginx) -> None:
    with client(nginx) as browser:
        first = browser.get("/static/a.js", headers={"host": "first.example"})
        second = browser.get("/static/a.js")
        page = browser.get("/bang_diem", headers={"host": "first.example"})
    assert "first.example" not in str(first.headers) + str(second.headers)
    assert "first.example" in page.headers["content-security-policy"]
    assert len(second.headers.get_list("content-security-policy")) == 1


def test_an_event_comes_at_once_while_its_stream_stays_open(nginx: Nginx) -> None:
    with client(nginx) as browser, browser.stream("GET", "/xem/su-kien?trang=", timeout=PATIENCE) as stream:
        assert next(stream.iter_lines()) == "event: nhip"


def test_the_live_page_sets_no_cookie(nginx: Nginx) -> None:
    with client(nginx) as browser:
        for path in ("/xem", "/xem/bang-diem", "/xem.json"):
            assert "set-cookie" not in browser.get(path).headers
        assert "set-cookie" in browser.get("/xemx").headers


def test_a_password_asked_for_before_everything_is_asked_for_before_the_live_page_too(
    nginx: Nginx, tmp_path: Path
) -> None:
    passwords, site = tmp_path / "passwords", tmp_path / "asking.conf"
    passwords.write_text("doc:{PLAIN}mot-mat-khau\n", encoding="ascii")
    shipped = nginx.site.read_text(encoding="utf-8")
    asking = shipped.replace("# auth_basic", "auth_basic").replace("/etc/nginx/thidua.passwords", str(passwords))
    site.write_text(asking, encoding="utf-8")
    door = Nginx(tmp_path, nginx.apps, site=site).start()
    try:
        with client(door) as browser:
            for path in ("/xem", "/xem/bang-diem", "/xem.json", "/bang_diem", "/static/a.js"):
                assert browser.get(path).status_code == 401, path
                assert browser.get(path, auth=("doc", "khac")).status_code == 401, path
                assert browser.get(path, auth=("doc", "mot-mat-khau")).text == "app", path
    finally:
        door.stop()
