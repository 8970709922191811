"""Numbered entries that are kept or dropped individually: a short head for listing, and a body.

This is the implementation in SQLite; the shared store has the same interface. An entry is written entirely or not at
all, also where the process dies meanwhile; from a damaged file every readable entry is copied into a new one.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Protocol

from lib.store.sqlite_file import SqliteFile

_TABLE = """
CREATE TABLE IF NOT EXISTS entries (
    number INTEGER PRIMARY KEY AUTOINCREMENT, head TEXT NOT NULL, body BLOB NOT NULL
) STRICT;
CREATE TABLE IF NOT EXISTS twins (number INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT;
"""
_TABLES = ("entries", "twins")
_MOST = 10_000_000
"""Highest number that is looked at in a damaged file."""


class Entries(Protocol):
    """Entries by number, in ascending order. OSError where they cannot be reached or the disk refuses."""

    def add(self, head: str, body: bytes, *, twice: bool = False) -> int:
        """Store an entry; return its number. The body is stored `twice` where others depend on it."""
        ...

    def heads(self, after: int = 0) -> Sequence[tuple[int, str]]:
        """Numbers and heads of the entries after number `after`, oldest first."""
        ...

    def bodies(self, number: int) -> tuple[bytes, ...]:
        """Every copy of the body of an entry; empty where there is none."""
        ...

    def change(self, heads: Iterable[tuple[int, str]]) -> None:
        """Replace the heads of the entries with these numbers."""
        ...

    def drop(self, numbers: Iterable[int]) -> None:
        """Delete the entries with these numbers."""
        ...

    def close(self) -> None:
        """Release the entries; those of a shared store are released by its owner."""
        return


class SqliteEntries:
    """The entries in the file at `path`, which several processes may use; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        settings = ("journal_mode = WAL", "synchronous = NORMAL")
        self._file = SqliteFile(path, _TABLE, settings=settings, rescue=_saved)

    def add(self, head: str, body: bytes, *, twice: bool = False) -> int:
        with self._file.write() as base:
            number = int(base.execute("INSERT INTO entries (head, body) VALUES (?, ?)", (head, body)).lastrowid or 0)
            if twice:
                base.execute("INSERT INTO twins VALUES (?, ?)", (number, body))
            return number

    def heads(self, after: int = 0) -> Sequence[tuple[int, str]]:
        with self._file.reach() as base:
            return base.execute(
                "SELECT number, head FROM entries WHERE number > ? ORDER BY number", (after,)
            ).fetchall()

    def bodies(self, number: int) -> tuple[bytes, ...]:
        with self._file.reach() as base:
            found = [
                base.execute(f"SELECT body FROM {table} WHERE number = ?", (number,)).fetchone() for table in _TABLES
            ]
        return tuple(row[0] for row in found if row is not None)

    def change(self, heads: Iterable[tuple[int, str]]) -> None:
        with self._file.write() as base:
            base.executemany("UPDATE entries SET head = ? WHERE number = ?", [(head, number) for number, head in heads])

    def drop(self, numbers: Iterable[int]) -> None:
        with self._file.write() as base:
            gone = [(number,) for number in numbers]
            for table in _TABLES:
                base.executemany(f"DELETE FROM {table} WHERE number = ?", gone)

    def close(self) -> None:
        self._file.close()


def _saved(old: sqlite3.Connection, fresh: sqlite3.Connection) -> int:
    """Copy every readable entry of a damaged file into a new one; return how many."""
    saved = 0
    for table, row in _readable(old):
        saved += 1
        fresh.execute(f"INSERT INTO {table} VALUES ({', '.join('?' * len(row))})", row)
    return saved


def _readable(base: sqlite3.Connection) -> Iterator[tuple[str, tuple[object, ...]]]:
    """The readable rows of a damaged file, one by one, with their table."""
    for number in range(1, _last(base) + 1):
        for table in _TABLES:
            try:
                row = base.execute(f"SELECT * FROM {table} WHERE number = ?", (number,)).fetchone()
            except (sqlite3.Error, UnicodeError):
                continue
            if row is not None:
                yield table, row


def _last(base: sqlite3.Connection) -> int:
    """The highest known number; 0 where nothing can be read."""
    for question in ("SELECT seq FROM sqlite_sequence", "SELECT MAX(number) FROM entries"):
        try:
            found = base.execute(question).fetchone()
        except sqlite3.Error:
            continue
        if found and isinstance(found[0], int):
            return min(found[0], _MOST)
    return 0
