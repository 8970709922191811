"""What a role may see: a snapshot in, a snapshot out that does not contain the rest.

Pages, charts, papers and routes for a role are given only the snapshot that stands here, so nothing is hidden by a
view. What is not released leaves no trace: no figure, no order, no problem about it, no version that changes with it.
"""

from __future__ import annotations

import dataclasses
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

import pandas as pd

from lib import frames
from lib.access.rights import Right, Role, allows
from lib.domain import Contest
from lib.frames import CellState
from lib.records import Tab, Workbook
from lib.results import AwardResult, AwardStatus, Candidate, Ineligible, Outcome, Round, SessionReview
from lib.snapshot import Snapshot


class ThingKind(StrEnum):
    """What is released one by one. `FIXED` is "Chốt điểm": it opens the scores to leaders, to nobody else.

    `BALLOT` opens the figures and votes of one session, `AWARD` what the released sessions give for the award, and
    `DECISIONS` what was decided about the award outside the ballots.
    """

    FIXED = "fixed"
    SCORES = "scores"
    RANKING = "ranking"
    BALLOT = "ballot"
    AWARD = "award"
    DECISIONS = "decisions"


@dataclass(frozen=True, slots=True, order=True)
class Thing:
    """One thing to release; `code` is the session of a ballot or the award, else empty."""

    kind: ThingKind
    code: str = ""


FIXED = Thing(ThingKind.FIXED)
SCORES = Thing(ThingKind.SCORES)
RANKING = Thing(ThingKind.RANKING)


def ballot(session: str) -> Thing:
    return Thing(ThingKind.BALLOT, session)


def award(code: str) -> Thing:
    return Thing(ThingKind.AWARD, code)


def decisions(code: str) -> Thing:
    return Thing(ThingKind.DECISIONS, code)


@dataclass(frozen=True, slots=True)
class Released:
    """The things that are released; everything else is under embargo."""

    things: frozenset[Thing] = frozenset()

    @classmethod
    def of(cls, things: Iterable[Thing]) -> Released:
        return cls(frozenset(things))

    def __contains__(self, thing: Thing) -> bool:
        return thing in self.things

    def __bool__(self) -> bool:
        return bool(self.things)

    def codes(self, kind: ThingKind) -> frozenset[str]:
        """The codes of the released things of a kind."""
        return frozenset(thing.code for thing in self.things if thing.kind is kind)


NOTHING = Released()


def release(snapshot: Snapshot, role: Role, released: Released) -> Snapshot:
    """`snapshot` cut down to what `role` may see when `released` is released (docs/workbook.md knows no release).

    The secretary sees everything. The version of the result is the hash of what it contains: two versions of the
    workbook that differ only in what is under embargo give one and the same.
    """
    if allows(role, Right.VOTES):
        return snapshot
    early = allows(role, Right.SCORES) and FIXED in released
    workbook = _workbook(snapshot, released, early, leader=allows(role, Right.SCORES))
    scores, ranking = early or SCORES in released, early or RANKING in released
    cut = dataclasses.replace(
        snapshot,
        workbook=workbook,
        record=_record(snapshot.record, early) if scores else frames.empty(frames.RECORD),
        standings=_standings(snapshot.standings, scores, ranking, early),
        subtotals=_in_order(snapshot.subtotals, workbook) if scores else frames.empty(frames.SUBTOTALS),
        awards=tuple(_award(result, released) for result in snapshot.awards),
        sessions=tuple(_review(review) for review in snapshot.sessions if _open(review.session, released)),
        problems=(),
        recount_agrees=None,
        source="",
        version="",
    )
    return dataclasses.replace(cut, version=fingerprint(cut))


def _open(session: str | None, released: Released) -> bool:
    return session is not None and ballot(session) in released


# -- the workbook ------------------------------------------------------------------------------------------------


def _workbook(snapshot: Snapshot, released: Released, early: bool, leader: bool) -> Workbook:
    book = snapshot.workbook
    scores = early or SCORES in released
    hidden = _hidden_units(snapshot)
    return dataclasses.replace(
        book,
        contest=_contest(book.contest, scores),
        units=tuple(dataclasses.replace(unit, note=None) for unit in book.units),
        criteria_left_out=(),
        scores=_raw_scores(book.scores, early) if scores else frames.empty(frames.SCORES),
        typed_totals=(),
        explanations=_explanations(book, early),
        awards=tuple(dataclasses.replace(item, blocked=False, defaults=frozenset()) for item in book.awards),
        sessions=tuple(item for item in book.sessions if _open(item.code, released)),
        votes=tuple(
            vote for vote in book.votes if _open(vote.session, released) and (vote.session, vote.unit) not in hidden
        ),
        decisions=tuple(
            item for item in book.decisions if item.award is not None and decisions(item.award) in released
        ),
        registrations=book.registrations if leader else None,
        exclusions=None,
        exemplars=_without_evidence(book),
        ratings=book.ratings if leader else None,
        history=_history(book, released),
        tasks=None,
        links=(),
        tabs=book.tabs - {Tab.EXCLUSIONS, Tab.TASKS},
    )


