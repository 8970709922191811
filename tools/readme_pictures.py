"""`make readme-pictures`: the pictures of the README, taken from the real app over the sample year.

Each is a page at a size and in a scheme, whole on a phone, the first screen on a wide one. A page that does not come is
a TimeoutError; nothing is written then.
"""

from __future__ import annotations

import datetime as dt
import shutil
import tempfile
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from lib.sheets.sources.xlsx_file import read_workbook
from lib.show.pictures.draw import draw_scene
from lib.show.pictures.style import STYLE
from lib.snapshot import build_snapshot
from lib.stage.released_by_log import all_released
from lib.stage.show import ScreenPosition, Show, build_show
from lib.stage.state import Options
from tests.browser.conftest import CHROMIUM, SAMPLES, Server

OUT = Path(__file__).resolve().parents[1] / "docs" / "pictures"
PHONE, WIDE = (390, 844), (1440, 900)
COLOURS = 128
"""Colours of a picture: a page has few, and the file stays small."""


@dataclass(frozen=True)
class Shot:
    """One picture: its file, the page's address, the size of the window, and whether in the dark."""

    name: str
    address: str
    size: tuple[int, int]
    dark: bool = False


SHOTS = (
    Shot("tong_quan", "", WIDE),
    Shot("tong_quan_toi", "", WIDE, dark=True),
    Shot("tong_quan_dien_thoai", "", PHONE),
    Shot("bang_diem_dien_thoai", "bang_diem", PHONE),
    Shot("danh_hieu_dien_thoai", "danh_hieu", PHONE),
    Shot("nhieu_nam", "nhieu_nam", WIDE),
)


HALL = (1280, 720)
REVEAL, RANKING = "reveal:CNTP", "scores"
SCENES = {"hoi_truong_cong_bo": (REVEAL, 7), "hoi_truong_xep_hang": (RANKING, -1)}
"""Pictures of the hall: the scene and the step, -1 for the last."""


def hall_picture(browser: Browser, show: Show, scene: str, step: int) -> bytes:
    """A scene as the screen of the hall draws it, when everything is released."""
    last = len(show.steps[show.index(scene)]) - 1
    context = browser.new_context(viewport={"width": HALL[0], "height": HALL[1]}, reduced_motion="reduce")
    page = context.new_page()
    picture = draw_scene(show, ScreenPosition(scene, last if step < 0 else step), "readme")
    page.set_content(
        f"<style>html,body{{margin:0;height:100%}}{STYLE}</style><div class='hall' style='height:100vh'>{picture}</div>"
    )
    content = page.screenshot()
    context.close()
    return small(content)


def small(content: bytes) -> bytes:
    """A picture with the few colours that it has."""
    target = BytesIO()
    Image.open(BytesIO(content)).convert("RGB").quantize(COLOURS).save(target, "PNG", optimize=True)
    return target.getvalue()


def whole_show() -> Show:
    """The day of the sample with everything released."""
    path = SAMPLES / "cum_iii_2019.xlsx"
    snapshot = build_snapshot(read_workbook(path.read_bytes(), path.name), dt.datetime.now(dt.UTC))
    return build_show(snapshot, all_released(snapshot), Options())


def taken(browser: Browser, url: str, shot: Shot) -> bytes:
    """The picture as PNG, with the few colours that it has."""
    context = browser.new_context(
        viewport={"width": shot.size[0], "height": shot.size[1]},
        color_scheme="dark" if shot.dark else "light",
        locale="vi-VN",
    )
    page = context.new_page()
    page.goto(f"{url}/{shot.address}")
    page.locator(".look h1").wait_for()
    page.locator("html[lang=vi] .data-time:not(:empty)").wait_for()
    content = page.screenshot(mask=[page.locator(".data-time")], mask_color="#00000000")
    context.close()
    return small(content)


def main() -> None:
    """Take all pictures, then write them."""
    home = Path(tempfile.mkdtemp())
    server = Server(SAMPLES / "cum_iii_2019.xlsx", home).start()
    try:
        with sync_playwright() as running:
            arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
            browser = running.chromium.launch(executable_path=CHROMIUM, args=arguments)
            pictures = {shot.name: taken(browser, server.url, shot) for shot in SHOTS}
            show = whole_show()
            pictures |= {name: hall_picture(browser, show, *place) for name, place in SCENES.items()}
            browser.close()
    finally:
        server.stop()
        shutil.rmtree(home)
    OUT.mkdir(parents=True, exist_ok=True)
    for name, content in pictures.items():
        (OUT / f"{name}.png").write_bytes(content)


if __name__ == "__main__":
    main()
