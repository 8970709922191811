"""From records to standings and awards by each computation, and the workbooks that their rules are tried on."""

from __future__ import annotations

from dataclasses import fields

import pandas as pd

from lib.model.domain import Award
from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus, Candidate, Round, Standing
from lib.scoring.awards import Decided, decide_awards
from lib.scoring.ballots import review_ballots
from lib.scoring.points import score_of_record
from lib.scoring.recount.awards import RecountedAward, recount_awards
from lib.scoring.recount.compare import recount_differences
from lib.scoring.recount.scores import RecountedUnit, recount_scores
from lib.scoring.totals import group_subtotals, rank_units, standings_frame
from tests.scoring import oracle
from tests.workbooks import a_session, a_voting_workbook, an_award, votes_of

ELEVEN = "ABCDEFGHIJK"

Sense = tuple[AwardStatus, tuple[str, ...], tuple[str, ...]]
Letters = tuple[AwardStatus, str, str]


def standings_of(book: Workbook) -> tuple[Standing, ...]:
    marks = score_of_record(book)
    return rank_units(book, marks, group_subtotals(marks))


def table_of(book: Workbook) -> pd.DataFrame:
    """The standings of a workbook."""
    return standings_frame(standings_of(book))


def decided(book: Workbook) -> Decided:
    """The awards of a workbook as the first computation decides them; the second one agrees."""
    table = table_of(book)
    found = decide_awards(book, table, review_ballots(book))
    assert recount_differences(book, table, found.results) == ()
    return found


def sense(result: AwardResult | RecountedAward) -> Sense:
    """What an award comes to."""
    return result.status, result.proposed, result.undecided


def in_letters(found: Sense) -> Letters:
    """What an award comes to, its units as one letter each."""
    status, proposed, undecided = found
    return status, "".join(proposed), "".join(undecided)


def expected(book: Workbook) -> dict[str, Sense]:
    """What the oracle says of each award."""
    finals = {one.unit: (one.total, one.final) for one in recount_scores(book)}
    return {code: (one.status, one.proposed, one.undecided) for code, one in oracle.outcomes(book, finals).items()}


def _decided_first(book: Workbook) -> dict[str, Sense]:
    return {one.award: sense(one) for one in decide_awards(book, table_of(book), review_ballots(book)).results}


def _recounted(book: Workbook) -> dict[str, Sense]:
    return {one.award: sense(one) for one in recount_awards(book, recount_scores(book))}


def _scored_first(book: Workbook) -> tuple[RecountedUnit, ...]:
    """The standings with the figures that both computations make."""
    names = [field.name for field in fields(RecountedUnit)]
    return tuple(RecountedUnit(*(getattr(row, name) for name in names)) for row in standings_of(book))


AWARDS_BY = {"first": _decided_first, "recount": _recounted, "oracle": expected}
SCORES_BY = {"first": _scored_first, "recount": recount_scores}


def result_of(book: Workbook, award: str = "CN") -> AwardResult:
    return next(result for result in decided(book).results if result.award == award)


def round_of(book: Workbook, session: str = "P1", award: str = "CN") -> Round:
    return next(held for held in result_of(book, award).rounds if held.session == session)


def candidate_of(book: Workbook, unit: str, session: str = "P1", award: str = "CN") -> Candidate:
    return next(one for one in round_of(book, session, award).candidates if one.unit == unit)


def some_rounds(award: Award, *rounds: dict[str, int | None], units: str = ELEVEN, **changes: object) -> Workbook:
    """An award with rounds 1, 2, ... of these votes, all counted; `changes` are other fields of the workbook."""
    sessions = [a_session(f"P{number}", number=number) for number, _ in enumerate(rounds, start=1)]
    votes = [votes_of(str(session.code), **row) for session, row in zip(sessions, rounds, strict=True)]
    return a_voting_workbook(units, award, sessions, *votes, **changes)


def two_awards(first: dict[str, int | None], second: dict[str, int | None], **changes: object) -> Workbook:
    """CN with a quota of 2, and CP among the units proposed for it; each with a session of these votes."""
    awards = [an_award("CN", 2), an_award("CP", within="CN", position=1)]
    sessions = [a_session("P1", "CN"), a_session("P2", "CP")]
    return a_voting_workbook(ELEVEN, awards, sessions, votes_of("P1", **first), votes_of("P2", **second), **changes)
