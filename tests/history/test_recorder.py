"""The last changes: when, in which cells, from what to what, and what they did."""

from __future__ import annotations

import datetime as dt

import pytest

from lib.feed.latest import Latest
from lib.feed.polling import Feed, FeedClock
from lib.history.changes import CellChange
from lib.history.recorder import MOST_CELLS, MOST_CHANGES, Pinned
from lib.store.entries import SqliteEntries
from tests.builders import NOON, ScriptedSource, a_cell, built, history_of, some_tables
from tests.clocks import DayClock


@pytest.fixture
def source() -> ScriptedSource:
    return ScriptedSource(some_tables(["A", 0]))


@pytest.fixture
def feed(source: ScriptedSource, hands: DayClock) -> Feed:
    return Feed(source, built, clock=FeedClock(now=hands))


def test_the_first_reading_is_no_change(feed, tmp_path):
    recent = history_of(feed, tmp_path)
    feed.poll()
    assert recent.newest_first() == ()


def test_a_change_knows_its_time_and_its_cells(feed, source, hands, tmp_path):
    recent = history_of(feed, tmp_path)
    feed.poll()
    hands.now = NOON + dt.timedelta(minutes=1)
    source.content = some_tables(["A", 9])
    feed.poll()
    (change,) = recent.newest_first()
    assert (change.at, change.cells) == (hands.now, 1)
    assert change.difference.cells == (CellChange(a_cell(1, 2), 0, 9),)
    assert change.new_source is None


def test_whoever_sees_a_version_finds_it_kept(feed, source, tmp_path):
    """A page drawn between the two would stay without the change: it knows the version already."""
    recent, seen = history_of(feed, tmp_path), []
    feed.poll()
    feed.keep_with(lambda latest: seen.append((feed.latest.version, len(recent.newest_first()))))
    shown, source.content = feed.latest.version, some_tables(["A", 9])
    feed.poll()
    assert seen == [(shown, 1)]
    assert feed.latest.version is not shown


def test_a_version_that_cannot_be_kept_is_shown_all_the_same(feed, source):
    def fails(latest: Latest) -> None:
        raise RuntimeError

    feed.keep_with(fails)
    feed.poll()
    assert feed.latest.version is not None


def test_what_changed_while_the_server_was_away_is_a_change(feed, source, tmp_path):
    feed.recall(some_tables(["A", 7]), NOON, NOON)
    recent = history_of(feed, tmp_path)
    feed.poll()
    (change,) = recent.newest_first()
    assert change.difference.cells == (CellChange(a_cell(1, 2), 7, 0),)


def test_a_failure_is_no_change(feed, source, tmp_path):
    recent = history_of(feed, tmp_path)
    feed.poll()
    source.content = OSError()
    for _ in range(3):
        feed.poll()
    assert recent.newest_first() == ()


def test_the_newest_changes_are_told_newest_first(feed, source, tmp_path):
    recent = history_of(feed, tmp_path)
    for number in range(MOST_CHANGES + 10):
        source.content = some_tables(["A", number])
        feed.poll()
    changes = recent.newest_first()
    assert len(changes) == MOST_CHANGES
    assert [change.difference.cells[0].new for change in changes[:2]] == [MOST_CHANGES + 9, MOST_CHANGES + 8]
    assert [change.number for change in changes[:2]] == [MOST_CHANGES + 10, MOST_CHANGES + 9]


def test_of_a_large_change_the_first_cells_are_kept_and_all_are_counted(feed, source, tmp_path):
    recent = history_of(feed, tmp_path)
    feed.poll()
    source.content = some_tables(*[["A", 1]] * (MOST_CELLS + 50))
    feed.poll()
    (change,) = recent.newest_first()
    assert len(change.difference.cells) == MOST_CELLS
    assert change.cells == 1 + 2 * (MOST_CELLS + 49)


def test_another_source_is_named(feed, tmp_path):
    recent = history_of(feed, tmp_path)
    feed.poll()
    feed.switch(ScriptedSource(some_tables(["A", 0], source="b.xlsx")))
    feed.poll()
    (change,) = recent.newest_first()
    assert change.cells == 0


def test_a_restart_knows_the_changes_before_it_and_keeps_no_version_twice(feed, source, tmp_path):
    history_of(feed, tmp_path)
    for number in range(3):
        source.content = some_tables(["A", number])
        feed.poll()
    again = Feed(source, built)
    again.recall(source.content, NOON, NOON)
    recent = history_of(again, tmp_path)
    again.poll()
    assert [change.difference.cells[0].new for change in recent.newest_first()] == [2, 1]


def test_a_full_disk_drops_the_oldest_and_says_what_it_cannot_keep(feed, source, tmp_path, monkeypatch):
    history = history_of(feed, tmp_path)
    for number in range(5):
        source.content = some_tables(["A", number])
        feed.poll()
    refused = [OSError(28, "No space left on device"), None]
    add = SqliteEntries.add

    def adding(entries, *parts, **how):
        if refused and (error := refused.pop(0)):
            raise error
        return add(entries, *parts, **how)

    monkeypatch.setattr(SqliteEntries, "add", adding)
    source.content = some_tables(["A", 9])
    feed.poll()
    assert history.trouble is None
    assert len(history.archive.versions()) == 5
    refused[:] = [OSError(28, "No space left on device")] * 2
    source.content = some_tables(["A", 10])
    feed.poll()
    assert history.trouble.strerror == "No space left on device"
    source.content = some_tables(["A", 11])
    feed.poll()
    assert history.trouble is None
    assert history.newest_first()[0].difference.cells == (CellChange(a_cell(1, 2), 9, 11),)


def test_what_the_day_names_is_never_thinned(feed, source, tmp_path, hands):
    pinned: list[str] = []
    history = history_of(feed, tmp_path, for_good=lambda: Pinned(frozenset(pinned)), now=hands)
    for number in range(8):
        hands.now = NOON + dt.timedelta(minutes=number)
        source.content = some_tables(["A", number])
        feed.poll()
    pinned.append(history.archive.versions()[2].version)
    history.thin(NOON + dt.timedelta(days=30))
    assert [past.version for past in history.archive.versions()][:-1] == pinned
