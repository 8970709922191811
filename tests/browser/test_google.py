"""A page over a Google spreadsheet follows edits, keeps its picture through an outage, and switches its source."""

from __future__ import annotations

import re
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, SAMPLES, WIDE, Server, Visit, keep_picture
from tests.fake_sheets import faults
from tests.fake_sheets.demo import settings_text
from tests.fake_sheets.entered import entered
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.faults import On, always
from tests.fake_sheets.grid import Sheet
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account, new_account
from tests.waiting import until

USUAL = "Cụm thi đua số III"
KEY = "1sample-spreadsheet-of-the-cluster"
AGE = ".data-time"
STALE = "Không đọc được số liệu mới"


@dataclass
class Place:
    """The app over a fake, which it asks every second."""

    fake: FakeSheets
    account: Account
    server: Server

    def sheet(self, title: str) -> Sheet:
        return self.fake.google.books[KEY].sheet(title)

    def over_the_sample(self) -> None:
        """As at the start, whatever a test did to fake and server; `look` waits until the page shows it."""
        self.fake.google.script.clear()
        readers = {self.account.email}
        self.fake.google.add(book_of(SAMPLES / "cum_iii_2019.xlsx", KEY, "Bảng điểm 2019", readers=readers))
        if not self.fake.running:
            self.fake.start()
        if self.server.process is None:
            self.server.start()


@contextmanager
def starting(home: Path) -> Iterator[Place]:
    with FakeSheets() as fake:
        account = new_account()
        secrets = home / ".streamlit" / "secrets.toml"
        secrets.parent.mkdir()
        secrets.write_text(settings_text(fake, account, [KEY], poll_seconds=1), encoding="utf-8")
        place = Place(fake, account, Server(KEY, home))
        yield place
        place.server.stop()


