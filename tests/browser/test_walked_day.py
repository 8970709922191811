"""The day with every bend in Chromium, read on screens and phones at every press of `tests/walked_day.py`."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
from playwright.sync_api import Page, expect

from lib.sheets.sources.source import RawTables
from lib.sheets.write_tables import written
from lib.show.day import control_words
from lib.snapshot import build_snapshot
from lib.stage.refusals import RefusalReason, Refused
from lib.store.atomic_file import write_whole
from tests.browser.access import log_in
from tests.browser.conftest import PHONE, keep_picture, settled
from tests.browser.hall import Hall, conference_server
from tests.browser.pool import BrowserPool
from tests.days import MORNING
from tests.walked_day import DECIDED_BY, FLAG, HIGHER, REASON, TIED, WALK, Row, held, missing

pytestmark = pytest.mark.long

SCENES = {
    FLAG: "Công bố: Cờ thi đua ngành Tư pháp",
    HIGHER: "Công bố: Cờ thi đua Chính phủ",
    "voting": "Đang bỏ phiếu",
    "proposals": "Tổng hợp",
}
PATIENCE = 20.0
"""Seconds until what was pressed stands everywhere."""


@dataclass
class InChromium:
    """Walks the day with the buttons of the control, and types into the file that the server reads."""

    hall: Hall
    sheet: Path
    leader: Page
    tables: RawTables = TIED

    def type(self, tables: RawTables) -> None:
        if tables is self.tables:
            return
        self.tables = tables
        write_whole(self.sheet, written(tables))
        self.hall.tab("Phiên bản")
        expect(self.hall.control.get_by_text("Có phiên bản mới").first).to_be_visible()

    def take(self) -> None:
        self.hall.take()

    def read_back(self, session: str) -> None:
        self.hall.read_back(session)

    def release(self, award: str) -> None:
        self.hall.release(award)
        expect(self.hall.release_button(award)).to_have_count(0)

    def is_refused(self, award: str, why: RefusalReason) -> None:
        self.hall.tab("Đối chiếu và công bố")
        book = build_snapshot(self.tables, MORNING).workbook
        said = control_words.refusal_words(Refused(why, book.award(award).within or ""), book)
        expect(self.hall.control.get_by_text(said).first).to_be_visible()
        expect(self.hall.release_button(award)).to_be_disabled()

    def jump(self, scene: str) -> None:
        self.hall.jump(SCENES[scene])

    def show_whole(self, scene: str) -> None:
        self.hall.show_whole(SCENES[scene])

    def pause(self) -> None:
        self.hall.pause()

    def correct(self) -> None:
        self.hall.correct(REASON, DECIDED_BY)

    def phones(self) -> dict[str, str]:
        """What a visitor and a leader have on the page of the awards that they open now, folded parts too."""
        pages = {"visitor": self.hall.phone, "leader": self.leader}
        for page in pages.values():
            page.goto(f"{self.hall.server.url}/danh_hieu", wait_until="commit")
        for page in pages.values():
            settled(page)
        return {name: page.get_by_test_id("stMain").text_content() or "" for name, page in pages.items()}

    def live_page(self) -> str:
        """What the page outside Streamlit holds for everyone with its address."""
        return re.sub(r"<[^>]*>", " ", requests.get(f"{self.hall.server.url}/xem/suy-ton", timeout=10).text)


@pytest.fixture
def walker(tmp_path: Path, pool: BrowserPool) -> Iterator[InChromium]:
    home, sheet = tmp_path / "server", tmp_path / "nam.xlsx"
    home.mkdir()
    write_whole(sheet, written(TIED))
    server = conference_server(home, sheet).start()
    with pool.lent() as take:
        hall = Hall(take, server)
        leader = take(PHONE, calm=True).new_page()
        log_in(leader, server, "leader", "danh_hieu")
        yield InChromium(hall, sheet, leader)
    server.stop()


def test_hall_visitor_and_leader_after_every_press(walker: InChromium):
    walker.hall.tab("Phiên bản")
    walker.hall.press("Chốt điểm")
    walker.hall.begin("Bắt đầu hội nghị")
    for number, row in enumerate(WALK):
        row.press(walker)
        look(walker, number, row)


def look(walker: InChromium, number: int, row: Row) -> None:
    """Compare both screens and every reader with a row of the table."""
    for screen in walker.hall.screens:
        text = soon(lambda screen=screen: walker.hall.picture(screen).text_content() or "", row.hall)
        assert missing(row.hall, text) == [], (f"press {number}", text)
        assert held(row.hall_has_not, text) == [], (f"press {number}", text)
    keep_picture(walker.hall.keys, f"day-{number:02}-hall")
    for reader, text in walker.phones().items():
        assert missing(row.has, text) == [], (f"press {number}", reader, text)
        assert held(row.has_not, text) == [], (f"press {number}", reader, text)
    assert held(row.has_not, walker.live_page()) == [], f"press {number}"
    keep_picture(walker.hall.phone, f"day-{number:02}-visitor")
    keep_picture(walker.leader, f"day-{number:02}-leader")


def soon(read: Callable[[], str], words: tuple[str, ...]) -> str:
    """The text that holds these words, or the last one that was read."""
    until = time.monotonic() + PATIENCE
    while missing(words, text := read()) and time.monotonic() < until:
        time.sleep(0.2)
    return text
