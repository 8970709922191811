"""The live page over the wire: what is sent to whom, how it is packed, and how open pages are notified."""

from __future__ import annotations

import asyncio
import csv
import gzip
import io
import json
import re
from dataclasses import replace
from decimal import Decimal

import brotli
import httpx
import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from lib.model.releasable import NOTHING
from lib.show.live.formats import live_json
from lib.show.live.page import live_script
from lib.show.live.reader_view import LOST, NOTHING_READ, PAUSED, ReaderView
from lib.stage.log.events import FiguresCorrected
from lib.web.encoding import chosen_encoding
from lib.web.live import edition
from lib.web.live.edition import Editions
from lib.web.live.streams import LivePage, Streams
from tests.days import sample_tables, with_cell
from tests.loops import run
from tests.show.live.readings import reading
from tests.waiting import PATIENCE
from tests.web.serving import client_of, served


class Live:
    """The live page over a reading that tests change."""

    def __init__(self, now: ReaderView, base: str = "", most: int = 100, enabled: bool = True, heartbeat: float = 60.0):
        self.now, self.version = now, 0
        self.editions = Editions(lambda: str(self.version), lambda: self.now, f"/{base}" if base else "")
        self.streams = Streams(self.editions, most, heartbeat)
        kept = Middleware(LivePage, editions=self.editions, streams=self.streams, base=base, enabled=lambda: enabled)

        async def other(_request):
            return PlainTextResponse("other")

        self.app = Starlette(routes=[Route("/{rest:path}", other)], middleware=[kept])

    def change(self, now: ReaderView) -> None:
        self.now, self.version = now, self.version + 1
        self.streams.notify()


@pytest.fixture
def client() -> TestClient:
    return TestClient(Live(reading()).app)


PAGES = ("/xem", "/xem/", "/xem/bang-diem", "/xem/suy-ton", "/xem/nhieu-nam", "/xem/don-vi/TGPL")


@pytest.mark.parametrize("path", PAGES)
def test_a_page_is_whole_without_a_script_and_sets_no_cookie(client, path):
    got = client.get(path)
    assert got.status_code == 200
    assert got.headers["content-type"] == "text/html; charset=utf-8"
    assert "set-cookie" not in got.headers
    without = re.sub(r"<script>.*?</script>", "", got.text, flags=re.DOTALL)
    assert '<html lang="vi">' in without
    assert without.count("<h1>") == 1
    assert "Xem đầy đủ" in without
    assert "style=" not in without


def test_the_ranking_stands_on_the_first_page_and_nothing_before_its_release(client):
    assert 'data-rank="1"' in client.get("/xem").text
    before = TestClient(Live(reading(NOTHING)).app).get("/xem").text
    assert 'data-rank="1"' not in before
    assert "Dự kiến công bố tại hội nghị ngày 18/12/2019" in before


@pytest.mark.parametrize("path", ["/xem/don-vi/KHONG", "/xem/don-vi", "/xem/khac", "/xem.xml"])
def test_where_nothing_is_there_is_a_sentence(client, path):
    assert (client.get(path).status_code, client.get(path).text) == (404, "Không có nội dung ở địa chỉ này.")


def test_everything_else_goes_on(client):
    assert client.get("/xemx").text == "other"


def test_a_cluster_can_switch_it_off():
    client = TestClient(Live(reading(), enabled=False).app)
    assert [client.get(path).status_code for path in (*PAGES, "/xem.json", "/xem.csv", "/xem/su-kien")] == [404] * 9


def test_under_a_base_path():
    client = TestClient(Live(reading(), "thi-dua").app)
    assert client.get("/xem").text == "other"
    got = client.get("/thi-dua/xem").text
    assert 'href="/thi-dua/xem/bang-diem"' in got
    assert 'data-events="/thi-dua/xem/su-kien?trang="' in got
    assert 'href="/thi-dua/"' in got


@pytest.mark.parametrize(
    ("accepted", "packing"),
    [
        ("br, gzip", "br"), ("gzip", "gzip"), ("gzip, br;q=0", "gzip"), ("identity", ""), ("", ""), ("*", "br"),
        ("*;q=0", ""), ("gzip;q=0.5, deflate", "gzip"), ("BR", "br"), ("br;q=nonsense", ""), ("zstd", ""),
    ],
)  # fmt: skip
def test_a_browser_gets_the_packing_that_it_takes(accepted, packing):
    app = Live(reading()).app
    with served(app) as port:
        got = _raw(port, "GET", "/xem", accepted)
        plain = _raw(port, "GET", "/xem", "identity")
    unpack = {"br": brotli.decompress, "gzip": gzip.decompress, "": bytes}[packing]
    assert got[0].get("content-encoding", "") == packing == chosen_encoding(accepted)
    assert unpack(got[1]) == plain[1]
    assert got[0]["vary"] == "Accept-Encoding"
    assert int(got[0]["content-length"]) == len(got[1])


