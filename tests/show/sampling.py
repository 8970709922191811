"""The sample workbooks as snapshots, read once for all tests of what is shown."""

from __future__ import annotations

import datetime as dt
from functools import cache
from itertools import count

from lib.model.records import Workbook
from lib.scoring.awards import decide_awards
from lib.scoring.ballots import review_ballots
from lib.scoring.points import record_frame, score_of_record
from lib.scoring.totals import group_subtotals, rank_units, standings_frame, total_problems
from lib.sheets.sources.xlsx_file import read_workbook
from lib.snapshot import Snapshot, build_snapshot
from tests.builders import NOON
from tests.places import SAMPLES

_versions = count(1)


@cache
def sample(name: str = "cum_iii_2019") -> Snapshot:
    """One of the workbooks of `sample_data/`, as the app reads it."""
    path = SAMPLES / f"{name}.xlsx"
    return build_snapshot(read_workbook(path.read_bytes(), path.name), NOON)


@cache
def nine_units() -> Snapshot:
    """The year of nine departments, ranked by the share of the maximum (`tests/data/nine_units.md`)."""
    path = SAMPLES.parent / "tests" / "data" / "nine_units.xlsx"
    return build_snapshot(read_workbook(path.read_bytes(), path.name), NOON)


def deciding(workbook: Workbook, taken_at: dt.datetime = NOON) -> Snapshot:
    """The snapshot of records made by hand: scored, ranked, decided, as `build_snapshot` does it."""
    marks = score_of_record(workbook)
    subtotals = group_subtotals(marks)
    standings = standings_frame(rank_units(workbook, marks, subtotals))
    ballots = review_ballots(workbook)
    decided = decide_awards(workbook, standings, ballots)
    problems = (*total_problems(workbook, marks), *ballots.problems, *decided.problems)
    return Snapshot(
        workbook, record_frame(workbook, marks), standings, subtotals.frame(), decided.results, ballots.reviews,
        problems, True, "a", taken_at, f"made by hand {next(_versions)}",
    )  # fmt: skip