@pytest.fixture(scope="module")
def lasting(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    """One server for the tests that need none without a past."""
    with starting(tmp_path_factory.mktemp("google")) as place:
        yield place


@pytest.fixture
def place(lasting: Place) -> Place:
    lasting.over_the_sample()
    return lasting


@pytest.fixture
def new_place(tmp_path: Path) -> Iterator[Place]:
    """A server of its own: the page of the checks lists everything that happened since the start."""
    with starting(tmp_path) as place:
        place.over_the_sample()
        yield place


def name_cell(sheet: Sheet) -> tuple[int, int]:
    (place,) = (place for place, cell in sheet.cells.items() if cell.value == "Tên cụm")
    return place[0], place[1] + 1


def points_cell(sheet: Sheet) -> tuple[int, int]:
    """A cell of points of the first unit."""
    return next(
        place
        for place, cell in sorted(sheet.cells.items())
        if place[1] > 4 and isinstance(cell.value, float) and cell.value > 1
    )


def look(visit: Callable[..., Visit], server: Server, path: str = "", size: tuple[int, int] = WIDE, **more) -> Page:
    page = visit(size, **more).open(f"{server.url}/{path}").page
    expect(page.locator(AGE)).to_contain_text("Số liệu lúc")
    return page


def look_at_sample(visit: Callable[..., Visit], place: Place) -> Page:
    """The overview, once it shows the sample without any notice."""
    page = look(visit, place.server)
    expect(page.get_by_text(USUAL).first).to_be_visible()
    expect(page.get_by_test_id("stAlert").filter(has_text=STALE)).to_have_count(0, timeout=70_000)
    return page


def test_an_edit_reaches_an_open_page_and_an_outage_with_a_restart_in_the_middle_keeps_it_with_its_age(place, visit):
    fake, server = place.fake, place.server
    page = look_at_sample(visit, place)
    sheet = place.sheet("Thông tin")
    sheet.put(*name_cell(sheet), entered("Cụm thi đua trước sự cố"))
    expect(page.get_by_text("Cụm thi đua trước sự cố")).to_be_visible()
    fake.stop()
    notice = page.get_by_test_id("stAlert").filter(has_text=STALE)
    expect(notice).to_contain_text("không kết nối được Internet")
    expect(page.locator(AGE)).to_have_class(re.compile("late"))
    expect(page.locator(AGE)).to_contain_text(re.compile(r"\b[1-5]\d giây trước|\b\d+ phút trước"))
    server.stop()
    expect(page.locator(AGE)).to_contain_text("Mất kết nối với máy chủ")
    server.start()
    expect(page.locator(AGE)).not_to_contain_text("Mất kết nối", timeout=40_000)
    expect(notice).to_be_visible()
    expect(page.get_by_text("Cụm thi đua trước sự cố")).to_be_visible()
    expect(page.locator(AGE)).to_have_class(re.compile("late|old"))
    sheet.put(*name_cell(sheet), entered("Cụm thi đua sau sự cố"))
    fake.start()
    expect(page.get_by_text("Cụm thi đua sau sự cố")).to_be_visible()
    expect(notice).to_have_count(0)
    expect(page.locator(AGE)).not_to_have_class(re.compile("late|old"))


def test_a_first_visitor_during_an_outage_sees_the_last_good_picture(place, visit):
    look_at_sample(visit, place).close()
    place.fake.stop()
    place.server.stop()
    place.server.start()
    page = look(visit, place.server)
    expect(page.get_by_text(USUAL).first).to_be_visible()


@pytest.mark.parametrize(
    ("fault", "sentence"),
    [
        (faults.forbidden(), "chưa được quyền xem bảng tính"),
        (faults.bad_gateway(), "Google đang có sự cố."),
        pytest.param(faults.over_quota(), "Google tạm giới hạn số lần đọc.", marks=pytest.mark.long),
        pytest.param(faults.login_page(), "Mạng đòi đăng nhập", marks=pytest.mark.long),
    ],
    ids=lambda found: getattr(found, "name", None),
)
def test_a_refusal_is_told_to_the_secretary_and_the_page_recovers(fault, sentence, place, visit):
    page = look_at_sample(visit, place)
    place.fake.google.script.add(always(fault))
    expect(page.get_by_test_id("stAlert").filter(has_text=STALE)).to_contain_text(sentence, timeout=60_000)
    place.fake.google.script.clear()
    expect(page.get_by_test_id("stAlert").filter(has_text=STALE)).to_have_count(0, timeout=70_000)


def test_the_checks_tell_the_change_and_read_again_at_once_and_fit_every_window(new_place, visit):
    looks = [(size, dark) for size in (WIDE, PHONE) for dark in (False, True)]
    pages = [look(visit, new_place.server, "kiem_tra", size, dark=dark) for size, dark in looks]
    page = pages[0]
    expect(page.get_by_text("Đang đọc: Bảng điểm 2019")).to_be_visible()
    expect(page.get_by_text("/60 lượt đọc Google")).to_be_visible()
    sheet = new_place.sheet("Thẩm định")
    sheet.put(*points_cell(sheet), entered("0,5"))
    for one in pages:
        expect(one.get_by_text("1 ô thay đổi")).to_be_visible()
    expect(page.get_by_text("→ 0,5")).to_be_visible()
    sheet.put(*points_cell(sheet), entered("0,5x"))
    page.get_by_role("button", name="Đọc lại ngay").click()
    expect(page.get_by_text("→ 0,5x")).to_be_visible()
    new_place.fake.stop()
    for one, (size, dark) in zip(pages, looks, strict=True):
        look_over(one, f"nguon_{'rong' if size == WIDE else 'dien_thoai'}_{'toi' if dark else 'sang'}")


def look_over(page: Page, name: str) -> None:
    """The page of the checks during an outage, unfolded: nothing is wider than the window."""
    expect(page.get_by_test_id("stAlert").filter(has_text=STALE)).to_be_visible()
    page.get_by_text("Đổi nguồn số liệu").click()
    page.get_by_text("Thay đổi gần đây").scroll_into_view_if_needed()
    keep_picture(page, name)
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth")


def test_the_source_is_switched_to_a_file_and_back(new_place, visit, tmp_path):
    fake = new_place.fake
    page = look(visit, new_place.server, "kiem_tra")
    file = Path(shutil.copy(SAMPLES / "cum_iii_2019.xlsx", tmp_path / "ngay hoi nghi.xlsx"))
    fake.stop()
    expect(page.get_by_test_id("stAlert").filter(has_text=STALE)).to_be_visible()
    page.get_by_text("Đổi nguồn số liệu").click()
    page.get_by_label("Đường dẫn tệp Excel").fill(str(file))
    page.get_by_label("Đường dẫn tệp Excel").press("Enter")
    page.get_by_role("button", name="Chuyển sang tệp này").click()
    expect(page.get_by_text("Đang đọc: ngay hoi nghi.xlsx")).to_be_visible()
    expect(page.get_by_text("0 ô thay đổi · nguồn mới: ngay hoi nghi.xlsx")).to_be_visible()
    expect(page.get_by_test_id("stAlert").filter(has_text=STALE)).to_have_count(0)
    fake.start()
    page.get_by_role("button", name="Trở lại nguồn trong phần cài đặt").click()
    expect(page.get_by_text("nguồn mới: Bảng điểm 2019")).to_be_visible()


def test_many_open_pages_cost_no_more_requests_than_one(place, visit):
    fake = place.fake
    pages = [look_at_sample(visit, place) for _ in range(4)]
    before, began = fake.google.count(On.VALUES), time.monotonic()
    until(lambda: fake.google.count(On.VALUES) >= before + 5)
    assert fake.google.count(On.VALUES) - before <= time.monotonic() - began + 2  # it is asked every second
    for page in pages:
        expect(page.locator(AGE)).to_contain_text("vừa xong")
