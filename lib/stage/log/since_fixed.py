"""The versions taken after "Chốt điểm": when, why, by whose decision. Pure.

It covers all runs except rehearsals, because a conference carries over the version that was fixed before it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from lib.history.changes import ScoreChange, StandingChange, changed_scores, changed_standings
from lib.snapshot import Snapshot
from lib.stage.log.events import FiguresCorrected, LogEntry, RunBegan, ScoresFixed, VersionTaken
from lib.stage.state import undone


@dataclass(frozen=True, slots=True)
class LaterVersion:
    """A version that was taken after "Chốt điểm"; `decided_by` is empty where it was not a correction."""

    at: dt.datetime
    version: str
    reason: str
    decided_by: str = ""


@dataclass(frozen=True, slots=True)
class SinceFixed:
    """The version whose scores were fixed, when, and the versions after it, oldest first."""

    version: str
    at: dt.datetime
    later: tuple[LaterVersion, ...] = ()


@dataclass(frozen=True)
class UnitStep:
    """The changes of one unit by a later version. `newer` is the snapshot of that version."""

    later: LaterVersion
    scores: tuple[ScoreChange, ...]
    standing: StandingChange | None
    newer: Snapshot


def since_fixed(runs: Iterable[Sequence[LogEntry]]) -> SinceFixed | None:
    """The last "Chốt điểm" and the later versions, from runs given oldest first; None where scores are not fixed."""
    found: SinceFixed | None = None
    for entries in runs:
        gone = undone(entries)
        for entry in entries:
            if entry.act not in gone:
                found = _after(found, entry)
    return found


def _after(since: SinceFixed | None, entry: LogEntry) -> SinceFixed | None:
    event = entry.event
    if isinstance(event, ScoresFixed):
        return SinceFixed(event.version, entry.at)
    if isinstance(event, RunBegan):
        return _carried(since, event, entry.at)
    if since is None or not isinstance(event, VersionTaken | FiguresCorrected):
        return since
    if isinstance(event, VersionTaken):
        later = LaterVersion(entry.at, event.version, event.reason)
    else:
        later = LaterVersion(entry.at, event.after, event.reason, event.decided_by)
    return replace(since, later=(*since.later, later))


def _carried(since: SinceFixed | None, began: RunBegan, at: dt.datetime) -> SinceFixed | None:
    if began.fixed is None:
        return None
    return since if since is not None and since.version == began.fixed else SinceFixed(began.fixed, at)


def unit_steps(since: SinceFixed, opened: Callable[[str], Snapshot | None], unit: str) -> Iterator[UnitStep]:
    """The later versions that changed a score, the total or the rank of a unit, each compared with the one before.

    `opened` gives the snapshot of a version as the reader may see it; one that is gone is left out.
    """
    before = opened(since.version)
    for later in since.later:
        newer = opened(later.version)
        if before is not None and newer is not None:
            scores = tuple(one for one in changed_scores(before, newer) if one.unit == unit)
            standing = next((one for one in changed_standings(before, newer) if one.unit == unit), None)
            if scores or standing:
                yield UnitStep(later, scores, standing, newer)
        before = newer or before