def _raw(port: int, method: str, path: str, accepted: str) -> tuple[httpx.Headers, bytes]:
    """Headers and body as they were sent."""
    with (
        client_of(port) as client,
        client.stream(method, path, headers={"Accept-Encoding": accepted}) as got,
    ):
        return got.headers, b"".join(got.iter_raw())


def test_the_whole_page_is_at_most_25_kilobytes_and_the_script_three():
    with served(Live(reading()).app) as port:
        assert all(len(_raw(port, "GET", path, "br")[1]) < 25_000 for path in PAGES)
    assert len(live_script().encode()) <= 3_000


def test_a_browser_that_has_the_page_gets_it_no_second_time(client):
    tag = client.get("/xem").headers["etag"]
    for asked in (tag, f'"other", {tag}', tag.removeprefix("W/"), "*"):
        again = client.get("/xem", headers={"If-None-Match": asked})
        assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert client.get("/xem", headers={"If-None-Match": '"other"'}).status_code == 200


def test_head_says_the_same_without_the_body(client):
    whole, head = client.get("/xem"), client.head("/xem")
    assert head.content == b""
    assert head.headers == whole.headers


def test_a_part_of_a_page_is_never_sent(client):
    got = client.get("/xem", headers={"Range": "bytes=0-9"})
    assert (got.status_code, len(got.text) > 1000) == (200, True)


def test_the_policy_allows_exactly_the_style_and_the_script_of_the_page(client):
    got = client.get("/xem")
    policy = got.headers["content-security-policy"]
    assert "unsafe" not in policy
    assert "default-src 'none'" in policy
    assert policy.count("'sha256-") == 2


def test_a_page_is_drawn_once_for_a_version(monkeypatch):

    made = []
    draw = edition.draw_page
    monkeypatch.setattr(edition, "draw_page", lambda *about: made.append(1) or draw(*about))
    live = Live(reading())
    client = TestClient(live.app)
    assert len({client.get("/xem").text for _ in range(5)}) == 1
    assert len(made) == 1
    live.change(reading(NOTHING))
    client.get("/xem")
    assert len(made) == 2


def test_the_same_content_has_the_same_tag_in_every_process():
    tags = {TestClient(Live(reading()).app).get("/xem").headers["etag"] for _ in range(2)}
    assert len(tags) == 1


HOSTILE = '<script>alert(1)</script>"=cmd|x'


def hostile():
    return with_cell(with_cell(sample_tables(), "Đơn vị", 2, 2, HOSTILE), "Đơn vị", 2, 3, HOSTILE)


@pytest.mark.parametrize("path", ["/xem", "/xem/bang-diem", "/xem/nhieu-nam"])
def test_a_hostile_cell_stays_text(path):
    got = TestClient(Live(reading(tables=hostile())).app).get(path).text
    assert got.count("<script>") == 1
    assert "<script>alert" not in got


def test_the_table_opens_right_in_vietnamese_excel(client):
    got = client.get("/xem.csv")
    assert got.content.startswith("\ufeffHạng;".encode())
    assert got.headers["content-type"] == "text/csv; charset=utf-8"
    rows = list(csv.DictReader(io.StringIO(got.content.decode("utf-8-sig")), delimiter=";"))
    assert len(rows) == 11
    assert rows[0]["Hạng"] == "1"
    assert re.fullmatch(r"\d+,\d\d", rows[0]["Tổng điểm"])
    assert "\r\n" in got.content.decode()


def test_the_other_formats_speak_of_the_same_units(client):
    value = client.get("/xem.json").json()
    assert [one["rank"] for one in value["units"]][:2] == [1, 2]
    assert len(value["units"]) == 11


def test_the_years_before_are_in_the_json_where_a_reader_may_open_their_page(client):
    told = client.get("/xem.json").json()["years"]
    assert [year["year"] for year in told] == sorted(year["year"] for year in told)
    now = reading().snapshot.workbook.contest.year
    assert told
    assert all(year["year"] < now for year in told)
    first = told[0]["units"][0]
    assert first["rank"] <= first["of"]
    assert Decimal(first["total"]) <= Decimal(first["max"])
    assert json.loads(live_json(replace(reading(), years=False)))["years"] == []


