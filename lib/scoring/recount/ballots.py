"""Ballot papers counted, and which sessions count, once more, in plain Python (law 9: two computations agree).

Shares no code with `tally.py` and `ballots.py`: it sees the records and papers as read.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from typing import Any

from lib.model.ballot_papers import BallotPaper
from lib.model.domain import Award, Base, Figure, Moment, Session, SessionState, Threshold, Vote, VotingMethod
from lib.model.problems import Effect, Obstacle
from lib.model.records import Workbook


@dataclass(frozen=True, slots=True)
class RecountedSession:
    """A session of an award. Only where it `counts` are `base` (already reduced) and `votes` (by unit) meaningful.

    `number` is 0 where the round is unreadable: such a session might be the first.
    """

    award: str
    number: int
    counts: bool
    incomplete: bool
    base: int = 0
    threshold: Threshold | None = None
    votes: Mapping[str, int] = field(default_factory=dict)
    held_at: Moment | None = None

    def passes(self, in_favour: int) -> bool:
        """Whether this many votes reach the threshold (contract 4.2)."""
        if self.threshold is None:
            return False
        share = Fraction(in_favour, self.base)
        return share > self.threshold.share if self.threshold.strict else share >= self.threshold.share


def recount_ballots(workbook: Workbook) -> tuple[RecountedSession, ...]:
    """The sessions of known awards in the order of their rounds."""
    rows: defaultdict[str | None, list[Vote]] = defaultdict(list)
    for vote in workbook.votes:
        rows[vote.session].append(vote)
    awards = {award.code: award for award in workbook.awards}
    rivals = Counter((session.award, session.round) for session in workbook.sessions)
    ballots = [
        _recounted(workbook, session, awards[session.award], rows[session.code])
        if rivals[session.award, session.round] == 1 and not _hindered(session, workbook.obstacles)
        else _no_ballot(session, session.award)
        for session in workbook.sessions
        if session.award is not None and session.award in awards
    ]
    return tuple(sorted(ballots, key=lambda ballot: ballot.number))


def _hindered(session: Session, obstacles: tuple[Obstacle, ...]) -> bool:
    """Whether an obstacle elsewhere in the sheet keeps the session from counting (contract 7)."""
    mine = [
        obstacle
        for obstacle in obstacles
        if obstacle.effect is Effect.SESSIONS and obstacle.session in {None, session.code}
    ]
    return any(obstacle.award in {None, session.award} for obstacle in mine)


def _no_ballot(session: Session, award: str) -> RecountedSession:
    return RecountedSession(award, session.round or 0, counts=False, incomplete=session.state is SessionState.COUNTED)


def _recounted(workbook: Workbook, session: Session, award: Award, typed: list[Vote]) -> RecountedSession:
    """A session as it was typed, or as its papers give it, where there are any (contract 8)."""
    session = _with_roll_call(workbook, session)
    papers = [paper for paper in workbook.ballot_papers if paper.session == session.code]
    counted = _from_papers(workbook, session, award=award, rows=typed, papers=papers) if papers else (session, typed)
    if counted is None:
        return _no_ballot(session, award.code)
    return _ballot(*counted, award, workbook.members)


def _ballot(session: Session, rows: list[Vote], award: Award, units: int | None) -> RecountedSession:
    members = units if session.members.value is None else session.members.value
    kind = session.base or award.base
    own_vote_left_out = 1 if award.own_vote is False else 0
    base = _voters(session, members).get(kind) if kind else None
    threshold = session.threshold or award.threshold
    counts = (
        session.state is SessionState.COUNTED
        and not (session.blocked or session.code is None or session.round is None or threshold is None)
        and members is not None
        and base is not None
        and base > own_vote_left_out
        and _figures_add_up(session, members)
        and _rows_are_complete(rows)
        and _rows_fit(rows, _voters(session, members), own_vote_left_out)
    )
    if not counts or base is None or session.round is None:
        return _no_ballot(session, award.code)
    votes = {row.unit: row.in_favour for row in rows if row.unit and row.in_favour is not None}
    reduced = base - own_vote_left_out
    return RecountedSession(
        award=award.code,
        number=session.round,
        counts=True,
        incomplete=False,
        base=reduced,
        threshold=threshold,
        votes=votes,
        held_at=session.held_at,
    )


def _voters(session: Session, members: int | None) -> dict[Base, int | None]:
    return {
        Base.MEMBERS: members,
        Base.PRESENT: session.present.value,
        Base.ISSUED: session.issued.value,
        Base.COLLECTED: session.collected.value,
        Base.VALID: session.valid.value,
    }


def _figures_add_up(session: Session, members: int | None) -> bool:
    """members ≥ present ≥ issued ≥ collected ≥ valid over the known ones, and valid + invalid = collected."""
    collected, valid, invalid = session.collected.value, session.valid.value, session.invalid.value
    both = None if valid is None or invalid is None else valid + invalid
    if collected is None:
        collected = both
    elif both is not None and both != collected:
        return False
    chain = [members, session.present.value, session.issued.value, collected, valid]
    known = [figure for figure in chain if figure is not None]
    return known == sorted(known, reverse=True)


def _rows_are_complete(rows: list[Vote]) -> bool:
    complete = all(row.unit is not None and row.in_favour is not None and not row.blocked for row in rows)
    return bool(rows) and complete and len({row.unit for row in rows}) == len(rows)


def _rows_fit(rows: Sequence[Vote], voters: dict[Base, int | None], left_out: int) -> bool:
    """Whether no row holds more votes than ballots: the first known of valid, collected, issued, present, members."""
    ballots = next((figure for figure in reversed(voters.values()) if figure is not None), None)
    if ballots is None:
        return True
    return all(sum(v or 0 for v in (row.in_favour, row.against, row.abstain)) + left_out <= ballots for row in rows)


Content = tuple[frozenset[str], frozenset[str], bool]


def _from_papers(
    workbook: Workbook, session: Session, award: Award, rows: list[Vote], papers: list[BallotPaper]
) -> tuple[Session, list[Vote]] | None:
    """A session and its rows as its papers give them; None where the papers keep it from counting (contract 8)."""
    piles = [_pile(papers, count) for count in (1, 2)]
    pile = piles[0] or piles[1]
    valid = [content for content in pile.values() if _is_valid(content, session)]
    figures = {"collected": len(pile), "valid": len(valid), "invalid": len(pile) - len(valid)}
    own = award.own_vote is False
    sound = (
        not any(paper.blocked for paper in papers)
        and (session.method is VotingMethod.HANDS or all(paper.traced is None for paper in papers))
        and (not piles[0] or not piles[1] or piles[0] == piles[1])
        and all(getattr(session, name).value in (None, counted) for name, counted in figures.items())
        and all(_row_fits(row, valid, workbook.lists_choices, own) for row in rows if row.unit)
    )
    if not sound:
        return None
    filled: dict[str, Any] = {name: Figure(counted, None) for name, counted in figures.items()}
    return replace(session, **filled), rows if rows or own else _rows(workbook, session, pile.values(), valid)


def _with_roll_call(workbook: Workbook, session: Session) -> Session:
    if not workbook.roll_call or session.present.value is not None:
        return session
    if {unit.code for unit in workbook.units} - {attendance.unit for attendance in workbook.roll_call}:
        return session
    there = [attendance.unit for attendance in workbook.roll_call if attendance.present or attendance.proxy]
    return replace(session, present=Figure(len(there), None))


def _pile(papers: Iterable[BallotPaper], count: int) -> dict[str, Content]:
    """The papers of one count by number: the units for, the units against, and whether it was declared invalid."""
    return {
        paper.number.strip().casefold(): (paper.chosen, paper.refused, paper.spoilt)
        for paper in papers
        if paper.count == count
    }


def _is_valid(content: Content, session: Session) -> bool:
    chosen, _, spoilt = content
    return not spoilt and (session.most is None or len(chosen) <= session.most)


def _row_fits(row: Vote, valid: list[Content], lists_choices: bool, own_vote_left_out: bool) -> bool:
    """Whether a typed row equals the papers, or is one vote below where the unit's own vote is left out."""
    in_favour = sum(row.unit in chosen for chosen, _, _ in valid)
    slack = 1 if own_vote_left_out else 0
    if row.in_favour is not None and row.in_favour not in range(in_favour - slack, in_favour + 1):
        return False
    if lists_choices:
        return True
    against = sum(row.unit in refused for _, refused, _ in valid)
    silent = len(valid) - in_favour - against
    return row.against in (None, against) and row.abstain in (None, silent)


def _rows(workbook: Workbook, session: Session, pile: Iterable[Content], valid: list[Content]) -> list[Vote]:
    named = {unit for chosen, refused, _ in pile for unit in chosen | refused}
    votes = Counter(unit for chosen, _, _ in valid for unit in chosen)
    against = Counter(unit for _, refused, _ in valid for unit in refused)
    return [
        Vote(
            session=session.code or "",
            unit=unit.code,
            in_favour=votes[unit.code],
            against=None if workbook.lists_choices else against[unit.code],
            abstain=None if workbook.lists_choices else len(valid) - votes[unit.code] - against[unit.code],
            blocked=False,
            cell=session.cell,
            in_favour_cell=session.cell,
        )
        for unit in workbook.units
        if unit.code in named
    ]
