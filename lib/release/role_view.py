"""What a role may see: takes a snapshot and returns one that does not contain the rest.

Pages, charts, papers and routes for a role receive only this snapshot, so no view has to hide anything. What is not
released leaves no trace: no figure, no order, no problem about it, no version that changes with it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from dataclasses import dataclass
from typing import TypeVar

import pandas as pd

from lib.access.rights import Right, Role, allows
from lib.model import frames, releasable
from lib.model.domain import Explanation, Leadership, Vote
from lib.model.frames import CellState
from lib.model.records import Tab, Workbook
from lib.model.releasable import FIXED, RANKING, SCORES, Released
from lib.model.results import AwardResult, AwardStatus, Candidate, Ineligible, Outcome, Round, SessionReview
from lib.model.year_records import Exemplar, HistoryEntry
from lib.release import small_counts
from lib.scoring.awards import decide_awards
from lib.scoring.ballots import review_ballots
from lib.snapshot import Snapshot


def snapshot_for(snapshot: Snapshot, role: Role, released: Released) -> Snapshot:
    """`snapshot` cut down to what `role` may see when `released` is released.

    The secretary sees everything. Awards are decided anew from the released sessions and decisions alone, so that the
    result is what follows from public knowledge. The version is the hash of what is left: two versions of the workbook
    that differ only in what is under embargo yield the same one.
    """
    if allows(role, Right.VOTES):
        return snapshot
    leader = allows(role, Right.SCORES)
    early = leader and FIXED in released
    scores, ranking = early or SCORES in released, early or RANKING in released
    book = visible_workbook(snapshot.workbook, released, scores=scores, early=early, leader=leader)
    votes, awards, reviews = ballots_and_awards(snapshot, released)
    cut = dataclasses.replace(
        snapshot,
        workbook=dataclasses.replace(book, votes=votes),
        record=visible_record(snapshot.record, early) if scores else frames.empty_frame(frames.RECORD),
        standings=visible_standings(snapshot.standings, scores=scores, ranking=ranking, early=early),
        subtotals=visible_subtotals(snapshot.subtotals, book) if scores else frames.empty_frame(frames.SUBTOTALS),
        awards=awards,
        sessions=reviews,
        problems=(),
        tallies=(),
        recount_agrees=None,
        source="",
        version="",
    )
    return dataclasses.replace(cut, version=fingerprint(cut))


def fingerprint(snapshot: Snapshot) -> str:
    """A hash of the content of a snapshot, except its time."""
    digest = hashlib.sha256()
    for field in dataclasses.fields(snapshot):
        if field.name not in ("taken_at", "version"):
            digest.update(_bytes(getattr(snapshot, field.name)))
    return digest.hexdigest()[:16]


def _bytes(value: object) -> bytes:
    if isinstance(value, pd.DataFrame):
        return value.to_csv(index=False).encode()
    if isinstance(value, Workbook):
        parts = (getattr(value, field.name) for field in dataclasses.fields(value))
        return b"".join(_bytes(part) for part in parts)
    return (repr(sorted(value)) if isinstance(value, frozenset) else repr(value)).encode()


# -- the workbook ------------------------------------------------------------------------------------------------


def visible_workbook(book: Workbook, opened: Released, *, scores: bool, early: bool, leader: bool) -> Workbook:
    """The visible records but votes; `early`: before their release. Notes and evidence are the secretary's."""
    return dataclasses.replace(
        book,
        contest=dataclasses.replace(book.contest, rules=(), unclear=book.contest.unclear and scores),
        units=tuple(dataclasses.replace(unit, note=None) for unit in book.units),
        criteria_left_out=(),
        scores=visible_record(book.scores, early) if scores else frames.empty_frame(frames.SCORES),
        typed_totals=(),
        explanations=_without_evidence(book.explanations) if early else None,
        awards=tuple(dataclasses.replace(item, blocked=False, defaults=frozenset()) for item in book.awards),
        sessions=tuple(item for item in book.sessions if is_session_open(item.code, opened)),
        votes=(),
        ballot_papers=(),
        lists_choices=False,
        roll_call=None,
        decisions=_without_closed(book, opened).decisions,
        registrations=book.registrations if leader else None,
        exclusions=None,
        exemplars=_without_evidence(book.exemplars),
        ratings=book.ratings if leader else None,
        history=_history(book),
        leadership=_leadership(book, opened),
        tasks=None,
        links=(),
        obstacles=(),
        tabs=book.tabs - {Tab.EXCLUSIONS, Tab.TASKS, Tab.BALLOT_PAPERS, Tab.ROLL_CALL},
    )


def is_session_open(session: str | None, opened: Released) -> bool:
    """Whether the figures and votes of a session are released."""
    return session is not None and releasable.releasable_ballot(session) in opened


_Evidenced = TypeVar("_Evidenced", Explanation, Exemplar)


def _without_evidence(items: tuple[_Evidenced, ...] | None) -> tuple[_Evidenced, ...] | None:
    return None if items is None else tuple(dataclasses.replace(item, evidence=None) for item in items)


def _history(book: Workbook) -> tuple[HistoryEntry, ...] | None:
    """Earlier years only: a row of this year may already contain unreleased results."""
    if book.history is None:
        return None
    year = book.contest.year
    return tuple(entry for entry in book.history if year is not None and entry.year < year)


def _leadership(book: Workbook, opened: Released) -> tuple[Leadership, ...] | None:
    """Leaders up to this year; those of the coming year once they are released at the handover."""
    year = book.contest.year
    if book.leadership is None or year is None or releasable.LEADERS in opened:
        return book.leadership
    return tuple(item for item in book.leadership if item.year <= year)


# -- frames ------------------------------------------------------------------------------------------------------


