"""Numbered entries that are kept or dropped one by one: a short head to list them by, and a body.

Here in SQLite; the shared store has the same face. An entry is there whole or not at all, also where the process dies
while it is written; of a file that is damaged every entry that can still be read is saved into a new one.
"""

from __future__ import annotations

import datetime as dt
import logging
import os
import sqlite3
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

_LOG = logging.getLogger(__name__)
_TABLE = """
CREATE TABLE IF NOT EXISTS entries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, head TEXT NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS twins (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
"""
_TABLES = ("entries", "twins")
_MOST = 10_000_000
"""Numbers that are looked at in a damaged file."""


class Entries(Protocol):
    """Entries by their number, which only grows. OSError where they cannot be reached or the disk refuses."""

    def add(self, head: str, body: bytes, twin: bytes | None = None) -> int:
        """Keep an entry; its number. `twin` is a second copy of a body that others depend on."""
        ...

    def heads(self, after: int = 0) -> Sequence[tuple[int, str]]:
        """Numbers and heads of the entries after number `after`, the oldest first."""
        ...

    def bodies(self, number: int) -> tuple[bytes, ...]:
        """The body of an entry and its twin; nothing where there is none."""
        ...

    def change(self, heads: Iterable[tuple[int, str]]) -> None:
        """Put other heads in the place of those of these numbers."""
        ...

    def drop(self, numbers: Iterable[int]) -> None:
        """Keep these entries no longer."""
        ...

    def close(self) -> None: ...


class SqliteEntries:
    """The entries in the file at `path`, which several processes may use; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._path = path
        try:
            self._base = _opened(path)
        except sqlite3.DatabaseError as error:
            self._base = _saved(path, error)

    def add(self, head: str, body: bytes, twin: bytes | None = None) -> int:
        with self._reaching() as base, base:
            number = int(base.execute("INSERT INTO entries (head, body) VALUES (?, ?)", (head, body)).lastrowid or 0)
            if twin is not None:
                base.execute("INSERT INTO twins VALUES (?, ?)", (number, twin))
            return number

    def heads(self, after: int = 0) -> Sequence[tuple[int, str]]:
        with self._reaching() as base:
            return base.execute(
                "SELECT number, head FROM entries WHERE number > ? ORDER BY number", (after,)
            ).fetchall()

    def bodies(self, number: int) -> tuple[bytes, ...]:
        with self._reaching() as base:
            found = [
                base.execute(f"SELECT body FROM {table} WHERE number = ?", (number,)).fetchone() for table in _TABLES
            ]
        return tuple(row[0] for row in found if row is not None)

    def change(self, heads: Iterable[tuple[int, str]]) -> None:
        with self._reaching() as base, base:
            base.executemany("UPDATE entries SET head = ? WHERE number = ?", [(head, number) for number, head in heads])

    def drop(self, numbers: Iterable[int]) -> None:
        with self._reaching() as base, base:
            gone = [(number,) for number in numbers]
            for table in _TABLES:
                base.executemany(f"DELETE FROM {table} WHERE number = ?", gone)

    def close(self) -> None:
        self._base.close()

    @contextmanager
    def _reaching(self) -> Iterator[sqlite3.Connection]:
        try:
            with self._lock:
                yield self._base
        except sqlite3.Error as error:
            raise OSError(None, f"{type(error).__name__}: {error}") from error


def _opened(path: Path) -> sqlite3.Connection:
    path.touch(mode=0o600)
    base = sqlite3.connect(path, timeout=10, check_same_thread=False)
    try:
        base.execute("PRAGMA journal_mode = WAL")
        base.execute("PRAGMA synchronous = NORMAL")
        base.executescript(_TABLE)
        if base.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("damaged")
    except sqlite3.DatabaseError:
        base.close()
        raise
    return base


def _saved(path: Path, error: sqlite3.DatabaseError) -> sqlite3.Connection:
    """A new file with every entry of the damaged one that can still be read; that one is set aside."""
    aside = path.with_name(f"{path.stem}.hong-{dt.datetime.now(dt.UTC):%Y%m%dT%H%M%S%f}{path.suffix}")
    os.replace(path, aside)
    for ending in ("-wal", "-shm"):
        journal = path.with_name(path.name + ending)
        if journal.exists():
            os.replace(journal, aside.with_name(aside.name + ending))
    fresh, saved = _opened(path), 0
    with fresh:
        for table, row in _readable(aside):
            saved += 1
            fresh.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    _LOG.warning("%s is damaged (%s): %s rows were saved, the rest is in %s", path, error, saved, aside.name)
    return fresh


def _readable(path: Path) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The rows of a damaged file that can be read, one by one, with their table."""
    base = sqlite3.connect(path)
    for number in range(1, _last(base) + 1):
        for table in _TABLES:
            try:
                row = base.execute(f"SELECT * FROM {table} WHERE number = ?", (number,)).fetchone()
            except (sqlite3.Error, UnicodeError):
                continue
            if row is not None:
                yield table, row
    base.close()


def _last(base: sqlite3.Connection) -> int:
    """The highest number that is known of; 0 where nothing can be read."""
    for question in ("SELECT seq FROM sqlite_sequence", "SELECT MAX(number) FROM entries"):
        try:
            found = base.execute(question).fetchone()
        except sqlite3.Error:
            continue
        if found and isinstance(found[0], int):
            return min(found[0], _MOST)
    return 0
