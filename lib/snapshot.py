"""From raw tables to one complete answer; start reading here.

A snapshot is computed once per change, for everyone. It is frozen, and its frames are never changed.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

import pandas as pd

from lib.problems import CellRef, Problem
from lib.records import Workbook
from lib.results import AwardResult, SessionReview
from lib.sheets.source import RawTables


@dataclass(frozen=True)
class Snapshot:
    """Records, totals, standings, awards and problems of one version of the workbook.

    `record` has the schema `frames.RECORD`, `standings` `frames.STANDINGS`, `subtotals` `frames.SUBTOTALS`.
    `version` is the hash of the content, `taken_at` when it was read (aware), `source` what it was read from.
    `recount_agrees` is None where nothing was recounted.
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
                return f"{link.url}&range={cell.a1}" if cell.a1 else link.url
        return None


def build_snapshot(tables: RawTables, taken_at: dt.datetime) -> Snapshot:
    raise NotImplementedError