def visible_record(frame: pd.DataFrame, early: bool) -> pd.DataFrame:
    """Scores with the schema `SCORES` or `RECORD`; before the release, self scores are visible to leaders only."""
    if early:
        return frame
    frame = frame.copy()
    frame["self"] = pd.array([pd.NA] * len(frame), dtype="Int64")
    frame["self_state"] = pd.array([CellState.BLANK] * len(frame), dtype="int8")
    frame["self_row"] = frame["self_column"] = pd.array([0] * len(frame), dtype="int64")
    return frame


def visible_standings(frame: pd.DataFrame, *, scores: bool, ranking: bool, early: bool) -> pd.DataFrame:
    """Totals where scores are visible, ranks and rank order where the ranking is, else protocol order."""
    frame = frame if ranking else frame.sort_values("position", kind="stable")
    gone: list[str] = [] if early else ["self_total"]
    gone += [] if scores else ["total", "base", "bonus", "deduction"]
    gone += [] if ranking else ["rank"]
    frame = frame.assign(**{name: pd.array([pd.NA] * len(frame), dtype="Int64") for name in gone})
    if not scores:
        frame = frame.assign(maximum=0, missing=0, unverified=0)
    if not ranking:
        frame = frame.assign(tied=False)
    if not (scores or ranking):
        frame = frame.assign(final=False)
    return frames.frame_of({name: frame[name] for name in frames.STANDINGS}, frames.STANDINGS)


def visible_subtotals(frame: pd.DataFrame, book: Workbook) -> pd.DataFrame:
    """Subtotals in protocol order, so that their order does not disclose the rank."""
    place = {unit.code: unit.position for unit in book.units}
    return frame.sort_values("unit", key=lambda codes: codes.map(place), kind="stable").reset_index(drop=True)


# -- ballots and awards ------------------------------------------------------------------------------------------


def ballots_and_awards(
    snapshot: Snapshot, opened: Released
) -> tuple[tuple[Vote, ...], tuple[AwardResult, ...], tuple[SessionReview, ...]]:
    """The released votes, the awards decided anew from these and the released decisions alone, and the reviews."""
    book = _without_closed(snapshot.workbook, opened)
    ballots = review_ballots(book)
    results = decide_awards(book, snapshot.standings, ballots).results
    counting = {review.session for review in ballots.reviews if review.counts}
    small = small_counts.small_sessions(book)
    hidden = {(item.session, unit) for result in results for item in result.rounds for unit in _excluded(item)}
    released = [(result, _released_results(book, result.award, opened)) for result in results]
    named = (vote for vote in book.votes if (vote.session, vote.unit) not in hidden)
    return (
        tuple(vote for vote in named if vote.session in counting - small),
        tuple(small_counts.in_disclosed_order(_award(result, open_, small), book) for result, open_ in released),
        tuple(dataclasses.replace(review, faults=()) for review in ballots.reviews),
    )


def _without_closed(book: Workbook, opened: Released) -> Workbook:
    return dataclasses.replace(
        book,
        sessions=tuple(item for item in book.sessions if is_session_open(item.code, opened)),
        votes=tuple(item for item in book.votes if is_session_open(item.session, opened)),
        decisions=tuple(
            item
            for item in book.decisions
            if releasable.releasable_decision(item.award or "", item.unit or "") in opened
        ),
    )


def _excluded(item: Round) -> tuple[str, ...]:
    """Units excluded from proposals this year; that they are excluded is for the secretary only."""
    return tuple(candidate.unit for candidate in item.candidates if candidate.ineligible is Ineligible.EXCLUDED)


@dataclass(frozen=True, slots=True)
class _ReleasedResults:
    """Whether the result of an award is released, with every award that it depends on; and whether those are."""

    result: bool
    prior: bool


def _released_results(book: Workbook, code: str, opened: Released) -> _ReleasedResults:
    within = {award.code: award.within for award in book.awards}
    chain = [code]
    while (prior := within.get(chain[-1])) is not None and prior not in chain:
        chain.append(prior)
    closed = [award for award in chain if releasable.releasable_award(award) not in opened]
    return _ReleasedResults(result=not closed, prior=closed in ([], [code]))


def _award(result: AwardResult, released: _ReleasedResults, small: frozenset[str]) -> AwardResult:
    """The result as far as it is released: nothing, the ballots alone, or what they yield for the award."""
    cut = (_round(item, released) for item in result.rounds)
    rounds = tuple(small_counts.sealed_round(item) if item.session in small else item for item in cut)
    if released.result:
        waiting = tuple(dataclasses.replace(awaited, cell=None) for awaited in result.waiting)
        return dataclasses.replace(result, rounds=rounds, waiting=waiting)
    status = AwardStatus.WAITING if rounds else AwardStatus.NO_SESSION
    return AwardResult(result.award, status, result.quota, rounds=rounds)


def _round(item: Round, released: _ReleasedResults) -> Round:
    kept = (candidate for candidate in item.candidates if candidate.ineligible is not Ineligible.EXCLUDED)
    return dataclasses.replace(item, candidates=tuple(_candidate(candidate, released) for candidate in kept))


def _candidate(candidate: Candidate, released: _ReleasedResults) -> Candidate:
    """A candidate without its cell, and as long as they are not released without outcome and earlier proposal."""
    if released.result:
        return dataclasses.replace(candidate, cell=None)
    hidden = candidate.ineligible is Ineligible.NOT_IN_PRIOR_AWARD and not released.prior
    return dataclasses.replace(
        candidate, cell=None, outcome=Outcome.NOT_DECIDING, tied_with=(), withdrawn=None,
        ineligible=None if hidden else candidate.ineligible,
    )  # fmt: skip
