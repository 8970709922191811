"""Storage of the taken versions: a restart finds them, and a correction leaves both on record.

Versions taken or used by a person are kept for ever; one that was taken automatically and replaced unused is not.

Each is stored twice. A copy counts only where it is intact and names its version; a lost copy is restored from the
other one, or from an identical version in memory.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable, Collection, Iterator

from lib.feed.latest import Version
from lib.feed.state_copy import KeptTables, StateCopy
from lib.snapshot import BuildSnapshot
from lib.store.shelf import Shelf

_KEPT = 6
_SECOND = "second copy of "
_LOG = logging.getLogger(__name__)


Elsewhere = Callable[[str], Version | None]
"""Looks up versions that are stored elsewhere for another reason, by their name."""


def nowhere(_name: str) -> Version | None:
    """The lookup where there is no other storage."""
    return None


class Vault:
    """Two texts for every taken version, on `shelf` and on `second`; the latest are cached in memory too.

    Without a second shelf the second copies are stored beside the first ones.
    """

    def __init__(
        self, shelf: Shelf, build: BuildSnapshot, *, second: Shelf | None = None, elsewhere: Elsewhere = nowhere
    ) -> None:
        self._shelf = shelf
        self._second = second or shelf
        self._build = build
        self._elsewhere = elsewhere
        self._near: dict[str, Version] = {}
        self._logged: set[str] = set()

    def keep(self, version: Version) -> None:
        """Store a version; OSError where that is refused."""
        name = version.snapshot.version
        kept = KeptTables(version.tables, version.snapshot.taken_at, name)
        for copy in self._copies(name):
            if _of(copy, name) is None:
                copy.save(kept)
        self._remember(version)

    def drop(self, names: Collection[str]) -> None:
        """Delete both copies of versions; OSError where that is refused."""
        copies = [StateCopy(self._shelf, text).tables_name for name in names for text in (name, _SECOND + name)]
        seconds = [StateCopy(self._second, _SECOND + name).tables_name for name in names]
        if copies:
            self._shelf.drop(*copies)
            self._second.drop(*seconds)

    def has(self, name: str) -> bool:
        """Whether both copies of a version are intact."""
        return all(_of(copy, name) for copy in self._copies(name))

    def version(self, name: str | None, at_hand: Version | None = None) -> Version | None:
        """A taken version; None where no intact copy is left. `at_hand` is used where it is the same version."""
        if name is None:
            return None
        if name not in self._near:
            found = self._kept(name) or self._same(name, at_hand) or self._same(name, self._elsewhere(name))
            if found is None:
                self._log_lost(name)
                return None
            self._logged.discard(name)
            self._mend(found)
        return self._near[name]

    def _kept(self, name: str) -> Version | None:
        copies = (*self._copies(name), StateCopy(self._shelf, _SECOND + name))
        kept = next(filter(None, (_of(copy, name) for copy in copies)), None)
        if kept is None:
            return None
        built = self._build(kept.tables, kept.taken_at)
        return Version(kept.tables, dataclasses.replace(built, version=name))

    def _same(self, name: str, version: Version | None) -> Version | None:
        return version if version is not None and version.snapshot.version == name else None

    def _mend(self, version: Version) -> None:
        """Restore both copies; a disk that refuses costs only the second one."""
        self._remember(version)
        try:
            self.keep(version)
        except OSError as error:
            _LOG.warning("a taken version could not be kept twice: %s", error.strerror)

    def _log_lost(self, name: str) -> None:
        if name not in self._logged:
            _LOG.error("the taken version %s is no longer kept", name)
        self._logged.add(name)

    def _remember(self, version: Version) -> None:
        self._near[version.snapshot.version] = version
        for old in list(self._near)[:-_KEPT]:
            del self._near[old]

    def _copies(self, name: str) -> Iterator[StateCopy]:
        yield StateCopy(self._shelf, name)
        yield StateCopy(self._second, _SECOND + name)


def _of(copy: StateCopy, name: str) -> KeptTables | None:
    """The content of a copy, if it is the version of this name; an old copy without a name is trusted."""
    kept = copy.load()
    return kept if kept is not None and kept.version in (name, "") else None
