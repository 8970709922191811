"""Đối chiếu (read-back): the figures of a ballot as in the sheet, to be ticked against the tellers' paper."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from lib.model.problems import CellRef, Code, Problem, Severity
from lib.model.records import Workbook
from lib.model.results import SessionReview, Tally
from lib.scoring.obstacles import ballot_obstacles
from lib.snapshot import Snapshot
from lib.stage.state import StageState


class FigureKind(StrEnum):
    """The figures of a session, and the votes of a unit."""

    MEMBERS = "members"
    PRESENT = "present"
    ISSUED = "issued"
    COLLECTED = "collected"
    VALID = "valid"
    INVALID = "invalid"
    IN_FAVOUR = "in_favour"
    AGAINST = "against"
    ABSTAIN = "abstain"


_OF_SESSION = (
    FigureKind.MEMBERS, FigureKind.PRESENT, FigureKind.ISSUED, FigureKind.COLLECTED, FigureKind.VALID,
    FigureKind.INVALID,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadFigure:
    """A figure with its cell; `unit` for votes. `value` None is blank or unreadable."""

    kind: FigureKind
    value: int | None
    cell: CellRef | None
    unit: str | None = None

    @property
    def name(self) -> str:
        """The key of the figure in the event log."""
        return f"{self.kind.value}:{self.unit}" if self.unit else self.kind.value


class ReleaseObstacle(StrEnum):
    """Why a ballot cannot be released (the first three), or only as it is and with a reason (the others)."""

    NOT_READ_BACK = "not_read_back"
    READ_BACK_OLD = "read_back_old"
    DOES_NOT_COUNT = "does_not_count"
    BELOW_QUORUM = "below_quorum"
    NOT_TICKED = "not_ticked"
    PROBLEMS = "problems"
    UNCLEAR_SHEET = "unclear_sheet"
    RECOUNT_DIFFERS = "recount_differs"

    @property
    def forbids(self) -> bool:
        """Whether no reason permits the release."""
        return self in (ReleaseObstacle.NOT_READ_BACK, ReleaseObstacle.READ_BACK_OLD, ReleaseObstacle.DOES_NOT_COUNT)


def read_back_figures(book: Workbook, session: str) -> tuple[ReadFigure, ...]:
    """The figures of a session and the votes of its rows, in the order of the sheet."""
    figures = []
    for row in (row for row in book.sessions if row.code == session):
        typed = ((kind, getattr(row, kind.value)) for kind in _OF_SESSION)
        figures += [ReadFigure(kind, figure.value, figure.cell) for kind, figure in typed]
    for vote in (vote for vote in book.votes if vote.session == session):
        unit = vote.unit or "?"
        figures.append(ReadFigure(FigureKind.IN_FAVOUR, vote.in_favour, vote.in_favour_cell, unit))
        others = ((FigureKind.AGAINST, vote.against), (FigureKind.ABSTAIN, vote.abstain))
        figures += [ReadFigure(kind, value, vote.cell, unit) for kind, value in others if value is not None]
    return tuple(figures)


def figures_mark(book: Workbook, session: str) -> str:
    """A fingerprint of the figures, independent of their place: a row moved in the sheet changes nothing."""
    values = sorted(
        (figure.name, figure.value or 0, figure.value is None) for figure in read_back_figures(book, session)
    )
    return hashlib.sha256(repr(values).encode()).hexdigest()[:16]


def obstacles(snapshot: Snapshot, state: StageState, session: str) -> tuple[ReleaseObstacle, ...]:
    """The obstacles to the release of a ballot."""
    review = review_of(snapshot, session)
    stands = {
        ReleaseObstacle.DOES_NOT_COUNT: review is None or not review.counts,
        ReleaseObstacle.BELOW_QUORUM: review is not None and review.quorum is False,
        ReleaseObstacle.PROBLEMS: problems_of(snapshot, session),
        ReleaseObstacle.UNCLEAR_SHEET: sheet_obstacles(snapshot.workbook, session),
        ReleaseObstacle.RECOUNT_DIFFERS: snapshot.recount_agrees is False,
    }
    of_paper = _of_read_back(snapshot, state, session)
    return (*([of_paper] if of_paper else ()), *(obstacle for obstacle, there in stands.items() if there))


def _of_read_back(snapshot: Snapshot, state: StageState, session: str) -> ReleaseObstacle | None:
    read = state.read_back(session)
    if read is None:
        return None if agreed_tally(snapshot, session) else ReleaseObstacle.NOT_READ_BACK
    if read.figures != figures_mark(snapshot.workbook, session):
        return ReleaseObstacle.READ_BACK_OLD
    return ReleaseObstacle.NOT_TICKED if read.differing else None


def agreed_tally(snapshot: Snapshot, session: str) -> Tally | None:
    """The tally of a session that counts, typed twice alike: read back by that already. Else None."""
    review = review_of(snapshot, session)
    agreed = (tally for tally in snapshot.tallies if tally.session == session and tally.agree)
    return next(agreed, None) if review is not None and review.counts else None


def review_of(snapshot: Snapshot, session: str) -> SessionReview | None:
    """The review of a session, None where no session has this code."""
    return next((review for review in snapshot.sessions if review.session == session), None)


def sheet_obstacles(book: Workbook, session: str) -> tuple[Problem, ...]:
    """Problems elsewhere in the sheet because of which the session or its award decides nothing."""
    row = next((row for row in book.sessions if row.code == session), None)
    return ballot_obstacles(book, row) if row is not None else ()


def problems_of(snapshot: Snapshot, session: str) -> tuple[Problem, ...]:
    """Problems in the row of a session or in the rows of its votes, except its quorum."""
    book = snapshot.workbook
    rows = {(row.cell.tab, row.cell.row) for row in book.sessions if row.code == session}
    rows |= {(vote.cell.tab, vote.cell.row) for vote in book.votes if vote.session == session}
    return tuple(
        problem
        for problem in snapshot.problems
        if (problem.where.tab, problem.where.row) in rows
        and problem.code is not Code.BELOW_QUORUM
        and problem.severity is not Severity.NOTE
    )
