"""The situation on which an act is decided: the state, the versions, and the show made of them."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from lib.feed.latest import Version
from lib.model.releasable import Released
from lib.model.results import AwardStatus
from lib.model.year_records import SceneKind
from lib.snapshot import Snapshot
from lib.stage.log.events import Channel, FiguresCorrected, LogEntry, ScreenMoved, StageEvent
from lib.stage.log.since_fixed import SinceFixed
from lib.stage.reveal import SceneStep
from lib.stage.scenes import Scene
from lib.stage.show import ScreenPosition as Spot
from lib.stage.show import Show
from lib.stage.state import StageState, undone


def number_of(versions: tuple[str, ...], version: str | None) -> int:
    """The number of a version among all that were ever taken, the first being 1; 0 where it never was."""
    return versions.index(version) + 1 if version in versions else 0


ActEvents = tuple[StageEvent, ...]
"""The events of one act, written entirely or not at all."""


@dataclass(frozen=True)
class Table:
    """Everything an act is decided on. `taken` and `candidate` are versions of the workbook as they were read; `played`
    is the snapshot that the hall is shown, in a rehearsal with invented votes. `show` is None before the first take,
    and while `lost_entries` of the log are missing. `left` is the rest of the countdown on the screen; `versions` are
    all that were ever taken, oldest first. `open_tabs` contain votes that anyone with the address of the sheet can
    read: a release of votes asks for a confirmation.
    """

    state: StageState
    entries: tuple[LogEntry, ...]
    taken: Version | None
    candidate: Version | None
    played: Snapshot | None
    show: Show | None
    now: dt.datetime
    lost_entries: int = 0
    left: dt.timedelta | None = None
    versions: tuple[str, ...] = ()
    open_tabs: tuple[str, ...] = ()

    @property
    def lost(self) -> str | None:
        """The taken version if no intact copy of it is left: hall and web are on hold until it is restored."""
        return self.state.taken if self.taken is None else None

    @property
    def spot(self) -> Spot:
        """The screen's position, clamped to existing ones."""
        spot = Spot(self.state.scene, self.state.step)
        return self.show.clamped(spot) if self.show else spot

    @property
    def ahead(self) -> Spot | None:
        """The position after the forward key; after a jump, or the agenda shown again, back in the programme."""
        if self.show is None:
            return None
        if self._is_aside(self.show) and self.show.is_last_step(self.spot):
            return self.show.clamped(Spot(self._came_to(self.show), 0))
        return self.show.after(self.spot)

    def _came_to(self, show: Show) -> str:
        """The last scene of the programme that was shown, regardless of jumps: the clicker leads back to it."""
        gone = undone(self.entries)
        acts = (entry.event for entry in reversed(self.entries) if entry.act not in gone)
        names = (self.state.passed, *(event.scene for event in acts if isinstance(event, ScreenMoved)))
        usual = (name for name in names if show.index(name) < show.day and name != self.spot.scene)
        return next(usual, show.scenes[0].name)

    def _is_aside(self, show: Show) -> bool:
        index = show.index(self.spot.scene)
        again = show.scenes[index].kind is SceneKind.AGENDA and show.index(self.state.passed) > index
        return index >= show.day or again

    @property
    def behind(self) -> Spot | None:
        """The position after the back key."""
        return self.show.before(self.spot) if self.show else None

    def at(self, spot: Spot) -> tuple[Scene, SceneStep] | None:
        """The scene and step at a position, None where there is no show."""
        return self.show.at(spot) if self.show else None

    @property
    def newer(self) -> Version | None:
        """The candidate where it differs from what is taken."""
        if self.candidate is None or (self.taken and self.taken.snapshot.version == self.candidate.snapshot.version):
            return None
        return self.candidate

    @property
    def number(self) -> int:
        """The number of the taken version, which continues from run to run; 0 before the first."""
        return number_of(self.versions, self.state.taken)

    @property
    def hall(self) -> Released:
        """What is released in the hall."""
        return self.state.released(Channel.HALL)

    @property
    def known(self) -> Released:
        """What the hall has seen, or everyone can read."""
        return Released(self.state.known)

    def unsettled(self, award: str) -> bool:
        """Whether a tie or an open seat would stop the reveal of an award."""
        result = self.played.award(award) if self.played else None
        open_ends = (AwardStatus.TIE, AwardStatus.CHAIR_DECIDES, AwardStatus.NEXT_ROUND)
        return result is not None and result.status in open_ends


@dataclass(frozen=True)
class PublicState:
    """What readers of the web pages get: the taken version of the last real run, what is released of it, the
    corrections so far, and whether one is in progress. `lost`: the taken version is missing; then nothing is shown
    until it is restored, never another version.
    """

    snapshot: Snapshot | None
    released: Released
    paused: bool = False
    pause_note: str = ""
    corrections: tuple[FiguresCorrected, ...] = ()
    mark: str = ""
    lost: bool = False
    since_fixed: SinceFixed | None = None
