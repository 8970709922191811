"""What the control does to the screen and with versions, each act as the events that it writes: pure.

An act that is not allowed raises `Refused` with the reason; nothing is written then.
"""

from __future__ import annotations

import datetime as dt

from lib.feed.latest import Version
from lib.history.records import changed_tabs
from lib.model.releasable import FIXED, Released, Thing
from lib.stage.log.events import Fixed, Hid, LogEntry, Moved, Opted, StageEvent, Timed, Took, Undid, Wrote
from lib.stage.refusals import Refused, Why
from lib.stage.show import ScreenPosition as Spot
from lib.stage.state import opted, to_undo
from lib.stage.table import Events, Table
from lib.stage.versions import affected

DWELL = dt.timedelta(seconds=0.7)
"""A second press within this time is the same press: a double tap skips nothing."""
MOMENT = dt.timedelta(seconds=0.5)
"""Fingers take up to 0.4 s for a press that they do not mean; the rest is what the way to the server varies by."""


# -- the screen --------------------------------------------------------------------------------------------------


def forward(table: Table, by_itself: bool = False) -> Events:
    """One step on."""
    _settled(table, by_itself)
    if table.state.hidden or table.state.message:
        return (Moved(table.spot.scene, table.spot.step),)
    if table.ahead is None:
        raise Refused(Why.THE_END)
    return (Moved(table.ahead.scene, table.ahead.step, by_itself),)


def back(table: Table) -> Events:
    """To the step before that waited for a key."""
    _settled(table)
    if table.behind is None:
        raise Refused(Why.THE_END)
    return (Moved(table.behind.scene, table.behind.step),)


def jump(table: Table, scene: str, step: int = 0) -> Events:
    """To a scene, from its beginning unless a step is named."""
    if table.show is None:
        raise Refused(_missing(table))
    spot = table.show.clamped(Spot(scene, step))
    return (Moved(spot.scene, spot.step),)


def toggle(table: Table) -> Events:
    """Hide the screen, or show it again."""
    return (Hid(not table.state.hidden),)


def write(table: Table, message: str) -> Events:
    return (Wrote(message.strip()),)


def countdown(table: Table, minutes: int | None) -> Events:
    """A clock on the screen that runs down from so many minutes; None takes it away."""
    until = None if not minutes else (table.now + dt.timedelta(minutes=minutes)).isoformat()
    return (Timed(until),)


def switch(table: Table, name: str, value: str | int | bool | None) -> Events:
    """Set a switch; the order of a reveal stays as it is while one is under way."""
    event = Opted(name, value)
    opted(table.state.options, event)
    if name in ("order", "others", "rehearsed_tie") and table.state.scene.startswith("reveal") and table.state.step:
        raise Refused(Why.WHILE_REVEALING)
    return (event,)


def undo(table: Table) -> Events:
    """Take back the last act of a person that stands, and what came by itself after it."""
    found = to_undo(table.entries)
    if not found:
        raise Refused(Why.NOTHING_TO_UNDO)
    return tuple(Undid(entry.act) for entry in found)


def _missing(table: Table) -> Why:
    """Why there is no version to show."""
    return Why.VERSION_LOST if table.lost else Why.NOTHING_TAKEN


def _settled(table: Table, by_itself: bool = False) -> None:
    if table.show is None:
        raise Refused(_missing(table))
    if table.state.paused:
        raise Refused(Why.PAUSED)
    moved = table.state.moved_at
    if not by_itself and moved is not None and dt.timedelta(0) <= table.now - moved < DWELL:
        raise Refused(Why.TOO_SOON)


# -- versions ----------------------------------------------------------------------------------------------------


def take(table: Table, reason: str = "", by_itself: bool = False, seen_losses: frozenset[str] = frozenset()) -> Events:
    """Take the newer version. One that changes what is released is a correction; fixed scores change with a reason.

    `seen_losses` are the tabs of which somebody said that what they lost may go: every tab that lost something must be
    among them.
    """
    newer, old = table.newer, table.taken
    if newer is None:
        raise Refused(Why.NOTHING_NEWER)
    if table.state.paused:
        raise Refused(Why.PAUSED)
    if table.lost and table.state.anything_released and not table.state.rehearsal:
        raise Refused(Why.VERSION_LOST)
    if old is not None and not table.state.rehearsal:
        if changed_releases(table, newer):
            raise Refused(Why.CHANGES_RELEASED)
        if table.state.fixed and affected(old.snapshot, newer.snapshot, Released.of([FIXED])) and not reason.strip():
            raise Refused(Why.SCORES_FIXED)
    if old is not None:
        look_at_losses(old, newer, seen_losses)
    return (Took(newer.snapshot.version, reason.strip(), by_itself),)


def look_at_losses(old: Version, newer: Version, seen: frozenset[str]) -> None:
    """Refuse a newer version that lost something in a tab of which nobody said that it may go."""
    lost = [change.tab for change in changed_tabs(old.tables, newer.tables) if change.loses]
    if unseen := [tab for tab in lost if tab not in seen]:
        raise Refused(Why.LOSSES_NOT_SEEN, ", ".join(f"“{tab}”" for tab in unseen))


def changed_releases(table: Table, newer: Version) -> frozenset[Thing]:
    """The released things that a newer version would change."""
    if table.taken is None or table.state.rehearsal:
        return frozenset()
    public = Released(table.state.hall | table.state.web)
    return affected(table.taken.snapshot, newer.snapshot, public)


def fix_scores(table: Table) -> Events:
    """ "Chốt điểm": the scores of the taken version are final."""
    return (Fixed(taken(table).snapshot.version),)


def taken(table: Table) -> Version:
    """The taken version; refused where nothing was taken yet, or where it is lost."""
    if table.taken is None:
        raise Refused(_missing(table))
    return table.taken


# -- one press, one act ------------------------------------------------------------------------------------------


def is_same_press(table: Table, events: Events) -> bool:
    """Whether an act is the one that was written a moment ago, pressed once more: a double click, a nervous finger, two
    people at two controls. The log decides, so it holds over processes; steps have a rule of their own (`DWELL`)."""
    if not events or not table.entries:
        return False
    act = table.entries[-1].act
    written = [entry for entry in table.entries if entry.act == act]
    recent = dt.timedelta(0) <= table.now - written[0].at < MOMENT
    return recent and _is_of_a_person(written[0]) and _control(written[0].event) == _control(events[0])


def _is_of_a_person(entry: LogEntry) -> bool:
    return not getattr(entry.event, "by_itself", False)


def _control(event: StageEvent) -> object:
    """What was pressed: what an undo or "Ẩn" does differs from press to press, though the control is the same."""
    match event:
        case Undid() | Hid():
            return type(event)
        case Timed(until=until):
            return Timed, until is None
        case Opted(name=name):
            return Opted, name
    return event
