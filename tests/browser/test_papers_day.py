"""A ballot day from eleven papers typed twice, with a slip in the second count: mended, read back, revealed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import expect

from tests.browser.conftest import SAMPLES, Server, keep_picture
from tests.browser.hall import Hall, conference_server
from tests.browser.pool import BrowserPool

pytestmark = pytest.mark.long
FLAG = "Cờ thi đua ngành Tư pháp"
SLIP = (19, 15)
"""Row and column of the slip of the second count."""


class Papers:
    """The workbook of the day with as many papers of P1 as are typed in each count."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "nam.xlsx"
        self.type(0, 0, "chưa")

    def type(self, first: int, second: int, state: str = "đang bỏ phiếu", mended: bool = False) -> None:
        book = openpyxl.load_workbook(SAMPLES / "tung_phieu.xlsx")
        papers = book["Phiếu bầu"]
        if mended:
            papers.cell(*SLIP).value = "không"
        for start, typed in ((13, second), (2, first)):
            if typed < 11:
                papers.delete_rows(start + typed, 11 - typed)
        book["Bỏ phiếu"].cell(2, 14).value = state
        saved = self.path.with_suffix(".new.xlsx")
        book.save(saved)
        saved.replace(self.path)


@pytest.fixture
def papers(tmp_path: Path) -> Papers:
    return Papers(tmp_path)


@pytest.fixture
def server(tmp_path: Path, papers: Papers) -> Iterator[Server]:
    home = tmp_path / "server"
    home.mkdir()
    server = conference_server(home, papers.path).start()
    yield server
    server.stop()


@pytest.fixture
def hall(pool: BrowserPool, server: Server) -> Iterator[Hall]:
    with pool.lent() as take:
        yield Hall(take, server)


def test_a_whole_ballot_day_from_typed_papers(hall: Hall, papers: Papers):
    hall.begin("Bắt đầu hội nghị")
    hall.jump("Chương trình")
    for screen in hall.screens:
        expect(hall.picture(screen)).to_contain_text("Có mặt: 11/11 đơn vị thành viên (1 ủy quyền)")
    keep_picture(hall.keys, "papers_agenda")
    count_as_it_goes_on(hall, papers)
    find_the_slip_and_mend_it(hall, papers)
    read_back_and_reveal(hall)


def count_as_it_goes_on(hall: Hall, papers: Papers) -> None:
    """The scene follows the sheet by itself; nothing is taken for it."""
    hall.jump("Đang kiểm phiếu")
    expect(hall.picture(hall.watch)).not_to_contain_text("đã kiểm")
    papers.type(7, 0)
    for screen in hall.screens:
        expect(hall.picture(screen)).to_contain_text("đã kiểm 7/11 phiếu", timeout=30_000)
    keep_picture(hall.keys, "papers_counting")
    hall.tab("Đối chiếu và công bố")
    expect(hall.control.get_by_text("Mới có một lượt kiểm")).to_be_visible()


def find_the_slip_and_mend_it(hall: Hall, papers: Papers) -> None:
    """Both cells are named; once they agree the count is green."""
    papers.type(11, 11)
    for screen in hall.screens:
        expect(hall.picture(screen)).to_contain_text("đã kiểm 11/11 phiếu", timeout=30_000)
    expect(hall.control.get_by_text("Có 1 chỗ phải xem lại trên phiếu giấy")).to_be_visible(timeout=30_000)
    said = hall.control.get_by_text("hai lượt kiểm ghi khác nhau ở Vụ PBGDPL (ô kia là O8)").first
    expect(said).to_be_visible()
    keep_picture(hall.control, "papers_slip")
    papers.type(11, 11, mended=True)
    expect(hall.control.get_by_text("Hai lượt khớp nhau từng phiếu")).to_be_visible(timeout=30_000)
    keep_picture(hall.control, "papers_agree")
    papers.type(11, 11, "đã kiểm", mended=True)


def read_back_and_reveal(hall: Hall) -> None:
    """Two of three seats are filled; the unit that the slip would have carried is not among them."""
    covered = re.compile("Phiên P1 – 11 phiếu giấy kiểm hai lượt, khớp nhau từng phiếu")
    expect(hall.control.get_by_text(covered)).to_be_visible(timeout=30_000)
    hall.read_back("P1")
    hall.release("CNTP")
    hall.jump(f"Công bố: {FLAG}")
    seen = ""
    for _ in range(20):
        seen += hall.picture().inner_text()
        if "chờ vòng bỏ phiếu tiếp theo" in seen:
            break
        hall.clicker()
    keep_picture(hall.keys, "papers_revealed")
    assert "Cục Trợ giúp pháp lý" in seen
    assert "8/11 phiếu" in seen
    assert "chờ vòng bỏ phiếu tiếp theo" in seen
    hall.phone.goto(f"{hall.server.url}/xem")
    for told in ("Cục TGPL", "10/11 phiếu", "Cục QLXLVPHC", "8/11 phiếu"):
        expect(hall.phone.locator("body")).to_contain_text(told)
