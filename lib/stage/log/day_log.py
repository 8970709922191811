"""The append-only event log of the stage: numbered runs of immutable entries.

The writer of an entry states the last entry known to it; if another was written since, nothing is written (`Stale`). So
two people who press at the same time are not both obeyed, and a double tap is one tap, also on two machines.

Events that only move the screen are kept in memory while the disk refuses, and written once it accepts them. The length
of the log and the hash of its rows are noted in further places: a log that is gone or truncated is `lost` until a
person chooses to go on, and one whose rows were changed is no longer intact.
"""

from __future__ import annotations

import datetime as dt
import json
import logging
import threading
from collections.abc import Callable, Sequence
from itertools import takewhile

from lib.stage.log.events import (
    ContinuedAfterLoss,
    CountdownSet,
    LogEntry,
    MessageShown,
    RunBegan,
    RunEnded,
    RunKind,
    ScreenHidden,
    ScreenMoved,
    StageEvent,
    decode,
    encode,
    version_taken_by,
)
from lib.stage.state import makes_sense, undone
from lib.store.condition import utc_now
from lib.store.heads import START, Head, Heads, chained, furthest
from lib.store.news import News, Publish, publish_to_nobody
from lib.store.rows import LogRows

Now = Callable[[], dt.datetime]
_MAY_WAIT = (ScreenMoved, ScreenHidden, MessageShown, CountdownSet)
_NO_ENTRY = (KeyError, ValueError, TypeError, AttributeError, RecursionError)
LEAST_KNOWN = 2
"""The entries that a log had at the least where only a damaged note of its length is left: a run and an act in it."""
_LOG = logging.getLogger(__name__)


class Stale(Exception):
    """The log has an entry that the caller had not seen."""


