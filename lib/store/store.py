"""The store of the program: on this machine, or shared by several processes, with the same interface."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any, Protocol

from lib.store.entries import Entries, SqliteEntries
from lib.store.news import News
from lib.store.notes import MOST, MemoryNotes, Notes, SecondsClock, SqliteNotes
from lib.store.one_server import hold_folder
from lib.store.private import secret_in
from lib.store.rows import LogRows, SqliteRows
from lib.store.shelf import FolderShelf, Shelf

_PAUSE = 0.5
_FOLDERS = {"audit": "log"}
"""The folders of rows and entries that are not in the state folder itself."""


class Store(Protocol):
    """All persistent storage, by names. `alone`: no other process uses it. OSError where it cannot be reached.

    `notes` survive a restart and are timed by a clock of seconds since 1970. `passing_notes` are short-lived, for every
    process that uses the store: beyond `most` the oldest may be dropped. A `secret` of this installation is generated
    by `fresh` when it is first requested. The defaults are those of a store without external content or other
    processes.
    """

    alone: bool = True

    def hold(self) -> None:
        """Reserve the store for this process where only one may use it; `InUse` where another one does."""
        return

    def shelf(self, name: str) -> Shelf:
        """The texts of this name."""
        ...

    def notes(self, name: str, clock: SecondsClock) -> Notes:
        """The notes of this name, which survive a restart."""
        ...

    def passing_notes(self, name: str, most: int = MOST) -> Notes:
        """The short-lived notes of this name."""
        ...

    def rows(self, name: str) -> LogRows:
        """The append-only rows of this name."""
        ...

    def entries(self, name: str) -> Entries:
        """The numbered entries of this name."""
        ...

    def holds(self, name: str) -> bool:
        """Whether there may be rows or entries of this name; asking creates none."""
        return True

    def secret(self, name: str, fresh: Callable[[], str]) -> str:
        """The secret of this name."""
        ...

    def publish(self, news: News) -> None:
        """Send a message to all processes that use the store, including this one."""
        return

    def listen(self, listener: Callable[[News], None]) -> None:
        """Call `listener` in a thread of its own for all messages from now on, until `close`."""
        return

    def close(self) -> None:
        """Close the store."""
        return

    def dumped(self) -> Iterator[tuple[str, str, Any, int]]:
        """Everything kept outside the folder: name, kind, value, milliseconds left (-1: for ever)."""
        return iter(())

    def load(self, rows: Sequence[Sequence[Any]]) -> None:
        """Replace what is kept outside the folder by these rows."""
        return

    def is_empty(self) -> bool:
        """Whether nothing is kept outside the folder."""
        return True

    def held_leases(self) -> bool:
        """Whether a process holds a lease outside the folder."""
        return False


class LocalStore(Store):
    """The store in a folder of this machine, for one process."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def hold(self) -> None:
        hold_folder(self._folder)

    def shelf(self, name: str) -> FolderShelf:
        return FolderShelf(self._folder / name)

    def notes(self, name: str, clock: SecondsClock) -> SqliteNotes:
        return SqliteNotes(self._folder / "access.sqlite", name, clock)

    def passing_notes(self, name: str, most: int = MOST) -> MemoryNotes:
        return MemoryNotes(time.monotonic, most)

    def rows(self, name: str) -> SqliteRows:
        return SqliteRows(self._file(name))

    def entries(self, name: str) -> SqliteEntries:
        return SqliteEntries(self._file(name))

    def holds(self, name: str) -> bool:
        return self._file(name).exists()

    def _file(self, name: str) -> Path:
        return self._folder / _FOLDERS.get(name, "") / f"{name}.sqlite"

    def secret(self, name: str, fresh: Callable[[], str]) -> str:
        return secret_in(self._folder / "keys", name, fresh)


def open_store(url: str | None, folder: Path, patience: float = 30.0) -> Store:
    """The shared store at `url`, or the one in `folder` where none is set.

    OSError where it does not answer within `patience` seconds. redis-py is imported only here, because a single process
    does not need it.
    """
    if url is None:
        return LocalStore(folder)
    from lib.store.shared import SharedStore

    store, until = SharedStore(url), time.monotonic() + patience
    while True:
        try:
            store.check()
            return store
        except OSError:
            if time.monotonic() >= until:
                raise
            time.sleep(_PAUSE)
