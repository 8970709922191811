"""Small makers of snapshots and sources for tests that need no workbook."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pandas as pd

from lib.feed.polling import Feed
from lib.history.archive import Archive
from lib.history.recorder import History
from lib.model import frames
from lib.model.problems import CellRef, SourceError, SourceFailure
from lib.model.records import Tab, Workbook
from lib.model.results import AwardResult
from lib.sheets.sources.source import RawCell, RawTable, RawTables, Source
from lib.snapshot import BuildSnapshot, Snapshot, version_of
from lib.store.entries import SqliteEntries

NOON = dt.datetime(2019, 12, 18, 12, 0, tzinfo=dt.UTC)


def some_tables(*rows: Sequence[RawCell], tab: str = "Phiếu", source: str = "a.xlsx") -> RawTables:
    """One tab with these rows."""
    return RawTables((RawTable(tab, tuple(tuple(row) for row in rows), source),), (source,))


def some_snapshot(
    version: str = "v1",
    *,
    standings: pd.DataFrame | None = None,
    awards: tuple[AwardResult, ...] = (),
    workbook: Workbook | None = None,
    taken_at: dt.datetime = NOON,
) -> Snapshot:
    """A snapshot that holds only what is given."""
    return Snapshot(
        workbook=workbook or Workbook(tabs=frozenset({Tab.INFO, Tab.UNITS})),
        record=frames.empty_frame(frames.RECORD),
        standings=frames.empty_frame(frames.STANDINGS) if standings is None else standings,
        subtotals=frames.empty_frame(frames.SUBTOTALS),
        awards=awards,
        sessions=(),
        problems=(),
        recount_agrees=None,
        source="a.xlsx",
        taken_at=taken_at,
        version=version,
    )


def built(tables: RawTables, taken_at: dt.datetime) -> Snapshot:
    """A stand-in for `build_snapshot`: the version is the content's."""
    return some_snapshot(version_of(tables), taken_at=taken_at)


def some_standings(*rows: tuple[str, int | None, int | None]) -> pd.DataFrame:
    """Standings of (unit, total, rank)."""
    blank = dict.fromkeys(frames.STANDINGS, 0)
    filled = [
        blank | {"unit": unit, "total": total, "rank": rank, "final": total is not None, "tied": False}
        for unit, total, rank in rows
    ]
    return frames.frame_of(pd.DataFrame(filled), frames.STANDINGS)


def a_cell(a1_row: int, column: int, tab: str = "Phiếu") -> CellRef:
    return CellRef(tab, a1_row, column)


class ScriptedSource(Source):
    """A source with scripted answers: `content` is tables, or an exception to raise.

    `stamp` is the fingerprint; None makes it a source that cannot tell. `fetches` counts the reads.
    """

    label = "a.xlsx"

    def __init__(self, content: RawTables | Exception, stamp: str | None = None) -> None:
        self.content = content
        self.stamp = stamp
        self.fetches = 0

    def fingerprint(self) -> str | None:
        return self.stamp

    def fetch(self) -> RawTables:
        self.fetches += 1
        if isinstance(self.content, Exception):
            raise self.content
        return self.content


def unreachable(detail: str = "") -> SourceError:
    return SourceError(SourceFailure.NO_NETWORK, "a.xlsx", detail)


def history_of(feed: Feed, folder: Path, build: BuildSnapshot = built, **more: Any) -> History:
    """The history of a feed in a folder of the test."""
    return History(feed, Archive(SqliteEntries(folder / "history.sqlite"), build), **more)
