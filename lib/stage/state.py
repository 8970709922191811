"""What is on the screen and what is released: a pure fold over the event log of a run."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import reduce
from typing import Any

from lib.model.releasable import Releasable, ReleasableKind, Released, releasable_correction
from lib.stage.log import events

START = "title"
INSETS = (0, 2, 4)
"""Percent; a larger one would make the smallest type too small for the last row."""


class Order(StrEnum):
    """The order in which the proposed units of a round appear."""

    FEWEST_FIRST = "fewest_first"
    PROTOCOL = "protocol"
    MOST_FIRST = "most_first"


class Follow(StrEnum):
    """When the web pages follow: once the hall has seen a scene completely, or when the secretary also says so."""

    AFTER_REVEAL = "after_reveal"
    BY_HAND = "by_hand"


@dataclass(frozen=True, slots=True)
class Options:
    """The switches of the control. `top` None shows all ranks; `others` shows the units not proposed as well;
    `rehearsed_tie` makes two units tie for the last seat of a rehearsal; `inset` is the dark margin on every side in
    percent of the screen, for a projector that cuts the edges.
    """

    order: Order = Order.FEWEST_FIRST
    others: bool = False
    top: int | None = None
    follow: Follow = Follow.AFTER_REVEAL
    auto_take: bool = True
    rehearsed_tie: bool = False
    inset: int = 0


@dataclass(frozen=True)
class StageState:
    """The state of the stage. `seq` is the number of the last entry, `moved_at` the last change of the screen.

    `taken` and `fixed` are versions of the workbook; `fixed` stays that of "Chốt điểm", whatever is taken later.
    `passed` is the last scene that is no agenda and no correction. `hall` and `web` are what is released there; while
    `paused`, the web shows none of it.
    """

    run: int = 0
    kind: events.RunKind = events.RunKind.PREPARATION
    seq: int = 0
    began_at: dt.datetime | None = None
    taken: str | None = None
    fixed: str | None = None
    scene: str = START
    step: int = 0
    passed: str = START
    moved_at: dt.datetime | None = None
    hidden: bool = False
    message: str = ""
    until: dt.datetime | None = None
    options: Options = Options()
    hall: frozenset[Releasable] = frozenset()
    shown: frozenset[Releasable] = frozenset()
    wanted: frozenset[Releasable] = frozenset()
    web: frozenset[Releasable] = frozenset()
    read_backs: tuple[events.BallotReadBack, ...] = ()
    printed: tuple[events.PaperPrinted, ...] = ()
    left_open: frozenset[str] = frozenset()
    paused: bool = False
    pause_note: str = ""
    corrections: tuple[events.FiguresCorrected, ...] = ()

    @property
    def known(self) -> frozenset[Releasable]:
        """What the hall has seen, or everyone can read; only a thing's own scene shows more."""
        return self.shown | self.web

    @property
    def rehearsal(self) -> bool:
        """Whether the run is a rehearsal."""
        return self.kind is events.RunKind.REHEARSAL

    @property
    def anything_released(self) -> bool:
        """Whether a later version may no longer be taken automatically."""
        return bool(self.hall or self.web or self.fixed)

    def released(self, place: events.Channel) -> Released:
        """What is released on a channel now; "Chốt điểm" counts on both, because it opens the scores to leaders."""
        things = self.hall if place is events.Channel.HALL else self.web
        if place is events.Channel.WEB and self.paused:
            things = frozenset()
        return Released(things | {Releasable(ReleasableKind.FIXED)} if self.fixed else things)

    def read_back(self, session: str) -> events.BallotReadBack | None:
        """The last read-back of a session."""
        return next((item for item in reversed(self.read_backs) if item.session == session), None)


def thing_address(thing: Releasable) -> str:
    """The address of a thing in the log, "ballot:P1"; trimmed codes contain no tab character."""
    return f"{thing.kind.value}:{thing.code}" + (f"\t{thing.unit}" if thing.unit else "")


def thing_addresses(things: Iterable[Releasable]) -> tuple[str, ...]:
    """The addresses of things, in their order."""
    return tuple(thing_address(thing) for thing in sorted(things))


def thing_at(text: str) -> Releasable:
    """The thing of an address in the log."""
    kind, _, rest = text.partition(":")
    code, _, unit = rest.partition("\t")
    return Releasable(ReleasableKind(kind), code, unit)


def public_lines(made: events.FiguresCorrected) -> tuple[tuple[str, str, str], ...]:
    """The lines of a correction about things that the web had shown: (figure, old, new)."""
    return tuple((what, old, new) for thing, what, old, new in made.lines if thing in made.public)


def disclosed_corrections(state: StageState) -> tuple[events.FiguresCorrected, ...]:
    """The corrections disclosed to readers: those announced in the hall, or whose figures are on the web again."""
    return tuple(
        made
        for number, made in enumerate(state.corrections)
        if made.announced and (releasable_correction(number) in state.shown or _things(made.public) & state.web)
    )


def fold(entries: Sequence[events.LogEntry]) -> StageState:
    """The state after all entries of one run; undone entries are ignored, except for the number of entries."""
    gone = undone(entries)
    state = reduce(_after, (entry for entry in entries if entry.act not in gone), StageState())
    return replace(state, seq=entries[-1].seq) if entries else state


