"""A log that an earlier program kept in another form is taken over whole, once, whenever the server is killed."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from lib.audit.verify import verify
from lib.store.rows import SqliteRows, placed_rows
from tests.damage import cut
from tests.places import ROOT
from tests.store.test_kept_state import DATA

COLUMNS = """
CREATE TABLE entries (
    run INTEGER NOT NULL, seq INTEGER NOT NULL, act INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    word TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (run, seq)
) STRICT;
CREATE TRIGGER entries_stay BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER entries_are_kept BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
"""
WHO = ["Thư ký", 'a"b\\c/d', "dòng\nmới\t", "\x1f\x7f\u2028", "😀", *(["Thư ký"] * 200)]


def row(seq: int, who: str) -> str:
    return json.dumps([1, seq, seq, "2019-12-18T08:00:00+07:00", who, "hidden", '{"hidden": true}'], ensure_ascii=False)


OLD = [row(seq, who) for seq, who in enumerate(WHO, start=1)]


def add_columns(path: Path, rows: list[str]) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", map(json.loads, rows))
        base.commit()


@pytest.fixture
def day(tmp_path: Path) -> Path:
    """The log of a day in columns."""
    path = tmp_path / "stage.sqlite"
    with closing(sqlite3.connect(path)) as base:
        base.executescript(COLUMNS)
    add_columns(path, OLD)
    return path


@pytest.fixture
def audit(tmp_path: Path) -> Path:
    """The log of who did what in files, the last of them with a line half written."""
    for path in (DATA / "folder" / "log").glob("audit*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    return tmp_path / "audit.sqlite"


def opened(path: Path) -> list[str]:
    log = SqliteRows(path)
    found = list(log.rows())
    log.close()
    return found


def test_rows_in_columns_come_back_exactly_and_the_log_goes_on(day: Path) -> None:
    assert opened(day) == OLD
    log = SqliteRows(day)
    assert not log.add([row(900, "An")], after=len(OLD) - 1)
    assert log.add([row(900, "An")], after=len(OLD))
    log.close()
    assert opened(day) == [*OLD, row(900, "An")]
    assert [found for _, found in placed_rows(day)] == [*OLD, row(900, "An")]


def test_a_day_that_an_earlier_program_kept_comes_back_exactly(tmp_path: Path) -> None:
    path = tmp_path / "stage.sqlite"
    path.write_bytes((DATA / "folder" / "stage.sqlite").read_bytes())
    with closing(sqlite3.connect(path)) as base:
        values = base.execute("SELECT run, seq, act, at, who, word, body FROM entries ORDER BY rowid").fetchall()
    assert opened(path) == [json.dumps(one, ensure_ascii=False) for one in values]
    assert len(values) == 10


def test_rows_that_an_earlier_program_still_added_are_taken_over_too(day: Path) -> None:
    opened(day)
    add_columns(day, [row(901, "An")])
    assert opened(day) == [*OLD, row(901, "An")]


def test_a_log_that_went_on_is_not_mixed_with_what_an_earlier_program_added_since(day: Path) -> None:
    log = SqliteRows(day)
    assert log.add([row(900, "An")], after=len(OLD))
    log.close()
    add_columns(day, [row(901, "Bình"), row(902, "Bình")])
    assert opened(day) == [*OLD, row(900, "An")]


def test_of_a_damaged_log_in_columns_the_first_rows_are_saved_and_all_of_it_is_kept_aside(day: Path) -> None:
    cut(day)
    damaged = day.read_bytes()
    found = opened(day)
    assert found == OLD[: len(found)]
    assert len(found) < len(OLD)
    (aside,) = day.parent.glob("stage.hong-*.sqlite")
    assert aside.read_bytes() == damaged


def test_a_table_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "stage.sqlite"
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE entries (run INTEGER, seq INTEGER)")
    assert opened(path) == []


DIES = """
import os, sys
from pathlib import Path
from lib.store import rows

def die(*_given):
    os._exit(9)

def dies_after_two(old, start):
    yield from zip(range(start, start + 2), old)
    die()

setattr(rows, sys.argv[2], dies_after_two if sys.argv[2] == "enumerate" else die)
rows.SqliteRows(Path(sys.argv[1]))
"""
"""Opens a log and is killed at a step: while rows are inserted, before files are renamed or a torn line is kept."""
DIES_WRITING = """
import os, sqlite3, sys
base = sqlite3.connect(sys.argv[1], isolation_level=None)
base.execute("PRAGMA cache_size = 1")
base.execute("BEGIN")
base.executemany("INSERT INTO lines (line) VALUES (?)", [("x" * 500,)] * 2000)
os._exit(9)
"""


def run_until_killed(program: str, *arguments: str) -> None:
    assert subprocess.run([sys.executable, "-c", program, *arguments], cwd=ROOT).returncode == 9


@pytest.mark.parametrize(
    ("log", "step"), [("day", "enumerate"), ("audit", "enumerate"), ("audit", "move"), ("audit", "write_whole")]
)
def test_a_kill_while_a_log_is_taken_over_loses_nothing_and_does_nothing_twice(
    request: pytest.FixtureRequest, log: str, step: str
) -> None:
    path: Path = request.getfixturevalue(log)
    expected = OLD if log == "day" else [found for _, found in placed_rows(path)][:-1]
    before = sorted(old.read_bytes() for old in path.parent.glob("*.jsonl"))
    run_until_killed(DIES, str(path), step)
    for _ in range(2):
        assert opened(path) == expected
    assert sorted(old.read_bytes() for old in path.parent.glob("*.jsonl.*")) == before


def in_folder(folder: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in folder.iterdir()}


def test_verifying_changes_nothing_whether_taken_over_or_not(audit: Path) -> None:
    for _ in range(2):
        before = in_folder(audit.parent)
        verify(audit.parent)
        assert in_folder(audit.parent) == before
        SqliteRows(audit).close()


def test_a_log_whose_writer_was_killed_is_read_as_it_was_before_and_stays_as_it_is(day: Path) -> None:
    opened(day)
    run_until_killed(DIES_WRITING, str(day))
    before = in_folder(day.parent)
    assert f"{day.name}-journal" in before
    assert [found for _, found in placed_rows(day)] == OLD
    assert in_folder(day.parent) == before


def test_a_log_that_somebody_writes_cannot_be_read_and_is_not_said_to_be_cut(
    day: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lib.store.sqlite_file.READING", 0.0)
    opened(day)
    with closing(sqlite3.connect(day, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OSError, match="locked"):
            placed_rows(day)
