"""One press is one act: a second press of the same control within a moment counts as the first, by every way in.

A double click, a nervous finger on the clicker, two people at two controls: what the last entries of the log say
decides, so it holds over processes too. Steps have a rule of their own (`acts.DWELL`).
"""

from __future__ import annotations

import datetime as dt

from lib.stage.log.events import Entry, Event, Hid, Opted, Timed, Undid
from lib.stage.table import Events, Table

MOMENT = dt.timedelta(seconds=0.5)
"""Fingers take up to 0.4 s for a press that they do not mean; the rest is what the way to the server varies by."""


def is_same_press(table: Table, events: Events) -> bool:
    """Whether an act is the one that was written a moment ago, pressed once more."""
    if not events or not table.entries:
        return False
    act = table.entries[-1].act
    written = [entry for entry in table.entries if entry.act == act]
    recent = dt.timedelta(0) <= table.now - written[0].at < MOMENT
    return recent and _is_of_a_person(written[0]) and _control(written[0].event) == _control(events[0])


def _is_of_a_person(entry: Entry) -> bool:
    return not getattr(entry.event, "by_itself", False)


def _control(event: Event) -> object:
    """What was pressed: what an undo or "Ẩn" does differs from press to press, though the control is the same."""
    match event:
        case Undid() | Hid():
            return type(event)
        case Timed(until=until):
            return Timed, until is None
        case Opted(name=name):
            return Opted, name
    return event
