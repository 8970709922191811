"""Which versions the log of the day names, and on which days a conference was held."""

from __future__ import annotations

import datetime as dt

from lib.history.keeper import ForGood
from lib.stage.log.day_log import EventLog
from lib.stage.log.events import Began, RunKind

_NAMES = ("version", "taken", "fixed", "before", "after")


def kept_for_good(log: EventLog, zone: dt.tzinfo) -> ForGood:
    """Every version that was taken, fixed, printed from or corrected, and the days of conferences."""
    entries = [entry for first in log.runs() for entry in log.entries(first.run)]
    named = {getattr(entry.event, name, None) for entry in entries for name in _NAMES}
    conferences = {
        entry.run for entry in entries if isinstance(entry.event, Began) and entry.event.kind == RunKind.CONFERENCE
    }
    days = {entry.at.astimezone(zone).date() for entry in entries if entry.run in conferences}
    return ForGood(frozenset(name for name in named if name), frozenset(days), zone)
