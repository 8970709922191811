"""Real browsers: the first paint after a cold start, a first visit with all its files, an edit until it shows."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from statistics import median

from playwright.sync_api import Browser, BrowserContext, Page, Request, sync_playwright

from bench.day import Day
from bench.process import cpu
from bench.servers import Server
from tests.browser.access import PASSCODES
from tests.browser.conftest import CHROMIUM

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
READY = "[data-testid=stApp][data-test-connection-state=CONNECTED][data-test-script-state=notRunning] h1"
PATIENCE = 60.0
LOOK = 0.03
HALL = "the projector"


@dataclass(frozen=True)
class Start:
    """Seconds from starting a server until it answers, and until a waiting browser shows the page."""

    app: str
    answers: float
    painted: float


@dataclass(frozen=True)
class Visit:
    """A browser that never was here, and one that comes again: processor time of the server, requests, bytes."""

    app: str
    first_ms: float
    again_ms: float
    requests: int
    received_kb: float


@dataclass(frozen=True)
class Edit:
    """Seconds from an edit in the Google Sheet until a screen shows it."""

    screen: str
    middle: float
    worst: float


@contextmanager
def chromium() -> Iterator[Browser | None]:
    """A browser; None where no Chromium is installed."""
    if CHROMIUM is None:
        yield None
        return
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def context_of(browser: Browser) -> BrowserContext:
    return browser.new_context(viewport={"width": 1280, "height": 800}, locale="vi-VN")


def cold_start(browser: Browser, make: Callable[[], Server], repeat: int) -> Start:
    """The median of several starts, each of a server made anew."""
    times = [_started(browser, make()) for _ in range(repeat)]
    name = times[0][0]
    return Start(name, *(round(median(one[place] for one in times), 2) for place in (1, 2)))  # type: ignore[misc, arg-type]


def _started(browser: Browser, server: Server) -> tuple[str, float, float]:
    context = context_of(browser)
    page = context.new_page()
    began = time.monotonic()
    try:
        server.launch()
        while not server.answers():
            if time.monotonic() - began > PATIENCE:
                raise RuntimeError(f"{server.name} does not start")
            time.sleep(LOOK)
        answers = time.monotonic() - began
        page.goto(f"http://{server.address}/")
        page.wait_for_selector("h1", timeout=PATIENCE * 1000)
        return server.name, answers, time.monotonic() - began
    finally:
        server.stop()
        context.close()


def visit(browser: Browser, server: Server, repeat: int) -> Visit:
    """What one browser costs that has none of Streamlit's files, and the same one again."""
    firsts, agains, sizes = [], [], []
    for _ in range(repeat):
        context = context_of(browser)
        size: list[int] = []
        firsts.append(_cost(server, context, size))
        agains.append(_cost(server, context, []))
        sizes.append((len(size), sum(size) / 1024))
        context.close()
    return Visit(
        server.name,
        round(median(firsts), 1),
        round(median(agains), 1),
        sizes[-1][0],
        round(sizes[-1][1], 1),
    )


def _cost(server: Server, context: BrowserContext, sizes: list[int]) -> float:
    page = context.new_page()
    finished: list[Request] = []
    page.on("requestfinished", lambda request: finished.append(request) if request.url.startswith("http") else None)
    before = cpu(server.pid)
    page.goto(f"http://{server.address}/")
    page.wait_for_selector(READY, timeout=PATIENCE * 1000)
    page.wait_for_timeout(1500)
    used = cpu(server.pid) - before
    sizes += [asked.sizes()["responseBodySize"] for asked in finished]
    page.close()
    return used * 1000


def edits(browser: Browser, day: Day, repeat: int) -> list[Edit]:
    """Type into the sheet of a day before its releases and watch the pages of reader, secretary and hall."""
    with_passcode = context_of(browser)
    secretary = _logged_in(with_passcode, day)
    screens = {
        "a reader's page": context_of(browser).new_page(),
        "the secretary's page": secretary,
        HALL: with_passcode.new_page(),
    }
    for name, page in screens.items():
        page.goto(f"http://{day.address}/{'trinh_chieu' if name == HALL else ''}")
    lags: dict[str, list[float]] = {name: [] for name in screens}
    time.sleep(3)
    for number in range(repeat):
        for name, lag in _edited(day, screens, f"Cụm thi đua số {number + 1} đã đổi tên").items():
            lags[name].append(lag)
        time.sleep(1.3)
    return [Edit(name, round(median(found), 2), round(max(found), 2)) for name, found in lags.items()]


def _logged_in(context: BrowserContext, day: Day) -> Page:
    page = context.new_page()
    page.goto(f"http://{day.address}/dang-nhap")
    page.get_by_label("Mật khẩu").fill(PASSCODES["secretary"])
    page.get_by_role("button", name="Đăng nhập").click()
    page.wait_for_url("**/")
    return page


def _edited(day: Day, screens: dict[str, Page], text: str) -> dict[str, float]:
    day.rename(text)
    edited, found = time.monotonic(), {}
    while len(found) < len(screens):
        for name, page in screens.items():
            if name not in found and page.get_by_text(text).count():
                found[name] = time.monotonic() - edited
        if time.monotonic() - edited > PATIENCE:
            raise RuntimeError(f"not shown: {set(screens) - set(found)}")
        time.sleep(LOOK)
    return found
