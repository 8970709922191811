"""From records to standings and awards, for tests of what is computed."""

from __future__ import annotations

import pandas as pd

from lib.model.records import Workbook
from lib.model.results import AwardResult, AwardStatus, Candidate, Round
from lib.scoring.awards import Decided, decide_awards
from lib.scoring.ballots import review_ballots
from lib.scoring.points import score_of_record
from lib.scoring.ranking import rank_units, standings_frame
from lib.scoring.recount.compare import recount_differences
from lib.scoring.recount.scores import recount_scores
from lib.scoring.totals import group_subtotals
from tests.scoring import oracle

Sense = tuple[AwardStatus, tuple[str, ...], tuple[str, ...]]


def table_of(book: Workbook) -> pd.DataFrame:
    """The standings of a workbook."""
    marks = score_of_record(book)
    return standings_frame(rank_units(book, marks, group_subtotals(marks)))


def decided(book: Workbook) -> Decided:
    """The awards of a workbook; both computations agree on each of them, and so does the oracle of the tests."""
    table = table_of(book)
    found = decide_awards(book, table, review_ballots(book))
    assert recount_differences(book, table, found.results) == ()
    assert {result.award: sense(result) for result in found.results} == expected(book)
    return found


def sense(result: AwardResult) -> Sense:
    """What an award comes to."""
    return result.status, result.proposed, result.undecided


def expected(book: Workbook) -> dict[str, Sense]:
    """What the oracle says of each award."""
    finals = {one.unit: (one.total, one.final) for one in recount_scores(book)}
    return {code: (one.status, one.proposed, one.undecided) for code, one in oracle.outcomes(book, finals).items()}


def result_of(book: Workbook, award: str = "CN") -> AwardResult:
    return next(result for result in decided(book).results if result.award == award)


def outcome(book: Workbook, award: str = "CN") -> tuple[AwardStatus, str, str]:
    """Status, proposed and undecided of an award, as one letter a unit."""
    status, proposed, undecided = sense(result_of(book, award))
    return status, "".join(proposed), "".join(undecided)


def round_of(book: Workbook, session: str = "P1", award: str = "CN") -> Round:
    return next(held for held in result_of(book, award).rounds if held.session == session)


def candidate_of(book: Workbook, unit: str, session: str = "P1", award: str = "CN") -> Candidate:
    return next(one for one in round_of(book, session, award).candidates if one.unit == unit)
