"""Open pages follow the workbook: one rerun per change, after a restart too, and never an empty screen."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
import requests
from playwright.sync_api import expect

from tests.browser.conftest import SAMPLES, WIDE, Server, Visit
from tests.waiting import PATIENCE, until

NAME, USUAL = "Cụm thi đua đổi tên", "Cụm thi đua số III"
STALE = "Không đọc được số liệu mới"
TRIES = """
  const begin = window.setTimeout, end = window.clearTimeout, Line = window.WebSocket;
  window.tries = {begun: 0, waiting: new Set()};
  window.setTimeout = (run, wait, ...rest) => {
    if (!String(run).includes("upToDate")) return begin(run, wait, ...rest);
    const id = begin(() => { tries.waiting.delete(id); run(); }, tries.once && wait >= 5000 ? 600000 : wait, ...rest);
    tries.begun += 1;
    tries.waiting.add(id);
    return id;
  };
  window.clearTimeout = (id) => { tries.waiting.delete(id); end(id); };
  window.heard = [];
  window.WebSocket = class extends Line {
    constructor(address, ...rest) {
      super(address, ...rest);
      if (!String(address).includes("/theo-doi")) return;
      this.addEventListener("message", (event) => heard.push(JSON.parse(event.data).mark));
    }
  };
"""
"""Counts the reruns that `follow.js` means to ask for, now and later, and notes each mark that the server has sent to
the page. Where `tries.once` is set the try again, for a rerun that was lost, does not come while a test lasts: a slow
machine loses none.
"""
NEWS = "marks => new Set(heard).size > marks"


def sample_at(path: Path) -> Path:
    """The sample, put there in one step as a program saves."""
    saved = Path(shutil.copy(SAMPLES / "cum_iii_2019.xlsx", path.with_suffix(".new.xlsx")))
    saved.replace(path)
    return path


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """One server for all tests of this file, each of which leaves it over another workbook or stopped."""
    home = tmp_path_factory.mktemp("follow")
    server = Server(sample_at(home / "nam.xlsx"), home)
    yield server
    server.stop()


@pytest.fixture
def workbook(place: Server) -> Path:
    return sample_at(Path(place.source))


@pytest.fixture
def server(place: Server, workbook: Path) -> Server:
    """The server over the sample; `look` waits until it has read that."""
    return place if place.process else place.start()


def renamed(workbook: Path, name: str = NAME) -> None:
    """The cluster's name in the workbook becomes another one, in one step as a program saves."""
    book = openpyxl.load_workbook(workbook)
    for row in book["Thông tin"].iter_rows():
        for cell in row:
            if cell.value == "Tên cụm":
                book["Thông tin"].cell(cell.row, cell.column + 1).value = name
    saved = workbook.with_suffix(".new.xlsx")
    book.save(saved)
    saved.replace(workbook)


def look(visit: Visit, server: Server, path: str = "") -> Visit:
    """An open page of the sample at rest: what it sends from here on is a rerun."""
    visit.page.add_init_script(TRIES)
    visit.open(f"{server.url}/{path}")
    expect(visit.page.get_by_text(USUAL).first).to_be_visible()
    expect(visit.page.get_by_test_id("stAlert").filter(has_text=STALE)).to_have_count(0)
    expect(visit.page.locator(".data-time")).to_contain_text("Số liệu lúc")
    visit.page.wait_for_function("() => heard.length > 0 && tries.waiting.size === 0")
    visit.settled().reruns = 0
    return visit


def read_again(server: Server) -> None:
    """Wait until the server has read its source, from beginning to end, once more."""
    before = polls(server)
    until(lambda: polls(server) >= before + 2)  # the first of them may have begun before


def polls(server: Server) -> int:
    said = requests.get(f"{server.url}/metrics", timeout=PATIENCE).text
    return int(float(re.search(r"^thidua_polls_total (\S+)", said, re.MULTILINE)[1]))


