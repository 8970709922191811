"""The consequences of an act, written in the same log entry: the screen's position, what counts as shown, what is
released on the web. Pure; `docs/conference.md` holds the table of states.

The hall has seen a thing when the log is at the last step of a scene that shows it, whether a screen is connected or
not, unless the screen is hidden, on hold, or shows a message. The web follows what the hall has seen, not keys.
"""

from __future__ import annotations

from lib.model.releasable import FIXED, Releasable, releasable_correction
from lib.model.year_records import SceneKind
from lib.stage.log import events
from lib.stage.state import Follow, thing_addresses, thing_at
from lib.stage.table import ActEvents, Table


def keep_position(before: Table, after: Table) -> ActEvents:
    """Keep the screen at the last unchanged step of the current reveal, so that a release itself shows nothing."""
    if before.show is None or after.show is None or before.state.moved_at != after.state.moved_at:
        return ()
    scene = after.show.scenes[after.show.index(after.spot.scene)]
    was, now = before.show.contents(scene.name), after.show.contents(scene.name)
    if scene.kind is not SceneKind.REVEAL or was == now:
        return ()
    new = next((at for at, content in enumerate(now) if content not in was), len(now))
    over: tuple[events.StageEvent, ...] = (events.ScreenHidden(True),) if after.state.hidden else ()
    over += (events.MessageShown(after.state.message),) if after.state.message else ()
    return (events.ScreenMoved(scene.name, max(0, new - 1), by_itself=True), *over)


def mark_shown(_before: Table, after: Table) -> ActEvents:
    """The events for what the hall has seen with this act, and for what is therefore released on the web."""
    fresh = _seen_now(after) - after.state.shown
    opened = _follows(after, fresh) - after.state.web
    seen: ActEvents = (events.ThingsShown(thing_addresses(fresh)),) if fresh else ()
    return (*seen, events.ThingsReleased(thing_addresses(opened), events.Channel.WEB)) if opened else seen


def _seen_now(table: Table) -> frozenset[Releasable]:
    state = table.state
    if table.show is None or state.hidden or state.message or state.paused or not table.show.is_last_step(table.spot):
        return frozenset()
    return table.show.things(table.spot) - {FIXED}


def _follows(table: Table, fresh: frozenset[Releasable]) -> frozenset[Releasable]:
    """Which of the things seen go to the web: all, or by hand those requested or there before their correction."""
    if table.state.options.follow is Follow.AFTER_REVEAL:
        return fresh | (table.state.wanted & table.state.shown)
    return (fresh & _stood_there(table.state.corrections)) | (table.state.wanted & (table.state.shown | fresh))


def _stood_there(corrections: tuple[events.FiguresCorrected, ...]) -> frozenset[Releasable]:
    """What the web had shown when it was last corrected, and the notices of these corrections."""
    things: set[Releasable] = set()
    for number, made in enumerate(corrections):
        things -= {thing_at(text) for text in made.changed}
        things |= {thing_at(text) for text in made.public} | ({releasable_correction(number)} if made.public else set())
    return frozenset(things)
