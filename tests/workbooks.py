"""Small makers of workbook records for tests of what is computed from them.

Points are whole numbers in the smallest unit (9850 is 98,50 with two decimals). The cells of records are invented.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

import pandas as pd

from lib.model import frames
from lib.model.domain import (
    Award,
    AwardRegistration,
    Base,
    Contest,
    Criterion,
    CriterionKind,
    Decision,
    Exclusion,
    Figure,
    KeyKind,
    NotApplicableRule,
    RankingKey,
    RegistrationRule,
    Session,
    SessionState,
    Threshold,
    Unit,
    Verdict,
    Vote,
)
from lib.model.frames import CellState
from lib.model.problems import CellRef
from lib.model.records import Tab, Workbook

CONFERENCE_DAY = dt.date(2019, 12, 18)
TWO_THIRDS = Threshold(Fraction(2, 3))
KPS = "KPS"
BAD = "bad"
_STATES = {None: CellState.BLANK, KPS: CellState.NOT_APPLICABLE, BAD: CellState.UNREADABLE}

ScoreCell = int | str | None
"""Points, `KPS`, `BAD` (unreadable) or None (blank)."""


def a_unit(code: str, position: int = 0) -> Unit:
    return Unit(code, f"Đơn vị {code}", None, position, None, None, None, None, CellRef("Đơn vị", position + 2, 1))


def some_units(codes: str | Sequence[str]) -> tuple[Unit, ...]:
    """Units in protocol order; a string holds one code a letter."""
    return tuple(a_unit(code, position) for position, code in enumerate(codes))


def a_criterion(
    code: str,
    maximum: int = 10,
    kind: CriterionKind = CriterionKind.BASE,
    *,
    group: str = "I",
    kps: NotApplicableRule = NotApplicableRule.FULL,
) -> Criterion:
    return Criterion(code, group, f"Tiêu chí {code}", maximum, kind, kps, CellRef("Tiêu chí", 2, 1))


def a_score_pair(unit: str, criterion: str, verified: ScoreCell, own: ScoreCell) -> dict[str, object]:
    """One row of `frames.SCORES`."""
    row: dict[str, object] = {"unit": unit, "criterion": criterion}
    for name, cell in (("verified", verified), ("self", own)):
        state = CellState.POINTS if isinstance(cell, int) else _STATES[cell]
        row |= {name: cell if state is CellState.POINTS else None, f"{name}_state": state}
        row |= {f"{name}_row": 2, f"{name}_column": 2}
    return row


def scores_of(
    criteria: Sequence[Criterion],
    verified: Mapping[str, Sequence[ScoreCell]],
    own: Mapping[str, Sequence[ScoreCell]] | None = None,
) -> pd.DataFrame:
    """The scores of a table: unit -> one cell for each criterion, for both tabs; a unit not in a tab is blank there."""
    blank: list[ScoreCell] = [None] * len(criteria)
    units = dict.fromkeys([*verified, *(own or {})])
    rows = [
        a_score_pair(unit, criterion.code, typed, self_typed)
        for unit in units
        for criterion, typed, self_typed in zip(
            criteria, verified.get(unit, blank), (own or {}).get(unit, blank), strict=True
        )
    ]
    return frames.frame_of(pd.DataFrame(rows), frames.SCORES) if rows else frames.empty_frame(frames.SCORES)


def a_contest(*ranking: RankingKey, **changes: object) -> Contest:
    """The contest of 18/12/2019, ranked by total unless keys are given."""
    keys = ranking or (RankingKey(KeyKind.TOTAL),)
    return replace(Contest("Cụm III", 2019, CONFERENCE_DAY, ranking=keys), **changes)


def a_scored_workbook(
    criteria: Sequence[Criterion],
    verified: Mapping[str, Sequence[ScoreCell]],
    own: Mapping[str, Sequence[ScoreCell]] | None = None,
    *,
    contest: Contest | None = None,
    **changes: object,
) -> Workbook:
    """A workbook that only scores; its units are those of the two tables, in their order."""
    units = some_units(list(dict.fromkeys([*verified, *(own or {})])))
    book = Workbook(
        tabs=frozenset({Tab.INFO, Tab.UNITS, Tab.CRITERIA, Tab.VERIFIED, Tab.SELF}),
        contest=contest or a_contest(),
        units=units,
        members=len(units),
        criteria=tuple(criteria),
        scores=scores_of(criteria, verified, own),
    )
    return replace(book, **changes)


def an_award(code: str = "CN", quota: int = 1, **changes: object) -> Award:
    """Two thirds of all members, two rounds, nothing else asked."""
    award = Award(
        code=code,
        name=f"Danh hiệu {code}",
        quota=quota,
        threshold=TWO_THIRDS,
        base=Base.MEMBERS,
        within=None,
        rounds=2,
        minimum=None,
        registration=RegistrationRule.NONE,
        own_vote=True,
        basis="Quy chế",
        position=0,
        defaults=frozenset(),
        blocked=False,
        cell=CellRef("Danh hiệu", 2, 1),
    )
    return replace(award, **changes)


def a_figure(value: int | None, column: int = 5) -> Figure:
    return Figure(value, CellRef("Bỏ phiếu", 2, column))


def a_session(
    code: str | None = "P1",
    award: str | None = "CN",
    number: int | None = 1,
    *,
    members: int | None = None,
    present: int | None = None,
    issued: int | None = None,
    collected: int | None = None,
    valid: int | None = None,
    invalid: int | None = None,
    state: SessionState = SessionState.COUNTED,
    threshold: Threshold | None = None,
    base: Base | None = None,
    blocked: bool = False,
) -> Session:
    """A counted session; a figure not given is blank."""
    return Session(
        code=code,
        award=award,
        round=number,
        method=None,
        members=a_figure(members, 5),
        present=a_figure(present, 6),
        issued=a_figure(issued, 7),
        collected=a_figure(collected, 8),
        valid=a_figure(valid, 9),
        invalid=a_figure(invalid, 10),
        head_teller=None,
        tellers=None,
        time=None,
        state=state,
        threshold=threshold,
        base=base,
        blocked=blocked,
        cell=CellRef("Bỏ phiếu", 2, 1),
        state_cell=CellRef("Bỏ phiếu", 2, 13),
    )


def a_vote(session: str, unit: str | None, in_favour: int | None, **changes: object) -> Vote:
    cell = CellRef("Phiếu", 2, 2)
    return replace(Vote(session, unit, in_favour, None, None, False, cell, CellRef("Phiếu", 2, 3)), **changes)


def votes_of(session: str = "P1", **in_favour: int | None) -> tuple[Vote, ...]:
    """The rows of a session: unit=votes in favour."""
    rows = (a_vote(session, unit, count) for unit, count in in_favour.items())
    return tuple(
        replace(row, cell=CellRef("Phiếu", number, 2), in_favour_cell=CellRef("Phiếu", number, 3))
        for number, row in enumerate(rows, start=2)
    )


def a_decision(unit: str, verdict: Verdict = Verdict.PROPOSE, award: str = "CN", *, blocked: bool = False) -> Decision:
    return Decision(award, unit, verdict, "lý do", "Cụm trưởng", None, blocked, CellRef("Quyết định", 2, 3))


def an_exclusion(unit: str, start: dt.date | None = None, end: dt.date | None = None) -> Exclusion:
    return Exclusion(unit, "KL", start, end, None, CellRef("Loại trừ", 2, 1))


def a_registration(unit: str, award: str = "CN") -> AwardRegistration:
    return AwardRegistration(unit, award, None, None, CellRef("Đăng ký", 2, 1))


def a_voting_workbook(
    units: str | Sequence[str],
    awards: Award | Sequence[Award],
    sessions: Session | Sequence[Session],
    *votes: tuple[Vote, ...],
    **changes: object,
) -> Workbook:
    """A workbook that only votes; `changes` are other fields of the workbook."""
    book = Workbook(
        tabs=frozenset({Tab.INFO, Tab.UNITS, Tab.AWARDS, Tab.SESSIONS, Tab.VOTES}),
        contest=a_contest(),
        units=some_units(units),
        members=len(units),
        awards=(awards,) if isinstance(awards, Award) else tuple(awards),
        sessions=(sessions,) if isinstance(sessions, Session) else tuple(sessions),
        votes=tuple(row for rows in votes for row in rows),
    )
    return replace(book, **changes)


def with_totals(book: Workbook, **totals: int | None) -> Workbook:
    """The same workbook with one criterion that gives these totals; None leaves a unit without a score."""
    criterion = a_criterion("1", 10**6)
    table = {unit.code: [totals.get(unit.code)] for unit in book.units}
    return replace(
        book, criteria=(criterion,), scores=scores_of([criterion], table), tabs=book.tabs | {Tab.CRITERIA, Tab.VERIFIED}
    )
