"""One thread that reads a source again and again and keeps the last good version.

Every viewer looks at the same `Latest`; none causes a read. A new snapshot is built only when the content changed. A
source that fails, or a fault of this program, never takes the last good version away: `Latest` then says since when
and why. Clock and waiting are handed in, so that tests need no time.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Protocol, runtime_checkable

from lib.problems import SourceError, SourceFailure
from lib.sheets.source import RawTables, Source
from lib.snapshot import Snapshot, version_of

log = logging.getLogger(__name__)

PATIENCE = 2
"""Failures in a row before the data is called stale: a file being saved, or one lost packet, is no news."""
LEAST_GAP = 1.0
"""Seconds between two attempts, however often somebody asks for one."""

Build = Callable[[RawTables, dt.datetime], Snapshot]
Listener = Callable[["Latest"], None]


@runtime_checkable
class Fingerprinted(Protocol):
    """A source that can cheaply tell whether it may have changed, for a file its time and size.

    `fingerprint` raises `SourceError` as `fetch` does; None means that only reading tells.
    """

    def fingerprint(self) -> Hashable | None: ...


class FeedState(StrEnum):
    NEVER_READ = "never_read"
    LIVE = "live"
    STALE = "stale"


@dataclass(frozen=True)
class Version:
    """One state of the workbook: what was read and what it means."""

    tables: RawTables
    snapshot: Snapshot


@dataclass(frozen=True)
class Failure:
    """Why attempts fail. `why` is None for a fault of this program, whose traceback is in the log.

    `since` is the first failed attempt in a row, `attempts` how many there were.
    """

    why: SourceFailure | None
    source: str
    detail: str
    since: dt.datetime
    attempts: int = 1


@dataclass(frozen=True)
class Latest:
    """What the feed knows: the last good version, when the source last agreed with it, why it now fails."""

    version: Version | None = None
    checked_at: dt.datetime | None = None
    failure: Failure | None = None

    @property
    def state(self) -> FeedState:
        if self.version is None:
            return FeedState.NEVER_READ
        failing = self.failure is not None and self.failure.attempts >= PATIENCE
        return FeedState.STALE if failing else FeedState.LIVE

    @property
    def snapshot(self) -> Snapshot | None:
        return self.version.snapshot if self.version else None

    @property
    def mark(self) -> str:
        """Changes exactly when a page drawn from it would look different."""
        version = self.version.snapshot.version if self.version else ""
        told = self.failure if self.failure and self.state is not FeedState.LIVE else None
        return f"{version}/{self.state}/{told.why if told else ''}/{told.detail if told else ''}"


@dataclass(frozen=True)
class Clock:
    """Time as the feed sees it; `pause` waits for an event, at most so many seconds."""

    now: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC))
    monotonic: Callable[[], float] = time.monotonic
    pause: Callable[[threading.Event, float], bool] = threading.Event.wait


class Feed:
    """Polls `source` every `interval` seconds once started; `poll` may also be called by hand."""

    def __init__(self, source: Source, build: Build, interval: float = 5.0, clock: Clock | None = None) -> None:
        self._source = source
        self._build = build
        self._interval = interval
        self._clock = clock or Clock()
        self._latest = Latest()
        self._content: str | None = None
        self._fingerprint: Hashable | None = None
        self._listeners: list[Listener] = []
        self._turn = threading.Lock()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self.attempted = threading.Event()

    @property
    def latest(self) -> Latest:
        """What is known now; a page takes it once per run."""
        return self._latest

    def checked_ago(self) -> float | None:
        """Seconds since the source last agreed with what is known, None where nothing was ever read."""
        checked = self._latest.checked_at
        return None if checked is None else max(0.0, (self._clock.now() - checked).total_seconds())

    def listen(self, listener: Listener) -> Callable[[], None]:
        """Call `listener` in the feed's thread whenever the mark changes; the answer ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self) -> None:
        """Begin polling in a thread of its own; RuntimeError when already begun."""
        if self._thread is not None:
            raise RuntimeError("the feed runs already")
        self._thread = threading.Thread(target=self._run, name="feed", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """End polling; waits for an attempt under way at most `timeout` seconds."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)

    def refresh(self) -> None:
        """Ask for an attempt now; many askings within a second are one attempt."""
        self._wake.set()

    def poll(self) -> None:
        """One attempt. Raises nothing: whatever goes wrong is in `latest`, and in the log where it is our fault."""
        with self._turn:
            before = self._latest
            try:
                self._latest = self._attempt(before)
                self._tell(before)
            except SourceError as error:
                self._latest = self._failed(before, error.failure, error.source, error.detail)
                self._tell(before)
            except Exception:
                if before.failure is None or before.failure.why is not None:
                    log.exception("a fault while reading %s", self._source.label)
                self._latest = self._failed(self._latest, None, self._source.label, "")
            finally:
                self.attempted.set()

    def _attempt(self, before: Latest) -> Latest:
        fingerprint = self._source.fingerprint() if isinstance(self._source, Fingerprinted) else None
        if fingerprint is not None and fingerprint == self._fingerprint:
            return self._agreed(before)
        now = self._clock.now()
        tables = self._source.fetch()
        content = version_of(tables)
        if content != self._content:
            before = replace(before, version=Version(tables, self._build(tables, now)))
        self._content, self._fingerprint = content, fingerprint
        return self._agreed(before)

    def _agreed(self, latest: Latest) -> Latest:
        return replace(latest, checked_at=self._clock.now(), failure=None)

    def _failed(self, latest: Latest, why: SourceFailure | None, source: str, detail: str) -> Latest:
        last = latest.failure
        since, attempts = (last.since, last.attempts + 1) if last else (self._clock.now(), 1)
        return replace(latest, failure=Failure(why, source, detail, since, attempts))

    def _tell(self, before: Latest) -> None:
        if before.mark != self._latest.mark:
            for listener in tuple(self._listeners):
                listener(self._latest)

    def _run(self) -> None:
        while not self._stopped.is_set():
            self._wake.clear()
            began = self._clock.monotonic()
            self.poll()
            self._clock.pause(self._wake, self._interval)
            rest = LEAST_GAP - (self._clock.monotonic() - began)
            if rest > 0:
                self._clock.pause(self._stopped, rest)
