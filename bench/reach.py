"""`make bench`: how long a step takes from the key to both screens of the hall, by the clocks of the browsers.

Two projectors, a phone and the control are open, as on the day. The screens run on this machine, so the network of the
hall comes on top.
"""

from __future__ import annotations

import statistics
import tempfile
import time
from collections.abc import Sequence
from functools import partial
from pathlib import Path

from playwright.sync_api import sync_playwright

from tests.browser.conftest import CHROMIUM
from tests.browser.hall import Hall, Sheet, conference_server
from tests.browser.pool import fresh

STEPS = 30
PAUSE = 1.0
"""Seconds between two steps; no one presses faster, and the desk takes two presses close together for one."""
ARGUMENTS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]


def in_words(reached: Sequence[float | None]) -> str:
    """How long steps took, the middle one and the longest; how many brought no new picture."""
    took = [one * 1000 for one in reached if one is not None]
    if not took:
        return "no step reached the screens"
    lost = len(reached) - len(took)
    return (
        f"a step reaches both screens after {statistics.median(took):.0f} ms (median of {len(took)}), "
        f"at most {max(took):.0f} ms; {lost} brought no new picture"
    )


def measure(hall: Hall) -> list[float | None]:
    """The seconds that steps took, to the second scene of the day and back."""
    hall.note_pictures()
    hall.keys.bring_to_front()
    reached = []
    for number in range(STEPS):
        time.sleep(PAUSE)
        reached.append(hall.step("ArrowLeft" if number % 2 else "ArrowRight"))
    return reached


def main() -> None:
    with tempfile.TemporaryDirectory(prefix="reach") as name, sync_playwright() as playwright:
        folder = Path(name)
        (folder / "server").mkdir()
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=ARGUMENTS)
        server = conference_server(folder / "server", Sheet(folder).path).start()
        try:
            print(in_words(measure(Hall(partial(fresh, browser), server))))
        finally:
            server.stop()
            browser.close()


if __name__ == "__main__":
    main()
