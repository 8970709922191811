"""A fault of Google or of people: what pages, log and state file hold afterwards, and that it ends by itself."""

from __future__ import annotations

import dataclasses
import datetime as dt
import html
import logging
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from lib.access import policy
from lib.access.rights import Role
from lib.access.visitor import Visitor
from lib.feed.latest import FeedState
from lib.feed.leader_lease import HostSource
from lib.feed.polling import LONGEST_PAUSE, Feed, pause_after
from lib.feed.state_copy import StateCopy
from lib.model.problems import CellRef, Code, SourceFailure
from lib.settings import Settings, SourceSettings
from lib.sheets.sources.account import GoogleAccess, ServiceAccount
from lib.sheets.sources.confirmed import ConfirmedSource
from lib.sheets.sources.google import GoogleSource
from lib.sheets.sources.source import RawTables
from lib.show.sources.failures import FAILURES
from lib.snapshot import Snapshot, build_snapshot
from lib.store.shelf import FolderShelf
from lib.ui import render_cache, running_app
from lib.ui.menu import HOME, PAGES
from tests.clocks import HandClock
from tests.fake_sheets import faults
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.faults import Fault, On, always
from tests.fake_sheets.grid import Cell
from tests.fake_sheets.patience import patience_with
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account, new_account
from tests.places import SAMPLE
from tests.ui.conftest import AppTest, unopened
from tests.ui.test_pages import rows_of, words_of

KEY = "1sample-spreadsheet"
FAULTS = [
    faults.unauthenticated(),
    faults.forbidden(),
    faults.api_disabled(),
    faults.not_found(),
    faults.office_file(),
    faults.over_quota(),
    faults.over_quota(retry_after=90),
    faults.internal_error(),
    faults.bad_gateway(),
    faults.unavailable(),
    faults.text_error(500),
    faults.login_page(),
    faults.redirect_to_login(),
    faults.cut_off(500),
    faults.slow(1.5),
    faults.trickling(0.05),
    faults.token_refused(),
    faults.token_refused("Invalid JWT: Token must be a short-lived token"),
    faults.login_page(On.TOKEN),
    faults.error(400, "Unable to parse range", "INVALID_ARGUMENT"),
    faults.text_error(403),
    Fault("half json", status=200, body=b'{"valueRanges": ['),
]


@pytest.fixture(scope="module")
def account() -> Account:
    return new_account()


@pytest.fixture
def fake(account: Account) -> Iterator[FakeSheets]:
    with FakeSheets() as server:
        server.google.add(book_of(SAMPLE, KEY, "Bảng điểm 2019", {account.email}))
        yield server


@pytest.fixture
def copy(tmp_path: Path) -> StateCopy:
    return StateCopy(FolderShelf(tmp_path / "state"), KEY)


_built: dict[RawTables, Snapshot] = {}


def built(tables: RawTables, at: dt.datetime) -> Snapshot:
    """The sample is scored once for all faults; nothing changes a snapshot."""
    if tables not in _built:
        _built[tables] = build_snapshot(tables, at)
    return _built[tables]


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def until_live(feed: Feed) -> None:
    """Read once; with little patience for answers, as often as a busy machine needs."""
    for _ in range(30):
        feed.poll()
        if feed.latest.state is FeedState.LIVE:
            return
    raise AssertionError(feed.latest)


@pytest.fixture
def feed(
    fake: FakeSheets, account: Account, copy: StateCopy, clock: HandClock, request: pytest.FixtureRequest
) -> Iterator[Feed]:
    parameters = request.node.callspec.params if hasattr(request.node, "callspec") else {}
    patience = dataclasses.replace(patience_with(parameters.get("fault")), tries=2)
    access = GoogleAccess(ServiceAccount.of(fake.info(account)), fake.endpoint, patience)
    feed = Feed(HostSource(ConfirmedSource([GoogleSource(KEY, access, clock=clock)], clock), copy), built)
    until_live(feed)
    yield feed
    feed.stop()


