"""`make soak`: an hour of the hall: two projectors stepped through a conference, phones that look, a changing sheet.

Everything is released at the beginning, so that reveals are among the steps; every few minutes the sheet changes and
the secretary takes the new version. Prints the memory of the server and of the projector's page every minute, and fails
where it keeps growing. The first fifth is not judged: caches fill.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from bench.reach import in_words
from tests.browser.conftest import CHROMIUM
from tests.browser.hall import READY, Hall, Sheet, conference_server
from tests.browser.pool import fresh

PHONES = 5
STEP_SECONDS = 4.0
CHANGE_EVERY = 50
TURN_EVERY = 60
"""Steps after which the sheet changes, and after which the day is stepped through the other way."""
GROWTH = 1.15
"""How much larger the last fifth may be than the second one."""


@dataclass(frozen=True)
class Sample:
    minute: float
    server_mb: float
    page_mb: float
    nodes: int


def memory_of(process: int) -> float:
    """Resident memory in MB."""
    for line in Path(f"/proc/{process}/status").read_text().splitlines():
        if line.startswith("VmRSS:"):
            return int(line.split()[1]) / 1024
    raise LookupError(process)


def sample(hall: Hall, minute: float) -> Sample:
    session = hall.keys.context.new_cdp_session(hall.keys)
    session.send("HeapProfiler.collectGarbage")
    session.send("Performance.enable")
    found = {one["name"]: one["value"] for one in session.send("Performance.getMetrics")["metrics"]}
    session.detach()
    assert hall.server.process is not None
    heap = found["JSHeapUsedSize"] / 1024**2
    return Sample(minute, memory_of(hall.server.process.pid), heap, int(found["Nodes"]))


def phones(hall: Hall, browser: Browser) -> list[Page]:
    pages = []
    for number in range(PHONES):
        context = browser.new_context(viewport={"width": 390, "height": 844}, locale="vi-VN")
        page = context.new_page()
        page.goto(f"{hall.server.url}/{('', 'bang_diem', 'danh_hieu')[number % 3]}")
        page.wait_for_selector(READY, timeout=60_000)
        pages.append(page)
    return pages


def soak(minutes: float, browser: Browser, folder: Path) -> list[Sample]:
    """The samples of so many minutes."""
    sheet = Sheet(folder)
    (folder / "server").mkdir()
    server = conference_server(folder / "server", sheet.path).start()
    try:
        hall = Hall(partial(fresh, browser), server)
        looking = phones(hall, browser)
        begin(hall)
        return _run(minutes, hall, sheet, looking)
    finally:
        server.stop()


def begin(hall: Hall) -> None:
    """The conference begins, and everything that the sample has to show is released."""
    hall.tab("Phiên bản")
    hall.press("Chốt điểm")
    hall.begin("Bắt đầu hội nghị")
    hall.tab("Đối chiếu và công bố")
    hall.press("Công bố điểm và xếp hạng tại hội trường")
    for session in ("P1", "P2", "P3"):
        hall.read_back(session)
    for award in ("CNTP", "CCP"):
        hall.release(award)


def change(hall: Hall, sheet: Sheet, steps: int) -> None:
    """The secretary edits the programme and takes the new version."""
    sheet.edit(("Chương trình", "7", "Nội dung", f"Tham luận, thảo luận ({steps})"))
    hall.tab("Phiên bản")
    hall.take()


def _run(minutes: float, hall: Hall, sheet: Sheet, looking: list[Page]) -> list[Sample]:
    samples, began, steps, direction = [], time.monotonic(), 0, "ArrowRight"
    every, reached = max(1.0, minutes / 60), []
    hall.note_pictures()
    while (minute := (time.monotonic() - began) / 60) < minutes:
        reached.append(hall.step(direction))
        steps += 1
        if steps % TURN_EVERY == 0:
            direction = "ArrowLeft" if direction == "ArrowRight" else "ArrowRight"
        if steps % CHANGE_EVERY == 0:
            change(hall, sheet, steps)
            looking[steps // CHANGE_EVERY % PHONES].reload()
        if not samples or minute - samples[-1].minute >= every:
            samples.append(sample(hall, minute))
            print(_line(samples[-1]), flush=True)
        time.sleep(STEP_SECONDS)
    print(f"{steps} steps, {len(looking)} phones; {in_words(reached)}")
    return samples


def _line(one: Sample) -> str:
    return f"{one.minute:6.1f} min  server {one.server_mb:7.1f} MB  page {one.page_mb:6.1f} MB  {one.nodes} nodes"


def grows(samples: list[Sample], what: tuple[str, ...] = ("server_mb", "page_mb", "nodes")) -> list[str]:
    """What is larger in the last fifth than in the second one, at its smallest: pictures differ in size, leaks stay."""
    fifth = max(1, len(samples) // 5)
    early, late = samples[fifth : 2 * fifth] or samples[:1], samples[-fifth:]
    found = []
    for name in what:
        before, after = (min(getattr(one, name) for one in part) for part in (early, late))
        if after > before * GROWTH:
            found.append(f"{name}: {before:.0f} → {after:.0f}")
    return found


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--minutes", type=float, default=60.0)
    minutes = parser.parse_args().minutes
    folder = Path(tempfile.mkdtemp(prefix="soak"))
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        samples = soak(minutes, browser, folder)
        browser.close()
    shutil.rmtree(folder, ignore_errors=True)
    growing = grows(samples)
    print("flat" if not growing else f"grows: {'; '.join(growing)}")
    return 1 if growing else 0


if __name__ == "__main__":
    sys.exit(main())
