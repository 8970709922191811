"""The store of the settings, opened."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

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