@pytest.fixture
def open_page(feed: Feed, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., AppTest]]:
    """Opens a page in a role."""
    running_app.hand_over(running_app.RunningApp(feed, Settings(SourceSettings(()))))

    def opening(role: Role, stem: str = HOME.stem) -> AppTest:
        monkeypatch.setattr("lib.ui.access.current_visitor", lambda: Visitor(role, policy.PolicyFault.NOT_SET_UP))
        app = unopened().run()
        if stem != HOME.stem:
            app = app.switch_page(f"../../{PAGES.name}/{stem}.py").run()
        assert not app.exception
        return app

    yield opening
    render_cache.forget_everything()


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: f"{fault.name} on {fault.on}")
def test_a_fault_keeps_pages_and_copy_says_why_and_ends_by_itself(
    fault: Fault, fake: FakeSheets, feed: Feed, copy: StateCopy, account: Account, caplog, open_page
) -> None:
    shown, kept, agreed_at = feed.latest.version, copy.load(), copy.last_report().agreed_at
    before = {role: words_of(open_page(role)) for role in (Role.SECRETARY, Role.VIEWER)}
    fake.google.script.add(always(fault))
    fake.google.tokens.given.clear()
    for _ in range(3):
        feed.poll()
    latest = feed.latest
    assert (latest.state, latest.version, latest.failure.attempts) == (FeedState.STALE, shown, 3)
    assert copy.load() == kept
    report = copy.last_report()
    assert (report.failure, report.agreed_at) == (latest.failure.why, agreed_at)
    told = [record for record in caplog.records if record.name == "lib.feed.polling"]
    assert [record.levelno for record in told] == [logging.WARNING]
    assert latest.failure.why.value in caplog.text
    assert not [line for line in account.info("")["private_key"].splitlines() if line in caplog.text]
    secretary = words_of(open_page(Role.SECRETARY))
    assert set(before[Role.SECRETARY].splitlines()) < set(secretary.splitlines())
    assert FAILURES[latest.failure.why].sentence in secretary
    assert FAILURES[latest.failure.why].remedy in secretary
    assert words_of(open_page(Role.VIEWER)) == before[Role.VIEWER]
    fake.google.script.clear()
    until_live(feed)
    assert feed.latest.version == shown
    assert "can be read again" in caplog.text
    assert copy.last_report().failure is None
    assert words_of(open_page(Role.SECRETARY)) == before[Role.SECRETARY]


@pytest.mark.parametrize(("asked", "waits"), [(None, 5.0), (45, 45.0), (600, LONGEST_PAUSE)])
def test_google_is_left_alone_for_as_long_as_it_asked_a_minute_at_most(asked, waits, fake, feed) -> None:
    fake.google.script.add(always(faults.over_quota(asked)))
    feed.poll()
    assert pause_after(feed.interval, feed.latest.failure, distant=True) == waits


SENTENCES = {
    faults.unauthenticated: SourceFailure.KEY_REVOKED,
    faults.forbidden: SourceFailure.NO_PERMISSION,
    faults.api_disabled: SourceFailure.API_DISABLED,
    faults.not_found: SourceFailure.NOT_FOUND,
    faults.office_file: SourceFailure.OFFICE_FILE,
    faults.over_quota: SourceFailure.QUOTA,
    faults.unavailable: SourceFailure.SERVER_DOWN,
    faults.login_page: SourceFailure.LOGIN_PAGE,
}


@pytest.mark.parametrize(("fault", "failure"), SENTENCES.items(), ids=lambda found: getattr(found, "__name__", None))
def test_the_reason_is_the_secretarys_alone(fault, failure, fake, feed, open_page, account) -> None:
    fake.google.script.add(always(fault()))
    feed.poll()
    feed.poll()
    reader = words_of(open_page(Role.VIEWER))
    assert FAILURES[failure].sentence in words_of(open_page(Role.SECRETARY))
    assert FAILURES[failure].sentence not in reader
    assert "Bảng điểm 2019" not in reader
    assert account.email not in reader


def test_a_tab_renamed_while_being_read_is_shown_on_page_in_copy_and_under_its_new_name(
    fake: FakeSheets, feed: Feed, copy: StateCopy, open_page, caplog
) -> None:
    sheet = fake.google.books[KEY].sheet("Thẩm định")
    fake.google.script.add(faults.meanwhile(lambda: setattr(sheet, "title", "Trang tính7")))
    shown, kept = feed.latest.version, copy.load()
    feed.poll()
    assert (feed.latest.state, feed.latest.version, copy.load()) == (FeedState.LIVE, shown, kept)
    assert "Đang chờ gõ xong" in words_of(open_page(Role.SECRETARY, "kiem_tra"))
    feed.poll()
    assert "Trang tính7" in [table.tab for table in copy.load().tables.tables]
    assert "Thẩm định" not in [table.tab for table in copy.load().tables.tables]
    assert "Thiếu trang tính" in words_of(open_page(Role.SECRETARY, "kiem_tra"))
    assert not [record for record in caplog.records if record.name.startswith("lib.")]


