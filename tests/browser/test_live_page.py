"""The live page in Chromium: whole without a script, following by events or by asking, keeping the reader's place.

The app's own page, where websockets are refused or scripts blocked, leads to it.
"""

from __future__ import annotations

import dataclasses
import shutil
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from lib.model.releasable import NOTHING
from tests.browser.conftest import SAMPLES
from tests.browser.test_follow import renamed as renamed_workbook
from tests.show.live.readings import reading
from tests.waiting import until
from tests.web.live.test_live_page import Live
from tests.web.serving import served

PHONE = {"width": 390, "height": 844}
LEADER = "tr[data-rank='1']"


@pytest.fixture
def live() -> Live:
    return Live(reading())


@pytest.fixture
def phone(chromium: Browser) -> Iterator[BrowserContext]:
    context = chromium.new_context(viewport=PHONE)
    yield context
    context.close()


def opened(context: BrowserContext, port: int, path: str = "/xem") -> Page:
    page = context.new_page()
    page.goto(f"http://127.0.0.1:{port}{path}")
    return page


def listening(live: Live, page: Page) -> None:
    """Wait until the page receives events."""
    expect(page.locator("#xem-bao")).to_have_text("Trang tự cập nhật khi có thay đổi.")
    until(lambda: live.streams.count() == 1)


def renamed(live: Live, name: str) -> None:
    """The reading with another name of the cluster, and its first two ranks the other way round."""
    book, standings = live.now.snapshot.workbook, live.now.snapshot.standings
    workbook = dataclasses.replace(book, contest=dataclasses.replace(book.contest, name=name))
    turned = standings.assign(rank=standings["rank"].map(lambda rank: {1: 2, 2: 1}.get(rank, rank)))
    snapshot = dataclasses.replace(
        live.now.snapshot, workbook=workbook, standings=turned.sort_values("rank"), version=name
    )
    live.change(dataclasses.replace(live.now, snapshot=snapshot))


def test_a_release_comes_by_itself_and_nothing_overflows_a_phone(phone, live):
    live.change(reading(NOTHING))
    with served(live.app) as port:
        page = opened(phone, port)
        listening(live, page)
        expect(page.locator(LEADER)).to_have_count(0)
        live.change(reading())
        expect(page.locator(LEADER)).to_have_count(1)
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
        assert phone.cookies() == []


def test_open_details_and_focus_stay_while_the_rest_changes_and_rows_that_moved_say_from_where(phone, live):
    with served(live.app) as port:
        page = opened(phone, port)
        listening(live, page)
        summary = page.locator("details[data-key=xem-don-vi] summary")
        summary.focus()
        summary.press("Enter")
        page.evaluate("document.querySelector('details[data-key=xem-don-vi]').mine = true")
        renamed(live, "Cụm đổi tên")
        expect(page.locator(".mast")).to_contain_text("Cụm đổi tên")
        expect(page.locator("tr[data-moved]")).to_have_count(2)
        marks = page.locator("tr[data-moved]").evaluate_all("(rows) => rows.map((row) => row.dataset.moved)")
        assert marks == ["▲ từ hạng 2", "▼ từ hạng 1"]
        kept = page.evaluate(
            "() => { const d = document.querySelector('details[data-key=xem-don-vi]');"
            " return [d.mine, d.open, document.activeElement === d.querySelector('summary')]; }"
        )
        assert kept == [True, True, True]


def test_without_a_script_everything_is_there(chromium, live):
    context = chromium.new_context(viewport=PHONE, java_script_enabled=False)
    with served(live.app) as port:
        page = opened(context, port)
        expect(page.locator(LEADER)).to_be_visible()
        expect(page.locator("#xem-bao")).to_have_text("Tải lại trang để xem nội dung mới nhất.")
        page.locator("details[data-key=xem-don-vi] summary").click()
        page.get_by_role("link", name="Cục TGPL").click()
        expect(page.locator("h1")).to_contain_text("Cục Trợ giúp pháp lý")
    context.close()


def test_where_events_are_cut_the_page_asks(phone, live):
    with served(live.app) as port:
        page = phone.new_page()
        page.clock.install()
        page.route("**/xem/su-kien*", lambda route: route.abort())
        page.goto(f"http://127.0.0.1:{port}/xem")
        renamed(live, "Cụm đổi tên")

        def shown_after_half_a_minute() -> bool:
            page.clock.run_for(31_000)
            return "Cụm đổi tên" in page.locator(".mast").inner_text()

        until(shown_after_half_a_minute)  # it begins to ask once it has noticed that events are cut


def test_a_phone_that_slept_ten_minutes_wakes_to_the_right_page(phone, live):
    """Its line is gone, its clocks stood still; being shown again is enough."""
    with served(live.app) as port:
        page = phone.new_page()
        page.clock.install()
        page.goto(f"http://127.0.0.1:{port}/xem")
        listening(live, page)
        phone.set_offline(True)
        renamed(live, "Cụm đổi tên")
        page.clock.fast_forward(600_000)
        phone.set_offline(False)
        page.evaluate("dispatchEvent(new Event('visibilitychange'))")
        expect(page.locator(".mast")).to_contain_text("Cụm đổi tên")


def test_a_server_that_was_away_is_said_and_caught_up_with(phone, live):
    with served(live.app) as port:
        page = phone.new_page()
        page.clock.install()
        page.goto(f"http://127.0.0.1:{port}/xem")
        listening(live, page)
        page.route("**/xem*", lambda route: route.abort())
        page.route("**/xem/**", lambda route: route.abort())
        page.clock.run_for(46_000)
        page.evaluate("dispatchEvent(new Event('online'))")
        expect(page.locator("#xem-bao")).to_have_text(
            "Chưa nối lại được với máy chủ; nội dung trên trang có thể đã cũ."
        )
        expect(page.locator(LEADER)).to_be_visible()
        page.unroute_all()
        page.clock.run_for(16_000)
        expect(page.locator("#xem-bao")).to_have_text("Trang tự cập nhật khi có thay đổi.")


@pytest.mark.long
def test_a_process_that_is_killed_leaves_the_page_and_the_next_one_is_followed(phone, serve, tmp_path):
    path = tmp_path / "bang.xlsx"
    shutil.copy(SAMPLES / "cum_iii_2019.xlsx", path)
    server = serve(path)
    page = opened(phone, server.port)
    expect(page.locator("#xem-bao")).to_have_text("Trang tự cập nhật khi có thay đổi.")
    server.process.kill()
    server.process.wait(20)
    expect(page.locator("#xem h1")).to_be_visible()
    renamed_workbook(path, "Cụm đổi tên")
    server.start()
    expect(page.locator(".mast")).to_contain_text("Cụm đổi tên", timeout=40_000)
    expect(page.locator("#xem-bao")).to_have_text("Trang tự cập nhật khi có thay đổi.")


@pytest.mark.parametrize("way", ["websockets", "scripts"])
def test_the_app_without_an_answer_shows_the_way_to_the_live_page(chromium, shared_server, way):
    server = shared_server(SAMPLES / "cum_iii_2019.xlsx")
    context = chromium.new_context(viewport=PHONE, java_script_enabled=way != "scripts")
    page = context.new_page()
    if way == "websockets":
        page.route_web_socket("**/*", lambda socket: socket.close())
    page.goto(server.url)
    link = page.locator(".thidua-cho a").locator("visible=true")
    expect(link).to_have_count(1)
    link.click()
    expect(page.locator("#xem h1")).to_be_visible()
    context.close()
