"""The day of a conference for tests: the sample workbook as tables that can be edited cell by cell, and a desk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path

from lib.feed.latest import Version
from lib.sheets.sources.source import RawCell, RawTable, RawTables
from lib.sheets.sources.xlsx_file import read_workbook
from lib.snapshot import build_snapshot
from lib.stage import acts, release_acts
from lib.stage.desk import Desk
from lib.stage.log.day_log import EventLog
from lib.stage.log.events import RunKind
from lib.stage.table import ActEvents, Table
from lib.store.heads import Heads
from lib.store.rows import SqliteRows
from lib.store.shelf import FolderShelf
from tests.places import SAMPLE

MORNING = dt.datetime(2019, 12, 18, 1, 0, tzinfo=dt.UTC)
WHO = "Thư ký"


@cache
def sample_tables() -> RawTables:
    return read_workbook(SAMPLE.read_bytes(), SAMPLE.name)


def with_cell(tables: RawTables, tab: str, row: int, column: int, value: RawCell) -> RawTables:
    """The same tables with one cell changed; row and column count from 1."""
    return replace(
        tables, tables=tuple(_set(one, row, column, value) if one.tab == tab else one for one in tables.tables)
    )


def _set(table: RawTable, row: int, column: int, value: RawCell) -> RawTable:
    rows = [list(cells) for cells in table.rows]
    while len(rows) < row:
        rows.append([])
    cells = rows[row - 1]
    cells += [None] * (column - len(cells))
    cells[column - 1] = value
    return replace(table, rows=tuple(tuple(cells) for cells in rows))


def table_of(tables: RawTables, tab: str) -> RawTable:
    return next(one for one in tables.tables if one.tab == tab)


def row_of(tables: RawTables, tab: str, *start: RawCell) -> int:
    """The number of the row that begins with these cells."""
    for number, cells in enumerate(table_of(tables, tab).rows, 1):
        if tuple(cells[: len(start)]) == start:
            return number
    raise LookupError(start)


def with_votes(tables: RawTables, session: str, **votes: RawCell) -> RawTables:
    """Votes in favour of a session, none against: unit=votes."""
    for unit, count in votes.items():
        tables = with_cell(tables, "Phiếu", row_of(tables, "Phiếu", session, unit), 3, count)
        tables = with_cell(tables, "Phiếu", row_of(tables, "Phiếu", session, unit), 4, 0)
    return tables


def with_state(tables: RawTables, session: str, state: str) -> RawTables:
    """The state of a session: "chưa", "đang bỏ phiếu", "đã kiểm"."""
    row = row_of(tables, "Bỏ phiếu", session)
    header = next(cells for cells in table_of(tables, "Bỏ phiếu").rows if "Trạng thái" in cells)
    return with_cell(tables, "Bỏ phiếu", row, header.index("Trạng thái") + 1, state)


def with_row(tables: RawTables, tab: str, *cells: RawCell) -> RawTables:
    """One more row at the end of a tab."""
    return replace(
        tables,
        tables=tuple(replace(one, rows=(*one.rows, cells)) if one.tab == tab else one for one in tables.tables),
    )


def tied_tables() -> RawTables:
    """The sample with two units on eight votes for the last seat of the first award."""
    return with_votes(sample_tables(), "P2", DKGDBD=8, PBGDPL=8)


def version(tables: RawTables, at: dt.datetime = MORNING) -> Version:
    return Version(tables, build_snapshot(tables, at))


@cache
def sample_version() -> Version:
    return version(sample_tables())


@cache
def papers_tables() -> RawTables:
    """The sample whose ballot papers of P1 are typed twice, with a slip in the second count (cell O19)."""
    path = SAMPLE.with_name("tung_phieu.xlsx")
    return read_workbook(path.read_bytes(), path.name)


def mended(tables: RawTables) -> RawTables:
    """The slip of the second count put right."""
    return with_cell(tables, "Phiếu bầu", 19, 15, "không")


def counted_so_far(tables: RawTables, first: int, second: int) -> RawTables:
    """The papers of P1 as far as they are typed, while the session is `đang bỏ phiếu`."""
    table = table_of(tables, "Phiếu bầu")
    kept = (*table.rows[: 1 + first], *table.rows[12 : 12 + second])
    typed = tuple(replace(one, rows=kept) if one is table else one for one in tables.tables)
    return with_state(replace(tables, tables=typed), "P1", "đang bỏ phiếu")


NAMES = ("Nguyễn Văn An", "Trần Thị Bình")
"""Who reads the figures of a ballot back."""


@dataclass
class Day:
    """A desk with a clock of its own, two seconds apart at every look, and no waiting."""

    folder: Path
    now: dt.datetime = MORNING
    step: dt.timedelta = dt.timedelta(seconds=2)
    later: list[tuple[float, Callable[[], None]]] = field(default_factory=list)
    log: EventLog = field(init=False)
    desk: Desk = field(init=False)

    def __post_init__(self) -> None:
        self.restart()

    def restart(self) -> None:
        """The same desk after the server was started again."""
        self.log = EventLog(SqliteRows(self.folder / "stage.sqlite"), self.clock, self.heads)
        self.desk = Desk(
            self.log,
            FolderShelf(self.folder / "taken"),
            build_snapshot,
            wait=lambda seconds, then: self.later.append((seconds, then)),
        )

    @property
    def heads(self) -> Heads:
        """Where it is noted how far the log has come, as a server does."""
        return Heads("stage", [FolderShelf(self.folder / name) for name in ("heads", "log")])

    def clock(self) -> dt.datetime:
        self.now += self.step
        return self.now

    @property
    def table(self) -> Table:
        return self.desk.table()

    def last_step(self, scene: str) -> int:
        """The number of the last step of a scene."""
        return len(self.table.show.steps[self.table.show.index(scene)]) - 1

    def show(self, scene: str) -> Table:
        """Bring the screen to the last step of a scene: the hall has seen it."""
        return self.do(lambda table: acts.jump(table, scene, self.last_step(scene)))

    def do(self, act: Callable[[Table], ActEvents]) -> Table:
        """An act based on the latest entry of the log."""
        return self.desk.do(act, self.desk.state.seq, WHO)

    def begin(self, kind: RunKind = RunKind.CONFERENCE) -> None:
        """Begin the conference, or another run."""
        self.desk.begin(kind, self.desk.state.seq, "An")

    def read_back(self, *sessions: str, differing: Sequence[str] = ()) -> None:
        """Read these ballots back; the figures named as `differing` do not agree with the paper."""
        for session in sessions:
            self.do(lambda table, session=session: release_acts.read_back(table, session, NAMES, differing))

    def convene(self) -> None:
        """Fix the scores, begin the conference, read every ballot back."""
        self.do(acts.fix_scores)
        self.begin()
        self.read_back("P1", "P2", "P3")


def day_with(folder: Path, tables: RawTables | None = None) -> Day:
    """A day with a first version: the sample, or these tables."""
    day = Day(folder)
    day.desk.offer(version(tables) if tables else sample_version())
    return day
