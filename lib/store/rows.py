"""Append-only rows, the storage of the event log and of the audit log.

Each row is a text of one line, durable once it was added. On this machine rows are stored in an SQLite table that
refuses every change, or as the lines of readable files; the remains of a power cut or damage are repaired when they are
opened.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from lib.store.atomic_file import append_line, clear_the_way, move, write_whole
from lib.store.sqlite_file import SqliteFile

LARGEST = 1_000_000
"""Bytes after which a file of lines is archived."""


class LogRows(Protocol):
    """Append-only rows. OSError where they cannot be reached. `alone`: no other process adds any."""

    alone: bool

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
        """Release the rows."""
        ...


class LogLines(Protocol):
    """Rows that can be read from both ends."""

    alone: bool

    def mend(self) -> str:
        """Prepare the rows for appending; return the name of the remains of an incomplete last row, else nothing."""
        ...

    def add(self, rows: Sequence[str], after: int) -> bool:
        """Append as in `LogRows.add`; a single writer's `after` is trusted, because old files may have been
        archived.
        """
        ...

    def placed(self) -> Iterator[tuple[str, str]]:
        """Every row as stored with its place (file and line), oldest first."""
        ...

    def newest(self) -> Iterator[str]:
        """Every row, newest first."""
        ...


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
_SELECT = "SELECT run, seq, act, at, who, word, body FROM entries ORDER BY rowid LIMIT -1 OFFSET ?"


class SqliteRows:
    """Rows in the file at `path`, each a JSON list of seven values stored in columns; thread-safe."""

    alone = True

    def __init__(self, path: Path) -> None:
        self._file = SqliteFile(path, _TABLES, settings=("synchronous = FULL",), rescue=_whole_rows)
        self._file.try_to_open()

    def close(self) -> None:
        self._file.close()

    def rows(self, start: int = 0) -> Sequence[str]:
        with self._file.reach() as base:
            return [json.dumps(row, ensure_ascii=False) for row in base.execute(_SELECT, (start,))]

    def add(self, rows: Sequence[str], after: int) -> bool:
        with self._file.write() as base:
            fits = bool(base.execute("SELECT COUNT(*) FROM entries").fetchone()[0] == after)
            if fits:
                base.executemany(_INSERT, map(json.loads, rows))
        return fits

    def keep(self, count: int) -> str:
        return self._file.start_over(partial(_whole_rows, most=count)).name


def _whole_rows(old: sqlite3.Connection, fresh: sqlite3.Connection, most: int = -1) -> int:
    """The rows of a damaged file up to the first unreadable one: later ones would not follow from it."""
    saved = 0
    with suppress(sqlite3.Error, UnicodeError):
        for place, *row in old.execute("SELECT rowid, * FROM entries ORDER BY rowid LIMIT ?", (most,)):
            if place != saved + 1:
                break
            fresh.execute(_INSERT, row)
            saved += 1
    return saved


class FolderRows:
    """Lines of the files `name`.jsonl in a folder, written by one process; a full file is archived under its numbers.

    Reading changes nothing. After a refusal of the disk, writing is tried again with the next row.
    """

    alone = True

    def __init__(self, folder: Path, name: str, *, largest: int = LARGEST) -> None:
        self._folder = folder
        self._name = name
        self._current = folder / f"{name}.jsonl"
        self._put_away = re.compile(rf"{name}-(\d{{8}})-(\d{{8}})\.jsonl")
        self._largest = largest

    @property
    def files(self) -> list[Path]:
        """The files, oldest first."""
        found = self._folder.glob(f"{self._name}-*.jsonl")
        rotated = sorted(path for path in found if self._put_away.fullmatch(path.name))
        return [*rotated, self._current] if self._current.exists() else rotated

    def mend(self) -> str:
        """Set aside anything in the way of the folder or file, and an incomplete last line."""
        clear_the_way(self._folder, folder=True)
        self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in (*self.files, self._folder / f"{self._name}.head"):
            clear_the_way(path)
        return _mended(self._current)

    def add(self, rows: Sequence[str], after: int) -> bool:
        self._rotate(after)
        for row in rows:
            append_line(self._current, row)
        return True

    def placed(self) -> Iterator[tuple[str, str]]:
        for path in self.files:
            yield from ((f"{path.name}:{place}", line) for place, line in enumerate(_lines(path), start=1))

    def newest(self) -> Iterator[str]:
        for path in reversed(self.files):
            yield from reversed(_lines(path))

    def _rotate(self, after: int) -> None:
        if not after or not self._current.exists() or self._current.stat().st_size < self._largest:
            return
        *_, before = (0, *(int(found[2]) for path in self.files if (found := self._put_away.fullmatch(path.name))))
        first = max(before, after - len(_lines(self._current))) + 1
        move(self._current, self._folder / f"{self._name}-{first:08d}-{after:08d}.jsonl")


def _lines(path: Path) -> list[str]:
    text = path.read_bytes().decode("utf-8", "replace")
    return text.removesuffix("\n").split("\n") if text else []


def _mended(current: Path) -> str:
    """The name of the file into which an incomplete last line was moved; empty where the last line is complete."""
    content = current.read_bytes() if current.exists() else b""
    whole, line_end, torn = content.rpartition(b"\n")
    if not torn:
        return ""
    aside = current.with_name(f"torn-{hashlib.sha256(torn).hexdigest()[:12]}.txt")
    write_whole(aside, torn)
    os.truncate(current, len(whole) + len(line_end))
    return aside.name
