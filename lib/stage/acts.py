"""What the control does to the screen and with versions, each act as the events that it writes: pure.

An act that is not allowed raises `Refused` with the reason; nothing is written then.
"""

from __future__ import annotations

import datetime as dt

from lib.feed.latest import Version
from lib.history.records import changed_tabs
from lib.model.releasable import FIXED, Releasable, Released
from lib.stage.log.events import (
    ActUndone,
    CountdownSet,
    LogEntry,
    MessageShown,
    OptionSet,
    ScoresFixed,
    ScreenHidden,
    ScreenMoved,
    StageEvent,
    VersionTaken,
)
from lib.stage.refusals import RefusalReason, Refused
from lib.stage.show import ScreenPosition as Spot
from lib.stage.state import option_set, to_undo
from lib.stage.table import ActEvents, Table
from lib.stage.versions import affected_things

DWELL = dt.timedelta(seconds=0.7)
"""A second press within this time is the same press: a double tap skips nothing."""
MOMENT = dt.timedelta(seconds=0.5)
"""Fingers take up to 0.4 s for a press that they do not mean; the rest is what the way to the server varies by."""


# -- the screen --------------------------------------------------------------------------------------------------


def forward(table: Table, by_itself: bool = False) -> ActEvents:
    """One step on."""
    _settled(table, by_itself)
    if table.state.hidden or table.state.message:
        return (ScreenMoved(table.spot.scene, table.spot.step),)
    if table.ahead is None:
        raise Refused(RefusalReason.THE_END)
    return (ScreenMoved(table.ahead.scene, table.ahead.step, by_itself),)


def back(table: Table) -> ActEvents:
    """To the step before that waited for a key."""
    _settled(table)
    if table.behind is None:
        raise Refused(RefusalReason.THE_END)
    return (ScreenMoved(table.behind.scene, table.behind.step),)


def jump(table: Table, scene: str, step: int = 0) -> ActEvents:
    """To a scene, from its beginning unless a step is named."""
    if table.show is None:
        raise Refused(_missing(table))
    spot = table.show.clamped(Spot(scene, step))
    return (ScreenMoved(spot.scene, spot.step),)


def toggle(table: Table) -> ActEvents:
    """Hide the screen, or show it again."""
    return (ScreenHidden(not table.state.hidden),)


def write(table: Table, message: str) -> ActEvents:
    """Put a message over the scene; an empty one takes it away."""
    return (MessageShown(message.strip()),)


def countdown(table: Table, minutes: int | None) -> ActEvents:
    """A clock on the screen that runs down from so many minutes; None takes it away."""
    until = None if not minutes else (table.now + dt.timedelta(minutes=minutes)).isoformat()
    return (CountdownSet(until),)


def switch(table: Table, name: str, value: str | int | bool | None) -> ActEvents:
    """Set a switch; the order of a reveal stays as it is while one is under way."""
    event = OptionSet(name, value)
    option_set(table.state.options, event)
    if name in ("order", "others", "rehearsed_tie") and table.state.scene.startswith("reveal") and table.state.step:
        raise Refused(RefusalReason.WHILE_REVEALING)
    return (event,)


def undo(table: Table) -> ActEvents:
    """Take back the last act of a person that stands, and what came by itself after it."""
    found = to_undo(table.entries)
    if not found:
        raise Refused(RefusalReason.NOTHING_TO_UNDO)
    return tuple(ActUndone(entry.act) for entry in found)


def _missing(table: Table) -> RefusalReason:
    """Why there is no version to show."""
    return RefusalReason.VERSION_LOST if table.lost else RefusalReason.NOTHING_TAKEN


def _settled(table: Table, by_itself: bool = False) -> None:
    if table.show is None:
        raise Refused(_missing(table))
    if table.state.paused:
        raise Refused(RefusalReason.PAUSED)
    moved = table.state.moved_at
    if not by_itself and moved is not None and dt.timedelta(0) <= table.now - moved < DWELL:
        raise Refused(RefusalReason.TOO_SOON)


# -- versions ----------------------------------------------------------------------------------------------------


def take(
    table: Table, reason: str = "", by_itself: bool = False, seen_losses: frozenset[str] = frozenset()
) -> ActEvents:
    """Take the newer version. One that changes what is released is a correction; fixed scores change with a reason.

    `seen_losses` are the tabs of which somebody said that what they lost may go: every tab that lost something must be
    among them.
    """
    newer, old = table.newer, table.taken
    if newer is None:
        raise Refused(RefusalReason.NOTHING_NEWER)
    if table.state.paused:
        raise Refused(RefusalReason.PAUSED)
    if table.lost and table.state.anything_released and not table.state.rehearsal:
        raise Refused(RefusalReason.VERSION_LOST)
    if old is not None and not table.state.rehearsal:
        if changed_releases(table, newer):
            raise Refused(RefusalReason.CHANGES_RELEASED)
        if (
            table.state.fixed
            and affected_things(old.snapshot, newer.snapshot, Released.of([FIXED]))
            and not reason.strip()
        ):
            raise Refused(RefusalReason.SCORES_FIXED)
    if old is not None:
        look_at_losses(old, newer, seen_losses)
    return (VersionTaken(newer.snapshot.version, reason.strip(), by_itself),)


def look_at_losses(old: Version, newer: Version, seen: frozenset[str]) -> None:
    """Refuse a newer version that lost something in a tab of which nobody said that it may go."""
    lost = [change.tab for change in changed_tabs(old.tables, newer.tables) if change.loses]
    if unseen := [tab for tab in lost if tab not in seen]:
        raise Refused(RefusalReason.LOSSES_NOT_SEEN, ", ".join(f"“{tab}”" for tab in unseen))


def changed_releases(table: Table, newer: Version) -> frozenset[Releasable]:
    """The released things that a newer version would change."""
    if table.taken is None or table.state.rehearsal:
        return frozenset()
    public = Released(table.state.hall | table.state.web)
    return affected_things(table.taken.snapshot, newer.snapshot, public)


def fix_scores(table: Table) -> ActEvents:
    """ "Chốt điểm": the scores of the taken version are final."""
    return (ScoresFixed(taken(table).snapshot.version),)


def taken(table: Table) -> Version:
    """The taken version; refused where nothing was taken yet, or where it is lost."""
    if table.taken is None:
        raise Refused(_missing(table))
    return table.taken


# -- one press, one act ------------------------------------------------------------------------------------------


def is_same_press(table: Table, events: ActEvents) -> bool:
    """Whether an act is the one that was written last, pressed once more: a double click, a nervous finger, two
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
        case ActUndone() | ScreenHidden():
            return type(event)
        case CountdownSet(until=until):
            return CountdownSet, until is None
        case OptionSet(name=name):
            return OptionSet, name
    return event
