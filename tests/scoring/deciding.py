"""From records to standings and awards, for tests of what is computed."""

from __future__ import annotations

import pandas as pd

from lib.model.records import Workbook
from lib.model.results import AwardResult, Candidate, Round
from lib.scoring.awards import Decided, decide_awards
from lib.scoring.ballots import review_ballots
from lib.scoring.points import score_of_record
from lib.scoring.ranking import standings
from lib.scoring.recount.compare import differences
from lib.scoring.totals import group_subtotals, unit_totals


def table_of(book: Workbook) -> pd.DataFrame:
    """The standings of a workbook."""
    record = score_of_record(book)
    return standings(book, unit_totals(book, record), record, group_subtotals(book, record))


def decided(book: Workbook) -> Decided:
    """The awards of a workbook; both computations agree on each of them."""
    table = table_of(book)
    found = decide_awards(book, table, review_ballots(book))
    assert differences(book, table, found.results) == ()
    return found


def result_of(book: Workbook, award: str = "CN") -> AwardResult:
    return next(result for result in decided(book).results if result.award == award)


def round_of(book: Workbook, session: str = "P1", award: str = "CN") -> Round:
    return next(held for held in result_of(book, award).rounds if held.session == session)


def candidate_of(book: Workbook, unit: str, session: str = "P1", award: str = "CN") -> Candidate:
    return next(one for one in round_of(book, session, award).candidates if one.unit == unit)