def test_a_page_follows_a_change_with_one_rerun(workbook, server, visit):
    """Once the change is there nothing runs, not even when the file is saved again as it stands."""
    opened = look(visit(WIDE), server)
    opened.page.evaluate("tries.once = true")
    renamed(workbook)
    expect(opened.page.get_by_text(NAME)).to_be_visible()
    opened.page.wait_for_function("() => tries.waiting.size === 0")
    begun, heard = opened.page.evaluate("[tries.begun, heard.length]")
    workbook.touch()
    read_again(server)
    opened.page.wait_for_function("before => heard.length > before + 1", arg=heard)  # the second was sent after reading
    assert opened.page.evaluate("[tries.begun, tries.waiting.size]") == [begun, 0]
    expect(opened.page.locator(".data-time")).to_contain_text("vừa xong")
    assert opened.reruns == 1
    assert opened.errors == []


def test_a_page_that_has_its_change_is_free_for_the_next_one(workbook, server, visit):
    """The try again of a rerun that came is not waited for: a second change within its seconds is shown at once."""
    opened = look(visit(WIDE), server)
    before = opened.page.evaluate("tries.once = true, tries.begun")
    renamed(workbook)
    expect(opened.page.get_by_text(NAME)).to_be_visible()
    opened.page.wait_for_function("() => tries.waiting.size === 0")
    assert opened.page.evaluate("tries.begun") > before + 1, "the try again was begun, and ended"


def test_a_page_catches_up_after_the_server_was_restarted(workbook, server, visit):
    opened = look(visit(WIDE), server)
    server.stop()
    expect(opened.page.locator(".data-time")).to_contain_text("Mất kết nối với máy chủ")
    expect(opened.page.get_by_role("heading", level=1)).to_be_visible()
    expect(opened.page.get_by_role("dialog")).to_have_count(0)
    renamed(workbook)
    server.start()
    expect(opened.page.get_by_text(NAME)).to_be_visible(timeout=40_000)
    expect(opened.page.locator(".data-time")).not_to_contain_text("Mất kết nối")


def test_the_last_good_picture_stays_with_its_age_while_the_workbook_is_gone(workbook, server, visit):
    opened = look(visit(WIDE), server)
    title = opened.page.get_by_text(USUAL).first
    away = workbook.with_suffix(".away")
    workbook.rename(away)
    notice = opened.page.get_by_test_id("stAlert").filter(has_text=STALE)
    expect(notice).to_contain_text("Không tìm thấy bảng tính hoặc tệp.")
    expect(title).to_be_visible()
    expect(opened.page.locator(".data-time")).to_contain_text("giây trước")
    away.rename(workbook)
    expect(notice).to_have_count(0)


def test_an_unreadable_workbook_keeps_the_last_good_picture_and_says_why(workbook, server, visit):
    opened = look(visit(WIDE), server)
    workbook.write_bytes(b"half a file")
    expect(opened.page.get_by_text("Tệp không phải là bảng tính Excel")).to_be_visible()
    expect(opened.page.get_by_text(USUAL).first).to_be_visible()


def test_a_source_never_read_says_why_and_the_page_comes_alive_by_itself(tmp_path, serve, visit):
    workbook = sample_at(tmp_path / "nam.xlsx")
    away = workbook.with_suffix(".away")
    workbook.rename(away)
    server = serve(workbook)
    opened = visit(WIDE)
    opened.open(server.url)
    expect(opened.page.get_by_text("Chưa đọc được số liệu")).to_be_visible()
    away.rename(workbook)
    expect(opened.page.get_by_text(USUAL).first).to_be_visible()


def test_a_hidden_page_rests_and_catches_up_when_it_is_looked_at(workbook, server, visit):
    opened = look(visit(WIDE), server)
    hide = "Object.defineProperty(document, 'hidden', {{value: {}, configurable: true}})"
    marks = opened.page.evaluate("tries.once = true, new Set(heard).size")
    opened.page.evaluate(hide.format("true"))
    renamed(workbook)
    opened.page.wait_for_function(NEWS, arg=marks)
    assert opened.page.evaluate("tries.waiting.size") == 0
    assert opened.reruns == 0
    opened.page.evaluate(hide.format("false"))
    opened.page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(opened.page.get_by_text(NAME)).to_be_visible()
    assert opened.reruns == 1
