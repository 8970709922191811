"""Ballot papers counted once more, in plain Python (law 9: two computations agree).

Shares no code with `tally.py`: from the papers as read it derives the session's figures, or that it may not count.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace

from lib.model.ballot_papers import BallotPaper
from lib.model.domain import Award, Figure, Session, Vote, VotingMethod
from lib.model.records import Workbook

Content = tuple[frozenset[str], frozenset[str], bool]


@dataclass(frozen=True, slots=True)
class RecountedPapers:
    """A session and its rows as the papers give them; `sound` is false where the papers keep it from counting."""

    session: Session
    rows: tuple[Vote, ...]
    sound: bool = True


def recount_papers(workbook: Workbook, session: Session, award: Award, rows: tuple[Vote, ...]) -> RecountedPapers:
    """A session and its rows as its papers give them (contract 8)."""
    session = _with_roll_call(workbook, session)
    papers = [paper for paper in workbook.ballot_papers if paper.session == session.code]
    if not papers:
        return RecountedPapers(session, rows)
    piles = [_pile(papers, count) for count in (1, 2)]
    pile = piles[0] or piles[1]
    valid = [content for content in pile.values() if _is_valid(content, session)]
    figures = {"collected": len(pile), "valid": len(valid), "invalid": len(pile) - len(valid)}
    own = award.own_vote is False
    sound = (
        not any(paper.blocked for paper in papers)
        and (session.method is VotingMethod.HANDS or all(paper.traced is None for paper in papers))
        and (not piles[0] or not piles[1] or piles[0] == piles[1])
        and all(getattr(session, name).value in (None, found) for name, found in figures.items())
        and all(_row_fits(row, valid, workbook.lists_choices, own) for row in rows if row.unit)
    )
    filled = {name: _typed_or(getattr(session, name), found) for name, found in figures.items()}
    whole = replace(session, collected=filled["collected"], valid=filled["valid"], invalid=filled["invalid"])
    made = rows if rows or own else _rows(workbook, session, pile.values(), valid)
    return RecountedPapers(whole, made, sound)


def _typed_or(typed: Figure, found: int) -> Figure:
    return Figure(found, None) if typed.value is None else typed


def _with_roll_call(workbook: Workbook, session: Session) -> Session:
    if not workbook.roll_call or session.present.value is not None:
        return session
    there = [one.unit for one in workbook.roll_call if one.present or one.proxy]
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


def _rows(workbook: Workbook, session: Session, pile: Iterable[Content], valid: list[Content]) -> tuple[Vote, ...]:
    named = {unit for chosen, refused, _ in pile for unit in chosen | refused}
    votes = Counter(unit for chosen, _, _ in valid for unit in chosen)
    against = Counter(unit for _, refused, _ in valid for unit in refused)
    return tuple(
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
    )
