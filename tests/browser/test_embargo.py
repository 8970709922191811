"""The embargo crawler: everything that leaves the server for a reader is searched for what is not released.

Values that stand nowhere else are planted in every embargoed place. The crawler collects pages, their HTML with what is
inside components, titles, every answer and every message of every websocket, and files behind download buttons. It is
checked by a server into which a leak was planted, and by what it finds once a thing is released.
"""

from __future__ import annotations

import html
import io
import re
import shutil
import struct
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, Response, WebSocket, expect

from lib.model.releasable import RANKING, SCORES, Releasable, releasable_award, releasable_ballot
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import Snapshot, build_snapshot
from lib.stage import acts, release_acts
from lib.stage.desk import Desk
from lib.stage.log.day_log import EventLog
from lib.stage.log.events import Channel, RunKind, ThingsReleased
from lib.stage.state import thing_address
from lib.store.rows import SqliteRows
from lib.store.shelf import FolderShelf
from lib.ui.menu import MENU
from tests.browser.access import log_in
from tests.browser.conftest import ROOT, Server
from tests.browser.hall import READY, Sheet, conference_server
from tests.browser.pool import BrowserPool
from tests.days import version
from tests.waiting import PATIENCE

VOTES = {"TGPL": 81234577, "QLXLVPHC": 76543219, "PBGDPL": 75318642, "BTTP": 12348765}
COUNTS = {
    "Tổng thành viên": 91370083,
    "Có mặt": 91360079,
    "Phát ra": 91350071,
    "Thu về": 91340069,
    "Hợp lệ": 89970061,
    "Không hợp lệ": 1370008,
}
"""Figures so long that no length, port or time is one of them by chance."""
SECRETS = ("LYDOKIN", "NGUOIKIN", "GHICHUKIN", "SOPHIEUKIN", "LYDOPHIEUKIN")
"""Words of the secretary; the last two stand on ballot papers of a secret session, which no other role ever reads."""
PATHS = ("", *(entry.stem for entry in MENU[1:]), "don_vi?don_vi=TGPL", "khong-co-trang-nay")
ROUTES = (
    "xem", "xem/bang-diem", "xem/suy-ton", "xem/nhieu-nam", "xem/don-vi/TGPL", "xem.json", "xem.csv",
    "healthz", "readyz", "metrics", "dang-nhap", "vao", "robots.txt", "theo-doi", "man-hinh", "_stcore/health",
    "_stcore/host-config", "_stcore/metrics", "state/pack/trinh-chieu.html", ".state/stage.sqlite", "app/static/x",
)  # fmt: skip
"""What is asked for by its address alone: our routes, Streamlit's, and files that may not be fetched."""
NOTE_CHANGES = """
  window.changed = performance.now();
  new MutationObserver(() => { window.changed = performance.now(); })
    .observe(document, { childList: true, subtree: true });
"""
STILL = "() => performance.now() - window.changed > 200"
"""Nothing of what stands on the page has changed for 200 ms."""
CONTENT = "[data-testid=stMainBlockContainer] [data-testid=stElementContainer]"
PROGRAM = ("app.py", "lib", "pages", ".streamlit", "sample_data")


@pytest.fixture
def sheet(tmp_path: Path) -> Sheet:
    """The sample with a value of its own in every embargoed place."""
    sheet = Sheet(tmp_path)
    votes = [("Phiếu", f"P1/{unit}", "Đồng ý", count) for unit, count in VOTES.items()]
    blank = [("Phiếu", f"P1/{unit}", name, None) for unit in VOTES for name in ("Không đồng ý", "Không ý kiến")]
    counts = [("Bỏ phiếu", "P1", name, count) for name, count in COUNTS.items()]
    sheet.edit(*votes, *blank, *counts, ("Đơn vị", "TGPL", "Ghi chú", "GHICHUKIN"))
    sheet.add("Quyết định", ("CCP", "TGPL", "rút", "LYDOKIN", "NGUOIKIN", None))
    _with_papers(sheet)
    _unlike_scores(sheet)
    return sheet


def _with_papers(sheet: Sheet) -> None:
    """Papers of the secret session P3, each with a number and a reason that stand nowhere else."""
    book = openpyxl.load_workbook(sheet.path)
    papers = book.create_sheet("Phiếu bầu")
    papers.append(("Mã phiên", "Số phiếu", "Lượt", "Kết luận", "Lý do", *VOTES))
    for number in range(1, 12):
        ending = ("không hợp lệ", f"LYDOPHIEUKIN{number}") if number > 9 else (None, None)
        papers.append(("P3", f"SOPHIEUKIN{number}", 1, *ending, "x", "không", None, "x"))
    sheet.save(book)


