"""Random edits, faults and restarts against a Google spreadsheet: pages never stand on a wrong or an empty version.

    python -m tests.soak.edits --edits 20000 --seed 1

After every poll the version that pages would show is held against what the spreadsheet really held: it is the present
content, or, where the feed says why (half typed, a failure), the version that was shown before. Now and then the app
"restarts", and must show the last good version before the first answer; and after a quiet moment it must stand on the
present content, with the very results of a fresh computation.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from copy import deepcopy
from dataclasses import dataclass, field
from pathlib import Path

from lib.feed.latest import FeedState
from lib.feed.leader_lease import HostSource
from lib.feed.polling import Feed
from lib.feed.state_copy import StateCopy
from lib.history.recorder import MOST_CHANGES
from lib.sheets.sources.account import GoogleAccess, ServiceAccount
from lib.sheets.sources.confirmed import LONGEST_TYPING, ConfirmedSource
from lib.sheets.sources.google import GoogleSource
from lib.sheets.sources.quota_meter import CONFIRMING_GAP
from lib.sheets.sources.retry import Patience
from lib.sheets.sources.source import RawTables
from lib.snapshot import build_snapshot
from lib.store.shelf import FolderShelf
from tests.builders import history_of
from tests.fake_sheets import faults
from tests.fake_sheets.entered import entered
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.faults import Fault, On
from tests.fake_sheets.grid import EPOCH, Book, Cell, Sheet, plain
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import new_account
from tests.places import SAMPLE

Content = dict[str, dict[tuple[int, int], object]]
"""Cells by tab and 1-based place."""

KEY = "1soak"
TYPED = (
    *("8,75", "9", "9,", "9,5x", "0", "-1", "25", "1.234", "8.5", "1e3", "KPS", "không phát sinh", "x", "TRUE"),
    *("#REF!", "Loading...", "18/12/2019", "2/3", "80%", "đã kiểm", "chưa", "suy tôn", "a" * 300, "\u202eABC", "'007"),
)
FAULTS: tuple[Callable[[], Fault], ...] = (
    *(faults.over_quota, faults.internal_error, faults.bad_gateway, faults.unavailable, faults.forbidden),
    *(faults.not_found, faults.login_page, faults.redirect_to_login, faults.token_refused, faults.unauthenticated),
    lambda: faults.cut_off(200),
    lambda: faults.text_error(500),
    lambda: Fault("half json", status=200, body=b'{"valueRanges": ['),
    lambda: Fault("no tabs", on=On.BOOK, status=200, body=b"{}"),
)


QUIET = 60.0
"""Seconds without an edit in which what the minute may cost is to be had again."""
LONGEST_UNCONFIRMED = LONGEST_TYPING + CONFIRMING_GAP + 5.0


class NoWait:
    """The clock of the machine without waiting: a wait is added to the time."""

    def __init__(self) -> None:
        self.ahead = 0.0

    def now(self) -> float:
        return time.monotonic() + self.ahead

    def wait(self, seconds: float) -> None:
        self.ahead += seconds


def content(book: Book) -> Content:
    """What a spreadsheet holds: cells by tab, found without the API."""
    return {sheet.title: {place: plain(cell.value) for place, cell in sheet.cells.items()} for sheet in book.sheets}


def held(tables: RawTables) -> Content:
    """The same of what was read."""
    return {
        table.tab: {
            (row, column): as_days(cell)
            for row, cells in enumerate(table.rows, 1)
            for column, cell in enumerate(cells, 1)
            if cell is not None
        }
        for table in tables.tables
    }


def as_days(cell: object) -> object:
    """A date as the day number that the spreadsheet holds."""
    return plain((cell - EPOCH) / dt.timedelta(days=1)) if isinstance(cell, dt.datetime) else cell


@dataclass
class Editor:
    """One editor of the spreadsheet, or all of them."""

    book: Book
    chance: random.Random
    before: list[Sheet] = field(default_factory=list)
    done: Counter[str] = field(default_factory=Counter)

    def __post_init__(self) -> None:
        self.before = deepcopy(self.book.sheets)

    def edit(self) -> None:
        kinds = (self.type, self.blank, self.copy, self.take_back, self.insert_row, self.rename, self.move, self.clear)
        kind = self.chance.choices(kinds, (60, 8, 8, 14, 3, 3, 2, 2))[0]
        kind()
        self.done[kind.__name__] += 1

    def _place(self) -> tuple[Sheet, tuple[int, int]]:
        sheet = self.chance.choice([sheet for sheet in self.book.sheets if sheet.cells] or self.before)
        return sheet, self.chance.choice(sorted(sheet.cells))

    def type(self) -> None:
        """Mostly another number where a number stands; now and then anything that people type."""
        sheet, place = self._place()
        cell = sheet.cells[place]
        if isinstance(cell.value, float) and cell.pattern is None and self.chance.random() < 0.8:
            sheet.put(*place, Cell(float(self.chance.randint(0, int(abs(cell.value))))))
        else:
            sheet.put(*place, entered(self.chance.choice(TYPED), self.book.locale))

    def blank(self) -> None:
        sheet, place = self._place()
        sheet.put(*place, None)

    def copy(self) -> None:
        (source, there), (sheet, here) = self._place(), self._place()
        sheet.put(*here, source.cells[there])

    def take_back(self) -> None:
        """Undo: a tab, or the whole spreadsheet, is again what it was at the beginning."""
        if self.chance.random() < 0.5:
            self.book.sheets[:] = deepcopy(self.before)
            return
        old = self.chance.choice(self.before)
        for sheet in self.book.sheets:
            if sheet.title == old.title:
                sheet.cells = dict(old.cells)

    def insert_row(self) -> None:
        sheet, (row, _) = self._place()
        shifted = {(at + (at >= row), column): cell for (at, column), cell in sheet.cells.items()}
        sheet.row_count = max(sheet.row_count, *(at for at, _ in shifted))
        sheet.cells = shifted

    def rename(self) -> None:
        sheet = self.chance.choice(self.book.sheets)
        titles = {each.title for each in self.book.sheets}
        title = self.chance.choice((f"{sheet.title} '2'", "A1", "Bản sao", sheet.title.upper()))
        if title not in titles:
            sheet.title = title

    def move(self) -> None:
        """Another order, a tab less, or a new one."""
        self.chance.shuffle(self.book.sheets)
        if self.chance.random() < 0.3 and len(self.book.sheets) > 1:
            self.book.sheets.pop()
        if self.chance.random() < 0.3:
            gid = max(sheet.gid for sheet in self.book.sheets) + 1
            self.book.sheets.append(Sheet(f"Mới {gid}", gid, cells={(1, 1): Cell("x")}))

    def clear(self) -> None:
        self.chance.choice(self.book.sheets).cells.clear()


@dataclass
class Drive:
    """One run: what was done and what was seen."""

    edits: int
    polls: int = 0
    failures: int = 0
    holds: int = 0
    restarts: int = 0
    versions: int = 0
    kinds: Counter[str] = field(default_factory=Counter)


class Driver:
    """The feed over the fake, with an editor who never rests."""

    def __init__(self, fake: FakeSheets, state: Path, seed: int) -> None:
        self.chance = random.Random(seed)
        self.fake = fake
        self.state = state
        account = new_account()
        fake.google.add(book_of(SAMPLE, KEY, readers={account.email}))
        self.book = fake.google.books[KEY]
        self.editor = Editor(self.book, self.chance)
        self.clock = NoWait()
        self.stood: list[tuple[float, Content]] = []
        self.unsettled_at = -math.inf
        patience = Patience(tries=3, deadline=20.0, connect=5.0, read=10.0)
        self.access = GoogleAccess(ServiceAccount.of(fake.info(account)), fake.endpoint, patience)
        self.start()
        self.feed.poll()
        self.shown = held(self.feed.latest.version.tables)

    def start(self) -> None:
        source = HostSource(self.google(), StateCopy(FolderShelf(self.state), KEY))
        self.feed = Feed(source, build_snapshot)
        kept = source.kept()
        if kept is not None:
            self.feed.recall(kept.tables, kept.taken_at, source.agreed_at)
        self.recent = history_of(self.feed, self.state, build_snapshot)

    def google(self) -> ConfirmedSource:
        return ConfirmedSource([GoogleSource(KEY, self.access, clock=self.clock)], self.clock)

    def run(self, edits: int) -> Drive:
        drive = Drive(edits)
        while self.editor.done.total() < edits:
            self.step(drive, edits)
            if self.chance.random() < 0.02:
                self.settle(drive)
        self.settle(drive)
        drive.kinds = self.editor.done
        self.feed.stop()
        return drive

    def step(self, drive: Drive, edits: int) -> None:
        for _ in range(min(self.chance.randint(1, 6), edits - self.editor.done.total())):
            self.editor.edit()
        possible = [content(self.book)]
        if self.chance.random() < 0.04:
            self.restart(drive)
        if self.chance.random() < 0.2:
            self.fault()
        if self.chance.random() < 0.1:
            self.fake.google.script.add(faults.meanwhile(lambda: self.edit_while_reading(possible)))
        self.poll(drive, possible)
        self.fake.google.script.clear()

    def edit_while_reading(self, possible: list[Content]) -> None:
        self.editor.edit()
        possible.append(content(self.book))

    def fault(self) -> None:
        fault = self.chance.choice(FAULTS)()
        self.fake.google.script.add(faults.always(fault) if self.chance.random() < 0.6 else fault)

    def poll(self, drive: Drive, possible: list[Content]) -> None:
        """One poll; what pages show afterwards is one of `possible`, or the version before with a reason."""
        if self.chance.random() < 0.1:
            self.feed.refresh()
        self.feed.poll()
        self.remember(possible)
        drive.polls += 1
        latest = self.feed.latest
        now = held(latest.version.tables)
        if latest.failure is not None:
            assert latest.failure.why is not None, "a fault of the program"
            assert now == self.shown, "a failure changed what is shown"
            drive.failures += 1
        elif latest.held is not None:
            assert now == self.shown, "a half-typed version is shown"
            assert latest.held.broken or latest.held.lost, "a version waits without a reason"
            drive.holds += 1
        else:
            self.check_what_counts(now)
        assert latest.version.snapshot.workbook is not None
        drive.versions += now != self.shown
        self.clock.ahead += 5.0
        self.shown = now

    def remember(self, possible: list[Content]) -> None:
        at = self.clock.now()
        self.stood = [(since, each) for since, each in self.stood if at - since <= LONGEST_UNCONFIRMED]
        self.stood += [(at, each) for each in possible]

    def check_what_counts(self, now: Content) -> None:
        """The present content, the one before while a change is being confirmed, or one that says so."""
        at = self.clock.now()
        if any(table.unsettled for table in self.feed.latest.version.tables.tables):
            self.unsettled_at = at
            return
        fresh = at - self.unsettled_at <= LONGEST_UNCONFIRMED and now == self.shown
        assert fresh or any(self.agrees(now, each) for _, each in self.stood), "what is shown never was"

    def agrees(self, now: Content, present: Content) -> bool:
        """Cell by cell; a tab that was not shown before may come with the next look at the list of tabs."""
        late = present.keys() - now.keys() - self.shown.keys()
        return now == {tab: cells for tab, cells in present.items() if tab not in late}

    def restart(self, drive: Drive) -> None:
        """A start shows what was read last, whatever Google says, before the first answer."""
        self.feed.stop()
        self.start()
        recalled = held(self.feed.latest.version.tables)
        assert recalled == self.shown, "a start shows something else than the last good version"
        self.shown = recalled
        drive.restarts += 1

    def settle(self, drive: Drive) -> None:
        """Editing has stopped: two polls later the present content is shown, with the results of a new computation."""
        present = content(self.book)
        self.clock.ahead += QUIET
        self.stood.clear()
        for _ in range(2):
            self.poll(drive, [present])
        latest = self.feed.latest
        assert latest.state is FeedState.LIVE
        assert held(latest.version.tables) == present, "pages do not come to rest on the present content"
        fresh = build_snapshot(latest.version.tables, latest.snapshot.taken_at)
        assert fresh.standings.equals(latest.snapshot.standings)
        assert (fresh.awards, fresh.problems) == (latest.snapshot.awards, latest.snapshot.problems)
        assert len(self.recent.newest_first()) <= MOST_CHANGES


def drive(edits: int, seed: int) -> Drive:
    """So many random edits; AssertionError at the first wrong or empty version."""
    with tempfile.TemporaryDirectory() as state, FakeSheets() as fake:
        return Driver(fake, Path(state), seed).run(edits)


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.soak.edits")
    parser.add_argument("--edits", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    began = time.monotonic()
    done = drive(args.edits, args.seed)
    print(f"{done.kinds.total()} edits in {time.monotonic() - began:.0f} s: {dict(done.kinds)}")
    print(f"{done.polls} polls, {done.versions} versions shown, {done.holds} half-typed versions held,")
    print(f"{done.failures} failures, {done.restarts} restarts; never a wrong or an empty version")
    return 0


if __name__ == "__main__":
    sys.exit(main())
