"""From raw tables to one complete result; the place to start reading.

A snapshot is computed once per change, for all viewers. It is frozen, and its frames are never modified.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import hashlib
from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from lib.model.problems import CellRef, Code, Problem
from lib.model.records import Tab, Workbook
from lib.model.results import AwardResult, SessionReview, Tally
from lib.scoring.awards import decide_awards
from lib.scoring.ballots import review_ballots
from lib.scoring.points import record_frame, score_of_record
from lib.scoring.recount import compare
from lib.scoring.tally import with_tally
from lib.scoring.totals import group_subtotals, rank_units, standings_frame, total_problems
from lib.sheets.layout import TAB_LAYOUT
from lib.sheets.reading import cells
from lib.sheets.reading.workbook import read
from lib.sheets.sources.source import RawTables

# Where a cell became a date, its date is shown as its content, also where the source gives a serial number.
_OF_HEADERS = frozenset({Code.UNKNOWN_UNIT, Code.DUPLICATE_COLUMN})
"""Problems that concern headers only where a tab holds ballot papers."""
_OF_DATES = frozenset({Code.BAD_CODE, Code.BAD_THRESHOLD, Code.LOOKS_LIKE_A_DATE})


@dataclass(frozen=True)
class Snapshot:
    """Records, totals, standings, awards and problems of one version of the workbook.

    `record` has the schema `frames.RECORD`, `standings` `frames.STANDINGS`, `subtotals` `frames.SUBTOTALS`. `version`
    is the hash of the content, `taken_at` when it was read (timezone-aware), `source` the label of the source.
    `recount_agrees` is None where there was no recount.
    """

    workbook: Workbook
    record: pd.DataFrame
    standings: pd.DataFrame
    subtotals: pd.DataFrame
    awards: tuple[AwardResult, ...]
    sessions: tuple[SessionReview, ...]
    problems: tuple[Problem, ...]
    recount_agrees: bool | None
    source: str
    taken_at: dt.datetime
    version: str
    tallies: tuple[Tally, ...] = ()

    def award(self, code: str) -> AwardResult:
        """The result of an award; KeyError where there is none."""
        for result in self.awards:
            if result.award == code:
                return result
        raise KeyError(code)

    def link(self, cell: CellRef) -> str | None:
        """The address that opens a cell in the Google Sheet, None for a file."""
        for link in self.workbook.links:
            if (link.tab, link.source) == (cell.tab, cell.source):
                return f"{link.url}&range={cell.a1}" if cell.a1 and "#gid=" in link.url else link.url
        return None


BuildSnapshot = Callable[[RawTables, dt.datetime], Snapshot]
"""The type of `build_snapshot` as injected into the feed and the archive, so that tests can replace it."""


def build_snapshot(tables: RawTables, taken_at: dt.datetime) -> Snapshot:
    """Read, score, rank, decide and recount one version of the workbook. Pure; raises nothing for data."""
    as_read, read_problems = read(tables)
    tallied = with_tally(as_read)
    workbook = tallied.workbook
    marks = score_of_record(workbook)
    subtotals = group_subtotals(marks)
    standings = standings_frame(rank_units(workbook, marks, subtotals))
    ballots = review_ballots(workbook)
    decided = decide_awards(workbook, standings, ballots)
    differing = compare.recount_differences(as_read, standings, decided.results)
    of_ballots = (*tallied.problems, *ballots.problems, *decided.problems)
    problems = (*read_problems, *total_problems(workbook, marks), *of_ballots, *differing)
    return Snapshot(
        workbook=workbook,
        record=record_frame(workbook, marks),
        standings=standings,
        subtotals=subtotals.frame(),
        awards=decided.results,
        sessions=ballots.reviews,
        tallies=tallied.tallies,
        problems=in_sheet_order(with_cells_as_typed(problems, tables), tables),
        recount_agrees=not differing,
        source=", ".join(tables.labels),
        taken_at=taken_at,
        version=version_of(tables),
    )


def version_of(tables: RawTables) -> str:
    """A hash of the content, types included: 1, 1.0 and TRUE are different cells.

    It is fed cell by cell, because one text of everything would be as large as the workbook.
    """
    digest = hashlib.sha256()
    for table in tables.tables:
        digest.update(repr((table.tab, table.source, table.url, table.serial_dates, table.locale)).encode())
        for row in table.rows:
            for cell in row:
                digest.update(repr(cell).encode() + b"\x1f")
            digest.update(b"\n")
        by_cell = table.formulas, table.cut, table.unsettled
        for part in (table.percents, table.hidden_rows, table.hidden_columns, *by_cell):
            digest.update(repr(sorted(part)).encode())
        digest.update(repr(table.merges).encode())
    digest.update(repr(tables.labels).encode())
    return digest.hexdigest()[:16]


def with_cells_as_typed(problems: tuple[Problem, ...], tables: RawTables) -> tuple[Problem, ...]:
    """The problems with the content of their cell as `value`; those of a whole tab or column unchanged.

    The content of a ballot paper is never included (docs/workbook.md 8.4).
    """
    places = _places(tables)
    papers = {cells.key(word) for word in TAB_LAYOUT[Tab.BALLOT_PAPERS].words}

    def typed(problem: Problem) -> Problem:
        place = places.get((problem.where.tab, problem.where.source))
        if cells.key(problem.where.tab) in papers and problem.code not in _OF_HEADERS:
            return dataclasses.replace(problem, value=None)
        if place is None or problem.where.a1 is None:
            return problem
        raw = tables.tables[place].cell(problem.where.row - 1, problem.where.column - 1)
        if problem.code in _OF_DATES and tables.tables[place].serial_dates and cells.looks_like_a_day(raw):
            raw = cells.read_date(raw).value
        value = cells.as_typed(raw)
        return problem if value == problem.value else dataclasses.replace(problem, value=value)

    return tuple(map(typed, problems))


def in_sheet_order(problems: tuple[Problem, ...], tables: RawTables) -> tuple[Problem, ...]:
    """Problems in the order of the tabs, then of rows and columns; those of absent tabs first."""
    places = _places(tables)

    def place(problem: Problem) -> tuple[int, int, int]:
        where = problem.where
        return places.get((where.tab, where.source), -1), where.row, where.column

    return tuple(sorted(problems, key=place))


def _places(tables: RawTables) -> dict[tuple[str, str | None], int]:
    """The index of every tab by its name and, where there are several sources, its source; the first of equal ones."""
    places: dict[tuple[str, str | None], int] = {}
    for place, raw in enumerate(tables.tables):
        places.setdefault((raw.tab, tables.label_of(raw)), place)
    return places
