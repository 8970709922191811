"""A conference in Chromium: the secretary's control, screens of the hall, phones, and the workbook being typed into."""

from __future__ import annotations

import re
import shutil
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import openpyxl
from playwright.sync_api import BrowserContext, Locator, Page, expect

from tests.browser.access import log_in, passcode_settings, with_settings
from tests.browser.conftest import PHONE, READY, SAMPLES, START, WIDE, Server, settled
from tests.browser.pool import Take
from tests.waiting import a_moment_passes

SOURCE = '[source]\nkind = "xlsx"\npath = "unused"\npoll_seconds = 1\n'
SMALL = (1024, 768)
NAMES = ("Nguyễn Văn An", "Trần Thị Bình")
NOTE_PICTURES = """() => {
  window.drawn = [];
  const look = (root) => root.querySelectorAll('*').forEach((one) => {
    const place = one.matches('.hall') ? one : one.shadowRoot?.querySelector('.hall');
    if (place) new MutationObserver(() => window.drawn.push(Date.now())).observe(place, {childList: true});
    if (one.shadowRoot) look(one.shadowRoot);
  });
  look(document);
}"""
"""Has a screen note when each new picture stood on it."""


def conference_server(home: Path, source: Path) -> Server:
    """A server with passcodes that reads the workbook every second; not started yet."""
    return with_settings(home, SOURCE + passcode_settings(), source=source)


class Sheet:
    """The workbook of the day, saved as a program saves: whole, in one step."""

    def __init__(self, folder: Path) -> None:
        self.path = Path(shutil.copy(SAMPLES / "cum_iii_2019.xlsx", folder / "nam.xlsx"))

    def edit(self, *changes: tuple[str, str, str, object]) -> None:
        """(tab, code or codes that the row begins with, header, value) for each cell."""
        book = openpyxl.load_workbook(self.path)
        for tab, start, header, value in changes:
            sheet = book[tab]
            sheet.cell(_row(sheet, start.split("/")), _column(sheet, header)).value = value
        self.save(book)

    def add(self, tab: str, *rows: tuple[object, ...]) -> None:
        book = openpyxl.load_workbook(self.path)
        sheet = book[tab]
        first = max(row[0].row for row in sheet.iter_rows() if any(cell.value is not None for cell in row)) + 1
        for number, row in enumerate(rows, first):
            for column, value in enumerate(row, 1):
                sheet.cell(number, column).value = value
        self.save(book)

    def votes(self, session: str, **votes: int | None) -> tuple[tuple[str, str, str, object], ...]:
        """The changes that type votes in favour, and leave the other columns blank."""
        cells = []
        for unit, count in votes.items():
            cells.append(("Phiếu", f"{session}/{unit}", "Đồng ý", count))
            cells += [("Phiếu", f"{session}/{unit}", other, None) for other in ("Không đồng ý", "Không ý kiến")]
        return tuple(cells)

    def state(self, session: str, state: str) -> tuple[str, str, str, object]:
        return ("Bỏ phiếu", session, "Trạng thái", state)

    def save(self, book: openpyxl.Workbook) -> None:
        saved = self.path.with_suffix(".new.xlsx")
        book.save(saved)
        saved.replace(self.path)


def _column(sheet, header: str) -> int:
    return next(cell.column for row in sheet.iter_rows() for cell in row if cell.value == header)


def _row(sheet, start: list[str]) -> int:
    for row in sheet.iter_rows():
        values = [str(cell.value) for cell in row]
        if any(values[place : place + len(start)] == start for place in range(2)):
            return row[0].row
    raise LookupError(start)