def _unlike_scores(sheet: Sheet) -> None:
    """Every verified score a little lower, so that totals are numbers that stand nowhere else."""
    book = openpyxl.load_workbook(sheet.path)
    for number, row in enumerate(book["Thẩm định"].iter_rows()):
        for cell in row:
            if isinstance(cell.value, int | float) and cell.value > 5 and cell.column > 4:
                cell.value = round(cell.value - 0.03 - number / 100, 2)
    sheet.save(book)


def snapshot_of(sheet: Sheet) -> Snapshot:
    return version(ExcelSource(sheet.path).fetch()).snapshot


def totals_of(snapshot: Snapshot) -> set[int]:
    return {int(total) for total in snapshot.standings["total"]}


def spellings(value: int, decimals: int = 0) -> dict[bytes, re.Pattern[bytes]]:
    """A number as text in every form of the program, and as it stands in a table sent in binary: what to look for, and
    how it stands there.
    """
    plain = f"{value / 10**decimals:.{decimals}f}"
    grouped = f"{value / 10**decimals:,.{decimals}f}".translate(str.maketrans(",.", ".,"))
    texts = {text.encode() for text in (plain, plain.replace(".", ","), grouped)}
    binary = (struct.pack("<q", value), struct.pack("<d", value / 10**decimals))
    alone = {text: re.compile(rb"(?<![\d.,])" + re.escape(text) + rb"(?![\d])") for text in texts}
    return alone | {form: re.compile(re.escape(form), re.DOTALL) for form in binary}


@dataclass
class Crawl:
    """Everything that came from the server, piece by piece, with where it came from."""

    pieces: list[tuple[str, bytes]] = field(default_factory=list)

    def add(self, where: str, what: str | bytes) -> None:
        self.pieces.append((where, what.encode() if isinstance(what, str) else what))

    def found(self, values: set[int], decimals: int = 0) -> set[int]:
        return {value for value in values if any(self._has(*form) for form in spellings(value, decimals).items())}

    def words(self, words: tuple[str, ...]) -> set[str]:
        return {word for word in words if any(word.encode() in piece for _, piece in self.pieces)}

    def _has(self, plain: bytes, form: re.Pattern[bytes]) -> bool:
        return any(plain in piece and form.search(piece) for _, piece in self.pieces)


def crawl(pool: BrowserPool, server: Server, role: str | None = None, paths: tuple[str, ...] = PATHS) -> Crawl:
    """Visit these pages in a role."""
    with pool.lent() as take:
        page = take((1200, 1600)).new_page()
        if role is not None:
            log_in(page, server, role, "tong_quan")
        return _crawl(page, server, paths)


def _crawl(page: Page, server: Server, paths: tuple[str, ...]) -> Crawl:
    found = Crawl()

    def answered(response: Response) -> None:
        if not response.url.startswith(server.url) or "/static/" in response.url or 300 <= response.status < 400:
            return
        if response.request.resource_type in ("document", "fetch", "xhr"):
            found.add(response.url, response.body())

    def opened(socket: WebSocket) -> None:
        socket.on("framereceived", lambda payload: found.add(socket.url, payload))

    page.on("response", answered)
    page.on("websocket", opened)
    page.add_init_script(NOTE_CHANGES)
    for path in paths:
        page.goto(f"{server.url}/{path}", wait_until="commit")
        _drawn(page)
        found.add(path, page.content())
        found.add(path, page.locator("[data-testid=stApp]").inner_text())
        found.add(path, page.title())
        _downloads(page, found, path)
    for path in ROUTES:
        answer = page.request.get(f"{server.url}/{path}")
        found.add(path, "\n".join([str(answer.headers), answer.text()]))
    return found


def _drawn(page: Page) -> None:
    """Wait until the run has ended, every part is there and nothing of the page changes any more."""
    expect(page.locator(CONTENT).first).to_be_attached()
    page.wait_for_selector(READY, timeout=60_000)
    expect(page.get_by_test_id("stSkeleton")).to_have_count(0)
    page.wait_for_function(STILL, polling=50)


def _downloads(page: Page, found: Crawl, path: str) -> None:
    for number in range(min(8, page.locator("[data-testid=stDownloadButton] button:visible").count())):
        with page.expect_download(timeout=PATIENCE * 1000) as waiting:
            page.locator("[data-testid=stDownloadButton] button:visible").nth(number).click()
        content = Path(waiting.value.path()).read_bytes()
        found.add(f"{path} {waiting.value.suggested_filename}", _unzipped(content))


def _unzipped(content: bytes) -> bytes:
    """A file with what is inside it: .docx and .xlsx are zips."""
    if not content.startswith(b"PK"):
        return content
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        return b"".join(_unzipped(package.read(name)) for name in package.namelist())


