"""Notes that expire: logins, one-time codes, failures, presence."""

from __future__ import annotations

import logging
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, TypeVar

from lib.store.sqlite_file import SqliteFile

AGAIN = 1.0
"""Seconds after a refusal in which the file is not tried again, so that readers do not queue behind a locked file."""
MOST = 10_000
"""Maximum number of notes kept in memory."""
_LOG = logging.getLogger(__name__)
_T = TypeVar("_T")
SecondsClock = Callable[[], float]
"""Seconds since 1970, or monotonic seconds where no other process shares the notes."""


class Notes(Protocol):
    """Short texts by name, each with an expiry, after which it is gone. OSError where they cannot be reached.

    `clock` gives the time.
    """

    @property
    def clock(self) -> SecondsClock:
        """The clock that expiries refer to."""
        ...

    def put(self, name: str, text: str, seconds: float) -> None:
        """Store a text for this many seconds, replacing the old one."""
        ...

    def get(self, name: str) -> str | None:
        """The text of a name, None where there is none."""
        ...

    def pop(self, name: str) -> str | None:
        """Remove and return a text; of several concurrent callers only one gets it."""
        ...

    def all(self) -> dict[str, str]:
        """Every text by its name."""
        ...


@dataclass
class MemoryNotes:
    """The notes of one process, lost with it; beyond `most` the oldest are dropped."""

    clock: SecondsClock
    most: int = MOST
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


_Note = tuple[str, float]
"""A text and its expiry."""


class SqliteNotes:
    """The notes of one kind in a file readable by this user only; they survive a restart.

    While the file refuses, changes are kept in memory and written once it accepts them. What only the file knows is an
    OSError then, without waiting for the file each time.
    """

    def __init__(self, path: Path, kind: str, clock: SecondsClock) -> None:
        self._file = SqliteFile(path, _TABLE)
        self._kind = kind
        self.clock = clock
        self._lock = threading.Lock()
        self._late: dict[str, _Note | None] = {}
        self._refused = -AGAIN

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def put(self, name: str, text: str, seconds: float) -> None:
        with self._lock:
            self._late[name] = (text, self.clock() + seconds)
            self._write_late()

    def get(self, name: str) -> str | None:
        with self._lock:
            self._write_late()
            if name in self._late:
                return self._standing(self._late[name])
            return self._standing(self._found(name))

    def pop(self, name: str) -> str | None:
        with self._lock:
            self._write_late()
            if name in self._late:
                found, self._late[name] = self._late[name], None
                return self._standing(found)
            try:
                found = self._found(name)
            except OSError:
                found, self._late[name] = None, None
                return None
            if found is not None:
                self._late[name] = None
                self._write_late()
            return self._standing(found)

    def all(self) -> dict[str, str]:
        with self._lock:
            self._write_late()
            rows = self._run("SELECT name, text, until FROM notes WHERE kind = ?", (self._kind,))
            found = {name: (text, until) for name, text, until in rows} | self._late
            return {name: text for name, note in found.items() if (text := self._standing(note)) is not None}

    def _found(self, name: str) -> _Note | None:
        """A note as stored in the file."""
        rows = self._run("SELECT text, until FROM notes WHERE kind = ? AND name = ?", (self._kind, name))
        return next(iter(rows), None)

    def _standing(self, note: _Note | None) -> str | None:
        return note[0] if note is not None and note[1] > self.clock() else None

    def _write_late(self) -> None:
        """Write what waits; where that is refused, it keeps waiting."""
        if not self._late:
            return
        with suppress(OSError):
            self._patiently(self._written)

    def _written(self) -> None:
        with self._file.write() as base:
            base.execute("DELETE FROM notes WHERE kind = ? AND until <= ?", (self._kind, self.clock()))
            for name, note in self._late.items():
                if note is None:
                    base.execute("DELETE FROM notes WHERE kind = ? AND name = ?", (self._kind, name))
                else:
                    base.execute("INSERT OR REPLACE INTO notes VALUES (?, ?, ?, ?)", (self._kind, name, *note))
        self._late.clear()

    def _run(self, sql: str, values: tuple[object, ...]) -> list[Any]:
        def run() -> list[Any]:
            with self._file.reach() as base:
                return base.execute(sql, values).fetchall()

        return self._patiently(run)

    def _patiently(self, doing: Callable[[], _T]) -> _T:
        """Run an operation on the file; after a refusal it is not tried again for a while."""
        if time.monotonic() - self._refused < AGAIN:
            raise OSError(None, f"{self._file.path.name} refused a moment ago")
        try:
            return doing()
        except OSError as error:
            self._refused = time.monotonic()
            _LOG.warning("notes: %s", error.strerror)
            raise