class EventLog:
    """The event log over rows, held in memory; safe to use from several threads.

    `publish` notifies other processes of what is written; their entries are known after `catch_up`. OSError where the
    rows cannot be reached.
    """

    def __init__(
        self, rows: LogRows, now: Now = utc_now, heads: Heads | None = None, publish: Publish = publish_to_nobody
    ) -> None:
        self._rows = rows
        self._now = now
        self._publish = publish
        self._heads = heads or Heads("stage")
        self._lock = threading.RLock()
        self._entries: list[LogEntry] = []
        self._runs: dict[int, list[LogEntry]] = {}
        self._waiting: list[LogEntry] = []
        self._known = 0
        self._mark = START
        self._unread = True
        self.aside = ""
        try:
            self.catch_up()
        except OSError as error:
            _LOG.error("the log of the day cannot be read: %s", error.strerror)

    def close(self) -> None:
        self._rows.close()

    def now(self) -> dt.datetime:
        return self._now()

    @property
    def lost(self) -> int:
        """The number of entries known to have existed that are missing; at least one where the log cannot be read."""
        gone = max(0, self._known - len(self._entries)) if self._known > 1 else 0
        return max(1, gone) if self._unread else gone

    @property
    def unread(self) -> bool:
        """Whether nothing could be read yet, so that all of it may still exist."""
        return self._unread

    def is_intact(self) -> bool | None:
        """Whether every row up to the noted head is as it was written; None where the rows cannot be read."""
        heads = self._heads.noted()
        try:
            rows = self._rows.rows()
        except OSError:
            return None
        head = furthest(heads, rows)
        return head is None or head.fits(rows)

    def catch_up(self) -> bool:
        """Read what others wrote; return whether there was anything. Readers of the state are not blocked meanwhile."""
        known = len(self._entries)
        rows = self._rows.rows(known)
        found = _whole(rows)
        if len(found) < len(rows):
            self.aside = self._rows.keep(known + len(found))
            _LOG.error("the log of the day holds what makes no sense and was set aside as %s", self.aside)
        with self._lock:
            fresh = bool(found) and len(self._entries) == known
            if fresh:
                self._note(found, rows[: len(found)])
            if self._unread:
                self._unread = False
                head = furthest(self._heads.noted(), rows)
                cut = len(rows) - len(found)
                self._known = max(head.number if head else 0, len(self._entries) + cut)
                if not rows and head is None and self._heads.any_left():
                    self._known = LEAST_KNOWN
                if head is not None and not known:
                    self._mark = head.mark_after(rows[: len(found)])
        return fresh

    def write_waiting(self) -> bool:
        """Write what is in memory only; return whether nothing is left. OSError where that is refused."""
        with self._lock:
            if self._waiting:
                self._add([])
            return not self._waiting

    def begin(self, kind: RunKind, who: str, fixed: str | None = None, taken: str | None = None) -> int:
        """Begin a run; return its number."""
        with self._lock:
            self.catch_up()
            run = max(self._runs, default=0) + 1
            self.append(run, 0, who, (RunBegan(kind.value, fixed, taken),))
            return run

    def current(self) -> int:
        """The last run that is not over; 0 where there is none."""
        with self._lock:
            going = (
                run for run, entries in self._runs.items() if not any(isinstance(e.event, RunEnded) for e in entries)
            )
            return max(going, default=0)

    def public(self) -> int:
        """The last run that is no rehearsal, which readers of the web pages see; 0 where there is none."""
        rehearsal = RunKind.REHEARSAL
        real = (one.run for one in self.runs() if isinstance(one.event, RunBegan) and one.event.kind != rehearsal)
        return max(real, default=0)

    def runs(self) -> tuple[LogEntry, ...]:
        """The first entry of every run."""
        with self._lock:
            return tuple(self._runs[run][0] for run in sorted(self._runs))

    def versions(self) -> tuple[str, ...]:
        """Every version that was ever taken, in the order of first taking."""
        with self._lock:
            return tuple(dict.fromkeys(name for one in self._entries if (name := version_taken_by(one.event))))

    def entries(self, run: int) -> tuple[LogEntry, ...]:
        """All entries of a run, oldest first."""
        with self._lock:
            return tuple(self._runs.get(run, ()))

    def all_entries(self) -> tuple[LogEntry, ...]:
        """All entries of all runs, in the order of writing."""
        with self._lock:
            return tuple(self._entries)

    def append(self, run: int, expected: int, who: str, events: Sequence[StageEvent]) -> tuple[LogEntry, ...]:
        """Write one act, entirely or not at all; `Stale` where entry `expected` is no longer the last of the run.

        Numbers continue from run to run, so that a control drawn in one run never acts on another.
        """
        at = self._now()
        with self._lock:
            act = max((entry.seq for entry in self._entries), default=0) + 1
            entries = tuple(
                LogEntry(run=run, seq=act + place, act=act, at=at, who=who, event=event)
                for place, event in enumerate(events)
            )
            if self._last(run) != expected or not self._taken(entries):
                self.catch_up()
                raise Stale(run, expected)
            self._note(entries, tuple(map(_row, entries)))
            self._note_head()
        return entries

    def _taken(self, entries: Sequence[LogEntry]) -> bool:
        """Whether the rows accept entries after those known here, or may accept them later."""
        try:
            return self._add(entries)
        except OSError:
            if not self._rows.alone or not all(isinstance(one.event, _MAY_WAIT) for one in entries):
                raise
            self._waiting += entries
            return True

    def _add(self, entries: Sequence[LogEntry]) -> bool:
        """Write entries with those that wait, and again what was lost of the known ones."""
        written = len(self._entries) - len(self._waiting)
        rows = [_row(one) for one in (*self._waiting, *entries)]
        if not self._put(rows, written):
            left = len(self._rows.rows(0))
            if left >= written or not self._put([_row(one) for one in self._entries[left:written]], left):
                return False
            _LOG.warning("%s entries that the log of the day had lost were written again", written - left)
            if not self._put(rows, written):
                return False
        self._waiting.clear()
        return True

    def _put(self, rows: Sequence[str], after: int) -> bool:
        added = self._rows.add(rows, after)
        if added:
            self._publish(News.DAY)
        return added

    def _note_head(self) -> None:
        """Note the length of the log; while something is lost, only once a person chose to go on."""
        if not self.lost and not self._waiting:
            self._heads.note(Head(len(self._entries), self._mark))

    def _note(self, entries: Sequence[LogEntry], rows: Sequence[str]) -> None:
        self._entries += entries
        self._mark = chained(rows, self._mark)
        if any(isinstance(one.event, ContinuedAfterLoss) for one in entries):
            self._known = 0
        for entry in entries:
            self._runs.setdefault(entry.run, []).append(entry)

    def _last(self, run: int) -> int:
        return self._runs[run][-1].seq if run in self._runs else 0


def _row(entry: LogEntry) -> str:
    """An entry as text: run, number in the run, number of the act, time, actor, the event's word and body."""
    row = (entry.run, entry.seq, entry.act, entry.at.isoformat(), entry.who, entry.event.word, encode(entry.event))
    return json.dumps(row, ensure_ascii=False)


def _whole(rows: Sequence[str]) -> list[LogEntry]:
    """The entries of the rows up to the first malformed one: from a newer program, or damaged."""
    found: list[LogEntry] = []
    for row in rows:
        try:
            found.append(_entry(row))
        except _NO_ENTRY:
            break
    gone = undone(found)
    return list(takewhile(lambda entry: entry.act in gone or makes_sense(entry), found))


def _entry(row: str) -> LogEntry:
    run, seq, act, at, who, word, body = json.loads(row)
    return LogEntry(run=run, seq=seq, act=act, at=dt.datetime.fromisoformat(at), who=who, event=decode(word, body))
