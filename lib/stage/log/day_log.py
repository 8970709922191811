"""The append-only log of the day: one numbered run after the other, entries that nobody can change.

Whoever appends says which entry was the last that he saw; if another came in between, nothing is written (`Stale`). So
two people who press at once cannot both be obeyed, and a double tap is one tap, also on two machines.
"""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Sequence

from lib.stage.log.events import Began, Ended, Entry, Event, RunKind, decode, encode
from lib.stage.log.ledger import Ledger, Row

Now = Callable[[], dt.datetime]


class Stale(Exception):
    """Somebody else was faster: the log has an entry that the caller had not seen."""


def utc_now() -> dt.datetime:
    return dt.datetime.now(dt.UTC)


class EventLog:
    """The log over a ledger, all of it in memory; safe to use from several threads.

    What other processes wrote is known after `catch_up`. OSError where the ledger cannot be reached.
    """

    def __init__(self, ledger: Ledger, now: Now = utc_now) -> None:
        self._ledger = ledger
        self._now = now
        self._lock = threading.RLock()
        self._entries: list[Entry] = []
        self._runs: dict[int, list[Entry]] = {}
        self.catch_up()

    def close(self) -> None:
        self._ledger.close()

    def now(self) -> dt.datetime:
        return self._now()

    def catch_up(self) -> bool:
        """Read what others wrote; whether there was anything. Nobody who only looks waits for the ledger meanwhile."""
        known = len(self._entries)
        found = [_entry(row) for row in self._ledger.rows(known)]
        with self._lock:
            fresh = bool(found) and len(self._entries) == known
            if fresh:
                self._note(found)
        return fresh

    def begin(self, kind: RunKind, who: str, fixed: str | None = None, taken: str | None = None) -> int:
        """Begin a run; its number."""
        with self._lock:
            self.catch_up()
            run = max(self._runs, default=0) + 1
            self.append(run, 0, who, (Began(kind.value, fixed, taken),))
            return run

    def current(self) -> int:
        """The last run that is not over; 0 where none was begun."""
        with self._lock:
            going = (run for run, entries in self._runs.items() if not any(isinstance(e.event, Ended) for e in entries))
            return max(going, default=0)

    def public(self) -> int:
        """The last run that is no rehearsal: what readers of the web pages see. 0 where there is none."""
        real = (first.run for first in self.runs() if isinstance(first.event, Began) and not _rehearses(first.event))
        return max(real, default=0)

    def runs(self) -> tuple[Entry, ...]:
        """The first entry of every run."""
        with self._lock:
            return tuple(self._runs[run][0] for run in sorted(self._runs))

    def entries(self, run: int) -> tuple[Entry, ...]:
        """All entries of a run, oldest first."""
        with self._lock:
            return tuple(self._runs.get(run, ()))

    def append(self, run: int, expected: int, who: str, events: Sequence[Event]) -> tuple[Entry, ...]:
        """Write one act, all of it or nothing; `Stale` where entry `expected` is no longer the last of the run.

        Numbers go on from run to run, so that what was drawn in one run is never obeyed in another.
        """
        at = self._now()
        with self._lock:
            act = max((entry.seq for entry in self._entries), default=0) + 1
            entries = tuple(Entry(run, act + place, act, at, who, event) for place, event in enumerate(events))
            if self._last(run) != expected or not self._ledger.add([_row(e) for e in entries], len(self._entries)):
                self.catch_up()
                raise Stale(run, expected)
            self._note(entries)
        return entries

    def _note(self, entries: Sequence[Entry]) -> None:
        self._entries += entries
        for entry in entries:
            self._runs.setdefault(entry.run, []).append(entry)

    def _last(self, run: int) -> int:
        return self._runs[run][-1].seq if run in self._runs else 0


def _rehearses(event: Began) -> bool:
    return event.kind == RunKind.REHEARSAL


def _row(entry: Entry) -> Row:
    stamp = entry.at.isoformat()
    return entry.run, entry.seq, entry.act, stamp, entry.who, entry.event.word, encode(entry.event)


def _entry(row: Row) -> Entry:
    run, seq, act, at, who, word, body = row
    return Entry(run, seq, act, dt.datetime.fromisoformat(at), who, decode(word, body))
