"""What the checks show while the sheet is edited, and what the hall sees of an outage: its age and nothing else."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.access import passcode_settings
from tests.browser.conftest import PHONE, SAMPLES, WIDE, Server
from tests.browser.test_follow import look
from tests.fake_sheets.demo import settings_text
from tests.fake_sheets.entered import entered
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account

KEY = "1sample-spreadsheet-of-the-cluster"
AGE = ".data-time"


@pytest.fixture
def fake() -> Iterator[FakeSheets]:
    with FakeSheets() as server:
        yield server


@pytest.fixture
def over(fake: FakeSheets, tmp_path: Path) -> Iterator[Callable[..., Server]]:
    """The app over the fake, asking it every so many seconds, with more settings."""
    server = Server(KEY, tmp_path)

    def starting(poll_seconds: float, more: str = "") -> Server:
        account = new_account()
        fake.google.add(book_of(SAMPLES / "cum_iii_2019.xlsx", KEY, "Bảng điểm 2019", readers={account.email}))
        secrets = tmp_path / ".streamlit" / "secrets.toml"
        secrets.parent.mkdir()
        secrets.write_text(f"{settings_text(fake, account, [KEY], poll_seconds)}\n{more}", encoding="utf-8")
        return server.start()

    yield starting
    server.stop()


def test_a_half_typed_cell_is_told_on_an_open_page_of_checks_and_shown_when_asked(over, fake, visit):
    server = over(poll_seconds=15)
    page = visit(WIDE).open(f"{server.url}/kiem_tra").page
    sheet = fake.google.books[KEY].sheet("Thẩm định")
    sheet.put(5, 6, entered("9,x"))
    waiting = page.get_by_test_id("stAlert").filter(has_text="chưa hoàn chỉnh")
    expect(waiting.get_by_role("link", name="Thẩm định!F5")).to_be_visible()
    expect(page.get_by_text("→ 9,x")).to_have_count(0)
    page.get_by_role("button", name="Hiển thị luôn").click()
    expect(page.get_by_text("→ 9,x")).to_be_visible()
    expect(waiting).to_have_count(0)


def test_a_reader_sees_of_an_outage_its_age_and_no_alarm(over, fake, visit):
    server = over(poll_seconds=1, more=passcode_settings())
    opened = look(visit(PHONE), server)
    page = opened.page
    page.evaluate("tries.once = true")
    reruns, before = opened.reruns, page.get_by_test_id("stAlert").all_inner_texts()
    fake.stop()
    expect(page.locator(AGE)).to_have_class(re.compile("late"))
    expect(page.locator(AGE)).to_contain_text(re.compile(r"\d giây trước"))
    assert page.get_by_test_id("stAlert").all_inner_texts() == before
    fake.start()
    expect(page.locator(AGE)).not_to_have_class(re.compile("late"))
    assert opened.reruns == reruns
