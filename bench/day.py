"""The day that is measured: the sample year in a fake Google Sheet, its conference under way.

Scores, ranking and the first award are released, so that every page of a reader is full; the second award is released
in the hall and about to be revealed. All of it is written with the app's own desk before the server starts.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx

from bench.servers import WORKBOOK, Server, ours
from lib.feed.latest import Version
from lib.feed.source_choice import SourceChoice
from lib.model.releasable import releasable_award, releasable_ballot
from lib.settings import read_settings
from lib.snapshot import build_snapshot
from lib.stage import acts, release_acts
from lib.stage.desk import Desk
from lib.stage.log.day_log import EventLog
from lib.stage.log.events import RunKind
from lib.stage.table import ActEvents, Table
from lib.store.condition import utc_now
from lib.store.rows import SqliteRows
from lib.store.shelf import FolderShelf
from tests.browser.access import PASSCODES, passcode_settings
from tests.fake_sheets.demo import environment_of, settings_text
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.grid import Book, Cell
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.servers import RedisServer

KEY = "1bang-tinh-de-do-thoi-gian-chay"
READERS = ("Nguyễn Văn An", "Trần Thị Bình")
POLL = 5.0
SESSIONS = ("P1", "P2", "P3")
FIRST, SECOND = "CNTP", "CCP"


@dataclass
class Day:
    """The server over the fake; `book` is the spreadsheet, `others` are further processes over the same store."""

    server: Server
    fake: FakeSheets
    book: Book
    others: tuple[Server, ...] = ()

    @property
    def servers(self) -> tuple[Server, ...]:
        return self.server, *self.others

    @property
    def address(self) -> str:
        return self.server.address

    def rename(self, name: str) -> None:
        """An edit that changes every page and nothing that is released: the cluster has another name."""
        sheet = self.book.sheet("Thông tin")
        ((row, column),) = (place for place, cell in sheet.cells.items() if cell.value == "Tên cụm")
        sheet.put(row, column + 1, Cell(name))

    def secretary(self) -> str:
        """The cookies of the secretary, logged in."""
        with httpx.Client(base_url=f"http://{self.address}") as client:
            answer = client.post("/dang-nhap", data={"mat_khau": PASSCODES["secretary"]})
            answer.raise_for_status() if answer.status_code != 303 else None
            return "; ".join(f"{name}={value}" for name, value in client.cookies.items())


@contextmanager
def conference(folder: Path, *, released: bool = True, poll: float = POLL) -> Iterator[Day]:
    """The server on the day; without `released` before it, when every version is shown by itself."""
    account = new_account()
    folder.mkdir(parents=True, exist_ok=True)
    with FakeSheets() as fake:
        fake.google.add(book_of(WORKBOOK, KEY, "Bảng đo", {account.email}))
        settings = settings_text(fake, account, [KEY], poll) + passcode_settings()
        environment = environment_of(folder, settings)
        prepare(folder, environment, released=released)
        server = ours(folder, environment)
        try:
            server.start()
            yield Day(server, fake, fake.google.books[KEY])
        finally:
            server.stop()


@contextmanager
def processes(folder: Path, many: int, poll: float = POLL) -> Iterator[Day]:
    """So many servers over one shared store; nothing is fixed, so every version is shown by itself."""
    account = new_account()
    (folder / "store").mkdir(parents=True)
    store = RedisServer(folder / "store").start()
    with FakeSheets() as fake, ExitStack() as ending:
        ending.callback(store.stop)
        fake.google.add(book_of(WORKBOOK, KEY, "Bảng đo", {account.email}))
        shared = f'[shared]\nurl = "{store.url}"\n{passcode_settings()}'
        servers = []
        for number in range(many):
            home = folder / f"process{number}"
            home.mkdir()
            servers.append(ours(home, environment_of(home, settings_text(fake, account, [KEY], poll) + shared)))
            ending.callback(servers[-1].stop)
            servers[-1].start()
        yield Day(servers[0], fake, fake.google.books[KEY], tuple(servers[1:]))


def prepare(folder: Path, environment: dict[str, str], *, released: bool) -> None:
    """Write the day so far into the state of a server that has not started yet."""
    state = folder / "state"
    settings = read_settings(Path(environment["THIDUA_SECRETS"]), {}, WORKBOOK)
    source = SourceChoice(settings, FolderShelf(state / "source")).source
    tables = source.fetch()
    source.close()
    log = EventLog(SqliteRows(state / "stage.sqlite"))
    desk = Desk(log, FolderShelf(state / "taken"), build_snapshot, wait=lambda _seconds, _then: None)
    desk.offer(Version(tables, build_snapshot(tables, utc_now())))
    if released:
        _release(desk)
    log.close()


def _release(desk: Desk) -> None:
    def do(act: object) -> Table:
        return desk.do(act, desk.state.seq, "Thư ký")  # type: ignore[arg-type]

    def read_back(session: str) -> ActEvents:
        return release_acts.read_back(desk.table(), session, READERS)

    do(acts.fix_scores)
    desk.begin(RunKind.CONFERENCE, desk.state.seq, "Thư ký")
    for session in SESSIONS:
        do(lambda _table, session=session: read_back(session))
    do(release_acts.release_scores)
    do(lambda table: release_acts.release_award(table, FIRST))
    do(lambda table: acts.jump(table, f"reveal:{FIRST}", _last_step(table, FIRST)))
    do(lambda table: release_acts.release_award(table, SECOND))
    hall = desk.state.hall - {releasable_award(SECOND), *_ballots(desk, SECOND)}
    do(lambda table: release_acts.publish(table, hall))
    do(lambda table: acts.jump(table, f"reveal:{SECOND}"))


def _last_step(table: Table, code: str) -> int:
    """Where the hall has seen an award to its end."""
    assert table.show is not None
    return len(table.show.steps[table.show.index(f"reveal:{code}")]) - 1


def _ballots(desk: Desk, code: str) -> set[object]:
    played = desk.table().played
    sessions = played.workbook.sessions if played else ()
    return {releasable_ballot(one.code) for one in sessions if one.award == code and one.code}
