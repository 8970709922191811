"""One thread that polls a source and keeps the last good version.

All viewers look at the same `Latest`; none of them causes a read. A new snapshot is built only when the content
changed. A failing source, or a fault of this program, never removes the last good version: `Latest` then says since
when and why. Clock and waiting are injected, so that tests need no real time.
"""

from __future__ import annotations

import datetime as dt
import logging
import threading
import time
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field, replace

from lib.feed.debounce import HeldVersion, held_after, newly_broken
from lib.feed.latest import Failure, Latest, Version
from lib.history.records import changed_tabs, lost_places, with_emptied_tabs
from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.source import RawTables, Source
from lib.snapshot import BuildSnapshot, version_of

log = logging.getLogger(__name__)
LEAST_GAP = 1.0
"""Minimum seconds between two attempts, however often one is requested."""
LONGEST_PAUSE = 60.0
"""Maximum seconds for which a source is left alone at its own request."""
LONGEST_DOUBLED = 10.0
"""Maximum seconds from the start of one failed attempt to the next without such a request: recovery within 15 s."""
DISTANT_GAP = 2.0
"""Seconds within which all requests for a fresh read of a distant source are answered by one read."""
_AT_HOME = frozenset({SourceFailure.NO_NETWORK, SourceFailure.LOGIN_PAGE, SourceFailure.FIREWALL, None})
"""Failures on this side of the connection: retrying costs the service nothing."""

FeedListener = Callable[[Latest], None]


@dataclass(frozen=True)
class FeedClock:
    """Time as the feed sees it; `pause` waits for an event, at most the given seconds."""

    now: Callable[[], dt.datetime] = field(default=lambda: dt.datetime.now(dt.UTC))
    monotonic: Callable[[], float] = time.monotonic
    pause: Callable[[threading.Event, float], bool] = threading.Event.wait


@dataclass
class Counts:
    """Counters since the start of the feed: attempts, failed attempts, versions shown."""

    polls: int = 0
    failures: int = 0
    versions: int = 0


