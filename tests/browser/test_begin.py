"""The three beginnings walked through: a sheet is pasted, looked at, used, kept over a restart, let go."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass

import pytest
import requests
from playwright.sync_api import Page, expect

from tests.browser.conftest import PHONE, SAMPLES, Server, keep_picture
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.server import FakeSheets
from tests.waiting import PATIENCE, until

KEY = "1sheet-of-the-cluster_walked-through"
ADDRESS = f"https://docs.google.com/spreadsheets/d/{KEY}/edit?usp=sharing"
DESK = (1440, 900)


@dataclass
class Place:
    fake: FakeSheets
    server: Server


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    home = tmp_path_factory.mktemp("begin")
    secrets = home / ".streamlit" / "secrets.toml"
    secrets.parent.mkdir()
    with FakeSheets() as fake:
        fake.google.add(book_of(SAMPLES / "cum_iii_2019.xlsx", KEY, "Bảng của cụm"))
        secrets.write_text(f'[source]\napi_endpoint = "{fake.endpoint}"\n', encoding="utf-8")
        server = Server("", home).start()
        yield Place(fake, server)
        server.stop()


def was_read_since(server: Server, moment: float) -> bool:
    """Whether a reading of the source has ended since a moment of the monotonic clock."""
    figures = requests.get(f"{server.url}/metrics", timeout=PATIENCE).text
    age = re.search(r"^thidua_source_age_seconds (\S+)", figures, re.MULTILINE)
    return age is not None and float(age[1]) < time.monotonic() - moment


def paste(page: Page) -> None:
    page.get_by_role("tab", name="Google Trang tính").click()
    field = page.get_by_label("Địa chỉ của Google Trang tính")
    field.fill(ADDRESS)
    field.press("Enter")
    page.get_by_role("button", name="Đọc thử").click()


@pytest.mark.parametrize("size", [DESK, PHONE], ids=["desk", "phone"])
def test_a_sheet_is_looked_at_used_kept_and_let_go(place, visit, size):
    page = visit(size).open(place.server.url).page
    paste(page)
    expect(page.get_by_text("Bảng tính: Bảng của cụm")).to_be_visible()
    expect(page.get_by_text("Số đơn vị: 11")).to_be_visible()
    keep_picture(page, f"bat_dau_{size[0]}", whole=True)
    began = time.monotonic()
    page.get_by_role("button", name="Dùng bảng này").click()
    expect(page.get_by_role("tab", name="Google Trang tính")).to_have_count(0)
    if size == DESK:
        place.server.stop()
        began = time.monotonic()
        place.server.start()
    until(lambda: was_read_since(place.server, began))  # nothing changes any more while the next page is used
    checks = visit(size).open(f"{place.server.url}/kiem_tra").page
    expect(checks.get_by_text("Đang đọc: Bảng của cụm")).to_be_visible()
    expect(checks.get_by_text("Ai có địa chỉ của bảng tính cũng đọc được số phiếu").first).to_be_visible()
    checks.get_by_role("button", name="Thử kết nối Google từng bước").click()
    expect(checks.get_by_text("Đọc lần đầu")).to_be_visible()
    keep_picture(checks, f"thu_ket_noi_{size[0]}", whole=True)
    checks.get_by_text("Đổi nguồn số liệu").click()
    checks.get_by_role("button", name="Trở lại nguồn trong phần cài đặt").click()
    expect(checks.get_by_text("Đang đọc: cum_iii_2019")).to_be_visible()
