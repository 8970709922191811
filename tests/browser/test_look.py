"""How every page looks on a phone and to a tool that checks access: heights, widths, axe-core, keyboard, print.

One server and two browsers for the whole table of pages; axe-core looks at them in the dark in test_pages.py.
"""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from lib.ui.menu import HOME, MENU
from tests.browser.axe import violations
from tests.browser.conftest import PHONE, SAMPLES, Visit, settled
from tests.house.test_pages import FRAMELESS

HEIGHTS = {
    "tong_quan": 1860,
    "bang_diem": 3400,
    "don_vi": 2600,
    "danh_hieu": 2200,
    "bo_phieu": 1700,
    "phong_trao": 3400,
    "nhieu_nam": 1900,
    "kiem_tra": 1700,
    "tai_ve": 1900,
    "truy_cap": 4 * 844,
    "nhat_ky": 4 * 844,
    "nhap_bang": 4 * 844,
}
"""Pixels of a page at 390 wide with everything folded, at most; the guide is as long as it must be."""
NO_WIDER = "width => document.querySelector('[data-testid=stMain]').scrollWidth <= width"
NARROWEST = 360
ZOOMED = 1440 // 2
"""What a laptop of 1440 pixels has left at a zoom of 200 %."""
STEMS = [entry.stem for entry in MENU if entry.stem not in FRAMELESS]


def address(stem: str) -> str:
    return "" if stem == HOME.stem else stem


@pytest.fixture(scope="module")
def page_of(pool, shared_server):
    """Pages of the sample in browsers that stay: on a phone, and in the dark on a wide screen."""
    server = shared_server(SAMPLES / "cum_iii_2019.xlsx")
    opened: dict[bool, Page] = {}

    def opening(stem: str, dark: bool = False) -> Page:
        if dark not in opened:
            opened[dark] = take((1440, 900) if dark else PHONE, dark).new_page()
        Visit(opened[dark]).open(f"{server.url}/{address(stem)}")
        expect(opened[dark].locator(".look h1")).to_be_visible()
        return opened[dark]

    with pool.lent() as take:
        yield opening


def height(page: Page) -> int:
    """Pixels from the top of the page to the foot of its last block, charts drawn."""
    for chart in page.get_by_test_id("stVegaLiteChart").all():
        if chart.is_visible():
            expect(chart.locator("svg").first).to_be_visible()
    return page.get_by_test_id("stMain").evaluate("(main) => main.scrollHeight")


HEADINGS = """() => {
    const levels = [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")].map((one) => Number(one.tagName[1]));
    const faults = levels.filter((level, place) => place && level - levels[place - 1] > 1).map((level) => `h${level}`);
    if (levels.filter((level) => level === 1).length !== 1 || levels[0] !== 1) faults.push("h1");
    if (document.querySelector("main main, [role=main] [role=main]")) faults.push("main");
    if (document.documentElement.lang !== "vi") faults.push("lang");
    return faults;
}"""
"""What is wrong with the order of headings, the one `h1`, the one `main`, the language."""


@pytest.mark.parametrize("stem", STEMS)
def test_a_page_keeps_its_height_and_its_width_on_a_phone_and_axe_finds_nothing_that_is_ours(stem, page_of):
    page = page_of(stem)
    assert page.evaluate(HEADINGS) == []
    if stem in HEIGHTS:
        assert height(page) <= HEIGHTS[stem]
    assert violations(page) == set()
    for width in (ZOOMED, NARROWEST):
        page.set_viewport_size({"width": width, "height": PHONE[1]})
        height(page)
        page.wait_for_function(NO_WIDER, arg=width)  # charts are drawn again for each width
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})


def test_the_bar_of_a_phone_leads_to_the_pages_with_targets_for_a_thumb(page_of):
    page = page_of("tong_quan")
    bar = page.locator(".st-key-phone_bar")
    for link in bar.get_by_role("link").all():
        box = link.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44
    expect(bar.locator("[aria-current=page]")).to_contain_text("Tổng quan")
    bar.get_by_role("link", name="Suy tôn").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("đề nghị")
    expect(bar.locator("[aria-current=page]")).to_contain_text("Suy tôn")
    settled(page)
    bar.get_by_role("button", name="Thêm").click()
    expect(page.get_by_role("link", name="Công tác thi đua").last).to_be_visible()


def test_the_buttons_of_the_control_are_under_the_thumb_and_above_the_bar(page_of):
    page = page_of("dieu_khien")
    for name in ("Lùi", "Ẩn", "Tiếp"):
        box = page.locator(".st-key-walk").get_by_role("button", name=name).bounding_box()
        assert box is not None
        assert box["y"] + box["height"] <= PHONE[1] - 56


DRAWN_AGAIN = """(one) => {
    const copy = one.cloneNode(true);
    copy.open = false;
    delete copy.dataset.seen;
    one.replaceWith(copy);
}"""


def test_details_are_opened_by_the_keyboard_and_stay_open_when_the_page_is_drawn_again(page_of):
    page = page_of("danh_hieu")
    summary = page.locator(".look summary").first
    summary.focus()
    assert summary.evaluate("(one) => getComputedStyle(one).outlineStyle") != "none"
    page.keyboard.press("Enter")
    opened = page.locator(".look details").first
    expect(opened).to_have_attribute("open", "")
    opened.evaluate(DRAWN_AGAIN)
    expect(page.locator(".look details").first).to_have_attribute("open", "")


@pytest.mark.parametrize("stem", ["tong_quan", "danh_hieu"])
def test_the_answer_prints_on_one_sheet_without_the_menu(stem, page_of):
    page = page_of(stem, dark=True)
    page.emulate_media(media="print")
    expect(page.get_by_test_id("stSidebar")).to_be_hidden()
    printed = page.pdf(format="A4", prefer_css_page_size=True)
    page.emulate_media(media="screen")
    assert len(re.findall(rb"/Type\s*/Page\b(?!s)", printed)) == 1


MOVE = """() => {
    const table = document.querySelector("[data-ranking]");
    const copy = table.cloneNode(true);
    const row = copy.querySelector("tr[data-unit]:nth-child(5)");
    row.dataset.rank = "2";
    table.replaceWith(copy);
}"""


def test_a_row_that_moved_says_from_where_and_is_announced_while_the_page_stays(page_of):
    page = page_of("tong_quan")
    main = page.get_by_test_id("stMain")
    main.evaluate("(one) => one.scrollTo(0, 300)")
    page.evaluate(MOVE)
    expect(page.locator("[data-ranking] .moved")).to_have_text("▲ từ hạng 5")
    expect(page.locator("[aria-live=polite]").last).to_contain_text("Vụ PBGDPL từ hạng 5 lên hạng 2")
    assert main.evaluate("(one) => one.scrollTop") == 300
