"""What runs in this process: the feed, the settings and the door, handed over once by `app.py` (or by a test)."""

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
    """`boot` is another one after every start, so that a page drawn before a restart counts as old.

    `door` says who is looking; without one everybody is a viewer. `sources` chooses what the feed reads, `history`
    keeps every version; without them a page does not speak of either. `desk` says what is taken and released, `screens`
    which screens of the hall look in, `pack` is the show as a file; without a desk nothing is released. `earlier` are
    the workbooks of earlier years, `conversion` turns tables of another layout into ours, `controllers` says who is in
    control now, `renders` how long pages take, `condition` how the disk stands, `known` what was left open on purpose.
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
    """Make `now` what the pages of this process show."""
    _handed[:] = [now]
    return now


def take_back() -> None:
    """Show nothing any more."""
    _handed.clear()


def running_app() -> RunningApp:
    """What was handed over last; NotRunning where nothing was."""
    if not _handed:
        raise NotRunning("start the app with `streamlit run app.py`")
    return _handed[0]