@dataclass
class Hall:
    """All windows open on one server. `keys` is the window that takes the clicker, `watch` one that only watches."""

    browser: Take
    server: Server

    def __post_init__(self) -> None:
        office = self._context(WIDE)
        self.control = office.new_page()
        log_in(self.control, self.server, "secretary", "dieu_khien")
        self.settle()
        self.tab("Lần chạy")
        address = self.control.get_by_role("link", name="Mở cửa sổ trình chiếu (nhận phím)").get_attribute("href")
        self.keys = self._screen(office, str(address))
        self.watch = self._screen(self._logged_in(SMALL), "/trinh_chieu")
        self.phone = self._context(PHONE).new_page()

    def _context(self, size: tuple[int, int]) -> BrowserContext:
        return self.browser(size, calm=True)

    def _logged_in(self, size: tuple[int, int]) -> BrowserContext:
        context = self._context(size)
        page = context.new_page()
        log_in(page, self.server, "secretary", "tong_quan")
        page.close()
        return context

    def _screen(self, context: BrowserContext, path: str) -> Page:
        page = context.new_page()
        page.goto(self.server.url + path)
        expect(page.locator(".hall .pic")).to_be_visible()
        return page

    @property
    def screens(self) -> tuple[Page, Page]:
        return self.keys, self.watch

    def picture(self, page: Page | None = None) -> Locator:
        return (page or self.keys).locator(".hall .pic")

    def settle(self) -> None:
        self.control.wait_for_selector(READY, timeout=START * 1000)

    def tab(self, name: str) -> None:
        tab = self.control.get_by_role("tab", name=name)
        for _ in range(3):  # a click into a page that is just being drawn again may go astray
            tab.click()
            self.settle()
            with suppress(AssertionError):
                expect(tab).to_have_attribute("aria-selected", "true", timeout=6000)
                return
        expect(tab).to_have_attribute("aria-selected", "true")

    def press(self, name: str) -> None:
        """A button of the control, once it may be pressed."""
        button = self.control.get_by_role("button", name=name, exact=True)
        expect(button).to_have_count(1)  # two while the page is being drawn again: the old one and the new one
        expect(button).to_be_enabled()
        button.click()
        self.settle()

    def clicker(self, key: str = "ArrowRight") -> None:
        """A key in the window of the screen, until its picture is another one; nothing faster than a person."""
        self.keys.bring_to_front()
        before = self.keys.locator(".hall").inner_html()
        for _ in range(3):
            a_moment_passes()
            self.keys.keyboard.press(key)
            with suppress(AssertionError):
                expect(self.keys.locator(".hall")).not_to_have_js_property("innerHTML", before, timeout=4000)
                return

    def note_pictures(self) -> None:
        """From now on the screens note when a picture was drawn; see `step`."""
        for screen in self.screens:
            screen.evaluate(NOTE_PICTURES)

    def step(self, key: str = "ArrowRight", patience: float = 5.0) -> float | None:
        """A key, and how many seconds later the last of the screens had a new picture; None where one has none."""
        for screen in self.screens:
            screen.evaluate("window.drawn.length = 0")
        pressed = self.keys.evaluate("Date.now()")
        self.keys.keyboard.press(key)
        until = time.monotonic() + patience
        while time.monotonic() < until:
            drawn = [screen.evaluate("window.drawn[0] ?? null") for screen in self.screens]
            if all(drawn):
                return (max(drawn) - pressed) / 1000
            time.sleep(0.02)
        return None

    def begin(self, what: str) -> None:
        self.tab("Lần chạy")
        self.control.locator("label", has_text=f"{what}:").click()
        self.settle()
        self.press(what)

    def take(self) -> None:
        """Take the version that waits; what it lost may go."""
        self.tab("Phiên bản")
        losses = self.control.locator("[class*='st-key-lost_']")
        for number in range(losses.count()):
            self._tick(losses.nth(number))
        self.press("Đưa lên màn hình")
        expect(self.control.get_by_text("Không có phiên bản nào mới hơn.")).to_be_visible()

    def choose(self, name: str, words: str) -> None:
        """The option that holds these words in a list of the control."""
        box = self.control.get_by_role("combobox", name=name)
        option = self.control.get_by_role("option")
        for _ in range(5):  # a rerun of the page closes an open list
            box.click()
            box.fill(words)
            with suppress(AssertionError):
                expect(option).to_have_count(1, timeout=2000)
                break
        box.press("Enter")
        self.settle()
        expect(box).to_have_value(re.compile(re.escape(words)))

    def jump(self, words: str, step: str = "") -> None:
        """To the scene whose name in the list holds these words, and to a step of it."""
        self.choose("Chuyển đến màn", words)
        if step:
            self.choose("Từ bước", step)
        there = self.control.get_by_text(re.compile(rf"{re.escape(words)}.* · Bước \d")).first
        self._press_until(self.control.get_by_role("button", name="Chuyển", exact=True), there)

    def show_whole(self, words: str) -> None:
        """A scene, and then its last step: the hall has seen it."""
        self.jump(words)
        told = self.control.get_by_text(re.compile(rf"{re.escape(words)}.* · Bước \d")).first
        of = re.search(r"Bước \d+/(\d+)", told.inner_text())
        assert of is not None
        if of[1] == "1":
            return
        there = self.control.get_by_text(re.compile(rf"{re.escape(words)}.* · Bước {of[1]}/{of[1]}")).first
        for _ in range(3):  # a choice out of a list that has just changed is refused, and made again
            self._choose_last_step(of[1])
            with suppress(AssertionError):
                self._press_until(self.control.get_by_role("button", name="Chuyển", exact=True), there, times=1)
                return
        expect(there).to_be_visible()

    def _choose_last_step(self, number: str) -> None:
        box = self.control.get_by_role("combobox", name="Từ bước")
        for _ in range(5):  # a rerun of the page closes an open list
            box.click()
            box.press("End")
            box.press("Enter")
            with suppress(AssertionError):
                expect(box).to_have_value(re.compile(rf"^{number}\. "), timeout=2000)
                break
        self.settle()

    def _press_until(self, button: Locator, there: Locator, times: int = 3) -> None:
        """Press until it is there: a click into a page that is just being drawn again may go astray."""
        for _ in range(times):
            a_moment_passes()
            if button.is_enabled():
                button.click()
            self.settle()
            with suppress(AssertionError):
                expect(there).to_be_visible(timeout=6000)
                return
        expect(there).to_be_visible()

    def pause(self) -> None:
        self.tab("Đính chính")
        resume = self.control.get_by_role("button", name="Thôi tạm dừng, không đính chính")
        self._press_until(self.control.get_by_role("button", name="Tạm dừng để đính chính"), resume)

    def correct(self, reason: str, who: str) -> None:
        """Put right what was released, in a hold or where the hall has seen nothing of it."""
        self.tab("Đính chính")
        button = self.control.get_by_role("button", name="Đính chính và đưa lên")
        expect(button).to_be_visible()
        for label, words in (("Lý do", reason), ("Người quyết định", who)):
            field = self.control.get_by_label(label, exact=True)
            field.fill(words)
            field.press("Enter")
            self.settle()
        losses = self.control.locator("[class*='st-key-lost_'] >> visible=true")
        for number in range(losses.count()):
            self._tick(losses.nth(number))
        pause = self.control.get_by_role("button", name="Tạm dừng để đính chính")
        self._press_until(button, pause)
        expect(button).to_have_count(0)

    def read_back(self, session: str, agrees: bool = True) -> None:
        """Two people put their names to the figures of a session; they tick every one where the paper agrees."""
        self.tab("Đối chiếu và công bố")
        group = self.control.locator(f"[class*='st-key-open_read_{session}_']")
        group.locator("label").click()
        self.settle()
        ticks = self.control.locator(f"[class*='st-key-tick_{session}_']")
        expect(ticks.first).to_be_visible()
        number = 0
        while agrees and number < ticks.count():  # counted anew, as the table may still be being drawn at the first
            self._tick(ticks.nth(number))
            number += 1
        for key, name in zip(("reader", "checker"), NAMES, strict=True):
            self.fill(f"{key}_{session}", name)
        confirm = self.control.locator(f".st-key-confirm_{session} button")
        expect(confirm).to_have_text("Xác nhận đối chiếu" if agrees else re.compile("còn .* ô chưa đánh dấu khớp"))
        words = "đã đối chiếu, khớp" if agrees else "có số chưa khớp với biên bản giấy"
        said = self.control.get_by_text(re.compile(f"Phiên {session} – {words}"))
        for _ in range(3):  # a click into a page that is just being drawn again may go astray
            confirm.click()
            with suppress(AssertionError):
                expect(said).to_be_visible(timeout=6000)
                break
        expect(said).to_be_visible()
        self.settle()
        expect(group.locator("input[type=checkbox]")).not_to_be_checked()  # it closes where it was confirmed

    def _tick(self, tick: Locator) -> None:
        box = tick.locator("input[type=checkbox]")
        for _ in range(3):  # a click into a page that is just being drawn again may go astray
            if not box.is_checked():
                tick.locator("label").click()
                self.settle()
        expect(box).to_be_checked()

    def release(self, award: str, reason: str = "") -> None:
        self.tab("Đối chiếu và công bố")
        if reason:
            self.fill(f"reason_{award}", reason)
        self.release_button(award).click()
        self.settle()

    def release_button(self, award: str) -> Locator:
        return self.control.locator(f".st-key-open_{award} button")

    def fill(self, key: str, text: str) -> None:
        field = self.control.locator(f".st-key-{key} input")
        field.fill(text)
        field.press("Enter")
        self.settle()

    @property
    def on_phone(self) -> Locator:
        """The page that the phone has open, as it follows by itself."""
        return self.phone.locator("[data-testid=stApp]")

    def look_on_phone(self, path: str = "") -> str:
        """What a reader's phone shows of a page."""
        self.phone.goto(f"{self.server.url}/{path}")
        settled(self.phone)
        return self.on_phone.inner_text()
