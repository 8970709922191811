"""Writing the audit log."""

from __future__ import annotations

import datetime as dt
import logging
import threading
from collections import deque
from collections.abc import Callable
from itertools import islice
from typing import Any

from lib.audit.entries import NAME, AuditEntry, AuditEvent, entry_of, line_of_entry, log_text
from lib.audit.verify import Verification, verify_lines
from lib.store.heads import START, Head, Heads
from lib.store.rows import LogRows, placed
from lib.store.store import Store

MACHINE = "máy chủ"
_LOG = logging.getLogger(__name__)
MOST_WAITING = 1000
TRIES = 50
"""How often an append is retried while other processes append."""


class Audit:
    """The audit log over rows; `heads` keeps the hash of the last one.

    `now` gives the time, timezone-aware. OSError where the rows cannot be reached.
    """

    def __init__(self, rows: LogRows, heads: Heads, now: Callable[[], dt.datetime]) -> None:
        self._rows = rows
        self._heads = heads
        self._known = 0
        self._last: AuditEntry | None = None
        self._now = now
        self._lock = threading.Lock()
        self._looked = False
        self._waiting: deque[tuple[AuditEvent, str, str, str, dt.datetime]] = deque()
        try:
            self._look()
        except OSError as error:
            _LOG.warning("the log of who did what cannot be reached yet: %s", error)

    def record(self, event: AuditEvent, who: str, role: str = "", subject: str = "", **more: Any) -> AuditEntry:
        """Append an entry; it is on disk when this returns. OSError where it is refused.

        `act` refers to the entry of the stage's event log that it reports; `at` is the time of the event where that is
        not now.
        """
        with self._lock:
            self._look()
            return self._add(event, who, role, subject, **more)

    def record_soon(self, event: AuditEvent, who: str, role: str = "", subject: str = "") -> None:
        """Append an entry, now or once the disk accepts it again; meanwhile at most `MOST_WAITING` entries are
        queued.
        """
        with self._lock:
            if len(self._waiting) < MOST_WAITING:
                self._waiting.append((event, who, role, subject, self._now()))
        try:
            self.write_waiting()
        except OSError as error:
            _LOG.warning("a line of the log of who did what waits: %s", error.strerror)

    def write_waiting(self) -> None:
        """Write the queued entries; OSError where the disk still refuses them."""
        with self._lock:
            while self._waiting:
                self._look()
                event, who, role, subject, at = self._waiting[0]
                self._add(event, who, role, subject, at=at)
                self._waiting.popleft()

    def _look(self) -> None:
        """Before the first append: log a torn last line, and lines that the head knows of but that are gone."""
        if self._looked:
            return
        self._catch_up()
        known, head = self._last.number if self._last else 0, self._heads.newest()
        self._looked = True
        if self._rows.torn:
            self._add(AuditEvent.TORN_LINE, MACHINE, subject=self._rows.torn)
        if head is not None and head.number > known:
            self._add(AuditEvent.LINES_LOST, MACHINE, subject=f"{known + 1}–{head.number} {head.mark[:12]}")

    def _add(self, event: AuditEvent, who: str, role: str = "", subject: str = "", **more: Any) -> AuditEntry:
        for _ in range(TRIES):
            entry = self._next(event, who, role, subject, **more)
            after = self._known if self._rows.alone else entry.number - 1
            if self._rows.add([line_of_entry(entry)], after):
                self._known, self._last = after + 1, entry
                self._heads.note(Head(entry.number, entry.hash))
                return entry
            self._catch_up()
        raise OSError(None, "the chain takes no line after its last one")

    def entries(self, most: int = 500) -> tuple[AuditEntry, ...]:
        """The newest entries, newest first; malformed lines are skipped here and reported by `verify`."""
        with self._lock:
            return tuple(islice(filter(None, map(entry_of, reversed(self._rows.rows()))), most))

    def text(self) -> str:
        """The whole log as stored: JSON lines, oldest first."""
        with self._lock:
            return "".join(f"{line}\n" for line in self._rows.rows())

    def verify(self, head: str | None = None) -> Verification:
        """Check that every line is as it was written (`lib.audit.verify`)."""
        with self._lock:
            noted = self._heads.newest()  # before the rows, which another process may add to meanwhile
            return verify_lines(placed(NAME, self._rows.rows()), noted, head)

    def _catch_up(self) -> None:
        """Read what others added; or all, where there are fewer rows than were known.

        A single writer goes on from the last entry that it wrote, so that rows lost since show.
        """
        rows = self._rows.rows(self._known)
        if not rows:
            rows, self._known = self._rows.rows(), 0
        self._known += len(rows)
        if self._last is None or not self._rows.alone:
            self._last = next(filter(None, map(entry_of, reversed(rows))), None)

    def _next(
        self, event: AuditEvent, who: str, role: str, subject: str, *, act: str = "", at: dt.datetime | None = None
    ) -> AuditEntry:
        last = self._last
        number, before = (last.number + 1, last.hash) if last else (1, START)
        when = (at or self._now()).astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        return AuditEntry(
            number=number,
            at=when,
            event=event,
            who=log_text(who),
            role=log_text(role),
            subject=log_text(subject),
            before=before,
            act=log_text(act),
        )


def open_audit(store: Store, now: Callable[[], dt.datetime]) -> Audit:
    """The audit log in the store, with its head kept in two places."""
    return Audit(store.rows(NAME), Heads(NAME, (store.shelf("log"), store.shelf("heads"))), now)
