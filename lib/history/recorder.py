"""Records every version that the feed shows, and the last changes."""

from __future__ import annotations

import datetime as dt
import itertools
import logging
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from lib.feed.latest import Latest, Version
from lib.feed.polling import Feed
from lib.history.archive import Archive
from lib.history.changes import Difference, difference

MOST_CHANGES = 12
MOST_CELLS = 100
"""Maximum number of cells listed for one change; a tab that was added or removed counts with all of them."""
THIN_EVERY = dt.timedelta(hours=1)
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True)
class VersionStep:
    """The step from one version to the next. `difference.cells` are the first ones, `cells` is their number in all.

    `number` is that of the newer version. Points are in units of 10^-`decimals`. `new_source` is what is read from now
    on, None where that did not change.
    """

    number: int
    at: dt.datetime
    difference: Difference
    cells: int
    new_source: str | None = None


@dataclass(frozen=True)
class Pinned:
    """Versions never thinned: those with these hashes, and all of the conference days, in the time zone `zone`."""

    versions: frozenset[str] = frozenset()
    days: frozenset[dt.date] = frozenset()
    zone: dt.tzinfo = dt.UTC


class History:
    """Listens to a feed; to be created before the feed starts, after `recall`. Only the process that reads records.

    `trouble` says why the newest version is in memory only, None where it was recorded.
    """

    def __init__(
        self,
        feed: Feed,
        archive: Archive,
        for_good: Callable[[], Pinned] = Pinned,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
    ) -> None:
        self.archive = archive
        self.trouble: OSError | None = None
        self._feed = feed
        self._for_good = for_good
        self._now = now
        self._thinned: dt.datetime | None = None
        self._kept: Version | None = None
        self._note(feed.latest)
        feed.keep_with(self._note)

    def newest_first(self) -> tuple[VersionStep, ...]:
        """The last changes, at most `MOST_CHANGES`, over restarts; none where the history cannot be read."""
        try:
            return tuple(self._changes())
        except OSError as error:
            _LOG.warning("the history cannot be read: %s", error.strerror)
            return ()

    def _changes(self) -> Iterator[VersionStep]:
        versions = self.archive.versions()[-MOST_CHANGES - 1 :]
        for old, new in reversed(list(itertools.pairwise(versions))):
            changes = self.archive.between(old.number, new.number)
            if changes is not None:
                yield VersionStep(
                    number=new.number,
                    at=new.at,
                    difference=replace(changes, cells=changes.cells[:MOST_CELLS]),
                    cells=len(changes.cells),
                    new_source=", ".join(new.sources) if new.sources != old.sources else None,
                )

    def _note(self, latest: Latest) -> None:
        version = latest.version
        if version is None or version is self._kept or not self._feed.reads:
            return
        try:
            self._keep(version)
            self.trouble = None
        except OSError as error:
            _LOG.warning("the version %s cannot be kept: %s", version.snapshot.version, error.strerror)
            self.trouble = error

    def _keep(self, version: Version) -> None:
        before = self._last()
        if before is not None and before.snapshot.version == version.snapshot.version:
            self._kept = version
            return
        changes = difference(before, version) if before else None
        try:
            self.archive.keep(version, changes)
        except OSError:
            self.archive.make_room(self._for_good().versions)
            self.archive.keep(version, changes)
        self._kept = version
        self._thin()

    def _last(self) -> Version | None:
        """The version that was recorded last, perhaps before a restart."""
        if self._kept is None:
            versions = self.archive.versions()
            return self.archive.open(versions[-1].number) if versions else None
        return self._kept

    def _thin(self) -> None:
        """Thin in the background, at most once an hour."""
        now = self._now()
        if self._thinned is None or now - self._thinned >= THIN_EVERY:
            self._thinned = now
            threading.Thread(target=self.thin, args=(now,), name="thin-history", daemon=True).start()

    def thin(self, now: dt.datetime) -> None:
        """Thin once; a refusal of the store is logged."""
        try:
            pinned = self._for_good()
            self.archive.thin(now, pinned.versions, pinned.days, pinned.zone)
        except OSError as error:
            _LOG.warning("the history cannot be thinned: %s", error.strerror)
