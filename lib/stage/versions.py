"""The effect of a newer version on what was released, and what must wait again because of it."""

from __future__ import annotations

import dataclasses
import hashlib
import threading

from lib.access.rights import Role
from lib.model.records import Workbook
from lib.model.releasable import RANKING, SCORES, Releasable, ReleasableKind, Released
from lib.model.results import AwardResult, AwardStatus, Candidate, Round
from lib.release.role_view import snapshot_for
from lib.snapshot import Snapshot
from lib.stage.read_back import figures_mark

KEPT = 4
"""Number of cached results; each keeps its two snapshots alive, because their identity is the key."""
OF_AWARDS = frozenset({ReleasableKind.AWARD, ReleasableKind.DECISION})
_answers: dict[tuple[int, int, Released], tuple[frozenset[Releasable], Snapshot, Snapshot]] = {}
_answering = threading.Lock()


def affected_things(old: Snapshot, new: Snapshot, released: Released) -> frozenset[Releasable]:
    """The released things whose content would differ; cached, because every run and press asks for the same."""
    with _answering:
        order = id(old), id(new), released
        if order not in _answers:
            while len(_answers) >= KEPT:
                del _answers[next(iter(_answers))]
            before, after = (snapshot_for(side, Role.LEADER, released) for side in (old, new))
            affected = (thing for thing in released.things if _content_of(before, thing) != _content_of(after, thing))
            _answers[order] = (frozenset(affected), old, new)
        return _answers[order][0]


def waiting_again(
    old: Snapshot, new: Snapshot, changed: frozenset[Releasable], released: Released
) -> frozenset[Releasable]:
    """The awards that must be released again, with the decisions about them, and ballots that no longer count.

    These are awards whose ballots need a new read-back or whose scores changed, those without a result now, and all
    that depend on one of them or on an award with other proposed units. An award that only a decision changed is
    corrected by the correction itself.
    """
    ballots = {thing.code for thing in changed if thing.kind is ReleasableKind.BALLOT}
    book = new.workbook
    waiting = {item.award for item in (*book.sessions, *old.workbook.sessions) if item.code in ballots and item.award}
    if {SCORES, RANKING} & changed:
        waiting |= {item.code for item in book.awards if item.minimum is not None}
    others = {thing.code for thing in changed if thing.kind is ReleasableKind.AWARD}
    waiting |= {code for code in others if not _stands(old, new, code)}
    moved = {code for code in others if _proposed(old, code) != _proposed(new, code)}
    waiting |= dependents(book, waiting | moved)
    again = frozenset(thing for thing in released.things if thing.kind in OF_AWARDS and thing.code in waiting)
    counting = {review.session for review in new.sessions if review.counts}
    return again | {thing for thing in changed if thing.kind is ReleasableKind.BALLOT and thing.code not in counting}


def dependents(book: Workbook, codes: set[str]) -> set[str]:
    """The awards restricted to units proposed for one of these, transitively."""
    dependent: set[str] = set()
    for _ in book.awards:
        dependent |= {award.code for award in book.awards if award.within in codes | dependent}
    return dependent


def _stands(old: Snapshot, new: Snapshot, code: str) -> bool:
    """Whether an award still has a result, based on the same ballots."""
    before, after = _result(old, code), _result(new, code)
    if before is None or after is None or after.status in (AwardStatus.WAITING, AwardStatus.NO_SESSION):
        return False
    return [item.session for item in before.rounds] == [item.session for item in after.rounds]


def _result(snapshot: Snapshot, code: str) -> AwardResult | None:
    return next((result for result in snapshot.awards if result.award == code), None)


def _proposed(snapshot: Snapshot, code: str) -> tuple[str, ...]:
    result = _result(snapshot, code)
    return result.proposed if result else ()


def papers_mark(snapshot: Snapshot, thing: Releasable) -> str:
    """A fingerprint of what the papers about a thing would print now: for a ballot its whole row, and its outcome."""
    ballot = thing.kind is ReleasableKind.BALLOT
    content = _minutes(snapshot, thing.code) if ballot else _content_of(snapshot, thing)
    return hashlib.sha256(repr(content).encode()).hexdigest()[:16]


def _content_of(snapshot: Snapshot, thing: Releasable) -> object:
    """The content of a snapshot about a thing, without cells and times."""
    kind, code = thing.kind, thing.code
    if kind is ReleasableKind.BALLOT:
        return figures_mark(snapshot.workbook, code)
    if kind is ReleasableKind.AWARD:
        return _award_content(snapshot, code)
    if kind is ReleasableKind.DECISION:
        rows = (row for row in snapshot.workbook.decisions if (row.award, row.unit) == (code, thing.unit))
        return [(row.verdict, row.reason, row.decided_by) for row in rows]
    if kind is ReleasableKind.RANKING:
        return snapshot.standings[["unit", "rank", "tied"]].sort_values("unit").to_csv(index=False)
    record = snapshot.record[["unit", "criterion", "points", "state"]].sort_values(["unit", "criterion"])
    totals = snapshot.standings[["unit", "total", "final"]].sort_values("unit")
    return record.to_csv(index=False) + totals.to_csv(index=False)


def _minutes(snapshot: Snapshot, session: str) -> object:
    """The content of the minutes of a ballot beside its figures: tellers and time, and the outcome for each unit."""
    rows = [
        (row.award, row.round, row.method, row.head_teller, row.tellers, row.time)
        for row in snapshot.workbook.sessions
        if row.code == session
    ]
    given = [
        (item.needed, item.base_value, item.seats, item.role, _votes(item))
        for result in snapshot.awards
        for item in result.rounds
        if item.session == session
    ]
    return figures_mark(snapshot.workbook, session), rows, given


def _award_content(snapshot: Snapshot, code: str) -> object:
    result = _result(snapshot, code)
    if result is None:
        return None
    rounds = tuple((item.session, item.needed, item.base_value, _votes(item)) for item in result.rounds)
    return result.status, result.proposed, result.undecided, rounds


def _votes(item: Round) -> tuple[Candidate, ...]:
    return tuple(dataclasses.replace(candidate, cell=None) for candidate in item.candidates)
