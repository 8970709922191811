"""Every picture at the sizes of real projectors: nothing cut, nothing too small; the pack played without a server."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from lib.feed.latest import Version
from lib.model.releasable import NOTHING, Released, releasable_ballot
from lib.model.year_records import SceneKind
from lib.papers.pack.player import pack
from lib.sheets.sources.xlsx_file import read_workbook
from lib.show.pictures.draw import draw_message, draw_pause, draw_scene
from lib.show.pictures.style import STYLE
from lib.snapshot import Snapshot
from lib.stage.log.events import FiguresCorrected
from lib.stage.released_by_log import all_released
from lib.stage.show import ScreenPosition, Show, build_show
from lib.stage.state import Options
from tests.big_years import Size, big_year
from tests.browser.conftest import SAMPLES, keep_picture
from tests.days import sample_tables, sample_version, tied_tables, version, with_row

SIZES = ((1920, 1080), (3840, 2160), (1024, 768))
LINES = tuple((f"ballot:P{number}", f"Phiên P1: đơn vị {number} – đồng ý", "7", "8") for number in range(6))
CORRECTION = FiguresCorrected("v1", "v2", LINES, "Ban kiểm phiếu cộng sót", "Cụm trưởng", ("award:CNTP",))
LONG_MESSAGE = (
    "Hội nghị nghỉ giải lao 15 phút. Kính mời quý vị đại biểu ra sảnh tầng một dùng nước, chụp ảnh lưu niệm và trở lại "
    "hội trường đúng 10 giờ 15 phút để bỏ phiếu"
)
FAULTS = """() => {
  const faults = [];
  const least = innerHeight * 0.0319;
  const main = document.querySelector('.pic .body');
  if (main.scrollHeight > main.clientHeight + 2) faults.push(`too much: ${main.scrollHeight} > ${main.clientHeight}`);
  for (const one of document.querySelectorAll('.pic *')) {
    if (one.classList.contains('frame')) continue;
    const box = one.getBoundingClientRect();
    if (box.width && (box.left < -1 || box.right > innerWidth + 1 || box.top < -1 || box.bottom > innerHeight + 1))
      faults.push(`cut: ${one.textContent.slice(0, 40)}`);
    const alone = [...one.childNodes].some((node) => node.nodeType === 3 && node.textContent.trim());
    const size = parseFloat(getComputedStyle(one).fontSize);
    if (alone && size < least) faults.push(`small: ${size} ${one.textContent.slice(0, 40)}`);
    if (alone && one.scrollWidth > one.clientWidth + 2 && getComputedStyle(one).display !== 'inline')
      faults.push(`wide: ${one.textContent.slice(0, 40)}`);
  }
  return faults;
}"""


WITH_OTHERS = Options(others=True)
EARLY = frozenset({SceneKind.SCORES, SceneKind.BALLOT_RULES, SceneKind.VOTING, SceneKind.REVEAL, SceneKind.PROPOSALS})
"""Scenes that look different before anything is released."""


def show_of(
    snapshot: Snapshot, released: Released | None = None, *corrections: FiguresCorrected, options: Options = WITH_OTHERS
) -> Show:
    opened = all_released(snapshot) if released is None else released
    return build_show(snapshot, opened, options, corrections=corrections)


def with_tasks() -> Version:
    """The sample with a scene of tasks on its agenda."""
    return version(with_row(sample_tables(), "Chương trình", 17, "12:00", "Việc sau hội nghị", None, "công việc"))


def merged() -> Version:
    """Three years with a rename, mergers and a split."""
    path = SAMPLES / "nhieu_nam.xlsx"
    return version(read_workbook(path.read_bytes(), path.name))


def shows() -> Iterator[tuple[str, Show, Collection[SceneKind]]]:
    """Shows by name, and the kinds of scenes that only they have."""
    sample, reveal = sample_version().snapshot, (SceneKind.REVEAL,)
    settled = with_row(tied_tables(), "Quyết định", "CNTP", "PBGDPL", "suy tôn", "tổng điểm cao hơn", "Cụm trưởng")
    ballots = Released.of([releasable_ballot("P1"), releasable_ballot("P2")])
    yield "sample", show_of(with_tasks().snapshot, None, CORRECTION), SceneKind
    yield "early", show_of(sample, NOTHING), EARLY
    yield "ballots", show_of(sample, ballots), reveal
    yield "top", show_of(sample, options=Options(top=3)), (SceneKind.SCORES,)
    yield "tie", show_of(version(tied_tables()).snapshot), reveal
    yield "settled", show_of(version(settled).snapshot), reveal
    yield "merged", show_of(merged().snapshot), (SceneKind.YEARS,)


def pictures() -> Iterator[tuple[str, str]]:
    """Every scene and step by name, and what stands over a scene; none twice."""
    drawn: set[str] = set()
    for name, show, kinds in shows():
        for scene, steps in zip(show.scenes, show.steps, strict=True):
            for number, step in enumerate(steps if scene.kind in kinds else ()):
                words = f"{name}-{scene.name}-{number:02d}-{step.kind}".replace(":", "-").replace("#", "-")
                picture = draw_scene(show, ScreenPosition(scene.name, number), "hold", rehearsal=name == "tie")
                if picture not in drawn:
                    drawn.add(picture)
                    yield words, picture
    snapshot = sample_version().snapshot
    yield "over-message", draw_message(snapshot, LONG_MESSAGE)
    yield "over-pause", draw_pause(snapshot, "")


@pytest.fixture
def canvas(chromium: Browser, request: pytest.FixtureRequest) -> Iterator[Page]:
    width, height = request.param
    page = chromium.new_page(viewport={"width": width, "height": height}, reduced_motion="reduce")
    yield page
    page.close()


@pytest.mark.parametrize("canvas", SIZES, indirect=True, ids=lambda size: f"{size[0]}x{size[1]}")
def test_every_picture_fits_and_can_be_read(canvas: Page):
    width = canvas.viewport_size["width"]
    faults = {}
    for name, picture in pictures():
        style = f"<style>html,body{{margin:0;height:100%}}{STYLE}</style>"
        canvas.set_content(f"{style}<div class='hall' style='height:100vh'>{picture}</div>")
        found = canvas.evaluate(FAULTS)
        if found:
            faults[name] = found
        if width < 3000:
            keep_picture(canvas, f"hall/{width}/{name}")
    assert faults == {}


ODD = (
    Size(11, letters=150, awards=2, around=True),
    Size(24, letters=40, awards=3, proposed=14, tied=True, around=True),
    Size(63, letters=40, awards=2, proposed=20),
    Size(63, letters=150, awards=1, proposed=16, tied=True),
)
"""Clusters unlike the sample: units, length of names, awards, seats; two with long names of everything else."""
HUGE = Size(252, letters=150, awards=12, proposed=13, short_names=True)


@pytest.mark.parametrize("canvas", [SIZES[0], SIZES[2]], indirect=True, ids=lambda size: f"{size[0]}x{size[1]}")
@pytest.mark.parametrize(
    "size",
    [*ODD, pytest.param(HUGE, marks=pytest.mark.long)],
    ids=lambda size: f"{size.units} units, {size.letters} letters, {size.awards}",
)
def test_pictures_of_a_cluster_of_any_size_and_names_fit(canvas: Page, size: Size):
    style = f"<style>html,body{{margin:0;height:100%}}{STYLE}</style>"
    canvas.set_content(f"{style}<div class='hall' style='height:100vh'></div>")
    hall, faults = canvas.locator(".hall"), {}
    for name, picture in odd_pictures(size):
        hall.evaluate("(hall, picture) => { hall.innerHTML = picture; }", picture)
        found = canvas.evaluate(FAULTS)
        if found:
            faults[name] = found[:3]
    assert faults == {}


def odd_pictures(size: Size) -> Iterator[tuple[str, str]]:
    """Every scene and step of such a cluster; of a scene with many pages, the first three and the last."""
    show = show_of(big_year(size))
    for scene, steps in zip(show.scenes, show.steps, strict=True):
        drawn: dict[str, int] = {}
        for number, step in enumerate(steps):
            drawn[step.kind] = drawn.get(step.kind, 0) + 1
            if drawn[step.kind] <= 3 or number == len(steps) - 1:
                yield f"{scene.name}-{number}-{step.kind}", draw_scene(show, ScreenPosition(scene.name, number), "hold")


@pytest.fixture
def packed(tmp_path: Path) -> Path:
    path = tmp_path / "trinh-chieu.html"
    path.write_text(pack(show_of(sample_version().snapshot)), encoding="utf-8")
    return path


def test_the_pack_plays_from_a_file_with_the_same_keys(chromium: Browser, packed: Path):
    context = chromium.new_context(viewport={"width": 1280, "height": 720}, offline=True, reduced_motion="reduce")
    page = context.new_page()
    page.goto(packed.as_uri())
    hall = page.locator("#hall")
    expect(hall).to_contain_text("HỘI NGHỊ TỔNG KẾT")
    page.keyboard.press("ArrowRight")
    expect(hall).to_contain_text("Chương trình hội nghị")
    page.keyboard.press("b")
    expect(page.locator("#hall .blank")).to_be_visible()
    page.keyboard.press(" ")
    expect(hall).to_contain_text("Chương trình hội nghị")
    page.keyboard.press("PageUp")
    expect(hall).to_contain_text("HỘI NGHỊ TỔNG KẾT")
    page.keyboard.press("m")
    page.get_by_role("button", name="Công bố: Cờ thi đua Chính phủ").click()
    for _ in range(3):
        page.keyboard.press("PageDown")
    expect(hall).to_contain_text("9/11 phiếu")
    page.reload()
    expect(hall).to_contain_text("9/11 phiếu")
    page.keyboard.press("m")
    page.get_by_role("button", name="Đọc: Suy tôn").click()
    expect(page.locator("#read h1")).to_contain_text("4 đề nghị")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    expect(hall).to_contain_text("9/11 phiếu")
    context.close()
