"""The condition of the storage: free space, whether it accepts a file, and what was set aside there."""

from __future__ import annotations

import datetime as dt
import re
import shutil
import threading
from dataclasses import dataclass
from pathlib import Path

from lib.store.atomic_file import write_whole

LEAST_FREE = 200 * 1024**2
"""Bytes of free space below which a disk counts as full."""
ASIDE_FOR = dt.timedelta(hours=24)
"""How long a file that was set aside is reported."""
_LOOK_AGAIN = dt.timedelta(seconds=5)
_PROBE = "probe.part"
_PROBE_BYTES = 64 * 1024
_ASIDE = re.compile(r"(?P<name>.+)\.hong-(?P<at>\d{8}T\d{12})(?P<ending>\.\w+)?")


@dataclass(frozen=True, slots=True)
class FileSetAside:
    """A file that was set aside: what it was, its name now, and when (timezone-aware)."""

    name: str
    now: str
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class StorageCondition:
    """Free bytes (None where unknown), since when nothing can be written (None where it can), files set aside."""

    free: int | None
    refused_since: dt.datetime | None
    aside: tuple[FileSetAside, ...] = ()

    @property
    def good(self) -> bool:
        """Whether files are accepted and there is enough free space."""
        return self.refused_since is None and (self.free is None or self.free >= LEAST_FREE)


def utc_now() -> dt.datetime:
    """The time of this machine, timezone-aware."""
    return dt.datetime.now(dt.UTC)


class Condition:
    """Examines a folder, at most every few seconds; safe to use from several threads."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._seen: tuple[dt.datetime, StorageCondition] | None = None
        self._refused_since: dt.datetime | None = None

    def look(self) -> StorageCondition:
        """The condition now; a file is written to test it."""
        with self._lock:
            now = utc_now()
            if self._seen is None or not dt.timedelta(0) <= now - self._seen[0] < _LOOK_AGAIN:
                self._seen = now, self._look(now)
            return self._seen[1]

    def _look(self, now: dt.datetime) -> StorageCondition:
        try:
            write_whole(self._folder / _PROBE, bytes(_PROBE_BYTES), durable=False)
            self._refused_since = None
        except OSError:
            self._refused_since = self._refused_since or now
        try:
            free: int | None = shutil.disk_usage(self._folder).free
        except OSError:
            free = None
        return StorageCondition(free, self._refused_since, tuple(self._aside(now)))

    def _aside(self, now: dt.datetime) -> list[FileSetAside]:
        found = [one for path in self._folder.rglob("*.hong-*") if (one := _aside_of(path.name)) is not None]
        return sorted((one for one in found if now - one.at <= ASIDE_FOR), key=lambda one: one.at)


def _aside_of(name: str) -> FileSetAside | None:
    parts = _ASIDE.fullmatch(name)
    if parts is None or parts["ending"] in ("-wal", "-shm"):
        return None
    at = dt.datetime.strptime(parts["at"], "%Y%m%dT%H%M%S%f").replace(tzinfo=dt.UTC)
    return FileSetAside(parts["name"] + (parts["ending"] or ""), name, at)