# -- holds and corrections -----------------------------------------------------------------------------------------


@pytest.mark.parametrize("hold", [PAUSED, LOST])
@pytest.mark.parametrize("path", ["/xem", "/xem/bang-diem", "/xem/suy-ton", "/xem/don-vi/TGPL"])
def test_a_hold_stands_above_everything_and_no_figure_below_it(path, hold):
    held = replace(reading(NOTHING), hold=hold)
    got = TestClient(Live(held).app).get(path).text
    assert got.index(hold) < got.index("<h1>")
    assert not re.search(r"\d+,\d\d<", got)
    assert json.loads(live_json(held))["hold"] == hold


def test_a_version_that_was_lost_leaves_the_sentence_alone():
    got = TestClient(Live(ReaderView(None, hold=LOST)).app).get("/xem").text
    assert LOST in got
    assert NOTHING_READ not in got


def correction(what: str, reason: str) -> FiguresCorrected:
    lines = (("diem", what, "182,00", "183,00"), ("kin", "chỗ chưa công bố", "1", "2"))
    return FiguresCorrected("a", "b", lines, reason, "Cụm trưởng", (), public=("diem",))


def test_corrections_stand_above_the_page_the_newest_whole_and_older_ones_folded():
    told = (correction("Tổng điểm Cục A", "nhầm dòng"), correction("Tổng điểm <b>B</b>", "nhầm cột"))
    got = TestClient(Live(replace(reading(), corrections=told)).app).get("/xem").text
    newest, older = got.index("nhầm cột"), got.index("nhầm dòng")
    assert newest < got.index("1 đính chính trước") < older < got.index("<h1>")
    assert "Tổng điểm &lt;b&gt;B&lt;/b&gt;: 182,00 → <b>183,00</b>" in got
    assert "Người quyết định: Cụm trưởng." in got
    assert "chỗ chưa công bố" not in got


# -- events --------------------------------------------------------------------------------------------------------


async def _events(port: int, path: str, got: list[dict], wanted: int, begun: asyncio.Event | None = None) -> None:
    async with (
        httpx.AsyncClient(
            base_url=f"http://127.0.0.1:{port}", trust_env=False, verify=False, timeout=PATIENCE
        ) as client,
        client.stream("GET", path) as stream,
    ):
        assert stream.headers["content-type"].startswith("text/event-stream")
        assert stream.headers["x-accel-buffering"] == "no"
        kind = ""
        async for line in stream.aiter_lines():
            kind = line[7:] if line.startswith("event: ") else kind
            if kind == "nhip" and begun is not None:
                begun.set()
            if line.startswith("data: ") and kind == "trang":
                got.append(json.loads(line[6:]))
                if len(got) == wanted:
                    return


def test_an_open_page_is_brought_what_changed_and_nothing_that_it_has():
    live = Live(reading(NOTHING))

    async def follow(port: int) -> list[dict]:
        tag = (await live.editions.answer("")).tag
        got: list[dict] = []
        begun = asyncio.Event()
        line = asyncio.create_task(_events(port, f"/xem/su-kien?trang=&ban={tag}", got, 1, begun))
        await asyncio.wait_for(begun.wait(), PATIENCE)
        live.change(reading())
        await asyncio.wait_for(line, PATIENCE)
        return got

    with served(live.app) as port:
        [event] = run(follow(port))
    assert 'data-rank="1"' in event["html"]
    assert event["title"].startswith("Tổng quan")


def test_a_page_that_comes_back_with_an_old_tag_is_brought_the_newest():
    with served(Live(reading()).app) as port:
        got: list[dict] = []
        run(asyncio.wait_for(_events(port, "/xem/su-kien?trang=%2Fbang-diem&ban=old", got, 1), PATIENCE))
    assert "Bảng điểm" in got[0]["title"]


def test_above_the_limit_a_page_is_told_to_ask_instead():
    live = Live(reading(), most=0)
    got = TestClient(live.app).get("/xem/su-kien?trang=")
    assert (got.status_code, got.content) == (204, b"")


def test_a_line_that_ended_is_counted_no_more():
    live = Live(reading())

    async def come_and_go(port: int) -> None:
        begun = asyncio.Event()
        line = asyncio.create_task(_events(port, "/xem/su-kien?trang=", [], 9, begun))
        await asyncio.wait_for(begun.wait(), PATIENCE)
        assert live.streams.count() == 1
        line.cancel()
        while live.streams.count():
            await asyncio.sleep(0.01)

    with served(live.app) as port:
        run(asyncio.wait_for(come_and_go(port), PATIENCE))
    assert live.streams.count() == 0
