"""`make load`: three hundred readers and three browsers held open for ten minutes, while the day goes on.

Every minute the sheet changes and the secretary takes the version, a step of the reveal is pressed, and a tenth of the
readers leave and others come. Prints what it cost and the memory of the server, and fails where a reader misses a
change or memory keeps growing.
"""

from __future__ import annotations

import argparse
import asyncio
import sys
import tempfile
import time
from pathlib import Path

from playwright.async_api import Browser, BrowserContext, Page, async_playwright

from bench.browsers import FLAGS, READY
from bench.crowd import Crowd, crowd_of, percentile
from bench.day import Day, conference
from bench.opens import READER, in_turns
from bench.process import cpu, machine, memory
from bench.reveal import reveal
from bench.session import Page as Session
from bench.soak import Sample, grows
from tests.browser.conftest import CHROMIUM

MINUTE = 60.0
TURNOVER = 10
"""One reader in so many leaves in every minute, and another one comes."""


async def load(minutes: int, viewers: int, day: Day) -> tuple[list[Sample], int]:
    """The samples of so many minutes, and how often a reader missed a change."""
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        hall = await crowd_of(day)
        screen = await _screens(browser, day, hall.control.cookies)
        await hall.grow(viewers)
        samples, missed = [await _sample(day, screen, 0)], 0
        for minute in range(1, minutes + 1):
            began = time.monotonic()
            missed += await _minute(hall, minute)
            await asyncio.sleep(max(0.0, MINUTE - (time.monotonic() - began)))
            samples.append(await _sample(day, screen, minute))
            one = samples[-1]
            print(f"    server {one.server_mb:.0f} MB, page {one.page_mb:.1f} MB, {one.nodes} nodes", flush=True)
        await hall.leave()
        await browser.close()
    return samples, missed


async def _screens(browser: Browser, day: Day, cookies: str) -> Page:
    """A reader's desktop, a phone, and the projector, whose page is returned."""
    for path, width, height in (("", 1280, 800), ("bang_diem", 390, 844)):
        context = await browser.new_context(viewport={"width": width, "height": height}, locale="vi-VN")
        await (await _opened(context, day, path)).wait_for_selector(READY)
    context = await browser.new_context(viewport={"width": 1920, "height": 1080}, locale="vi-VN")
    pairs = (cookie.split("=", 1) for cookie in cookies.split("; "))
    await context.add_cookies([{"name": name, "value": value, "url": f"http://{day.address}"} for name, value in pairs])
    return await _opened(context, day, "trinh_chieu")


async def _opened(context: BrowserContext, day: Day, path: str) -> Page:
    page = await context.new_page()
    await page.goto(f"http://{day.address}/{path}")
    return page


async def _minute(hall: Crowd, minute: int) -> int:
    """A change, a step of the reveal, readers who come and go; how many readers missed the change."""
    before = cpu(hall.day.server.pid)
    lags, spent = await hall.change()
    seen = sorted(lag for lag in lags if lag is not None)
    step = await reveal(hall, 1)
    leaving = hall.readers[::TURNOVER]
    hall.readers = [reader for reader in hall.readers if reader not in leaving]
    for reader in leaving:
        await reader.close()
    hall.readers += await in_turns(
        [Session(hall.day.address, READER[number % len(READER)]).open(files=True) for number in range(len(leaving))]
    )
    used = cpu(hall.day.server.pid) - before
    print(
        f"{minute:3d} min  change p95 {percentile(seen, 95):.2f} s, {spent / len(lags) * 1000:.1f} ms each; "
        f"reveal {step.worst:.3f} s; {len(leaving)} came and went; CPU {used:.1f} s",
        flush=True,
    )
    return len(lags) - len(seen)


async def _sample(day: Day, screen: Page, minute: int) -> Sample:
    session = await screen.context.new_cdp_session(screen)
    await session.send("HeapProfiler.collectGarbage")
    await session.send("Performance.enable")
    found = {one["name"]: one["value"] for one in (await session.send("Performance.getMetrics"))["metrics"]}
    await session.detach()
    return Sample(minute, memory(day.server.pid), found["JSHeapUsedSize"] / 1024**2, int(found["Nodes"]))


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=int, default=10)
    parser.add_argument("--viewers", type=int, default=300)
    asked = parser.parse_args()
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory(prefix="load") as folder, conference(Path(folder) / "day") as day:
        samples, missed = asyncio.run(load(asked.minutes, asked.viewers, day))
    growing = grows(samples, ("server_mb", "page_mb"))  # the day goes on, so the hall's picture is another one
    print(f"{asked.viewers} readers and 3 browsers for {asked.minutes} minutes, {missed} changes missed by a reader")
    print("flat" if not growing else f"grows: {'; '.join(growing)}")
    return 1 if growing or missed else 0


if __name__ == "__main__":
    sys.exit(main())
