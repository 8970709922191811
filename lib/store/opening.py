"""The store of the settings, opened."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING

from lib.store.entries import Entries, SqliteEntries

if TYPE_CHECKING:
    from lib.store.shared import SharedStore

_PAUSE = 0.5


def open_shared(url: str | None, patience: float = 30.0) -> SharedStore | None:
    """The shared store at `url`, None where none is set; OSError where it does not answer within `patience` seconds.

    redis-py is imported only here, for a process alone does without.
    """
    if url is None:
        return None
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


def open_entries(path: Path, shared: SharedStore | None) -> Entries:
    """The entries of the shared store by the name of the file, where there is one, else of the file at `path`."""
    return shared.entries(path.stem) if shared else SqliteEntries(path)