def test_a_tab_cleared_while_being_read_waits_and_comes_back_without_a_trace(
    fake: FakeSheets, feed: Feed, copy: StateCopy, open_page, caplog
) -> None:
    sheet = fake.google.books[KEY].sheet("Thẩm định")
    cells = dict(sheet.cells)
    before, shown, kept = words_of(open_page(Role.SECRETARY)), feed.latest.version, copy.load()
    fake.google.script.add(faults.meanwhile(sheet.cells.clear))
    feed.poll()
    assert feed.latest.held is not None
    assert words_of(open_page(Role.SECRETARY)) == before
    sheet.cells.update(cells)
    feed.poll()
    assert (feed.latest.held, feed.latest.version, copy.load()) == (None, shown, kept)
    assert not [record for record in caplog.records if record.name.startswith("lib.")]


LED = {"bang_diem": 43, "bo_phieu": 14, "danh_hieu": 11, "don_vi": 27, "nhieu_nam": 22, "phong_trao": 52}
"""Pages of figures, and how many links to cells the secretary has there over the sample at least."""


@pytest.mark.parametrize(("stem", "least"), LED.items())
def test_the_figures_of_a_page_lead_to_their_cells_for_the_secretary_only(stem, least, open_page) -> None:
    def links(role: Role) -> list[str]:
        app = open_page(role, stem)
        tables = "".join(table.value.to_csv() for table in app.table)
        written = words_of(app) + html.unescape(rows_of(app)) + tables
        return re.findall(rf"https://docs\.google\.com/spreadsheets/d/{KEY}/edit#gid=\d+&range=[A-Z]+\d+", written)

    assert len(links(Role.SECRETARY)) >= least
    assert links(Role.VIEWER) == []


def test_every_problem_leads_to_its_cell_in_the_google_sheet(feed: Feed, fake: FakeSheets) -> None:
    gid = fake.google.books[KEY].sheet("Thẩm định").gid
    address = feed.latest.snapshot.link(CellRef("Thẩm định", 7, 4))
    assert address == f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid={gid}&range=D7"
    for problem in feed.latest.snapshot.problems:
        assert feed.latest.snapshot.link(problem.where).startswith("https://docs.google.com/spreadsheets/d/")


def test_a_renamed_tab_is_a_problem_of_its_old_name_and_comes_back(
    feed: Feed, fake: FakeSheets, clock: HandClock
) -> None:
    sheet = fake.google.books[KEY].sheet("Thẩm định")
    sheet.title = "Trang tính7"
    feed.poll()
    assert feed.latest.held is not None
    feed.poll()
    codes = {problem.code for problem in feed.latest.snapshot.problems}
    assert {"missing_tab", "unknown_tab"} <= codes
    sheet.title = "Thẩm định"
    clock.time += 60.0
    feed.poll()
    assert "missing_tab" not in {problem.code for problem in feed.latest.snapshot.problems}


def test_an_emptied_spreadsheet_is_named_and_nothing_falls(feed: Feed, fake: FakeSheets) -> None:
    for sheet in fake.google.books[KEY].sheets:
        sheet.cells.clear()
    feed.poll()
    feed.poll()
    assert feed.latest.state is FeedState.LIVE
    assert feed.latest.snapshot.standings.empty
    assert any(problem.blocks for problem in feed.latest.snapshot.problems)


def test_a_spreadsheet_of_another_locale_gives_the_same_results(feed: Feed, fake: FakeSheets, clock: HandClock) -> None:
    before = feed.latest.snapshot
    book = fake.google.books[KEY]
    book.locale = "en_US"
    for sheet in book.sheets:
        for place, cell in list(sheet.cells.items()):
            if isinstance(cell.value, float) and cell.pattern is None and not cell.value.is_integer():
                sheet.put(*place, Cell(f"{cell.value}".replace(".", ",")))
    feed.refresh()
    feed.poll()
    after = feed.latest.snapshot
    assert feed.latest.version.tables != before
    assert after.standings.equals(before.standings)
    assert after.awards == before.awards
    (told,) = (problem for problem in after.problems if problem.code is Code.FOREIGN_LOCALE)
    assert (told.value, told.blocks, told.where) == ("en_US", False, CellRef("Thông tin"))
    assert after.link(told.where) == f"https://docs.google.com/spreadsheets/d/{KEY}/edit#gid=0"
    book.locale = "vi_VN"
    clock.time += 60.0
    feed.refresh()
    feed.poll()
    assert Code.FOREIGN_LOCALE not in {problem.code for problem in feed.latest.snapshot.problems}
