"""Any file that the server remembers, damaged in any way, in any state of the day: hall and web are as before, or hold.

The day stands here on everything that a start reads: the log and both notes of how far it had come, both copies of
every taken version, the versions that were, and the last good tables of the sheet, edited since.
"""

from __future__ import annotations

import datetime as dt
import itertools
import shutil
import tempfile
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from lib.feed.state_copy import KeptTables, StateCopy
from lib.history.archive import Archive
from lib.model.releasable import NOTHING
from lib.snapshot import build_snapshot
from lib.stage.desk import Desk
from lib.stage.log.day_log import EventLog
from lib.store.entries import SqliteEntries
from lib.store.rows import SqliteRows
from lib.store.shelf import FolderShelf
from tests.damage import STATES, cut, edited, emptied, folder_instead, garbled, on_hold, removed, seen
from tests.days import Day, sample_version, version

DAMAGE = [removed, cut, emptied, garbled, folder_instead]
FILES = {
    "log": "stage.sqlite",
    "first note of the log": "heads/stage.head",
    "second note of the log": "log/stage.head",
    "taken": "taken/*.json",
    "second copies": "taken-second/*.json",
    "versions that were": "history.sqlite",
    "tables of the sheet": "source/????????????????.json",
}
Damage = Callable[[Path], None]
State = Callable[[Day], None]


class WholeDay(Day):
    """A desk over everything that `app.py` puts it over."""

    def restart(self) -> None:
        self.archive = Archive(SqliteEntries(self.folder / "history.sqlite"), build_snapshot)
        self.copy = StateCopy(FolderShelf(self.folder / "source"), "the sheet")
        self.desk = Desk(
            EventLog(SqliteRows(self.folder / "stage.sqlite"), self.clock, self.heads),
            FolderShelf(self.folder / "taken"),
            build_snapshot,
            wait=lambda _seconds, _then: None,
            second=FolderShelf(self.folder / "taken-second"),
            elsewhere=self.archive.version,
        )
        kept = self.copy.load()
        if kept is not None:
            self.desk.offer(version(kept.tables))


@cache
def played(state: State) -> tuple[Path, dt.datetime]:
    """The folder of a day that came to this state, with an edit since, and what its clock said."""
    day = WholeDay(Path(tempfile.mkdtemp()))
    state(day)
    day.archive.keep(sample_version(), None)
    taken = day.table.taken
    if taken is not None and taken.snapshot.version != sample_version().snapshot.version:
        day.archive.keep(taken, None)
    day.copy.save(KeptTables(edited().tables, day.now))
    return day.folder, day.now


def restarted(tmp_path: Path, state: State, damage: Damage, *files: str) -> tuple[WholeDay, tuple[object, ...]]:
    """A day that was started over damaged files and reads an edited sheet, and what hall and web had seen before."""
    folder, now = played(state)
    shutil.copytree(folder, tmp_path / "day")
    day = WholeDay(tmp_path / "day", now=now)
    before = seen(day)
    harmed = [path for name in files for path in day.folder.glob(FILES[name])]
    assert harmed, "a file that is not there proves nothing"
    for path in harmed:
        damage(path)
    day.restart()
    day.desk.offer(edited())
    return day, before


def held_or_as_before(tmp_path: Path, state: State, damage: Damage, *files: str) -> None:
    day, before = restarted(tmp_path, state, damage, *files)
    assert seen(day) == before or on_hold(day)
    if len(files) == 1 and files[0] != "log":
        assert seen(day) == before, "of everything but the log there is another copy"


@pytest.mark.parametrize("state", STATES)
def test_over_a_folder_without_a_trace_of_a_day_hall_and_web_are_those_of_a_new_one(tmp_path: Path, state):
    day, _ = restarted(tmp_path, state, removed, *FILES)
    new = WholeDay(tmp_path / "new", now=day.now)
    new.desk.offer(edited())
    assert (seen(day), day.desk.public()) == (seen(new), new.desk.public())
    assert day.desk.public().released == NOTHING
    assert [entry.event for entry in day.desk.history()] == [entry.event for entry in new.desk.history()]


CASES = list(itertools.product(STATES, FILES))


@pytest.mark.parametrize(("number", "state", "file"), [(n, *case) for n, case in enumerate(CASES)])
def test_one_damaged_file_changes_nothing_in_hall_and_web_or_holds_both(tmp_path: Path, number, state, file):
    held_or_as_before(tmp_path, state, DAMAGE[number % len(DAMAGE)], file)


@pytest.mark.long
@pytest.mark.parametrize("damage", DAMAGE)
@pytest.mark.parametrize(("state", "file"), CASES)
def test_one_file_damaged_in_every_way_changes_nothing_or_holds_both(tmp_path: Path, state, file, damage):
    held_or_as_before(tmp_path, state, damage, file)


SEVERAL = [*itertools.product(STATES, itertools.combinations(FILES, 2)), *itertools.product(STATES, [tuple(FILES)])]


@pytest.mark.long
@pytest.mark.parametrize(("number", "state", "files"), [(n, *case) for n, case in enumerate(SEVERAL)])
def test_two_files_or_all_damaged_at_once_never_show_anything_else(tmp_path: Path, number, state, files):
    ways = [way for way in DAMAGE if way is not removed or len(files) < len(FILES)]
    held_or_as_before(tmp_path, state, ways[number % len(ways)], *files)