def _contest(contest: Contest, scores: bool) -> Contest:
    return dataclasses.replace(contest, rules=(), unclear=contest.unclear and scores)


def _raw_scores(scores: pd.DataFrame, early: bool) -> pd.DataFrame:
    """The verified scores; what a unit gave itself and what cannot be read stay inside, but for leaders."""
    return scores if early else _without_self(scores)


def _without_self(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.assign(
        self=pd.array([pd.NA] * len(frame), dtype="Int64"),
        self_state=pd.array([CellState.BLANK] * len(frame), dtype="int8"),
        self_row=0,
        self_column=0,
    ).astype({"self_row": "int64", "self_column": "int64"})


def _explanations(book: Workbook, early: bool) -> tuple | None:
    """The reasons of a difference, without the links of their evidence; for leaders only."""
    if not early or book.explanations is None:
        return None
    return tuple(dataclasses.replace(item, evidence=None) for item in book.explanations)


def _without_evidence(book: Workbook) -> tuple | None:
    if book.exemplars is None:
        return None
    return tuple(dataclasses.replace(item, evidence=None) for item in book.exemplars)


def _history(book: Workbook, released: Released) -> tuple | None:
    """Earlier years only: a row of this year may already hold what is not released."""
    if book.history is None:
        return None
    year = book.contest.year
    return tuple(entry for entry in book.history if year is not None and entry.year < year)


def _hidden_units(snapshot: Snapshot) -> frozenset[tuple[str, str | None]]:
    """(session, unit) of excluded units: why a unit is no candidate is for the secretary only."""
    return frozenset(
        (item.session, candidate.unit)
        for result in snapshot.awards
        for item in result.rounds
        for candidate in item.candidates
        if candidate.ineligible is Ineligible.EXCLUDED
    )


# -- frames ------------------------------------------------------------------------------------------------------


def _record(record: pd.DataFrame, early: bool) -> pd.DataFrame:
    return record if early else _without_self(record)


def _standings(standings: pd.DataFrame, scores: bool, ranking: bool, early: bool) -> pd.DataFrame:
    """Totals where scores are open, ranks and their order where the ranking is, else protocol order."""
    frame = standings if ranking else standings.sort_values("position", kind="stable")
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
    return frames.shaped(frame.reset_index(drop=True), frames.STANDINGS)


def _in_order(subtotals: pd.DataFrame, book: Workbook) -> pd.DataFrame:
    """Subtotals by protocol order, so that their rows tell no rank."""
    place = {unit.code: unit.position for unit in book.units}
    return subtotals.sort_values("unit", key=lambda codes: codes.map(place), kind="stable").reset_index(drop=True)


# -- ballots and awards ------------------------------------------------------------------------------------------


def _review(review: SessionReview) -> SessionReview:
    return dataclasses.replace(review, faults=())


def _award(result: AwardResult, released: Released) -> AwardResult:
    """The result as far as it is released: nothing, the ballots alone, or what they give for the award."""
    rounds = tuple(_round(item, released, result.award) for item in result.rounds if _open(item.session, released))
    if award(result.award) not in released:
        status = AwardStatus.WAITING if rounds else AwardStatus.NO_SESSION
        return AwardResult(result.award, status, result.quota, rounds=rounds)
    return dataclasses.replace(result, rounds=rounds)


def _round(item: Round, released: Released, code: str) -> Round:
    candidates = (_candidate(one, award(code) in released) for one in item.candidates)
    return dataclasses.replace(
        item, candidates=tuple(one for one in candidates if one.ineligible is not Ineligible.EXCLUDED)
    )


def _candidate(candidate: Candidate, decided: bool) -> Candidate:
    """A candidate without its cell; before the award is released, without what the ballot gave it."""
    if decided:
        return dataclasses.replace(candidate, cell=None)
    return dataclasses.replace(candidate, cell=None, outcome=Outcome.NOT_DECIDING, tied_with=(), withdrawn=None)


# -- fingerprints ------------------------------------------------------------------------------------------------


def fingerprint(snapshot: Snapshot) -> str:
    """A hash of what a snapshot contains, its time aside."""
    digest = hashlib.sha256()
    for field in dataclasses.fields(snapshot):
        if field.name not in ("taken_at", "version"):
            digest.update(_bytes(getattr(snapshot, field.name)))
    return digest.hexdigest()


def _bytes(value: object) -> bytes:
    if isinstance(value, pd.DataFrame):
        return value.to_csv(index=False).encode()
    if isinstance(value, Workbook):
        parts = (getattr(value, field.name) for field in dataclasses.fields(value))
        return b"".join(_bytes(part) for part in parts)
    return (repr(sorted(value)) if isinstance(value, frozenset) else repr(value)).encode()
