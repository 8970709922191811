"""Writing the log."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lib.audit.chain import Chain, FolderChain, SharedChain
from lib.audit.entries import START, Entry, Event, plain
from lib.audit.verify import Finding, verify_chain

if TYPE_CHECKING:
    from lib.store.shared import SharedStore

TRIES = 50
"""How often a line is tried while other processes write theirs."""


class Audit:
    """The log over a chain of lines. `now` gives the time, aware. OSError where the chain cannot be reached."""

    def __init__(self, chain: Chain, now: Callable[[], dt.datetime]) -> None:
        self._chain = chain
        self._now = now
        self._lock = threading.Lock()
        if isinstance(chain, FolderChain) and chain.torn:
            self.record(Event.TORN_LINE, "máy chủ", subject=chain.torn)

    def record(self, event: Event, who: str, role: str = "", subject: str = "") -> Entry:
        """Add a line; it is on the disk when this returns. OSError where it is not taken."""
        with self._lock:
            for _ in range(TRIES):
                entry = self._next(event, who, role, subject)
                if self._chain.add(entry):
                    return entry
        raise OSError(None, "the chain takes no line after its last one")

    def entries(self, most: int = 500) -> tuple[Entry, ...]:
        """The newest entries, the newest first; lines that are not as they were written are for `verify` to name."""
        with self._lock:
            return tuple(islice((entry for entry in self._chain.newest() if entry is not None), most))

    def text(self) -> str:
        """The whole log as it stands, JSON lines, the oldest first."""
        with self._lock:
            return self._chain.text()

    def verify(self, head: str | None = None) -> Finding:
        """Whether every line is as it was written (`lib.audit.verify`)."""
        with self._lock:
            return verify_chain(self._chain, head)

    def _next(self, event: Event, who: str, role: str, subject: str) -> Entry:
        last = self._chain.last()
        number, before = (last.number + 1, last.hash) if last else (1, START)
        at = self._now().astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return Entry(number, at, event, plain(who), plain(role), plain(subject), before)


def open_audit(folder: Path, shared: SharedStore | None, now: Callable[[], dt.datetime]) -> Audit:
    """The log in the shared store, where there is one, else in the folder."""
    return Audit(SharedChain(shared) if shared else FolderChain(folder), now)
