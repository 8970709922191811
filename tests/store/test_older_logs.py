"""A log that an earlier program kept in another form is taken over whole, once, whenever the server is killed."""

from __future__ import annotations

import hashlib
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import NoReturn

import pytest

from lib.audit.verify import verify
from lib.store import rows as rows_module
from lib.store.rows import SqliteRows, placed_rows
from tests.damage import cut
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


def die(*_given: object, **_options: object) -> NoReturn:
    os._exit(9)


def dies_after_two(rows: list[str], start: int) -> Iterator[tuple[int, str]]:
    """The rows as they are inserted, until the process is killed."""
    yield from zip(range(start, start + 2), rows, strict=False)
    die()


@pytest.mark.parametrize(
    ("name", "dying"), [("enumerate", dies_after_two), ("move", die), ("write_whole", die), ("clear_the_way", die)]
)
@pytest.mark.parametrize("log", ["day", "audit"])
def test_a_kill_while_a_log_is_taken_over_loses_nothing_and_does_nothing_twice(
    request: pytest.FixtureRequest, log: str, name: str, dying: Callable[..., object]
) -> None:
    path: Path = request.getfixturevalue(log)
    expected = OLD if log == "day" else [found for _, found in placed_rows(path)][:-1]
    before = {hashlib.sha256(old.read_bytes()).hexdigest() for old in path.parent.glob("*.jsonl")}
    child = os.fork()
    if not child:
        setattr(rows_module, name, dying)
        SqliteRows(path)
        os._exit(0)
    killed = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert killed == (9 if log == "audit" or name == "enumerate" else 0)
    for _ in range(2):
        assert opened(path) == expected
    kept = {hashlib.sha256(old.read_bytes()).hexdigest() for old in path.parent.glob("*.jsonl.*")}
    assert kept == before


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
    if not os.fork():
        with closing(sqlite3.connect(day, isolation_level=None)) as base:
            base.execute("PRAGMA cache_size = 1")
            base.execute("BEGIN")
            base.executemany("INSERT INTO lines (line) VALUES (?)", [("x" * 500,)] * 2000)
            os._exit(9)
    os.wait()
    before = in_folder(day.parent)
    assert f"{day.name}-journal" in before
    assert [found for _, found in placed_rows(day)] == OLD
    assert in_folder(day.parent) == before


def test_a_log_that_somebody_writes_cannot_be_read_and_is_not_said_to_be_cut(day: Path) -> None:
    opened(day)
    with closing(sqlite3.connect(day, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(OSError, match="locked"):
            placed_rows(day)
