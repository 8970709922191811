"""Append-only rows, the storage of the event log and of the audit log.

Each row is a text of one line, durable once it was added. On this machine rows are stored in an SQLite table that
refuses every change. Rows that an earlier program stored in another form, as columns of a table or as lines of files,
are taken over when they are opened.
"""

from __future__ import annotations

import hashlib
import json
import logging
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from lib.store.atomic_file import clear_the_way, move, stamp, write_whole
from lib.store.sqlite_file import SqliteFile, read_only

_LOG = logging.getLogger(__name__)


class LogRows(Protocol):
    """Append-only rows. OSError where they cannot be reached. `alone`: no other process adds any."""

    alone: bool
    torn: str = ""
    """The name of the remains of an incomplete last line that was taken over; empty where there was none."""

    def rows(self, start: int = 0) -> Sequence[str]:
        """The rows from index `start` on, as they were added."""
        ...

    def add(self, rows: Sequence[str], after: int) -> bool:
        """Append rows, all or none; False where the number of existing rows is not exactly `after`."""
        ...

    def keep(self, count: int) -> str:
        """Keep only the first `count` rows; return the name under which all of them were set aside."""
        ...

    def close(self) -> None:
        """Release the rows; those of a shared store are released by its owner."""
        return


_TABLES = """
CREATE TABLE IF NOT EXISTS lines (place INTEGER PRIMARY KEY, line TEXT NOT NULL) STRICT;
CREATE TRIGGER IF NOT EXISTS lines_stay BEFORE UPDATE ON lines
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS lines_are_kept BEFORE DELETE ON lines
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
DROP TABLE IF EXISTS keys;
"""
_COLUMNS = ("run", "seq", "act", "at", "who", "word", "body")
"""The columns of the table `entries`, in which an earlier program stored the values of a row."""


class SqliteRows:
    """Rows in the file at `path`; thread-safe."""

    alone = True

    def __init__(self, path: Path) -> None:
        self.torn = ""
        self._file = SqliteFile(
            path, _TABLES, settings=("synchronous = FULL",), rescue=_whole_rows, take_over=self._take_over
        )
        self._file.try_to_open()

    def close(self) -> None:
        self._file.close()

    def rows(self, start: int = 0) -> Sequence[str]:
        with self._file.reach() as base:
            return [line for _, line in _lines(base, start)]

    def add(self, rows: Sequence[str], after: int) -> bool:
        with self._file.write() as base:
            fits = bool(base.execute("SELECT COUNT(*) FROM lines").fetchone()[0] == after)
            if fits:
                base.executemany("INSERT INTO lines (line) VALUES (?)", [(row,) for row in rows])
        return fits

    def keep(self, count: int) -> str:
        return self._file.start_over(partial(_whole_rows, most=count)).name

    def _take_over(self, base: sqlite3.Connection) -> None:
        """Add the rows of an earlier program that are not here yet, all or none. Its table stays, its files are
        renamed.
        """
        for path in _older_files(self._file.path):
            clear_the_way(path)
        files = _older_files(self._file.path)
        columns = _has(base, "entries", *_COLUMNS)
        old = [row for _, row in _columns(base)] if columns else self._complete_lines(files)
        known = [row for _, row in _lines(base)] if old else []
        if len(known) < len(old) and old[: len(known)] == known:
            base.execute("BEGIN IMMEDIATE")
            base.executemany("INSERT OR IGNORE INTO lines VALUES (?, ?)", enumerate(old, start=1))
            base.execute("COMMIT")
        for path in files:
            kept = path.with_name(f"{path.name}.{stamp()}")
            move(path, kept)
            _LOG.warning("the lines of %s were taken over; it is kept as %s", path.name, kept.name)

    def _complete_lines(self, files: Sequence[Path]) -> list[str]:
        """The lines of files; an incomplete last one, as after a power cut, is set aside."""
        lines = [line for path in files for line in _lines_of(path)]
        torn = files[-1].read_bytes().rpartition(b"\n")[2] if files else b""
        if torn:
            aside = files[-1].with_name(f"torn-{hashlib.sha256(torn).hexdigest()[:12]}.txt")
            write_whole(aside, torn)
            self.torn = aside.name
        return lines[:-1] if torn else lines


def placed_rows(path: Path) -> list[tuple[str, str]]:
    """Every row with its place (file and line), read without a change on the disk; OSError where it is locked.

    From a damaged file come the rows up to the first unreadable one.
    """
    rows: list[str] = []
    try:
        if path.is_file():
            with read_only(path) as base:
                for _, row in _lines(base) if _has(base, "lines", "place", "line") else ():
                    rows.append(row)
    except sqlite3.OperationalError as error:
        raise OSError(None, f"{path.name}: {error}") from error
    except sqlite3.DatabaseError as error:
        _LOG.warning("%s is damaged: %s", path.name, error)
    if rows:
        return placed(path.stem, rows)
    return [one for old in _older_files(path) for one in placed(old.stem, _lines_of(old))]


def placed(name: str, rows: Sequence[str]) -> list[tuple[str, str]]:
    """Rows with their places in the file of lines as which they may be saved."""
    return [(f"{name}.jsonl:{number}", row) for number, row in enumerate(rows, start=1)]


def _has(base: sqlite3.Connection, table: str, *columns: str) -> bool:
    return tuple(name for _, name, *_ in base.execute(f"PRAGMA table_info({table})")) == columns


def _lines(base: sqlite3.Connection, start: int = 0) -> Iterator[tuple[int, str]]:
    """Places and rows; a garbled row that is no text becomes one that makes no sense in JSON either."""
    query = "SELECT place, CAST(line AS BLOB) FROM lines ORDER BY place LIMIT -1 OFFSET ?"
    for place, line in base.execute(query, (start,)):
        yield place, line.decode("utf-8", "backslashreplace")


def _columns(base: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    """Places and rows of an earlier program: a JSON list of the columns."""
    for place, *row in base.execute(f"SELECT rowid, {', '.join(_COLUMNS)} FROM entries ORDER BY rowid"):
        yield place, json.dumps(row, ensure_ascii=False)


def _whole_rows(old: sqlite3.Connection, fresh: sqlite3.Connection, most: int = -1) -> int:
    """The rows of a damaged file up to the first unreadable one: later ones would not follow from it."""
    saved = 0
    for stored in (_lines, _columns):
        with suppress(sqlite3.Error):
            for place, row in () if saved else stored(old):
                if place != saved + 1 or saved == most:
                    break
                fresh.execute("INSERT INTO lines VALUES (?, ?)", (place, row))
                saved += 1
    return saved


def _older_files(path: Path) -> list[Path]:
    """The files of lines of an earlier program beside `path`, oldest first: full ones under their numbers."""
    digits = "[0-9]" * 8
    full, current = sorted(path.parent.glob(f"{path.stem}-{digits}-{digits}.jsonl")), path.with_suffix(".jsonl")
    return [*full, current] if current.exists() else full


def _lines_of(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8", "replace")
    return text.removesuffix("\n").split("\n") if text else []
