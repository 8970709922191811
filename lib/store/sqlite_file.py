"""One SQLite file for several threads, opened when it is first needed: the one place where its failures are handled.

Every failure is an OSError, as from a disk that refuses: full, read-only, locked by another process. No caller waits
for a lock longer than `PATIENCE`. A file that is damaged, or from another program, is set aside under a name with the
time, and its readable content is copied to a new one, which takes its place only once that is complete.
"""

from __future__ import annotations

import logging
import os
import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from lib.store.atomic_file import move, set_aside, stamp

PATIENCE = 0.2
"""Seconds that a statement waits for a file that another process holds."""
READING = 5.0
"""Seconds that reading without a change waits for one."""
_LOG = logging.getLogger(__name__)
_STAYS = (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_FULL)
_JOURNALS = ("-wal", "-shm", "-journal")

Rescue = Callable[[sqlite3.Connection, sqlite3.Connection], int]
"""Copies what can be read from a damaged file to a new one; returns how many rows. By default none, as of logins."""

TakeOver = Callable[[sqlite3.Connection], None]
"""Adds what an earlier program stored in another form."""


@contextmanager
def read_only(path: Path) -> Iterator[sqlite3.Connection]:
    """The file as it is now, which stays unchanged; one that a killed process left half written is read in a copy."""
    with TemporaryDirectory() as folder, closing(_read_only(path, Path(folder))) as base:
        yield base


def _read_only(path: Path, folder: Path) -> sqlite3.Connection:
    base = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True, timeout=READING, isolation_level=None)
    try:
        base.execute("BEGIN")
        base.execute("SELECT 1 FROM sqlite_master").fetchone()
        return base
    except sqlite3.Error as error:
        base.close()
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:
            raise
    for piece in (path, Path(f"{path}-journal")):
        shutil.copyfile(piece, folder / piece.name)
    return sqlite3.connect(folder / path.name)


class SqliteFile:
    """The file at `path` with `tables` (SQL) and `settings` (pragmas); `rescue` copies from a damaged one.

    `take_over` is called whenever the file was opened.
    """

    def __init__(
        self,
        path: Path,
        tables: str,
        *,
        settings: tuple[str, ...] = (),
        rescue: Rescue = lambda _old, _fresh: 0,
        take_over: TakeOver | None = None,
    ) -> None:
        self.path = path
        self._tables = tables
        self._settings = settings
        self._rescue = rescue
        self._take_over = take_over
        self._lock = threading.RLock()
        self._base: sqlite3.Connection | None = None
        self._opened_as: tuple[int, int] | None = None

    @contextmanager
    def reach(self) -> Iterator[sqlite3.Connection]:
        """The connection, exclusively for this thread meanwhile; every failure is an OSError."""
        with self._lock:
            try:
                yield self._connection()
            except sqlite3.Error as error:
                if getattr(error, "sqlite_errorcode", None) not in _STAYS:
                    self._forget()
                raise OSError(None, f"{self.path.name}: {error}") from error

    @contextmanager
    def write(self) -> Iterator[sqlite3.Connection]:
        """The connection in one transaction, committed entirely or not at all."""
        with self.reach() as base:
            base.execute("BEGIN IMMEDIATE")
            try:
                yield base
                base.execute("COMMIT")
            except BaseException:
                if base.in_transaction:
                    base.execute("ROLLBACK")
                raise

    def try_to_open(self) -> None:
        """Open the file now, where the disk allows that; else later."""
        try:
            with self.reach():
                return
        except OSError as error:
            _LOG.warning("not opened yet: %s", error.strerror)

    def start_over(self, rescue: Rescue) -> Path:
        """Replace the file by a new one that holds what `rescue` copies; return where the old one is now."""
        with self._lock:
            self._forget()
            try:
                return self._renewed(rescue)
            except sqlite3.Error as error:
                raise OSError(None, f"{self.path.name}: {error}") from error

    def close(self) -> None:
        with self._lock:
            self._forget()

    def _connection(self) -> sqlite3.Connection:
        if self._base is not None and self._opened_as != _identity(self.path):
            self._forget()
        if self._base is None:
            self._base = self._open()
            self._opened_as = _identity(self.path)
        return self._base

    def _open(self) -> sqlite3.Connection:
        if self.path.parent.is_file():
            set_aside(self.path.parent, stamp())
        self.path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        if self.path.is_dir():
            set_aside(self.path, stamp())
        try:
            return self._checked(self.path, self._take_over)
        except sqlite3.OperationalError:
            if os.access(self.path, os.R_OK) or not self.path.exists():
                raise
            reason: Exception = PermissionError("unreadable")
        except sqlite3.DatabaseError as error:
            reason = error
        aside = self._renewed(self._rescue)
        _LOG.warning("%s is damaged (%s) and was set aside as %s", self.path.name, reason, aside.name)
        return self._checked(self.path, self._take_over)

    def _checked(self, path: Path, then: TakeOver | None = None) -> sqlite3.Connection:
        """The opened file, with its tables; DatabaseError where it is damaged or has tables of another program."""
        if not path.exists():
            path.touch(mode=0o600)
        base = sqlite3.connect(path, timeout=PATIENCE, check_same_thread=False, isolation_level=None)
        try:
            for setting in self._settings:
                base.execute(f"PRAGMA {setting}")
            if base.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise sqlite3.DatabaseError("damaged")
            if not self._shape <= _shape(base):  # an intact file on a full disk is opened without a write
                base.executescript(self._tables)
            if not self._shape <= _shape(base):
                raise sqlite3.DatabaseError("not ours")
            if then is not None:
                then(base)
        except (sqlite3.Error, OSError):
            base.close()
            raise
        return base

    @property
    def _shape(self) -> frozenset[tuple[str, str]]:
        with closing(sqlite3.connect(":memory:")) as fresh:
            fresh.executescript(self._tables)
            return _shape(fresh)

    def _renewed(self, rescue: Rescue) -> Path:
        beside = self.path.with_name(self.path.name + ".new")
        for ending in ("", *_JOURNALS):
            Path(f"{beside}{ending}").unlink(missing_ok=True)
        with closing(self._checked(beside)) as fresh:
            if os.access(self.path, os.R_OK) and self.path.is_file():
                with closing(sqlite3.connect(self.path, timeout=PATIENCE, isolation_level=None)) as old:
                    fresh.execute("BEGIN")
                    saved = rescue(old, fresh)
                    fresh.execute("COMMIT")
                _LOG.warning("%s: %s rows were saved", self.path.name, saved)
        aside = set_aside(self.path, stamp())
        for ending in _JOURNALS:
            if (journal := Path(f"{self.path}{ending}")).exists():
                move(journal, Path(f"{aside}{ending}"))
        for ending in ("", *_JOURNALS):
            if (piece := Path(f"{beside}{ending}")).exists():
                move(piece, Path(f"{self.path}{ending}"))
        return aside

    def _forget(self) -> None:
        if self._base is not None:
            self._base.close()
        self._base = None


def _identity(path: Path) -> tuple[int, int] | None:
    """The identity of the file at a path, None for none: a file that was removed is no longer written to."""
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _shape(base: sqlite3.Connection) -> frozenset[tuple[str, str]]:
    """Every table and trigger of a file as declared."""
    rows = base.execute("SELECT name, sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'sqlite_%'")
    return frozenset((str(name), " ".join(str(sql).split())) for name, sql in rows.fetchall())
