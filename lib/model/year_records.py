"""The work of the year, the earlier years and the programme of the conference, as frozen records (contract 2).

As in `domain.py`: no behaviour, and a record does not check whether it agrees with others.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from lib.model.problems import CellRef


@dataclass(frozen=True, slots=True)
class MovementState:
    """The report of a unit on a movement, as typed."""

    unit: str
    text: str
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Movement:
    """A movement of the year (phong trào) with the state of each unit that reported one."""

    code: str
    name: str
    level: str | None
    start: dt.date | None
    end: dt.date | None
    target: str | None
    states: tuple[MovementState, ...]
    cell: CellRef


class ExemplarKind(StrEnum):
    """What was recognised: a person or unit (điển hình), an initiative, or a model."""

    EXEMPLAR = "exemplar"
    INITIATIVE = "initiative"
    MODEL = "model"


@dataclass(frozen=True, slots=True)
class Exemplar:
    """An exemplar, initiative or model of a unit, with the decision that recognised it."""

    unit: str
    kind: ExemplarKind
    name: str
    decision: str | None
    date: dt.date | None
    evidence: str | None
    cell: CellRef


@dataclass(frozen=True, slots=True)
class Rating:
    """Staff of a unit by rating: HTXS, HTT, HT, KHT; None is blank or unreadable."""

    unit: str
    staff_group: str | None
    excellent: int | None
    good: int | None
    fair: int | None
    poor: int | None
    cell: CellRef


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """The result of a unit in an earlier year, under its name of that time."""

    year: int
    unit_name: str
    total: Decimal | None
    maximum: Decimal | None
    rank: int | None
    units: int | None
    awards: tuple[str, ...]
    cell: CellRef


class LineageKind(StrEnum):
    """How a unit became another one."""

    RENAMED = "renamed"
    MERGED = "merged"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Lineage:
    """A row of `Kế thừa`: the unit `new` came out of `old` on a date, on a legal basis."""

    old: str
    new: str
    kind: LineageKind
    date: dt.date | None
    basis: str | None
    cell: CellRef


class SceneKind(StrEnum):
    """What a scene of the hall shows (contract 2, Chương trình)."""

    TITLE = "title"
    AGENDA = "agenda"
    SCORES = "scores"
    GROUP_SCORES = "group_scores"
    BALLOT_RULES = "ballot_rules"
    VOTING = "voting"
    COUNTING = "counting"
    REVEAL = "reveal"
    PROPOSALS = "proposals"
    MOVEMENTS = "movements"
    EXEMPLARS = "exemplars"
    PLEDGE = "pledge"
    HANDOVER = "handover"
    YEARS = "years"
    REGISTRATIONS = "registrations"
    RATINGS = "ratings"
    LEADERSHIP = "leadership"
    TASKS = "tasks"
    LIVE_PAGE = "live_page"
    HOLD = "hold"


@dataclass(frozen=True, slots=True)
class AgendaItem:
    """An item of the programme. `award` is the award of a reveal."""

    position: int
    time: str | None
    content: str
    person: str | None
    scene: SceneKind | None
    award: str | None
    cell: CellRef


class TaskState(StrEnum):
    """How far a task of the year is."""

    OPEN = "open"
    IN_PROGRESS = "in_progress"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Task:
    """A task of the year. `typed_state` is a state outside the known ones; such a task counts as open."""

    due: dt.date
    content: str
    owner: str | None
    state: TaskState
    cell: CellRef
    typed_state: str | None = None