def released_at_start(server: Server, sheet: Sheet, things: set[Releasable], fixed: bool = False) -> None:
    """The log of a conference that has released these things, before the server starts."""
    state = server.home / "state"
    log = EventLog(SqliteRows(state / "stage.sqlite"))
    desk = Desk(log, FolderShelf(state / "taken"), build_snapshot, wait=lambda seconds, then: None)
    desk.offer(version(ExcelSource(sheet.path).fetch()))
    if fixed:
        desk.do(acts.fix_scores, desk.state.seq, "An")
    desk.begin(RunKind.CONFERENCE, desk.state.seq, "An")
    if SCORES in things:
        desk.do(release_acts.release_scores, desk.state.seq, "An")
    opened = tuple(thing_address(thing) for thing in sorted(things))
    if opened:
        both = (ThingsReleased(opened, Channel.WEB), ThingsReleased(opened, Channel.HALL))
        desk.do(lambda table: both, desk.state.seq, "An")
    log.close()


@pytest.fixture
def server(tmp_path: Path, sheet: Sheet) -> Iterator[Server]:
    home = tmp_path / "server"
    home.mkdir()
    server = conference_server(home, sheet.path)
    yield server
    server.stop()


def names_in(order: tuple[str, ...], found: Crawl) -> bool:
    """Whether any piece names all units one after the other in this order, each perhaps several times in a row."""
    return any(_named_in(order, html.unescape(piece.decode("utf-8", "replace"))) for _, piece in found.pieces)


def _named_in(order: tuple[str, ...], text: str) -> bool:
    places = sorted((match.start(), label) for label in order for match in re.finditer(re.escape(label), text))
    named = [label for _, label in places]
    once = tuple(label for place, label in enumerate(named) if place == 0 or named[place - 1] != label)
    return any(once[start : start + len(order)] == order for start in range(len(once)))


def ranking(snapshot: Snapshot) -> tuple[str, ...]:
    return tuple(snapshot.workbook.unit(str(code)).label for code in snapshot.standings["unit"])


def test_before_any_release_nothing_under_embargo_leaves_the_server(pool, server, sheet):
    released_at_start(server, sheet, set())
    server.start()
    snapshot = snapshot_of(sheet)
    assert [tally.session for tally in snapshot.tallies] == ["P3"]
    for role in (None, "leader"):
        found = crawl(pool, server, role)
        assert found.found(totals_of(snapshot), 2) == set(), role
        assert found.found({*VOTES.values(), *COUNTS.values()}) == set(), role
        assert found.words(SECRETS) == set(), role
        assert not names_in(ranking(snapshot), found), role


def test_chot_diem_opens_scores_to_leaders_and_votes_to_nobody(pool, server, sheet):
    released_at_start(server, sheet, set(), fixed=True)
    server.start()
    snapshot = snapshot_of(sheet)
    leader, reader = (crawl(pool, server, role) for role in ("leader", None))
    assert leader.found(totals_of(snapshot), 2) == totals_of(snapshot)
    assert reader.found(totals_of(snapshot), 2) == set()
    for found in (leader, reader):
        assert found.found(set(VOTES.values())) == set()
        assert found.words(SECRETS) == set()


def test_released_scores_are_found_and_votes_are_not(pool, server, sheet):
    released_at_start(server, sheet, {SCORES, RANKING}, fixed=True)
    server.start()
    snapshot = snapshot_of(sheet)
    found = crawl(pool, server)
    assert found.found(totals_of(snapshot), 2) == totals_of(snapshot)
    assert names_in(ranking(snapshot), found)
    assert found.found(set(VOTES.values())) == set()
    assert found.words(SECRETS) == set()


def test_a_released_award_is_found_with_its_votes_and_without_the_secretary_s_words(pool, server, sheet):
    released_at_start(server, sheet, {releasable_ballot("P1"), releasable_award("CNTP")})
    server.start()
    found = crawl(pool, server)
    released = {VOTES["TGPL"], VOTES["QLXLVPHC"]}
    assert found.found(released) == released
    assert found.words(SECRETS) == set()
    assert found.found(totals_of(snapshot_of(sheet)), 2) == set()


def test_the_crawler_finds_a_planted_leak(pool, sheet, tmp_path):
    program = tmp_path / "program"
    program.mkdir()
    for name in PROGRAM:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, program / name, ignore=shutil.ignore_patterns("secrets.toml"))
        else:
            shutil.copy(ROOT / name, program / name)
    leak = program / "lib" / "release" / "role_view.py"
    text = leak.read_text(encoding="utf-8")
    assert "if allows(role, Right.VOTES):" in text
    leak.write_text(text.replace("if allows(role, Right.VOTES):", "if True:"), encoding="utf-8")
    home = tmp_path / "leaking"
    home.mkdir()
    server = conference_server(home, sheet.path)
    server.program = program
    released_at_start(server, sheet, {SCORES, RANKING, releasable_ballot("P3")}, fixed=True)
    try:
        server.start()
        found = crawl(pool, server, paths=("danh_hieu",))
    finally:
        server.stop()
    assert found.found({VOTES["TGPL"]}) == {VOTES["TGPL"]}
