"""Reviewing sessions: their figures, whether they count, their base (docs/workbook.md section 4). Pure, in integers."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from itertools import pairwise

from lib.model.domain import Award, Base, Figure, Session, SessionState, Threshold, Vote
from lib.model.problems import Code, Obstacle, Param, Problem, problem
from lib.model.records import Workbook
from lib.model.results import SessionFault, SessionReview
from lib.scoring import obstacles

QUORUM = (2, 3)
_RELATIONS = {(upper, lower): f"{lower}_{upper}" for upper, lower in pairwise(Base)}


@dataclass(frozen=True)
class ReviewedSessions:
    """All sessions reviewed, in the order of `Workbook.sessions`, with their votes in protocol order."""

    reviews: tuple[SessionReview, ...]
    votes: dict[str, tuple[Vote, ...]]
    problems: tuple[Problem, ...]


def needed_votes(threshold: Threshold, base: int) -> int:
    """The smallest whole number of votes v with v/base ≥ the threshold, or above it where strict (contract 4.2)."""
    top, bottom = threshold.share.numerator * base, threshold.share.denominator
    return top // bottom + 1 if threshold.strict else -(-top // bottom)


def review_ballots(workbook: Workbook) -> ReviewedSessions:
    """Review every session: its problems and whether it counts."""
    votes = _votes_by_session(workbook)
    doubled, problems = _doubled_rounds(workbook)
    reviews = []
    for place, session in enumerate(workbook.sessions):
        review, session_problems = _review(workbook, session, votes.get(session.code or "", ()), place in doubled)
        reviews.append(review)
        problems += session_problems
    return ReviewedSessions(tuple(reviews), votes, tuple(problems))


def _votes_by_session(workbook: Workbook) -> dict[str, tuple[Vote, ...]]:
    position = {unit.code: unit.position for unit in workbook.units}
    rows: dict[str, list[Vote]] = defaultdict(list)
    for vote in workbook.votes:
        rows[vote.session].append(vote)
    return {code: tuple(sorted(votes, key=lambda v: position.get(v.unit or "", -1))) for code, votes in rows.items()}


def _doubled_rounds(workbook: Workbook) -> tuple[set[int], list[Problem]]:
    """The indices of sessions that share award and round: none of them counts (contract 4)."""
    places: dict[tuple[str, int], list[int]] = defaultdict(list)
    for place, session in enumerate(workbook.sessions):
        if session.award is not None and session.round is not None:
            places[session.award, session.round].append(place)
    doubled = [same_round for same_round in places.values() if len(same_round) > 1]
    problems = [
        problem(
            Code.DUPLICATE_ROW, workbook.sessions[place].cell, workbook.sessions[place].code,
            first=workbook.sessions[same_round[0]].cell.a1,
        )
        for same_round in doubled
        for place in same_round[1:]
    ]  # fmt: skip
    return {place for same_round in doubled for place in same_round}, problems


def _review(
    workbook: Workbook, session: Session, votes: tuple[Vote, ...], doubled: bool
) -> tuple[SessionReview, list[Problem]]:
    award = next((award for award in workbook.awards if award.code == session.award), None)
    members = workbook.members if session.members.value is None else session.members.value
    problems = figure_problems(session, members)
    own_vote_left_out = award is not None and award.own_vote is False
    problems += _exceeding(session, votes, members, own_vote_left_out)
    base, value = base_of(session, award, members)
    standing = obstacles.session_obstacles(workbook, session)
    blocked = session.blocked or doubled or any(found.blocks for found in problems)
    faults = _faults(votes, blocked=blocked, base_value=value, members=members, standing=standing)
    counts = session.state is SessionState.COUNTED and not faults
    quorum = has_quorum(session.present.value, members)
    if quorum is False:
        problems.append(
            problem(
                Code.BELOW_QUORUM, session.present.cell or session.cell, str(session.present.value),
                present=session.present.value, members=members,
            )
        )  # fmt: skip
    if session.state is SessionState.COUNTED and faults:
        missing = sum(vote.in_favour is None for vote in votes)
        problems.append(_incomplete(session, faults[0], missing, standing))
    review = SessionReview(
        session=session.code, counts=counts, faults=faults, base=base, base_value=value, members=members, quorum=quorum
    )
    return review, problems


def _incomplete(session: Session, fault: SessionFault, missing: int, standing: tuple[Obstacle, ...]) -> Problem:
    named: dict[str, Param] = {"fault": fault.value, "missing": missing}
    if standing and fault is SessionFault.OBSTACLE:
        where = standing[0].problem.where
        named |= {"at_tab": where.tab, "at_cell": where.a1}
    elif fault is SessionFault.BLOCKED and session.blocked_by:
        at = session.blocked_by
        named |= {"fault": SessionFault.OBSTACLE.value, "at_tab": at.tab, "at_cell": at.a1}
    return problem(Code.SESSION_INCOMPLETE, session.state_cell, session.code, **named)


def _faults(
    votes: tuple[Vote, ...], blocked: bool, base_value: int | None, members: int | None, standing: tuple[Obstacle, ...]
) -> tuple[SessionFault, ...]:
    """What keeps a session from counting: obstacles elsewhere in the sheet first, then blank votes.

    Where the number of units is neither known nor typed, the base is unknown (contract 7, lines that are no unit).
    """
    units = [vote.unit for vote in votes if vote.unit is not None]
    doubled = len(units) != len(set(units))  # a unit with two rows (contract 1, duplicates)
    faults = {
        SessionFault.OBSTACLE: bool(standing),
        SessionFault.NO_ROWS: not votes,
        SessionFault.BLANK_VOTES: any(vote.in_favour is None for vote in votes),
        SessionFault.UNKNOWN_UNIT: len(units) < len(votes),
        SessionFault.BLOCKED: blocked or any(vote.blocked for vote in votes) or doubled,
        SessionFault.NO_MEMBERS: members is None,
        SessionFault.NO_BASE: base_value is None or base_value < 1,
    }
    return tuple(fault for fault, holds in faults.items() if holds)


def figures_of(session: Session, members: int | None) -> dict[Base, Figure]:
    """The figures of a session from the largest to the smallest; `members` where it types no number of its own."""
    typed: dict[Base, Figure] = {base: getattr(session, base.value) for base in Base}
    if typed[Base.MEMBERS].value is None:
        typed[Base.MEMBERS] = Figure(members, session.members.cell)
    return typed


def figure_problems(session: Session, members: int | None) -> list[Problem]:
    """Inconsistent figures: members ≥ present ≥ issued ≥ collected = valid + invalid, blanks skipped."""
    figures = figures_of(session, members)
    valid, invalid, collected = session.valid, session.invalid, session.collected
    problems = []
    if valid.value is not None and invalid.value is not None:
        together = valid.value + invalid.value
        if collected.value is None:
            figures[Base.COLLECTED] = Figure(together, valid.cell)
        elif together != collected.value:
            problems.append(_mismatch(session, figure=collected, relation="sum", left=collected.value, right=together))
    known = [(base, figure, figure.value) for base, figure in figures.items() if figure.value is not None]
    for (upper, _, more), (lower, figure, less) in pairwise(known):
        if less > more and not (problems and lower is Base.VALID):
            relation = _RELATIONS.get((upper, lower), "chain")
            problems.append(_mismatch(session, figure=figure, relation=relation, left=more, right=less))
    return problems


def _mismatch(session: Session, figure: Figure, relation: str, left: int, right: int) -> Problem:
    return problem(
        Code.BALLOTS_DO_NOT_ADD_UP, figure.cell or session.cell, str(figure.value),
        relation=relation, left=left, right=right, difference=abs(left - right),
    )  # fmt: skip


def _exceeding(
    session: Session, votes: tuple[Vote, ...], members: int | None, own_vote_left_out: bool
) -> list[Problem]:
    """Rows with more votes than ballots: the first known of valid, collected, issued, present, members."""
    figures = reversed(figures_of(session, members).items())
    known = next(((base, figure.value) for base, figure in figures if figure.value is not None), None)
    if known is None:
        return []
    basis, ballots = known[0], known[1] - own_vote_left_out
    problems = []
    for vote in votes:
        together = sum(count or 0 for count in (vote.in_favour, vote.against, vote.abstain))
        if together > ballots:
            problems.append(
                problem(
                    Code.VOTES_EXCEED_BALLOTS, vote.in_favour_cell, str(vote.in_favour or 0),
                    votes=together, ballots=ballots, basis=basis.value, own_vote=int(own_vote_left_out),
                )
            )  # fmt: skip
    return problems


def base_of(session: Session, award: Award | None, members: int | None) -> tuple[Base | None, int | None]:
    """The base of a session and its value, reduced by one where units do not vote for themselves (contract 4.2)."""
    base = session.base or (award.base if award else None)
    if award is None or base is None or award.own_vote is None:
        return base, None
    value = figures_of(session, members)[base].value
    return base, None if value is None else value - (not award.own_vote)


def has_quorum(present: int | None, members: int | None) -> bool | None:
    """Whether two thirds of the members are present; None where either number is unknown."""
    if present is None or members is None:
        return None
    return QUORUM[1] * present >= QUORUM[0] * members
