"""The acts of the control on the screen and on versions, each as the events that it writes: pure.

An act that is not allowed raises `Refused` with the reason; nothing is written then.
"""

from __future__ import annotations

import datetime as dt

from lib.feed.latest import Version
from lib.history.records import changed_tabs
from lib.model.releasable import FIXED, Releasable, Released
from lib.stage.log import events
from lib.stage.refusals import RefusalReason, Refused, refuse_if
from lib.stage.show import ScreenPosition as Spot
from lib.stage.state import option_set, to_undo
from lib.stage.table import ActEvents, Table
from lib.stage.versions import affected_things

DWELL = dt.timedelta(seconds=0.7)
"""A second press within this time is the same press, so that a double tap skips nothing."""
MOMENT = dt.timedelta(seconds=0.5)
"""An unintended second press follows within 0.4 s; the rest allows for the varying delay to the server."""


# -- the screen --------------------------------------------------------------------------------------------------


def forward(table: Table, by_itself: bool = False) -> ActEvents:
    """One step forward."""
    _settled(table, by_itself)
    if table.state.hidden or table.state.message:
        return (events.ScreenMoved(table.spot.scene, table.spot.step),)
    if table.ahead is None:
        raise Refused(RefusalReason.THE_END)
    return (events.ScreenMoved(table.ahead.scene, table.ahead.step, by_itself),)


def back(table: Table) -> ActEvents:
    """Back to the previous step that waited for a key."""
    _settled(table)
    if table.behind is None:
        raise Refused(RefusalReason.THE_END)
    return (events.ScreenMoved(table.behind.scene, table.behind.step),)


def jump(table: Table, scene: str, step: int = 0) -> ActEvents:
    """Jump to a scene, to its beginning unless a step is named; never to another one where the list has changed."""
    if table.show is None:
        raise Refused(why_no_version(table))
    refuse_if(not table.show.has(Spot(scene, step)), RefusalReason.LIST_CHANGED)
    return (events.ScreenMoved(scene, step),)


def toggle(table: Table) -> ActEvents:
    """Hide the screen, or show it again."""
    return (events.ScreenHidden(not table.state.hidden),)


def write(table: Table, message: str) -> ActEvents:
    """Put a message over the scene; an empty one removes it."""
    return (events.MessageShown(message.strip()),)


def countdown(table: Table, minutes: int | None) -> ActEvents:
    """Show a countdown of this many minutes; None removes it."""
    until = None if not minutes else (table.now + dt.timedelta(minutes=minutes)).isoformat()
    return (events.CountdownSet(until),)


def switch(table: Table, name: str, value: str | int | bool | None) -> ActEvents:
    """Set a switch; the order of a reveal cannot change while one is in progress."""
    event = events.OptionSet(name, value)
    option_set(table.state.options, event)
    revealing = table.state.scene.startswith("reveal") and bool(table.state.step)
    refuse_if(revealing and name in ("order", "others", "rehearsed_tie"), RefusalReason.WHILE_REVEALING)
    return (event,)


def undo(table: Table) -> ActEvents:
    """Undo the last act of a person that has not been undone, and what followed it automatically."""
    entries = to_undo(table.entries)
    refuse_if(not entries, RefusalReason.NOTHING_TO_UNDO)
    return tuple(events.ActUndone(entry.act) for entry in entries)


def why_no_version(table: Table) -> RefusalReason:
    """Why there is no version to show."""
    return RefusalReason.VERSION_LOST if table.lost else RefusalReason.NOTHING_TAKEN


def _settled(table: Table, by_itself: bool = False) -> None:
    if table.show is None:
        raise Refused(why_no_version(table))
    refuse_if(table.state.paused, RefusalReason.PAUSED)
    moved = table.state.moved_at
    if not by_itself and moved is not None:
        refuse_if(dt.timedelta(0) <= table.now - moved < DWELL, RefusalReason.TOO_SOON)


# -- versions ----------------------------------------------------------------------------------------------------


def take(
    table: Table, reason: str = "", by_itself: bool = False, seen_losses: frozenset[str] = frozenset()
) -> ActEvents:
    """Take the newer version. One that changes releases is a correction; a change of fixed scores needs a reason.

    `seen_losses` are the tabs whose losses were confirmed: every tab that lost content must be among them.
    """
    newer, old = table.newer, table.taken
    if newer is None:
        raise Refused(RefusalReason.NOTHING_NEWER)
    state = table.state
    refuse_if(state.paused, RefusalReason.PAUSED)
    if not state.rehearsal:
        refuse_if(bool(table.lost) and state.anything_released, RefusalReason.VERSION_LOST)
        refuse_if(bool(changed_releases(table, newer)), RefusalReason.CHANGES_RELEASED)
    if old is not None and state.fixed and not state.rehearsal and not reason.strip():
        scores_change = affected_things(old.snapshot, newer.snapshot, Released.of([FIXED]))
        refuse_if(bool(scores_change), RefusalReason.SCORES_FIXED)
    if old is not None:
        look_at_losses(old, newer, seen_losses)
    return (events.VersionTaken(newer.snapshot.version, reason.strip(), by_itself),)


def look_at_losses(old: Version, newer: Version, seen: frozenset[str]) -> None:
    """Refuse a newer version with unconfirmed losses in a tab."""
    changes = changed_tabs(old.tables, newer.tables)
    unseen = ", ".join(f"“{change.tab}”" for change in changes if change.loses and change.tab not in seen)
    refuse_if(bool(unseen), RefusalReason.LOSSES_NOT_SEEN, unseen)


def changed_releases(table: Table, newer: Version) -> frozenset[Releasable]:
    """The released things that a newer version would change."""
    if table.taken is None or table.state.rehearsal:
        return frozenset()
    public = Released(table.state.hall | table.state.web)
    return affected_things(table.taken.snapshot, newer.snapshot, public)


def fix_scores(table: Table) -> ActEvents:
    """Do "Chốt điểm": the scores of the taken version are final."""
    return (events.ScoresFixed(taken(table).snapshot.version),)


def taken(table: Table) -> Version:
    """The taken version; `Refused` where nothing was taken yet, or where it is lost."""
    if table.taken is None:
        raise Refused(why_no_version(table))
    return table.taken


# -- one press, one act ------------------------------------------------------------------------------------------


def is_same_press(table: Table, act_events: ActEvents) -> bool:
    """Whether an act repeats the one written last, by the log: a double click, or two people at two controls."""
    if not act_events or not table.entries:
        return False
    act = table.entries[-1].act
    written = [entry for entry in table.entries if entry.act == act]
    first = written[0].event
    recent = dt.timedelta(0) <= table.now - written[0].at < MOMENT
    return recent and not getattr(first, "by_itself", False) and _control(first) == _control(act_events[0])


def _control(event: events.StageEvent) -> object:
    """Which control was pressed: the events of an undo or of "Ẩn" differ between presses of the same control."""
    match event:
        case events.ActUndone() | events.ScreenHidden():
            return type(event)
        case events.CountdownSet(until=until):
            return events.CountdownSet, until is None
        case events.OptionSet(name=name):
            return events.OptionSet, name
    return event
