"""The versions that were taken, kept for good: a restart finds them, and a correction leaves both on record."""

from __future__ import annotations

import dataclasses
import logging

from lib.feed.latest import Version
from lib.feed.polling import Build
from lib.feed.state_copy import Kept, StateCopy
from lib.store.shelf import Shelf

_KEPT = 6
_LOG = logging.getLogger(__name__)


class Vault:
    """One text for every taken version on `shelf`; the last ones stay in memory too."""

    def __init__(self, shelf: Shelf, build: Build) -> None:
        self._shelf = shelf
        self._build = build
        self._near: dict[str, Version] = {}

    def keep(self, version: Version) -> None:
        """Keep a version; OSError where it is refused."""
        name = version.snapshot.version
        if not self.has(name):
            self._copy(name).save(Kept(version.tables, version.snapshot.taken_at))
        self._remember(version)

    def has(self, name: str) -> bool:
        """Whether a version is kept, whole."""
        return self._copy(name).load() is not None

    def version(self, name: str | None) -> Version | None:
        """A version that was taken; None where there is none of this name."""
        if name is None:
            return None
        if name not in self._near:
            kept = self._copy(name).load()
            if kept is None:
                _LOG.error("the taken version %s is no longer kept", name)
                return None
            built = self._build(kept.tables, kept.taken_at)
            self._remember(Version(kept.tables, dataclasses.replace(built, version=name)))
        return self._near[name]

    def _remember(self, version: Version) -> None:
        self._near[version.snapshot.version] = version
        for old in list(self._near)[:-_KEPT]:
            del self._near[old]

    def _copy(self, name: str) -> StateCopy:
        return StateCopy(self._shelf, name)
