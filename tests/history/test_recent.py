"""The last changes: when, in which cells, from what to what, and what they did."""

from __future__ import annotations

import datetime as dt

import pytest

from lib.feed.polling import Clock, Feed
from lib.history.changes import CellChange
from lib.history.recent import MOST_CELLS, MOST_CHANGES, RecentChanges
from tests.builders import NOON, ScriptedSource, a_cell, built, some_tables


class Hands:
    now = NOON


@pytest.fixture
def hands() -> Hands:
    return Hands()


@pytest.fixture
def source() -> ScriptedSource:
    return ScriptedSource(some_tables(["A", 0]))


@pytest.fixture
def feed(source: ScriptedSource, hands: Hands) -> Feed:
    return Feed(source, built, clock=Clock(now=lambda: hands.now))


def test_the_first_reading_is_no_change(feed):
    recent = RecentChanges(feed)
    feed.poll()
    assert recent.newest_first() == ()


def test_a_change_knows_its_time_and_its_cells(feed, source, hands):
    recent = RecentChanges(feed)
    feed.poll()
    hands.now = NOON + dt.timedelta(minutes=1)
    source.content = some_tables(["A", 9])
    feed.poll()
    (change,) = recent.newest_first()
    assert (change.at, change.cells) == (hands.now, 1)
    assert change.difference.cells == (CellChange(a_cell(1, 2), 0, 9),)
    assert change.new_source is None


def test_what_changed_while_the_server_was_away_is_a_change(feed, source):
    feed.recall(some_tables(["A", 7]), NOON, NOON)
    recent = RecentChanges(feed)
    feed.poll()
    (change,) = recent.newest_first()
    assert change.difference.cells == (CellChange(a_cell(1, 2), 7, 0),)


def test_a_failure_is_no_change(feed, source):
    recent = RecentChanges(feed)
    feed.poll()
    source.content = OSError()
    for _ in range(3):
        feed.poll()
    assert recent.newest_first() == ()


def test_the_newest_fifty_are_kept_newest_first(feed, source):
    recent = RecentChanges(feed)
    for number in range(MOST_CHANGES + 10):
        source.content = some_tables(["A", number])
        feed.poll()
    changes = recent.newest_first()
    assert len(changes) == MOST_CHANGES
    assert [change.difference.cells[0].new for change in changes[:2]] == [MOST_CHANGES + 9, MOST_CHANGES + 8]
    assert [change.number for change in changes[:2]] == [MOST_CHANGES + 9, MOST_CHANGES + 8]


def test_of_a_large_change_the_first_cells_are_kept_and_all_are_counted(feed, source):
    recent = RecentChanges(feed)
    feed.poll()
    source.content = some_tables(*[["A", 1]] * (MOST_CELLS + 50))
    feed.poll()
    (change,) = recent.newest_first()
    assert len(change.difference.cells) == MOST_CELLS
    assert change.cells == 1 + 2 * (MOST_CELLS + 49)


def test_another_source_is_named(feed):
    recent = RecentChanges(feed)
    feed.poll()
    feed.switch(ScriptedSource(some_tables(["A", 0], source="b.xlsx")))
    feed.poll()
    (change,) = recent.newest_first()
    assert change.cells == 0
