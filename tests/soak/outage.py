"""Ten minutes without Google, the server restarted in the middle, an open page in Chromium all the while.

    python -m tests.soak.outage --minutes 10

Every few seconds the page must show the last good version with its age; after the outage it must recover alone.
"""

from __future__ import annotations

import argparse
import shutil
import sys
import time

from playwright.sync_api import Page, expect, sync_playwright

from tests.soak.app import RunningApp, app_over_fake

POLL = 5.0
LOOK = 5.0
BEFORE, AFTER = "Cụm trước sự cố", "Cụm sau sự cố"
AGE = ".data-time"


def seen(page: Page, app: RunningApp, seconds: float) -> list[str]:
    """What the line with the age says, looked at for so long; AssertionError when the picture is gone."""
    lines = []
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        page.wait_for_timeout(LOOK * 1000)
        assert page.get_by_text(BEFORE).first.is_visible(), "the last good version is gone"
        assert page.get_by_role("dialog").count() == 0, "a dialog stands over the page"
        place = page.locator(AGE)
        lines.append(f"[{(place.get_attribute('class') or '').removeprefix('data-time').strip()}] {place.inner_text()}")
    return lines


def run(app: RunningApp, page: Page, minutes: float) -> list[str]:
    """The lines of the age through the outage, and how fast the page was back."""
    app.rename(BEFORE)
    page.goto(f"http://{app.address}")
    expect(page.get_by_text(BEFORE).first).to_be_visible(timeout=60_000)
    app.fake.stop()
    lines = seen(page, app, minutes * 30)
    app.stop()
    app.start()
    lines += seen(page, app, minutes * 30)
    app.rename(AFTER)
    back = time.monotonic()
    app.fake.start()
    expect(page.get_by_text(AFTER).first).to_be_visible(timeout=90_000)
    return [*lines, f"back after {time.monotonic() - back:.1f} s: {page.locator(AGE).inner_text()}"]


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.outage")
    parser.add_argument("--minutes", type=float, default=10.0)
    parser.add_argument("--port", type=int, default=8713)
    args = parser.parse_args()
    chromium = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    with app_over_fake(POLL, args.port) as app, sync_playwright() as playwright:
        flags = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=chromium, args=flags)
        lines = run(app, browser.new_page(locale="vi-VN"), args.minutes)
        browser.close()
    shown = lines[:: max(1, len(lines) // 20)]
    print(*shown, lines[-1], sep="\n")
    print(f"{len(lines) - 1} looks during {args.minutes:g} minutes; the last good version stood at every one")
    return 0


if __name__ == "__main__":
    sys.exit(main())