def makes_sense(entry: events.LogEntry) -> bool:
    """Whether an entry can be applied: its values are known to this program, whatever precedes it."""
    try:
        _after(StageState(), entry)
    except (KeyError, ValueError, TypeError, AttributeError):
        return False
    return True


def undone(entries: Sequence[events.LogEntry]) -> frozenset[int]:
    """The acts that were undone."""
    return frozenset(entry.event.act for entry in entries if isinstance(entry.event, events.ActUndone))


_LASTING = (events.ActUndone, events.RunBegan, events.PaperPrinted, events.ContinuedAfterLoss)


def to_undo(entries: Sequence[events.LogEntry]) -> tuple[events.LogEntry, ...]:
    """The first entries of the acts that an undo would take back, newest first; none where only the beginning is left.

    It is the last act of a person, with the automatic steps after it: alone, such a step would be repeated. A version
    that was taken automatically stays, and so does a printed paper.
    """
    gone, taken_back = undone(entries), []
    for entry in reversed([entry for entry in entries if entry.seq == entry.act and entry.act not in gone]):
        event = entry.event
        by_itself = isinstance(event, events.ScreenMoved | events.VersionTaken) and event.by_itself
        if isinstance(event, _LASTING) or (by_itself and isinstance(event, events.VersionTaken)):
            continue
        taken_back.append(entry)
        if not by_itself:
            return tuple(taken_back)
    return ()


def _after(state: StageState, entry: events.LogEntry) -> StageState:
    event = entry.event
    match event:
        case events.RunBegan(taken=taken, fixed=fixed):
            return StageState(entry.run, events.RunKind(event.kind), began_at=entry.at, taken=taken, fixed=fixed)
        case events.ScreenMoved():
            return _moved(state, event, entry.at)
        case events.ScreenHidden():
            return replace(state, hidden=event.hidden)
        case events.MessageShown():
            return replace(state, message=event.message)
        case events.CountdownSet():
            return replace(state, until=dt.datetime.fromisoformat(event.until) if event.until else None)
        case events.OptionSet():
            return replace(state, options=option_set(state.options, event))
        case events.BallotReadBack():
            return replace(state, read_backs=(*state.read_backs, event))
        case events.PaperPrinted():
            return replace(state, printed=(*state.printed, event))
        case events.VersionTaken():
            return replace(state, taken=event.version)
        case events.ScoresFixed():
            return replace(state, fixed=event.version)
        case events.ThingsReleased() | events.ReleaseWithdrawn():
            return _opened(state, event)
        case events.WebReleaseRequested():
            return replace(state, wanted=state.wanted | _things(event.things))
        case events.ThingsShown():
            return replace(state, shown=state.shown | _things(event.things))
        case events.TieLeftOpen():
            return replace(state, left_open=state.left_open | {event.award})
        case events.ShowPaused():
            return replace(state, paused=True, pause_note=event.note)
        case events.ShowResumed():
            return replace(state, paused=False, pause_note="")
        case events.FiguresCorrected():
            return _corrected(state, event)
    return state


def _moved(state: StageState, event: events.ScreenMoved, at: dt.datetime) -> StageState:
    aside = event.scene.startswith(("agenda", "correction:"))
    passed = state.passed if aside else event.scene
    return replace(state, scene=event.scene, step=event.step, passed=passed, moved_at=at, message="", hidden=False)


def _corrected(state: StageState, event: events.FiguresCorrected) -> StageState:
    waiting = _things(event.waiting)
    again = waiting | _things(event.changed) if event.announced else waiting
    return replace(
        state, paused=False, pause_note="", taken=event.after, hall=state.hall - waiting,
        shown=state.shown - again, wanted=state.wanted - again, web=state.web - again,
        corrections=(*state.corrections, event),
    )  # fmt: skip


_SWITCHES: dict[str, Callable[[Any], object]] = {
    "order": lambda value: Order(str(value)),
    "follow": lambda value: Follow.BY_HAND if value == Follow.BY_HAND else Follow.AFTER_REVEAL,
    "top": lambda value: int(value or 0) or None,
    "inset": lambda value: INSETS[INSETS.index(int(value or 0))],
    "others": bool,
    "auto_take": bool,
    "rehearsed_tie": bool,
}


def option_set(options: Options, event: events.OptionSet) -> Options:
    """The options after one switch; KeyError for an unknown switch, ValueError for an invalid value."""
    changed: dict[str, Any] = {event.name: _SWITCHES[event.name](event.value)}
    return replace(options, **changed)


def _things(addresses: Sequence[str]) -> frozenset[Releasable]:
    return frozenset(thing_at(text) for text in addresses)


def _opened(state: StageState, event: events.ThingsReleased | events.ReleaseWithdrawn) -> StageState:
    """Withdrawn in the hall is no longer seen there; released on the web is no longer requested."""
    opens, hall = isinstance(event, events.ThingsReleased), event.place == events.Channel.HALL
    things = _things(event.things)
    wanted = state.wanted if opens and hall else state.wanted - things
    if not hall:
        return replace(state, wanted=wanted, web=state.web | things if opens else state.web - things)
    if opens:
        return replace(state, hall=state.hall | things)
    return replace(state, hall=state.hall - things, shown=state.shown - things, wanted=wanted)
