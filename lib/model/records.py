"""A workbook as read: every tab as typed records, one year (docs/workbook.md section 2).

An optional tab that is absent is None, so that a missing tab and an empty tab are distinguished.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeVar

import pandas as pd

from lib.model import frames
from lib.model.ballot_papers import Attendance, BallotPaper
from lib.model.domain import (
    Award,
    AwardRegistration,
    Contest,
    Criterion,
    Decision,
    Exclusion,
    Explanation,
    Group,
    Leadership,
    Pledge,
    ScoreColumn,
    Session,
    TypedTotal,
    Unit,
    Vote,
)
from lib.model.problems import CellRef, Obstacle
from lib.model.year_records import AgendaItem, Exemplar, HistoryEntry, Lineage, Movement, Rating, Task

Coded = TypeVar("Coded", Unit, Award, Criterion)


@dataclass(frozen=True, slots=True)
class TabLink:
    """The address that opens a tab of a Google spreadsheet."""

    source: str | None
    tab: str
    url: str


class Tab(StrEnum):
    """The tabs of the contract; the words that name them are in `lib/sheets/layout.py`."""

    INFO = "info"
    UNITS = "units"
    CRITERIA = "criteria"
    VERIFIED = "verified"
    SELF = "self"
    EXPLANATIONS = "explanations"
    AWARDS = "awards"
    SESSIONS = "sessions"
    VOTES = "votes"
    BALLOT_PAPERS = "ballot_papers"
    ROLL_CALL = "roll_call"
    DECISIONS = "decisions"
    REGISTRATIONS = "registrations"
    PLEDGES = "pledges"
    EXCLUSIONS = "exclusions"
    LEADERSHIP = "leadership"
    MOVEMENTS = "movements"
    EXEMPLARS = "exemplars"
    RATINGS = "ratings"
    HISTORY = "history"
    LINEAGE = "lineage"
    AGENDA = "agenda"
    TASKS = "tasks"
    GUIDE = "guide"
    ORIGIN = "origin"


SCORING_TABS = frozenset({Tab.CRITERIA, Tab.VERIFIED})
VOTING_TABS = frozenset({Tab.AWARDS, Tab.SESSIONS, Tab.VOTES})


@dataclass(frozen=True)
class Workbook:
    """The workbook of one year (năm thi đua). `units` in protocol order, `criteria` in row order, `awards` in their
    order.

    `members` is the number of units, None where a row of `Đơn vị` is unreadable and the number therefore unknown.
    `criteria_left_out` are codes (or A1 addresses) of criteria with a blocking problem. `scores` has the schema
    `frames.SCORES`, one row for every criterion and unit, criteria first; `score_tabs` are the tabs of the two scores.
    """

    tabs: frozenset[Tab] = frozenset()
    contest: Contest = field(default_factory=Contest)
    units: tuple[Unit, ...] = ()
    members: int | None = None
    groups: tuple[Group, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    criteria_left_out: tuple[str, ...] = ()
    scores: pd.DataFrame = field(default_factory=lambda: frames.empty_frame(frames.SCORES))
    score_tabs: tuple[tuple[ScoreColumn, CellRef], ...] = ()
    typed_totals: tuple[TypedTotal, ...] = ()
    explanations: tuple[Explanation, ...] | None = None
    awards: tuple[Award, ...] = ()
    sessions: tuple[Session, ...] = ()
    votes: tuple[Vote, ...] = ()
    ballot_papers: tuple[BallotPaper, ...] = ()
    """Every ballot paper as typed: for the secretary and the tally alone (docs/workbook.md section 8)."""
    lists_choices: bool = False
    """Whether the papers name only the chosen units (`Bầu`), so that votes against and abstentions are unknown."""
    roll_call: tuple[Attendance, ...] | None = None
    decisions: tuple[Decision, ...] = ()
    registrations: tuple[AwardRegistration, ...] | None = None
    pledges: tuple[Pledge, ...] | None = None
    exclusions: tuple[Exclusion, ...] | None = None
    leadership: tuple[Leadership, ...] | None = None
    movements: tuple[Movement, ...] | None = None
    exemplars: tuple[Exemplar, ...] | None = None
    ratings: tuple[Rating, ...] | None = None
    history: tuple[HistoryEntry, ...] | None = None
    lineage: tuple[Lineage, ...] | None = None
    agenda: tuple[AgendaItem, ...] | None = None
    tasks: tuple[Task, ...] | None = None
    links: tuple[TabLink, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    """What is missing, mistyped or unclear, and what must therefore not be decided (docs/workbook.md section 7)."""

    @property
    def has_scoring(self) -> bool:
        """Whether there is any scoring tab, so that pages show scores at all."""
        return bool(self.tabs & SCORING_TABS)

    @property
    def has_voting(self) -> bool:
        """Whether there is any voting tab."""
        return bool(self.tabs & VOTING_TABS)

    @property
    def has_work(self) -> bool:
        """Whether there is any record of the year's work: movements, exemplars, registrations, pledges and the like."""
        people = self.exemplars, self.registrations, self.pledges, self.leadership, self.ratings
        return any((self.movements, self.tasks, *people))

    @property
    def signed(self) -> frozenset[str]:
        """Units that signed the pledge: an entry without a date is one that has not signed yet."""
        return frozenset(pledge.unit for pledge in self.pledges or () if pledge.signed_on is not None)

    def score_cell(self, column: ScoreColumn, row: int, number: int) -> CellRef | None:
        """The cell of a score, from the row and column numbers of `scores`; None where there is no such tab."""
        for known, tab in self.score_tabs:
            if known is column:
                return CellRef(tab.tab, row, number, tab.source)
        return None

    @property
    def awards_in_turn(self) -> tuple[Award, ...]:
        """The awards, sorted by their place in the order of awards."""
        return tuple(sorted(self.awards, key=lambda award: award.position))

    def unit(self, code: str) -> Unit:
        """The unit of a code; KeyError where there is none."""
        return _of_code(self.units, code)

    def award(self, code: str) -> Award:
        """The award of a code; KeyError where there is none."""
        return _of_code(self.awards, code)

    def criterion(self, code: str) -> Criterion:
        """The criterion of a code; KeyError where there is none."""
        return _of_code(self.criteria, code)


def _of_code(records: tuple[Coded, ...], code: str) -> Coded:
    for record in records:
        if record.code == code:
            return record
    raise KeyError(code)
