"""Where the entries of the day stand, in the order in which they were written: SQLite, or the shared store."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lib.store.atomic_file import stamp
from lib.store.news import News
from lib.store.sqlite_file import SqliteFile

if TYPE_CHECKING:
    from lib.store.shared import SharedStore

LedgerRow = tuple[int, int, int, str, str, str, str]
"""Run, number in the run, number of the act, time, who, the word of the event, its body."""

_TABLES = """
CREATE TABLE IF NOT EXISTS entries (
    run INTEGER NOT NULL, seq INTEGER NOT NULL, act INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    word TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (run, seq)
) STRICT;
CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS entries_are_kept BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
DROP TABLE IF EXISTS keys;
"""
_INSERT = "INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)"


class Ledger(Protocol):
    """Rows that are only ever added. OSError where they cannot be reached. `alone`: no other process adds any."""

    alone: bool

    def rows(self, start: int) -> Sequence[LedgerRow]:
        """The rows of all runs from number `start` (0 the first) on."""
        ...

    def add(self, rows: Sequence[LedgerRow], after: int) -> bool:
        """Add rows, all or none; False where there are not exactly `after` rows before."""
        ...

    def keep(self, count: int) -> str:
        """Go on with the first `count` rows alone; the name under which all of them were set aside."""
        ...

    def close(self) -> None: ...


class SqliteLedger:
    """The ledger in the file at `path`; safe to use from several threads."""

    alone = True

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path, _TABLES, settings=("synchronous = FULL",), rescue=_whole_rows)
        self._file.try_to_open()

    def close(self) -> None:
        self._file.close()

    def rows(self, start: int) -> Sequence[LedgerRow]:
        with self._file.reach() as base:
            return base.execute("SELECT * FROM entries ORDER BY rowid LIMIT -1 OFFSET ?", (start,)).fetchall()

    def add(self, rows: Sequence[LedgerRow], after: int) -> bool:
        with self._file.write() as base:
            fits = bool(base.execute("SELECT COUNT(*) FROM entries").fetchone()[0] == after)
            if fits:
                base.executemany(_INSERT, rows)
        return fits

    def keep(self, count: int) -> str:
        first = self.rows(0)[:count]

        def copied(_old: sqlite3.Connection, fresh: sqlite3.Connection) -> int:
            fresh.executemany(_INSERT, first)
            return len(first)

        return self._file.start_over(copied).name


def _whole_rows(old: sqlite3.Connection, fresh: sqlite3.Connection) -> int:
    """The rows of a damaged file up to the first that cannot be read: what comes after it would not be the same day."""
    saved = 0
    with suppress(sqlite3.Error, UnicodeError):
        for place, *row in old.execute("SELECT rowid, * FROM entries ORDER BY rowid"):
            if place != saved + 1:
                break
            fresh.execute(_INSERT, row)
            saved += 1
    return saved


class SharedLedger:
    """The ledger in a shared store; the other processes are told of every row."""

    alone = False

    def __init__(self, store: SharedStore) -> None:
        self._store = store
        self._rows = store.rows("stage")

    def close(self) -> None:
        """The store is closed by whoever opened it."""

    def rows(self, start: int) -> Sequence[LedgerRow]:
        return [_row(text) for text in self._rows.rows(start)]

    def add(self, rows: Sequence[LedgerRow], after: int) -> bool:
        added = self._rows.add([json.dumps(row, ensure_ascii=False) for row in rows], after)
        if added:
            self._store.tell(News.DAY)
        return added

    def keep(self, count: int) -> str:
        return self._rows.keep(count, stamp())


def _row(text: str) -> LedgerRow:
    """A row that makes no sense comes with a word that no event has, for the log to stop at."""
    try:
        run, seq, act, at, who, word, body = json.loads(text)
    except (ValueError, TypeError, RecursionError):
        return 0, 0, 0, "", "", "", ""
    return run, seq, act, at, who, word, body


def open_ledger(path: Path, shared: SharedStore | None) -> Ledger:
    """The ledger of the shared store, where there is one, else of the file at `path`."""
    return SharedLedger(shared) if shared else SqliteLedger(path)
