"""The archive of every good version: listed without opening, opened by number or moment, thinned in one step.

A version is stored whole every `WHOLE_EVERY` versions, else as its difference from the last whole one. A whole body is
stored twice, because others depend on it; so a damaged entry affects only itself. Thinning keeps all versions of the
last day and of conference days, the last of each hour of a week, before that the last of each day, and for ever what
was taken, released, corrected or printed.
"""

from __future__ import annotations

import bisect
import dataclasses
import datetime as dt
import gc
import hashlib
import itertools
import logging
import threading
from collections import OrderedDict
from collections.abc import Collection, Iterator, Sequence
from contextlib import contextmanager, nullcontext

from lib.feed.latest import Version
from lib.history.changes import Difference, difference
from lib.history.packed import Unpackable, WholeVersion, pack_against, pack_tables, unpack_against, unpack_tables
from lib.history.past_version import PastVersion, head_of, version_description, version_of_head, with_dropped
from lib.sheets.sources.source import RawTables
from lib.snapshot import BuildSnapshot
from lib.store.entries import Entries

WHOLE_EVERY = 50
_NEAR = 24
_MANY = 1000
_LOG = logging.getLogger(__name__)


class Archive:
    """The kept versions over `entries`; safe to use from several threads and processes."""

    def __init__(self, entries: Entries, build: BuildSnapshot) -> None:
        self._entries = entries
        self._build = build
        self._lock = threading.RLock()
        self._known: dict[int, PastVersion] = {}
        self._seen = 0
        self._near: OrderedDict[int, Version] = OrderedDict()
        self._changes: OrderedDict[tuple[int, int], Difference] = OrderedDict()
        self._whole: tuple[int, WholeVersion] | None = None

    # -- listing -------------------------------------------------------------------------------------------------

    def versions(self) -> tuple[PastVersion, ...]:
        """All kept versions, oldest first. OSError where they cannot be reached."""
        with self._lock:
            self._catch_up()
            return tuple(past for past in self._known.values() if past.shown)

    def at(self, moment: dt.datetime) -> PastVersion | None:
        """The version in force at a moment, None before the first one."""
        versions = self.versions()
        place = bisect.bisect_right([past.at for past in versions], moment)
        return versions[place - 1] if place else None

    def named(self, version: str) -> PastVersion | None:
        """The newest entry of a version by its hash."""
        return next((past for past in reversed(self.versions()) if past.version == version), None)

    def _catch_up(self) -> None:
        heads = self._entries.heads(self._seen)
        with _nothing_collected() if len(heads) > _MANY else nullcontext():
            for number, head in heads:
                self._seen = number
                past = version_of_head(number, head)
                if past is None:
                    _LOG.warning("the entry %s of the history makes no sense", number)
                else:
                    self._known[number] = past

    # -- opening -------------------------------------------------------------------------------------------------

    def open(self, number: int) -> Version | None:
        """A version as it was; None where it is not kept, or damaged."""
        with self._lock:
            self._catch_up()
            past = self._known.get(number)
            if past is None:
                return None
            if number not in self._near:
                tables = self._tables(past)
                if tables is None:
                    return None
                built = self._build(tables, past.at)
                self._near[number] = Version(tables, dataclasses.replace(built, version=past.version))
            self._near.move_to_end(number)
            while len(self._near) > _NEAR:
                self._near.popitem(last=False)
            return self._near[number]

    def version(self, name: str) -> Version | None:
        """A version as it was, by its hash; None where it is not kept, damaged, or the entries cannot be reached."""
        try:
            past = self.named(name)
            return None if past is None else self.open(past.number)
        except OSError as error:
            _LOG.warning("the history cannot be read: %s", error.strerror)
            return None

    def between(self, old: int, new: int) -> Difference | None:
        """The difference between two versions; None where one of them is not kept."""
        with self._lock:
            if (old, new) not in self._changes:
                was, now = self.open(old), self.open(new)
                if was is None or now is None:
                    return None
                self._note_change(old, new, difference(was, now))
            return self._changes[old, new]

    def _note_change(self, old: int, new: int, difference: Difference) -> None:
        self._changes[old, new] = difference
        while len(self._changes) > 2 * _NEAR:
            self._changes.popitem(last=False)

    def _tables(self, past: PastVersion) -> RawTables | None:
        whole = None if past.base is None else self._whole_at(past.base)
        if past.base is not None and whole is None:
            return None
        for body in self._entries.bodies(past.number):
            try:
                if _checksum(body) == past.checksum:
                    return unpack_tables(body) if whole is None else unpack_against(body, whole)
            except Unpackable:
                continue
        _LOG.warning("the entry %s of the history is damaged", past.number)
        return None

    def _whole_at(self, number: int) -> WholeVersion | None:
        """The whole version that others differ from, from either of its bodies; its head may be damaged."""
        if self._whole is None or self._whole[0] != number:
            for body in self._entries.bodies(number):
                try:
                    self._whole = (number, WholeVersion(unpack_tables(body)))
                    break
                except Unpackable:
                    continue
            else:
                return None
        return self._whole[1]

    # -- keeping -------------------------------------------------------------------------------------------------

    def keep(self, version: Version, difference: Difference | None) -> PastVersion:
        """Keep a version; `difference` is its difference from the last one. OSError where that is refused."""
        with self._lock:
            self._catch_up()
            whole = self._whole_one()
            body = pack_against(version.tables, whole[1]) if whole else pack_tables(version.tables)
            if whole and len(body) > len(self._entries.bodies(whole[0])[0]) // 2:
                whole, body = None, pack_tables(version.tables)
            past = version_description(version.snapshot, difference, _checksum(body), whole[0] if whole else None)
            number = self._entries.add(head_of(past), body, twice=whole is None)
            earlier = next(reversed(self._known), None)
            past = past._replace(number=number)
            self._known[number], self._seen = past, max(self._seen, number)
            self._near[number] = version
            if whole is None:
                self._whole = (number, WholeVersion(version.tables))
            if earlier is not None and difference is not None:
                self._note_change(earlier, number, difference)
            return past

    def _whole_one(self) -> tuple[int, WholeVersion] | None:
        """The last whole version, None where another one is due."""
        lately = itertools.islice(reversed(self._known.values()), WHOLE_EVERY - 1)
        number = next((past.number for past in lately if past.base is None), None)
        whole = None if number is None else self._whole_at(number)
        return None if number is None or whole is None else (number, whole)

    def make_room(self, pinned: Collection[str]) -> int:
        """Drop the oldest tenth of what may be dropped, for a disk that is full; return how many."""
        with self._lock:
            needed = {past.base for past in self._known.values()}
            older = (past for past in list(self._known.values())[:-1] if past.version not in pinned)
            free = [past.number for past in older if past.number not in needed]
            gone = free[: max(1, len(free) // 10)]
            self._take_over(set(gone))
            self._drop(gone)
            return len(gone)

    def _drop(self, numbers: Collection[int]) -> None:
        self._entries.drop(numbers)
        for number in numbers:
            self._known.pop(number, None)
            self._near.pop(number, None)

    # -- thinning ------------------------------------------------------------------------------------------------

    def thin(
        self, now: dt.datetime, pinned: Collection[str], conference_days: Collection[dt.date], zone: dt.tzinfo
    ) -> int:
        """Drop what is not to be kept; return how many. A whole version stays, unlisted, while others need it."""
        with self._lock:
            gone = set(to_drop(self.versions(), now=now, pinned=pinned, conference_days=conference_days, zone=zone))
            self._take_over(gone)
            left = [past for past in self._known.values() if past.shown and past.number not in gone]
            needed = {past.base for past in left if past.base is not None}
            hidden = [past for past in self._known.values() if past.number in needed and past.number in gone]
            dropped = [past.number for past in self._known.values() if past.number not in needed
                       and (past.number in gone or not past.shown)]  # fmt: skip
            unseen = [past._replace(shown=False) for past in hidden]
            self._entries.change((past.number, head_of(past)) for past in unseen)
            self._drop(dropped)
            self._known.update((past.number, past) for past in unseen)
            return len(gone)

    def _take_over(self, gone: Collection[int]) -> None:
        """Merge the changes of dropped versions into the next one that stays, so that no step of a total is lost."""
        changed: list[PastVersion] = []
        dropped: list[PastVersion] = []
        first = True
        for past in self.versions():
            if past.number in gone:
                dropped.append(past)
                continue
            if dropped:
                changed.append(with_dropped(past, dropped, first=first))
            dropped, first = [], False
        self._known.update((past.number, past) for past in changed)
        self._entries.change((past.number, head_of(past)) for past in changed)


@contextmanager
def _nothing_collected() -> Iterator[None]:
    """Garbage collection is off meanwhile: with this many long-lived objects it doubles the time."""
    before = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if before:
            gc.enable()


def _checksum(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()[:16]


ALL, HOURLY = dt.timedelta(days=1), dt.timedelta(days=7)


def to_drop(
    versions: Sequence[PastVersion],
    now: dt.datetime,
    pinned: Collection[str] = (),
    conference_days: Collection[dt.date] = (),
    zone: dt.tzinfo = dt.UTC,
) -> tuple[int, ...]:
    """The numbers of the versions to drop, by days and hours of `zone`; never the newest, nor any `pinned` hash."""
    last_of: dict[tuple[dt.date, int | None], int] = {}
    for past in versions:
        last_of[_span(past, now, zone)] = past.number
    kept = set(last_of.values()) | ({versions[-1].number} if versions else set())
    return tuple(
        past.number
        for past in versions
        if past.number not in kept
        and past.version not in pinned
        and now - past.at > ALL
        and past.at.astimezone(zone).date() not in conference_days
    )


def _span(past: PastVersion, now: dt.datetime, zone: dt.tzinfo) -> tuple[dt.date, int | None]:
    """The hour, or for an older version the day, of which one version is kept."""
    local = past.at.astimezone(zone)
    return local.date(), local.hour if now - past.at <= HOURLY else None
