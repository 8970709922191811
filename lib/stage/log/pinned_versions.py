"""The versions that the event log refers to, and the days of conferences."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from lib.history.recorder import Pinned
from lib.stage.log.day_log import EventLog
from lib.stage.log.events import (
    BallotReadBack,
    LogEntry,
    RunBegan,
    RunKind,
    ThingsReleased,
    TieLeftOpen,
    VersionTaken,
    WebReleaseRequested,
    version_taken_by,
)
from lib.stage.state import undone

_NAMES = ("version", "taken", "fixed", "before", "after")
_LEFT = 3
_RELEASED = (ThingsReleased, WebReleaseRequested, BallotReadBack, TieLeftOpen)
"""Acts on the version that is taken at that time, which they do not name."""


def pinned_versions(log: EventLog, zone: dt.tzinfo) -> Pinned:
    """Every version taken by a person, fixed, printed, released from or corrected, and the days of conferences.

    One that was taken automatically counts once something was done with it, and while it is the taken one: otherwise
    every cell typed before the conference would be kept for ever.
    """
    runs = [log.entries(first.run) for first in log.runs()]
    entries = [entry for run in runs for entry in run]
    named = {name for run in runs for name in _named(run)}
    conferences = {
        entry.run for entry in entries if isinstance(entry.event, RunBegan) and entry.event.kind == RunKind.CONFERENCE
    }
    days = {entry.at.astimezone(zone).date() for entry in entries if entry.run in conferences}
    return Pinned(frozenset(name for name in named if name), frozenset(days), zone)


def replaced_unused(log: EventLog) -> frozenset[str]:
    """Versions taken automatically and replaced before anything was done with them, except the last few.

    Another process may still be showing one of the last few.
    """
    runs = [log.entries(first.run) for first in log.runs()]
    came = [[e.event.version for e in run if isinstance(e.event, VersionTaken) and e.event.by_itself] for run in runs]
    used = {name for run in runs for name in _named(run) if name}
    return frozenset(name for run in came for name in run) - used - {name for run in came for name in run[-_LEFT:]}


def _named(run: Sequence[LogEntry]) -> Iterator[str | None]:
    """The versions of one run that count: taken by a person, taken when something was done with them, or taken last."""
    gone = undone(run)
    taken: str | None = None
    for entry in run:
        event = entry.event
        if not (isinstance(event, VersionTaken) and event.by_itself):
            yield from (getattr(event, name, None) for name in _NAMES)
        if isinstance(event, _RELEASED):
            yield taken
        if entry.act not in gone:
            taken = version_taken_by(event) or taken
    yield taken
