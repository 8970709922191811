"""The page of the front end, kept in memory: the same that Streamlit gives, and only where it gives it."""

from __future__ import annotations

import base64
import re

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient
from streamlit import file_util
from streamlit.web.server.starlette.starlette_static_routes import create_streamlit_static_assets_routes

from lib.ui.menu import MENU
from lib.web.front_page import ICONS, NO_ANSWER, WHERE, FrontPage, self_contained, titled, with_way_out
from lib.web.guard.csp import app_policy, front_end, source_hash

HTML = '<!doctype html><html lang="en"><title>Streamlit</title>'


def html_of(title: str) -> str:
    return f'<!doctype html><html lang="vi"><title>{title}</title>'


def client_of(base: str = "") -> TestClient:
    async def other(_request):
        return PlainTextResponse("other")

    routes = [Route("/{rest:path}", other, methods=["GET", "HEAD", "POST"])]
    kept = Middleware(FrontPage, html=HTML, titles={"": "Tổng quan", "bang_diem": "Bảng <điểm>"}, base=base)
    return TestClient(Starlette(routes=routes, middleware=[kept]))


OWN = html_of("Bảng &lt;điểm&gt;")


@pytest.mark.parametrize(
    ("path", "html"), [("/", html_of("Tổng quan")), ("/bang_diem", OWN), ("/bang_diem?nhom=A", OWN)]
)
@pytest.mark.parametrize("encoding", ["gzip, br", "gzip", "identity"])
def test_every_address_of_a_page_is_the_front_end_in_vietnamese_under_its_title(path, html, encoding):
    got = client_of().get(path, headers={"Accept-Encoding": encoding})
    assert got.text == html
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert got.headers.get("content-encoding") == {"gzip, br": "br", "gzip": "gzip", "identity": None}[encoding]
    assert got.headers["cache-control"] == "no-cache"


def test_a_browser_that_has_the_page_gets_it_no_second_time():
    client = client_of()
    tag = client.get("/bang_diem").headers["etag"]
    again = client.get("/bang_diem", headers={"If-None-Match": f'W/"old", {tag}'})
    assert (again.status_code, again.content) == (304, b"")
    assert client.get("/", headers={"If-None-Match": '"old"'}).status_code == 200


@pytest.mark.parametrize("path", ["/static/app.js", "/_stcore/health", "/bang_diem/", "/bang_diem/_stcore/health"])
def test_everything_else_goes_on(path):
    assert client_of().get(path).text == "other"


def test_only_a_question_is_answered():
    assert client_of().post("/").text == "other"


def test_under_a_base_path():
    client = client_of("thi-dua")
    assert [client.get(path).text for path in ("/thi-dua", "/thi-dua/")] == [html_of("Tổng quan")] * 2
    assert client.get("/thi-dua", follow_redirects=False).headers["location"] == "/thi-dua/"
    assert client.get("/thi-dua/bang_diem").text == OWN
    assert client.get("/bang_diem").text == "other"


@pytest.mark.parametrize("stem", ["", *(entry.stem for entry in MENU)])
def test_streamlit_would_answer_the_same_but_for_language_and_title(stem):
    """Fails where a newer Streamlit changes its page on the way: then ours must be looked at again."""
    assert front_end().parent.samefile(file_util.get_static_dir())
    theirs = TestClient(Starlette(routes=create_streamlit_static_assets_routes(""))).get(f"/{stem}")
    assert theirs.text == front_end().read_text(encoding="utf-8")
    assert theirs.headers["cache-control"] == "no-cache"
    assert theirs.headers["content-type"] == "text/html; charset=utf-8"


def test_the_front_end_has_one_language_and_one_title_to_replace():
    html = titled(front_end().read_text(encoding="utf-8"), "Tổng quan")
    assert '<html lang="vi">' in html
    assert "<title>Tổng quan</title>" in html
    assert 'lang="en"' not in html


@pytest.mark.parametrize(("live", "way"), [("/thi-dua/xem", '<a href="/thi-dua/xem">'), (None, "tải lại trang")])
def test_whoever_gets_no_answer_has_a_sentence_in_the_first_bytes_and_a_way_out(live, way):
    known: list[str | None] = [None]
    titles = {"": "A", "trinh_chieu": "B"}
    page = Middleware(
        FrontPage, html=front_end().read_text(), titles=titles, live=lambda: known[-1], calm={"trinh_chieu"}
    )
    client = TestClient(Starlette(middleware=[page]))
    assert "tải lại trang" in client.get("/").text
    known.append(live)
    html = client.get("/").text
    assert html.count(NO_ANSWER) == html.count(way) == 2
    assert NO_ANSWER not in client.get("/trinh_chieu").text
    assert "<script" not in with_way_out(html, live).split(NO_ANSWER)[1]


def test_icons_and_style_sheet_stand_within_the_page_and_every_other_font_of_the_sheet_is_found():
    folder = front_end().parent
    whole = self_contained(front_end().read_text(encoding="utf-8"), "data:image/png;base64,AAAA", folder)
    assert '<link rel="icon" href="data:image/png;base64,AAAA">' in whole
    assert "favicon.png" not in whole
    assert 'rel="stylesheet"' not in whole
    fonts = re.findall(r"url\(\./(static/media/[^)]+)\)", whole)
    assert fonts
    assert "MaterialSymbols" not in whole
    assert f"url(data:font/woff2;base64,{base64.b64encode(ICONS.read_bytes()).decode()})" in whole
    assert all((folder / font).is_file() for font in fonts)


def test_the_page_says_where_its_server_stands_before_the_front_end_looks_for_it():
    whole = self_contained(front_end().read_text(encoding="utf-8"), "data:image/png;base64,AAAA", front_end().parent)
    assert whole.index(WHERE) < whole.index("static/js/index.")
    assert source_hash(WHERE) in app_policy(whole)
