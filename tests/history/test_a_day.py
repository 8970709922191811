"""A day of edits with restarts: every version is listed, opened, compared and charted; a backup gives the same day."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path

import pytest

from lib.feed.polling import Feed, FeedClock
from lib.history.archive import Archive
from lib.history.past_version import standing_steps
from lib.history.recorder import History
from lib.sheets.sources.source import RawTables
from lib.sheets.sources.xlsx_file import read_workbook
from lib.sheets.write_tables import written
from lib.show.charts.over_time import over_time
from lib.show.history.versions import difference_lines
from lib.show.summary import summary_json
from lib.snapshot import build_snapshot
from lib.store.backup import back_up, put_back
from lib.store.entries import SqliteEntries
from lib.store.store import LocalStore
from tests.builders import NOON, ScriptedSource
from tests.tables import cell, edited, sample

EVERY = dt.timedelta(minutes=1)


def opened(folder: Path) -> Archive:
    return Archive(SqliteEntries(folder / "history.sqlite"), build_snapshot)


def plain(tables: RawTables) -> RawTables:
    """Without what only tables of another layout are read by: that is not kept."""
    return replace(tables, tables=tuple(replace(one, bold=frozenset()) for one in tables.tables))


def typed(edits: int) -> list[RawTables]:
    """The sample, and the workbook after every edit: each puts another score of one of six units down."""
    found = [plain(sample())]
    for number in range(edits):
        place = f"{'EFGHIJ'[number % 6]}{5 + number % 3}"
        found.append(edited(cell("Thẩm định", place, 1 + number % 7 / 4), tables=found[-1]))
    return found


def a_day(folder: Path, workbooks: list[RawTables], restarts: int) -> None:
    """Read every workbook, a minute apart, by a server that is started again in between."""
    hands, each = [NOON], -(-len(workbooks) // (restarts + 1))
    source = ScriptedSource(workbooks[0])
    for begin in range(0, len(workbooks), each):
        feed = Feed(source, build_snapshot, clock=FeedClock(now=lambda: hands[0]))
        History(feed, opened(folder), now=lambda: hands[0])
        for tables in workbooks[begin : begin + each]:
            source.content = tables
            feed.poll()
            hands[0] += EVERY


@pytest.mark.parametrize(("edits", "restarts"), [(24, 3), pytest.param(300, 6, marks=pytest.mark.long)])
def test_a_day_of_edits_is_there_whole_after_restarts_and_after_a_restore(edits, restarts, tmp_path):
    workbooks = typed(edits)
    a_day(tmp_path / "state", workbooks, restarts)
    kept = opened(tmp_path / "state")
    past = kept.versions()
    assert [kept.open(one.number).tables for one in past] == workbooks

    moment = kept.at(NOON + EVERY * (edits // 2) + EVERY / 2)
    was = build_snapshot(workbooks[edits // 2], moment.at)
    again = read_workbook(written(kept.open(moment.number).tables), workbooks[0].tables[0].source)
    assert summary_json(build_snapshot(again, moment.at)) == summary_json(was)

    found = kept.between(past[0].number, past[-1].number)
    told = difference_lines(found, kept.open(past[-1].number))
    assert told.cells
    assert told.standings

    unit = found.standings[0].unit
    moved = standing_steps(past, unit)
    picture = over_time(moved, unit, past[-1].at)
    assert len(picture.table) == len(moved) > 1
    assert "mỗi chấm là một lần đổi" in picture.title

    back_up(tmp_path / "a.zip", tmp_path / "state", LocalStore(tmp_path / "state"))
    put_back(tmp_path / "a.zip", tmp_path / "empty", LocalStore(tmp_path / "empty"))
    restored = opened(tmp_path / "empty")
    assert restored.versions() == past
    assert restored.open(moment.number).tables == kept.open(moment.number).tables
