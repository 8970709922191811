"""The files of the front end, packed beforehand: who gets which copy, and what happens while there is none."""

from __future__ import annotations

import gzip
from pathlib import Path

import brotli
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.web.front_files import FrontCopies, FrontFiles
from tests.waiting import PATIENCE

SCRIPT = "console.log(1);" * 500


@pytest.fixture
def source(tmp_path: Path) -> Path:
    folder = tmp_path / "streamlit"
    for name, text in {"js/a.X1.js": SCRIPT, "css/a.X1.css": "b{}", "media/f.X1.woff2": "font"}.items():
        path = folder / "static" / name
        path.parent.mkdir(parents=True)
        path.write_text(text)
    (folder / "index.html").write_text("./static/js/a.X1.js")
    return folder


def client_of(copies: FrontCopies, base: str = "") -> TestClient:
    async def streamlit(_request):
        return PlainTextResponse("streamlit")

    kept = Middleware(FrontFiles, copies=copies, base=base)
    return TestClient(Starlette(routes=[Route("/{rest:path}", streamlit)], middleware=[kept]))


@pytest.fixture
def client(source: Path, tmp_path: Path) -> TestClient:
    copies = FrontCopies(source, tmp_path / "kept")
    copies.pack()
    return client_of(copies)


@pytest.mark.parametrize(("accepted", "packing"), [("br, gzip", "br"), ("gzip", "gzip"), ("identity", None)])
def test_a_browser_gets_the_copy_that_it_takes_and_keeps_it_for_ever(client, accepted, packing):
    got = client.get("/static/js/a.X1.js", headers={"Accept-Encoding": accepted})
    assert got.text == SCRIPT
    assert got.headers.get("content-encoding") == packing
    assert got.headers["cache-control"] == "public, max-age=31536000, immutable"
    assert got.headers["vary"] == "Accept-Encoding"
    assert got.headers["content-type"].startswith("text/javascript")


def test_a_font_is_sent_as_it_is(client):
    got = client.get("/static/media/f.X1.woff2", headers={"Accept-Encoding": "br"})
    assert (got.text, got.headers["content-type"], "content-encoding" in got.headers) == ("font", "font/woff2", False)


@pytest.mark.parametrize(
    "path", ["/static/js/b.js", "/static/../index.html", "/index.html", "/static/", "/static/js/a.X1.js.br"]
)
def test_everything_else_goes_on_to_streamlit(client, path):
    assert client.get(path).text == "streamlit"


def test_until_a_file_has_its_copy_streamlit_sends_it(source, tmp_path):
    copies = FrontCopies(source, tmp_path / "kept")
    client = client_of(copies)
    assert client.get("/static/js/a.X1.js").text == "streamlit"
    copies.start().join(PATIENCE)
    assert client.get("/static/js/a.X1.js").text == SCRIPT


def test_under_a_base_path(source, tmp_path):
    copies = FrontCopies(source, tmp_path / "kept")
    copies.pack()
    client = client_of(copies, "thi-dua")
    assert client.get("/thi-dua/static/css/a.X1.css").text == "b{}"
    assert client.get("/static/css/a.X1.css").text == "streamlit"


def test_copies_are_made_once_and_those_of_another_version_go(source, tmp_path):
    kept = tmp_path / "kept"
    FrontCopies(source, kept).pack()
    [first] = kept.iterdir()
    made = {path: path.stat().st_mtime_ns for path in first.iterdir()}
    FrontCopies(source, kept).pack()
    assert {path: path.stat().st_mtime_ns for path in first.iterdir()} == made
    packed = {path.suffix: path.read_bytes() for path in first.iterdir() if ".js" in path.name}
    assert brotli.decompress(packed[".br"]) == gzip.decompress(packed[".gz"]) == SCRIPT.encode()
    (source / "static" / "js" / "b.X2.js").write_text("new")
    FrontCopies(source, kept).pack()
    [second] = kept.iterdir()
    assert second != first


def test_a_disk_that_refuses_leaves_the_files_to_streamlit(source, tmp_path):
    (tmp_path / "kept").write_text("no folder")
    copies = FrontCopies(source, tmp_path / "kept")
    copies.start().join(PATIENCE)
    assert client_of(copies).get("/static/js/a.X1.js").text == "streamlit"
