"""The services of this process: the feed, the settings and the door, handed over once by `app.py` (or by a test)."""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from pathlib import Path

from lib.access.door import Door
from lib.feed.polling import Feed
from lib.feed.source_choice import SourceChoice
from lib.history.recorder import History
from lib.papers.pack.file import PackFile
from lib.settings import Settings
from lib.sheets.convert.answers import AnswerMemory
from lib.stage.desk import Desk
from lib.store.condition import Condition
from lib.store.notes import MemoryNotes, Notes
from lib.store.shelf import Shelf
from lib.web.monitoring import RenderTimes
from lib.web.screens import Screens
from lib.web.uploads import Uploads
from lib.years.earlier import EarlierYears


@dataclass(frozen=True)
class Conversion:
    """What turning people's own tables into a workbook needs: files put in, answers given, where results are kept."""

    uploads: Uploads
    answers: AnswerMemory
    folder: Path


@dataclass(frozen=True)
class RunningApp:
    """All services of the process. `boot` differs after every start, so that a page drawn before a restart is outdated.

    `door` identifies visitors; without one everyone is a viewer. `sources` chooses what the feed reads, `history` keeps
    every version; without them pages do not mention them. `desk` holds what is taken and released, `screens` the
    connected screens of the hall, `pack` is the show as a file; without a desk nothing is released. `earlier` are the
    workbooks of earlier years, `conversion` converts tables in other layouts, `controllers` records who is in control
    now, `renders` the run times of pages, `condition` is that of the storage, `known` what was left open on purpose.
    """

    feed: Feed
    settings: Settings
    door: Door | None = None
    sources: SourceChoice | None = None
    history: History | None = None
    desk: Desk | None = None
    screens: Screens | None = None
    pack: PackFile | None = None
    earlier: EarlierYears | None = None
    controllers: Notes = field(default_factory=lambda: MemoryNotes(time.monotonic))
    renders: RenderTimes = field(default_factory=RenderTimes)
    conversion: Conversion | None = None
    condition: Condition | None = None
    known: Shelf | None = None
    boot: str = field(default_factory=lambda: secrets.token_hex(8))


class NotRunning(RuntimeError):
    """A page ran in a process in which nothing was handed over."""


_handed: list[RunningApp] = []


def hand_over(now: RunningApp) -> RunningApp:
    """Make `now` the services of this process."""
    _handed[:] = [now]
    return now


def take_back() -> None:
    """Remove the services of this process."""
    _handed.clear()


def running_app() -> RunningApp:
    """The services that were handed over last; NotRunning where there are none."""
    if not _handed:
        raise NotRunning("start the app with `streamlit run app.py`")
    return _handed[0]
