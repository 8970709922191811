"""Notes that end by themselves: logins, one-time codes, failures, who is there."""

from __future__ import annotations

import sqlite3
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

Clock = Callable[[], float]
"""Seconds since 1970, or any that never go back where nobody else shares the notes."""


class Notes(Protocol):
    """Short texts by name, each until a moment; after it there is none. OSError where they cannot be reached."""

    def put(self, name: str, text: str, seconds: float) -> None:
        """Note a text for so many seconds, in the place of the old one."""
        ...

    def get(self, name: str) -> str | None:
        """The text of a name, None where there is none."""
        ...

    def pop(self, name: str) -> str | None:
        """Take a text away; of many who try at once, one gets it."""
        ...

    def all(self) -> dict[str, str]:
        """Every text by its name."""
        ...


@dataclass
class MemoryNotes:
    """The notes of one process, gone with it; of more than `most` the oldest give way."""

    clock: Clock
    most: int = 10_000
    _notes: OrderedDict[str, tuple[str, float]] = field(default_factory=OrderedDict, repr=False)
    _lock: threading.Lock = field(default_factory=threading.Lock, repr=False)

    def put(self, name: str, text: str, seconds: float) -> None:
        with self._lock:
            self._notes.pop(name, None)
            self._notes[name] = (text, self.clock() + seconds)
            while len(self._notes) > self.most:
                self._notes.popitem(last=False)

    def get(self, name: str) -> str | None:
        with self._lock:
            text, until = self._notes.get(name, (None, 0.0))
        return text if until > self.clock() else None

    def pop(self, name: str) -> str | None:
        with self._lock:
            text, until = self._notes.pop(name, (None, 0.0))
        return text if until > self.clock() else None

    def all(self) -> dict[str, str]:
        now = self.clock()
        with self._lock:
            for name in [name for name, (_, until) in self._notes.items() if until <= now]:
                del self._notes[name]
            return {name: text for name, (text, _) in self._notes.items()}


_TABLE = """
CREATE TABLE IF NOT EXISTS notes (
    kind TEXT NOT NULL, name TEXT NOT NULL, text TEXT NOT NULL, until REAL NOT NULL, PRIMARY KEY (kind, name)
) STRICT;
"""


class SqliteNotes:
    """The notes of one kind in a file that only this user may read; they outlive a restart."""

    def __init__(self, path: Path, kind: str, clock: Clock) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        self._kind = kind
        self._clock = clock
        self._lock = threading.Lock()
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.executescript(_TABLE)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def put(self, name: str, text: str, seconds: float) -> None:
        now = self._clock()
        with self._lock:
            self._file.execute("DELETE FROM notes WHERE kind = ? AND until <= ?", (self._kind, now))
            row = (self._kind, name, text, now + seconds)
            self._file.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?)", row)

    def get(self, name: str) -> str | None:
        return self._one("SELECT text FROM notes WHERE kind = ? AND name = ? AND until > ?", name)

    def pop(self, name: str) -> str | None:
        return self._one("DELETE FROM notes WHERE kind = ? AND name = ? AND until > ? RETURNING text", name)

    def all(self) -> dict[str, str]:
        with self._lock:
            sql = "SELECT name, text FROM notes WHERE kind = ? AND until > ?"
            return dict(self._file.execute(sql, (self._kind, self._clock())).fetchall())

    def _one(self, sql: str, name: str) -> str | None:
        with self._lock:
            rows = self._file.execute(sql, (self._kind, name, self._clock())).fetchall()
        return str(rows[0][0]) if rows else None
