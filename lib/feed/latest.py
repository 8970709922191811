"""The state of the feed: the last good version, when it was confirmed, why reading fails, what is held back."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import StrEnum

from lib.feed.debounce import HeldVersion
from lib.model.problems import SourceFailure
from lib.sheets.sources.source import RawTables
from lib.snapshot import Snapshot

PATIENCE = 2
"""Failures in a row before the data counts as stale: a file being saved, or one lost packet, does not."""


class FeedState(StrEnum):
    """Whether the source was never read, agrees with what is shown, or has failed since."""

    NEVER_READ = "never_read"
    LIVE = "live"
    STALE = "stale"


@dataclass(frozen=True)
class Version:
    """One version of the workbook: the raw tables as read, and the snapshot computed from them."""

    tables: RawTables
    snapshot: Snapshot


@dataclass(frozen=True)
class Failure:
    """Why attempts fail. `why` is None for a fault of this program, whose traceback is in the server's log.

    `since` is the first failed attempt in a row, `attempts` their number, `retry_after` the seconds for which the
    source asked not to be called at the last one. `partly`: only one part of several failed.
    """

    why: SourceFailure | None
    source: str
    detail: str
    since: dt.datetime
    attempts: int = 1
    retry_after: float = 0.0
    partly: bool = False


@dataclass(frozen=True)
class Latest:
    """The current state; `recalled` since before a restart, `held` while a half-typed version is held back."""

    version: Version | None = None
    checked_at: dt.datetime | None = None
    failure: Failure | None = None
    recalled: bool = False
    held: HeldVersion | None = None

    @property
    def state(self) -> FeedState:
        """Whether the source was never read, agrees with what is shown, or fails."""
        if self.version is None:
            return FeedState.NEVER_READ
        failing = self.failure is not None and self.failure.attempts >= (1 if self.recalled else PATIENCE)
        return FeedState.STALE if failing else FeedState.LIVE

    @property
    def snapshot(self) -> Snapshot | None:
        """The snapshot of the shown version, None where nothing was ever read."""
        return self.version.snapshot if self.version else None

    @property
    def waits(self) -> str:
        """A token that changes exactly when the set of half-typed cells does; empty where there are none."""
        cells = (*self.held.cells, *self.held.lost_cells) if self.held else ()
        return ";".join(f"{where.source or ''}!{where.tab}!{where.a1 or ''}" for where in cells)

    @property
    def mark(self) -> str:
        """A token that changes exactly when a page drawn from this state would look different."""
        version = self.version.snapshot.version if self.version else ""
        failure = self.failure if self.failure and self.state is not FeedState.LIVE else None
        return f"{version}/{self.state}/{failure.why if failure else ''}/{failure.detail if failure else ''}"
