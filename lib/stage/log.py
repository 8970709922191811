"""The append-only log of the day in SQLite: one numbered run after the other, entries that nobody can change.

Whoever appends says which entry was the last that he saw; if another came in between, nothing is written (`Stale`). So
two people who press at once cannot both be obeyed, and a double tap is one tap.
"""

from __future__ import annotations

import datetime as dt
import sqlite3
import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from lib.stage.events import Began, Ended, Entry, Event, RunKind, decode, encode

_TABLES = """
CREATE TABLE IF NOT EXISTS entries (
    run INTEGER NOT NULL, seq INTEGER NOT NULL, act INTEGER NOT NULL, at TEXT NOT NULL, who TEXT NOT NULL,
    word TEXT NOT NULL, body TEXT NOT NULL, PRIMARY KEY (run, seq)
) STRICT;
CREATE TRIGGER IF NOT EXISTS entries_stay BEFORE UPDATE ON entries
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TRIGGER IF NOT EXISTS entries_are_kept BEFORE DELETE ON entries
BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END;
CREATE TABLE IF NOT EXISTS keys (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""

Now = Callable[[], dt.datetime]


class Stale(Exception):
    """Somebody else was faster: the log has an entry that the caller had not seen."""


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class EventLog:
    """The log in the file at `path`; safe to use from several threads."""

    def __init__(self, path: Path, now: Now = utc_now) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self._now = now
        self._lock = threading.RLock()
        self._base = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._base.execute("PRAGMA synchronous = FULL")
        self._base.executescript(_TABLES)

    def close(self) -> None:
        self._base.close()

    def now(self) -> dt.datetime:
        return self._now()

    def begin(self, kind: RunKind, who: str, fixed: str | None = None, taken: str | None = None) -> int:
        """Begin a run; its number."""
        with self._lock:
            run = self._last_run() + 1
            self.append(run, 0, who, (Began(kind.value, fixed, taken),))
            return run

    def current(self) -> int:
        """The last run that is not over; 0 where none was begun."""
        with self._lock:
            rows = self._base.execute(
                "SELECT run FROM entries WHERE word = ? AND run NOT IN (SELECT run FROM entries WHERE word = ?)"
                " ORDER BY run DESC LIMIT 1",
                (Began.word, Ended.word),
            ).fetchall()
        return int(rows[0][0]) if rows else 0

    def public(self) -> int:
        """The last run that is no rehearsal: what readers of the web pages see. 0 where there is none."""
        with self._lock:
            begun = self._base.execute(
                "SELECT run, word, body FROM entries WHERE word = ? ORDER BY run DESC", (Began.word,)
            ).fetchall()
        for run, word, body in begun:
            event = decode(word, body)
            if isinstance(event, Began) and event.kind != RunKind.REHEARSAL:
                return int(run)
        return 0

    def runs(self) -> tuple[Entry, ...]:
        """The first entry of every run."""
        with self._lock:
            rows = self._base.execute("SELECT * FROM entries WHERE seq = 1 ORDER BY run").fetchall()
        return tuple(_entry(row) for row in rows)

    def entries(self, run: int) -> tuple[Entry, ...]:
        """All entries of a run, oldest first."""
        with self._lock:
            rows = self._base.execute("SELECT * FROM entries WHERE run = ? ORDER BY seq", (run,)).fetchall()
        return tuple(_entry(row) for row in rows)

    def append(self, run: int, expected: int, who: str, events: Sequence[Event]) -> tuple[Entry, ...]:
        """Write one act, all of it or nothing; `Stale` where entry `expected` is no longer the last of the run."""
        at = self._now()
        act = expected + 1
        entries = tuple(Entry(run, act + place, act, at, who, event) for place, event in enumerate(events))
        with self._lock:
            self._base.execute("BEGIN IMMEDIATE")
            try:
                if self._last(run) != expected:
                    raise Stale(run, expected)
                self._base.executemany("INSERT INTO entries VALUES (?, ?, ?, ?, ?, ?, ?)", map(_row, entries))
                self._base.execute("COMMIT")
            except BaseException:
                self._base.execute("ROLLBACK")
                raise
        return entries

    def key(self, name: str, fresh: Callable[[], str]) -> str:
        """A secret of this installation, made by `fresh` when it is first asked for."""
        with self._lock:
            self._base.execute("INSERT OR IGNORE INTO keys VALUES (?, ?)", (name, fresh()))
            return str(self._base.execute("SELECT value FROM keys WHERE name = ?", (name,)).fetchone()[0])

    def _last(self, run: int) -> int:
        return int(self._base.execute("SELECT COALESCE(MAX(seq), 0) FROM entries WHERE run = ?", (run,)).fetchone()[0])

    def _last_run(self) -> int:
        return int(self._base.execute("SELECT COALESCE(MAX(run), 0) FROM entries").fetchone()[0])


def _row(entry: Entry) -> tuple[int, int, int, str, str, str, str]:
    stamp = entry.at.isoformat()
    return entry.run, entry.seq, entry.act, stamp, entry.who, entry.event.word, encode(entry.event)


def _entry(row: tuple[int, int, int, str, str, str, str]) -> Entry:
    run, seq, act, at, who, word, body = row
    return Entry(run, seq, act, dt.datetime.fromisoformat(at), who, decode(word, body))
