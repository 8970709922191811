"""The events of the conference: the vocabulary of the event log.

An event states what was decided in absolute terms ("scene x, step 3", never "one further"), so that replaying the log
gives the same state. Its fields are texts, whole numbers, booleans, None, and tuples of these; a thing to release is
written as its address, "ballot:P1".
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import json
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, ClassVar, get_args


class RunKind(StrEnum):
    """`PREPARATION` is the time before the conference, `REHEARSAL` shows invented votes, `CONFERENCE` is the real
    one.
    """

    PREPARATION = "preparation"
    REHEARSAL = "rehearsal"
    CONFERENCE = "conference"


class Channel(StrEnum):
    """Where something is released: on the hall's screen, or on the web pages."""

    HALL = "hall"
    WEB = "web"


@dataclass(frozen=True, slots=True)
class RunBegan:
    """A run begins with nothing released; `fixed` is the version of "Chốt điểm" that it carries over."""

    kind: str
    fixed: str | None = None
    taken: str | None = None
    word: ClassVar[str] = "began"


@dataclass(frozen=True, slots=True)
class RunEnded:
    """A rehearsal is over; the run before it continues."""

    word: ClassVar[str] = "ended"


@dataclass(frozen=True, slots=True)
class VersionTaken:
    """A version of the workbook becomes the one shown to hall and readers. `reason` where fixed scores change."""

    version: str
    reason: str = ""
    by_itself: bool = False
    word: ClassVar[str] = "took"


@dataclass(frozen=True, slots=True)
class ScoresFixed:
    """ "Chốt điểm": the scores of a version are final; later changes are listed against it."""

    version: str
    word: ClassVar[str] = "fixed"


@dataclass(frozen=True, slots=True)
class ScreenMoved:
    """The screen shows this step of this scene; `by_itself` where that was automatic."""

    scene: str
    step: int
    by_itself: bool = False
    word: ClassVar[str] = "moved"


@dataclass(frozen=True, slots=True)
class ScreenHidden:
    """The screen is hidden, or shown again."""

    hidden: bool
    word: ClassVar[str] = "hid"


@dataclass(frozen=True, slots=True)
class MessageShown:
    """A message is shown over the scene; an empty one removes it."""

    message: str
    word: ClassVar[str] = "wrote"


@dataclass(frozen=True, slots=True)
class CountdownSet:
    """A countdown to a moment (ISO, timezone-aware) is shown; None removes it."""

    until: str | None
    word: ClassVar[str] = "timed"


@dataclass(frozen=True, slots=True)
class OptionSet:
    """A setting of how scenes are shown: the name of a switch of `Options` and its value."""

    name: str
    value: str | int | bool | None
    word: ClassVar[str] = "opted"


@dataclass(frozen=True, slots=True)
class BallotReadBack:
    """The figures of a session were compared with the tellers' paper by two people.

    `figures` is the fingerprint of what was compared; `differing` names the figures that were not ticked.
    """

    session: str
    figures: str
    names: tuple[str, ...]
    differing: tuple[str, ...] = ()
    word: ClassVar[str] = "read_back"


@dataclass(frozen=True, slots=True)
class PaperPrinted:
    """A paper was printed: its subject, the fingerprint of its figures, and its title."""

    subject: str
    figures: str
    version: str
    paper: str = ""
    word: ClassVar[str] = "printed"


@dataclass(frozen=True, slots=True)
class ThingsReleased:
    """Things are released on a channel; `reason` where something did not add up."""

    things: tuple[str, ...]
    place: str
    reason: str = ""
    word: ClassVar[str] = "opened"


@dataclass(frozen=True, slots=True)
class WebReleaseRequested:
    """ "Đưa lên trang web", pressed before the hall has seen the things: they go there once it has."""

    things: tuple[str, ...]
    word: ClassVar[str] = "wanted"


@dataclass(frozen=True, slots=True)
class ThingsShown:
    """The hall has seen things: the screen is at the last step of their scene."""

    things: tuple[str, ...]
    word: ClassVar[str] = "showed"


@dataclass(frozen=True, slots=True)
class ReleaseWithdrawn:
    """A release is withdrawn on a channel."""

    things: tuple[str, ...]
    place: str
    reason: str = ""
    word: ClassVar[str] = "closed"


@dataclass(frozen=True, slots=True)
class TieLeftOpen:
    """A tie is left open: what is clear is shown, the rest waits."""

    award: str
    word: ClassVar[str] = "left_open"


@dataclass(frozen=True, slots=True)
class ShowPaused:
    """ "Tạm dừng để đính chính": a hold on the hall's screen and on the web."""

    note: str = ""
    word: ClassVar[str] = "paused"


@dataclass(frozen=True, slots=True)
class FiguresCorrected:
    """Released figures were corrected. `lines` are (thing, figure, old, new).

    `public` are the things that the web had shown, so that it may announce the correction; `waiting` are the things
    that wait again. `changed` are the things with new content: they count as seen by the hall again once the correction
    was shown. A correction that is not `announced` changed nothing that was shown.
    """

    before: str
    after: str
    lines: tuple[tuple[str, ...], ...]
    reason: str
    decided_by: str
    waiting: tuple[str, ...]
    public: tuple[str, ...] = ()
    changed: tuple[str, ...] = ()
    announced: bool = True
    word: ClassVar[str] = "corrected"


@dataclass(frozen=True, slots=True)
class ShowResumed:
    """The hold is over without a correction."""

    word: ClassVar[str] = "resumed"


@dataclass(frozen=True, slots=True)
class ActUndone:
    """Everything that one act did is undone; `act` is the number of its first entry."""

    act: int
    word: ClassVar[str] = "undid"


@dataclass(frozen=True, slots=True)
class ContinuedAfterLoss:
    """A person chose to continue from the last intact entry after `lost` entries of the log were gone."""

    lost: int
    word: ClassVar[str] = "went_on"


StageEvent = (
    RunBegan
    | RunEnded
    | VersionTaken
    | ScoresFixed
    | ScreenMoved
    | ScreenHidden
    | MessageShown
    | CountdownSet
    | OptionSet
    | BallotReadBack
    | PaperPrinted
    | ThingsReleased
    | WebReleaseRequested
    | ThingsShown
    | ReleaseWithdrawn
    | TieLeftOpen
    | ShowPaused
    | FiguresCorrected
    | ShowResumed
    | ActUndone
    | ContinuedAfterLoss
)

EVENTS: dict[str, type] = {kind.word: kind for kind in get_args(StageEvent)}


@dataclass(frozen=True, slots=True)
class LogEntry:
    """One entry of the log: its number within the run, the number of the act it belongs to, when, who, what."""

    run: int
    seq: int
    act: int
    at: dt.datetime
    who: str
    event: StageEvent


def version_taken_by(event: StageEvent) -> str | None:
    """The version that is the taken one from this event on; None where that does not change."""
    match event:
        case FiguresCorrected(after=version) | VersionTaken(version=version) | RunBegan(taken=version):
            return version
    return None


def encode(event: StageEvent) -> str:
    """The fields of an event as JSON text."""
    return json.dumps(dataclasses.asdict(event), ensure_ascii=False)


def decode(word: str, body: str) -> StageEvent:
    """The event of a word and its JSON text; KeyError, ValueError, TypeError or AttributeError where it is
    malformed.
    """
    event: StageEvent = EVENTS[word](**{name: _tuples(value) for name, value in json.loads(body).items()})
    return event


def _tuples(value: Any) -> Any:
    return tuple(_tuples(item) for item in value) if isinstance(value, list) else value