class Feed:
    """Polls `source` every `interval` seconds once started, while that succeeds; `poll` may be called directly.

    `latest` is the current state; a page takes it once per run.
    """

    def __init__(
        self, source: Source, build: BuildSnapshot, interval: float = 5.0, clock: FeedClock | None = None
    ) -> None:
        self._source = source
        self._build = build
        self.interval = interval
        self._clock = clock or FeedClock()
        self.latest = Latest()
        self._next: Source | None = None
        self._asked = False
        self._content: str | None = None
        self._candidate: tuple[str, Version] | None = None
        self._fingerprint: Hashable | None = None
        self._keepers: list[FeedListener] = []
        self._listeners: list[FeedListener] = []
        self._turn = threading.Lock()
        self._wake = threading.Event()
        self._stopped = threading.Event()
        self._thread: threading.Thread | None = None
        self._ended = -DISTANT_GAP
        self.attempted = threading.Event()
        self.counts = Counts()

    @property
    def label(self) -> str:
        """The label of the source that is read, or will be at the next attempt."""
        return (self._next or self._source).label

    def checked_ago(self) -> float | None:
        """Seconds since the source last agreed with the shown version, None where nothing was ever read."""
        checked = self.latest.checked_at
        return None if checked is None else max(0.0, (self._clock.now() - checked).total_seconds())

    @property
    def reads(self) -> bool:
        """Whether this process reads the source itself, and no other one for it."""
        return self._source.reads

    def keep_with(self, keeper: FeedListener) -> None:
        """Call `keeper` in the feed's thread before anything new is shown, so that every shown version is kept."""
        self._keepers.append(keeper)

    def listen(self, listener: FeedListener) -> Callable[[], None]:
        """Call `listener` in the feed's thread when mark or half-typed cells change; what is returned ends that."""
        self._listeners.append(listener)
        return lambda: self._listeners.remove(listener)

    def start(self) -> None:
        """Begin polling in a thread of its own; RuntimeError when already begun."""
        if self._thread is not None:
            raise RuntimeError("the feed runs already")
        self._thread = threading.Thread(target=self.run, name="feed", daemon=True)
        self._thread.start()

    def stop(self, timeout: float = 5.0) -> None:
        """Stop polling; waits at most `timeout` seconds for a running attempt."""
        self._stopped.set()
        self._wake.set()
        if self._thread is not None:
            self._thread.join(timeout)
        self._source.close()

    def refresh(self) -> None:
        """Request an attempt now, whose version is shown at once; requests within a second are served by one attempt.

        A distant source is spared: a read that is running or younger than two seconds serves the request too, and where
        the source may not be read ahead of schedule, the next regular read does.
        """
        self._asked = True
        if self._next is None and self._source.distant and not self._may_hurry():
            return
        self._wake.set()

    def _may_hurry(self) -> bool:
        if self._turn.locked() or self._clock.monotonic() - self._ended < DISTANT_GAP:
            return False
        return self._source.may_hurry()

    def wake(self) -> None:
        """Look now at what another process has read."""
        self._wake.set()

    def switch(self, source: Source, interval: float | None = None) -> None:
        """Read another source from now on, at its own interval if given; what is shown stays until it answers."""
        self._next = source
        self.interval = interval or self.interval
        self.refresh()

    def recall(self, tables: RawTables, taken_at: dt.datetime, checked_at: dt.datetime) -> None:
        """Show what was kept before a restart until the source answers; to be called before `start`. Raises nothing."""
        try:
            version = Version(tables, self._build(tables, taken_at))
        except Exception:
            log.exception("a fault while showing what was kept of %s", self._source.label)
            return
        self._content = version_of(tables)
        self.latest = Latest(version, checked_at, recalled=True)

    def poll(self) -> None:
        """Make one attempt. Raises nothing: a failure is in `latest`, a fault of this program in the log too."""
        with self._turn:
            before, asked = self.latest, self._take_wishes()
            self.counts.polls += 1
            try:
                latest = self._with_failing_part(self._attempt(self.latest, asked))
                if before.failure is not None and latest.failure is None:
                    log.warning("%s can be read again", self._source.label)
                try:
                    self._keep(before, latest)
                finally:
                    self.latest = latest
                self._notify(before)
            except SourceError as error:
                if before.failure is None or before.failure.why is not error.failure:
                    log.warning("%s cannot be read: %s %s", error.source, error.failure.value, error.detail)
                self.latest = self._failed(error.failure, error.source, error.detail, error.retry_after)
                self._notify(before)
            except Exception:
                if before.failure is None or before.failure.why is not None:
                    log.exception("a fault while reading %s", self._source.label)
                self.latest = self._failed(None, self._source.label, "")
            finally:
                self.attempted.set()

    def _attempt(self, before: Latest, asked: bool) -> Latest:
        fingerprint = self._source.fingerprint()
        if fingerprint is not None and fingerprint == self._fingerprint and before.held is None:
            return self._agreed(before)
        now = self._clock.now()
        tables = self._source.fetch()
        content = version_of(tables)
        if content == self._content:
            self._fingerprint = fingerprint
            return self._agreed(before)
        version = self._built(content, tables, now)
        at_once = asked or before.version is None or not self.reads
        held = None if at_once or before.version is None else _settled(before.held, before.version, version)
        self._candidate, self._fingerprint = (content, version), fingerprint
        if held is not None:
            return replace(self._agreed(before), held=held)
        self._content, self._candidate = content, None
        self.counts.versions += 1
        return self._agreed(replace(before, version=version))

    def _with_failing_part(self, latest: Latest) -> Latest:
        """`latest` where one part of several could not be read: the others continue, the age is that of the oldest."""
        error, before = self._source.failing, self.latest.failure
        if error is None:
            return latest
        oldest = self._clock.now() - dt.timedelta(seconds=self._source.agreed_ago)
        if before is None or before.why is not error.failure:
            log.warning("%s cannot be read: %s", error.source, error.failure.value)
        self.counts.failures += 1
        failure = self._failure(before, error.failure, error.source, error.detail)
        return replace(latest, checked_at=oldest, failure=replace(failure, partly=True))

    def _keep(self, before: Latest, latest: Latest) -> None:
        """Keep the version that will be shown for a restart and for the history, never a half-typed one."""
        if latest.version is not None:
            self._source.keep(latest.version.tables)
        if before.mark != latest.mark:
            for keeper in self._keepers:
                keeper(latest)

    def _take_wishes(self) -> bool:
        """Carry out the requests since the last attempt; return whether there were any."""
        asked, self._asked = self._asked, False
        if self._next is not None:
            self._source.close()
            self._source, self._next, self._fingerprint = self._next, None, None
            self.latest = replace(self.latest, failure=None, held=None)
        if asked:
            self._source.look_again()
        return asked

    def _built(self, content: str, tables: RawTables, now: dt.datetime) -> Version:
        """The version of these tables; a version that is held back is not built twice."""
        if self._candidate is not None and self._candidate[0] == content:
            return self._candidate[1]
        built, shown = self._build(tables, now), self.latest.version
        if shown is not None:
            built = with_emptied_tabs(built, changed_tabs(shown.tables, tables))
        return Version(tables, built)

    def _agreed(self, latest: Latest) -> Latest:
        agreed_at = None if self.reads else self._source.agreed_at
        now = self._clock.now()
        return replace(latest, checked_at=agreed_at or now, failure=None, recalled=False, held=None)

    def _failed(self, why: SourceFailure | None, source: str, detail: str, retry_after: float = 0.0) -> Latest:
        self.counts.failures += 1
        failure = self._failure(self.latest.failure, why, source, detail)
        return replace(self.latest, failure=replace(failure, retry_after=retry_after))

    def _failure(self, last: Failure | None, why: SourceFailure | None, source: str, detail: str) -> Failure:
        since, attempts = (last.since, last.attempts + 1) if last else (self._clock.now(), 1)
        return Failure(why=why, source=source, detail=detail, since=since, attempts=attempts)

    def _notify(self, before: Latest) -> None:
        if (before.mark, before.waits) != (self.latest.mark, self.latest.waits):
            for listener in tuple(self._listeners):
                listener(self.latest)

    def run(self) -> None:
        """Poll until `stop`; `start` does so in a thread of its own."""
        while not self._stopped.is_set():
            self._wake.clear()
            began = self._clock.monotonic()
            self.poll()
            self._ended = self._clock.monotonic()
            self._clock.pause(self._wake, self._pause(self._ended - began))
            rest = LEAST_GAP - (self._clock.monotonic() - began)
            if rest > 0:
                self._clock.pause(self._stopped, rest)

    def _pause(self, took: float) -> float:
        """Seconds until the next attempt; the duration of a failed one counts as part of its pause."""
        failure = self.latest.failure
        pause = pause_after(self.interval, failure, self._source.distant)
        if failure is None or failure.partly or failure.retry_after:
            return pause
        return max(LEAST_GAP, pause - took)


def pause_after(interval: float, failure: Failure | None, distant: bool) -> float:
    """Seconds until the next attempt: of a distant source doubled up to ten, or what it asked for, up to a minute."""
    if failure is None or failure.partly or not distant or failure.why in _AT_HOME:
        return interval
    doubled = min(LONGEST_DOUBLED, interval * 2.0 ** min(failure.attempts - 1, 10))
    return max(interval, doubled, min(LONGEST_PAUSE, failure.retry_after))


def _settled(held: HeldVersion | None, shown: Version, version: Version) -> HeldVersion | None:
    now_broken = newly_broken(shown.snapshot.problems, version.snapshot.problems)
    return held_after(held, now_broken, lost_places(changed_tabs(shown.tables, version.tables)))
