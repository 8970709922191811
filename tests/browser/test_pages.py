"""Every page by its own address on a freshly started server: on a large screen, a phone, in the dark."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from lib.ui.menu import HOME, MENU, MenuPage
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, SAMPLES, WIDE, Server, Visit, keep_picture
from tests.house.test_pages import FRAMELESS

ENGLISH = re.compile(
    r"\b(Running|Stop|Connecting|CONNECTING|Connection error|Page not found|Rerun|Deploy|Made with|Fullscreen|Download|"
    r"Search|Choose an option|Traceback|Error|Loading|Show data|View (less|more)|None|nan|True|False)\b"
)


LAPTOP = (1440, 900)
FRAMED = [entry for entry in MENU if entry.stem not in FRAMELESS]


def address(entry: MenuPage) -> str:
    return "" if entry is HOME else entry.stem


ENGLISH_NAMES = ("Sidebar", "App pages", "Collapse sidebar", "Expand sidebar", "Open", "Clear value")


def look_over(visit: Visit, entry: MenuPage, server: Server) -> None:
    """What holds for every page with its frame, at every size and in the dark."""
    page = visit.page
    for name in ENGLISH_NAMES:
        expect(page.locator(f'[aria-label="{name}"]')).to_have_count(0)
    expect(page.locator('a[href="#stMain"]')).to_have_text("Đến nội dung chính")
    expect(page.locator(".look h1")).to_have_count(1)
    expect(page.locator(".look h1")).to_be_visible()
    expect(page).to_have_title(entry.title)
    expect(page.locator(".data-time")).to_contain_text("Số liệu lúc")
    expect(page.locator(".chip.sample")).to_have_text("DỮ LIỆU MẪU")
    assert page.evaluate("document.documentElement.lang") == "vi"
    page.wait_for_function("() => document.documentElement.scrollWidth <= window.innerWidth")
    assert not ENGLISH.findall(visit.text)
    assert visit.errors == []
    assert visit.elsewhere == []
    assert "Traceback" not in server.output


COLD = [
    entry if entry.stem in ("don_vi", "dieu_khien") else pytest.param(entry, marks=pytest.mark.long) for entry in FRAMED
]
"""All pages are reached on the same way through the router; two of them are tried each time."""


@pytest.mark.parametrize("entry", COLD, ids=lambda entry: entry.stem)
def test_a_cold_deep_link_shows_the_page_in_its_frame(entry, serve, visit):
    server = serve(SAMPLES / "cum_iii_2019.xlsx", cold=True)
    look_over(visit(WIDE).open(f"{server.url}/{address(entry)}"), entry, server)


@pytest.mark.parametrize("entry", FRAMED, ids=lambda entry: entry.stem)
def test_a_page_stands_in_its_frame_large_and_on_a_phone_in_the_dark_where_axe_finds_nothing(
    entry, shared_server, visit
):
    server = shared_server(SAMPLES / "cum_iii_2019.xlsx")
    url = f"{server.url}/{address(entry)}"
    wide = visit(WIDE).open(url)
    look_over(wide, entry, server)
    expect(wide.page.get_by_test_id("stSidebarNavLink").filter(has_text=entry.title)).to_be_visible()
    phone = visit(PHONE, dark=True).open(url)
    look_over(phone, entry, server)
    for looked, name in ((wide, "1920"), (phone, "390")):
        keep_picture(looked.page, f"{entry.stem}_{name}", whole=True)
    phone.page.set_viewport_size({"width": LAPTOP[0], "height": LAPTOP[1]})
    assert violations(phone.page) == set()


def test_a_cold_link_to_the_screen_of_the_hall_shows_a_picture(serve, visit):
    server = serve(SAMPLES / "cum_iii_2019.xlsx", cold=True)
    hall = visit(WIDE)
    hall.page.goto(f"{server.url}/trinh_chieu")
    expect(hall.page.get_by_text("Cụm thi đua số III").first).to_be_visible(timeout=60_000)
    assert hall.errors == []
    assert hall.elsewhere == []


@pytest.mark.parametrize(
    ("workbook", "there", "gone"),
    [
        ("chi_cham_diem.xlsx", {"Bảng điểm"}, {"Bỏ phiếu", "Kết quả suy tôn"}),
        ("chi_bo_phieu.xlsx", {"Bỏ phiếu", "Kết quả suy tôn"}, {"Bảng điểm"}),
    ],
)
def test_a_cluster_that_only_scores_or_only_votes_has_no_menu_entry_of_the_other(
    workbook, there, gone, shared_server, visit
):
    server = shared_server(SAMPLES / workbook)
    menu = visit(WIDE).open(server.url).page.get_by_test_id("stSidebarNavLink")
    expect(menu.first).to_be_visible()
    titles = {title.strip() for title in menu.all_inner_texts()}
    assert there <= {title.splitlines()[-1] for title in titles}
    assert not gone & {title.splitlines()[-1] for title in titles}


def test_a_page_of_the_other_half_says_so_at_its_address(shared_server, visit):
    server = shared_server(SAMPLES / "chi_cham_diem.xlsx")
    page = visit(WIDE).open(f"{server.url}/danh_hieu").page
    expect(page.get_by_text("Năm này cụm không dùng phần bỏ phiếu suy tôn")).to_be_visible()


def test_the_front_end_is_told_to_show_no_dialogs_and_to_send_no_statistics(shared_server, visit):
    server = shared_server(SAMPLES / "cum_iii_2019.xlsx")
    told = visit(WIDE).open(server.url).page.evaluate("fetch('/_stcore/host-config').then((got) => got.json())")
    assert told["blockErrorDialogs"] is True
    assert told["metricsUrl"] == "off"
