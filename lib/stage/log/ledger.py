"""Where the entries of the day stand, in the order in which they were written: SQLite, or the shared store."""

from __future__ import annotations

import json
import sqlite3
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lib.store.news import News

if TYPE_CHECKING:
    from lib.store.shared import SharedStore

Row = tuple[int, int, int, str, str, str, str]
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


class Ledger(Protocol):
    """Rows that are only ever added. OSError where they cannot be reached."""

    def rows(self, start: int) -> Sequence[Row]:
        """The rows of all runs from number `start` (0 the first) on."""
        ...

    def add(self, rows: Sequence[Row], after: int) -> bool:
        """Add rows, all or none; False where there are not exactly `after` rows before."""
        ...

    def close(self) -> None: ...


class SqliteLedger:
    """The ledger in the file at `path`; safe to use from several threads."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._lock = threading.RLock()
        self._base = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.executescript(_TABLES)

    def close(self) -> None:
        self._base.close()

    def rows(self, start: int) -> Sequence[Row]:
        with self._lock:
            return self._base.execute("SELECT * FROM entries ORDER BY rowid LIMIT -1 OFFSET ?", (start,)).fetchall()

    def add(self, rows: Sequence[Row], after: int) -> bool:
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                fits: bool = self._base.execute("SELECT COUNT(*) FROM entries").fetchone()[0] == after
                if fits:
                    self._base.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", rows)
                self._base.execute("COMMIT")
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
        return fits


class SharedLedger:
    """The ledger in a shared store; the other processes are told of every row."""

    def __init__(self, store: SharedStore) -> None:
        self._store = store
        self._rows = store.rows("stage")

    def close(self) -> None:
        """The store is closed by whoever opened it."""

    def rows(self, start: int) -> Sequence[Row]:
        return [_row(text) for text in self._rows.rows(start)]

    def add(self, rows: Sequence[Row], after: int) -> bool:
        added = self._rows.add([json.dumps(row, ensure_ascii=False) for row in rows], after)
        if added:
            self._store.tell(News.DAY)
        return added


def _row(text: str) -> Row:
    run, seq, act, at, who, word, body = json.loads(text)
    return run, seq, act, at, who, word, body


def open_ledger(path: Path, shared: SharedStore | None) -> Ledger:
    """The ledger of the shared store, where there is one, else of the file at `path`."""
    return SharedLedger(shared) if shared else SqliteLedger(path)
