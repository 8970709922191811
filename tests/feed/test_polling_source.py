"""The feed and its source: half-typed edits, another source at run time, a start from what was kept, rarer asking."""

from __future__ import annotations

import dataclasses
import datetime as dt
from collections.abc import Iterable

import pytest

from lib.feed.debounce import LONGEST
from lib.feed.latest import Failure, FeedState
from lib.feed.polling import LONGEST_DOUBLED, LONGEST_PAUSE, Feed, FeedClock, pause_after
from lib.model.problems import CellRef, Code, SourceError, SourceFailure, problem
from lib.sheets.sources.source import RawTables
from lib.snapshot import Snapshot
from tests.builders import NOON, ScriptedSource, built, some_tables, unreachable

GOOD, BETTER, HALF_TYPED = some_tables(["A", 8]), some_tables(["A", 9]), some_tables(["A", "9,"])


def checked(tables: RawTables, taken_at: dt.datetime) -> Snapshot:
    """A stand-in for `build_snapshot` that names every text in the second column as no number."""
    (table,) = tables.tables
    found = tuple(
        problem(Code.NOT_A_NUMBER, CellRef("Phiếu", number, 2))
        for number, row in enumerate(table.rows, 1)
        if isinstance(row[1], str)
    )
    return dataclasses.replace(built(tables, taken_at), problems=found)


class Watched(Feed):
    """A feed whose shown tables are written down."""

    def __init__(self, source: ScriptedSource) -> None:
        super().__init__(source, self.build, clock=FeedClock(now=lambda: NOON))
        self.source = source
        self.built: list[RawTables] = []

    def build(self, tables: RawTables, taken_at: dt.datetime) -> Snapshot:
        self.built.append(tables)
        return checked(tables, taken_at)

    def polls(self, contents: Iterable[RawTables | Exception]) -> list[RawTables | None]:
        shown = []
        for content in contents:
            self.source.content = content
            self.poll()
            shown.append(self.latest.version.tables if self.latest.version else None)
        return shown


@pytest.fixture
def feed() -> Watched:
    return Watched(ScriptedSource(GOOD))


def test_a_good_edit_is_followed_at_once(feed):
    assert feed.polls([GOOD, BETTER]) == [GOOD, BETTER]


def test_a_half_typed_cell_waits_and_is_never_shown_when_it_is_finished_in_time(feed):
    assert feed.polls([GOOD, HALF_TYPED, BETTER]) == [GOOD, GOOD, BETTER]
    assert feed.latest.held is None


def test_a_mistake_that_stays_is_shown_with_the_second_reading(feed):
    assert feed.polls([GOOD, HALF_TYPED, HALF_TYPED]) == [GOOD, GOOD, HALF_TYPED]


def test_while_it_waits_the_places_are_told_and_no_page_is_another(feed):
    heard = []
    feed.polls([GOOD])
    mark = feed.latest.mark
    feed.listen(lambda latest: heard.append(latest.waits))
    feed.polls([HALF_TYPED])
    assert heard == ["!Phiếu!B1"]
    assert feed.latest.held.cells == (CellRef("Phiếu", 1, 2),)
    assert (feed.latest.mark, feed.latest.state) == (mark, FeedState.LIVE)


def test_asking_shows_a_half_typed_version_at_once(feed):
    feed.polls([GOOD])
    feed.refresh()
    assert feed.polls([HALF_TYPED]) == [HALF_TYPED]


def test_the_first_version_is_shown_whatever_is_wrong_in_it(feed):
    assert feed.polls([HALF_TYPED]) == [HALF_TYPED]


def test_a_version_that_waits_is_built_once(feed):
    assert feed.polls([GOOD, HALF_TYPED, HALF_TYPED]) == [GOOD, GOOD, HALF_TYPED]
    assert feed.built == [GOOD, HALF_TYPED]


def test_an_edit_that_was_taken_back_leaves_the_version_as_it_was(feed):
    feed.polls([GOOD])
    before = feed.latest.version
    feed.polls([HALF_TYPED, GOOD])
    assert feed.latest.version is before
    assert feed.latest.held is None


def test_a_failure_between_does_not_lose_what_waits(feed):
    assert feed.polls([GOOD, HALF_TYPED, unreachable(), HALF_TYPED]) == [GOOD, GOOD, GOOD, HALF_TYPED]


def test_nobody_waits_for_ever(feed):
    rows = [["A", 8] for _ in range(LONGEST + 2)]
    feed.polls([some_tables(*rows)])
    typing = []
    for number in range(LONGEST + 1):
        rows[number] = ["A", "9,"]
        typing.append(some_tables(*rows))
    assert feed.polls(typing)[-1] == typing[-1]


def test_a_file_that_waits_is_looked_at_again_although_its_fingerprint_stands():
    feed = Watched(ScriptedSource(GOOD, stamp="1"))
    feed.polls([GOOD])
    feed.source.stamp = "2"
    assert feed.polls([HALF_TYPED, HALF_TYPED]) == [GOOD, HALF_TYPED]


class Lockable(ScriptedSource):
    """A source that notes what the feed asks of it."""

    distant = True

    def __init__(self, content: RawTables | Exception) -> None:
        super().__init__(content)
        self.asked: list[str] = []

    def may_hurry(self) -> bool:
        return True

    def look_again(self) -> None:
        self.asked.append("look again")

    def close(self) -> None:
        self.asked.append("close")


def test_after_a_switch_the_other_source_is_read_and_the_first_is_closed():
    first, second = Lockable(GOOD), ScriptedSource(BETTER)
    feed = Watched(first)
    feed.polls([GOOD])
    feed.switch(second)
    assert feed.latest.version.tables == GOOD
    feed.poll()
    assert feed.latest.version.tables == BETTER
    assert first.asked == ["close"]


def test_a_switch_shows_what_is_wrong_in_the_other_source_at_once():
    feed = Watched(ScriptedSource(GOOD))
    feed.polls([GOOD])
    feed.switch(ScriptedSource(HALF_TYPED))
    feed.poll()
    assert feed.latest.version.tables == HALF_TYPED


def test_a_switch_to_a_source_that_fails_keeps_the_picture_and_back_is_live_again():
    first = ScriptedSource(GOOD)
    feed = Watched(first)
    feed.polls([GOOD])
    feed.switch(ScriptedSource(SourceError(SourceFailure.NOT_FOUND, "b.xlsx")))
    feed.poll()
    feed.poll()
    assert (feed.latest.state, feed.latest.version.tables) == (FeedState.STALE, GOOD)
    feed.switch(first)
    feed.poll()
    assert (feed.latest.state, feed.latest.version.tables) == (FeedState.LIVE, GOOD)


def test_a_switch_begins_a_new_count_of_failures():
    feed = Watched(ScriptedSource(GOOD))
    feed.polls([GOOD, unreachable(), unreachable(), unreachable()])
    feed.switch(ScriptedSource(unreachable()))
    feed.poll()
    assert feed.latest.failure.attempts == 1
    assert feed.latest.state is FeedState.LIVE


def test_stopping_lets_go_of_the_source():
    source = Lockable(GOOD)
    Watched(source).stop()
    assert source.asked == ["close"]


def test_asking_makes_a_distant_source_look_again():
    source = Lockable(GOOD)
    feed = Watched(source)
    feed.poll()
    assert source.asked == []
    feed.refresh()
    feed.poll()
    assert source.asked == ["look again"]


class Keeper(ScriptedSource):
    """A source that records what it is given to keep."""

    def __init__(self, content: RawTables | Exception) -> None:
        super().__init__(content)
        self.kept: list[RawTables] = []

    def keep(self, tables: RawTables) -> None:
        self.kept.append(tables)


def test_what_is_shown_is_kept_and_never_what_is_half_typed():
    source = Keeper(GOOD)
    Watched(source).polls([GOOD, HALF_TYPED, unreachable(), BETTER])
    assert source.kept == [GOOD, GOOD, BETTER]


KEPT_AT, AGREED_AT = NOON - dt.timedelta(hours=2), NOON - dt.timedelta(minutes=10)


def test_what_was_kept_is_shown_with_its_age_before_the_first_answer():
    feed = Watched(ScriptedSource(GOOD))
    feed.recall(GOOD, KEPT_AT, AGREED_AT)
    assert feed.latest.version.tables == GOOD
    assert feed.latest.snapshot.taken_at == KEPT_AT
    assert feed.checked_ago() == 600


def test_a_start_without_answer_is_stale_from_the_first_failure():
    feed = Watched(ScriptedSource(unreachable()))
    feed.recall(GOOD, KEPT_AT, AGREED_AT)
    feed.poll()
    assert (feed.latest.state, feed.latest.checked_at) == (FeedState.STALE, AGREED_AT)


def test_a_source_that_agrees_with_what_was_kept_makes_it_live_without_a_new_version():
    feed = Watched(ScriptedSource(GOOD))
    feed.recall(GOOD, KEPT_AT, AGREED_AT)
    kept = feed.latest.version
    feed.poll()
    assert feed.latest.version is kept
    assert (feed.latest.state, feed.latest.checked_at, feed.latest.recalled) == (FeedState.LIVE, NOON, False)


def test_a_fault_in_what_was_kept_costs_only_the_old_picture(caplog):
    def fails_once(tables: RawTables, taken_at: dt.datetime) -> Snapshot:
        if taken_at == KEPT_AT:
            raise ZeroDivisionError
        return checked(tables, taken_at)

    feed = Feed(ScriptedSource(GOOD), fails_once, clock=FeedClock(now=lambda: NOON))
    feed.recall(GOOD, KEPT_AT, AGREED_AT)
    assert feed.latest.state is FeedState.NEVER_READ
    assert "what was kept" in caplog.text
    feed.poll()
    assert feed.latest.state is FeedState.LIVE


def failing(why: SourceFailure | None, attempts: int, retry_after: float = 0.0) -> Failure:
    return Failure(why, "a", "", NOON, attempts, retry_after)


@pytest.mark.parametrize(
    ("failure", "distant", "seconds"),
    [
        (None, True, 5),
        (failing(SourceFailure.QUOTA, 1), True, 5),
        (failing(SourceFailure.QUOTA, 2), True, 10),
        (failing(SourceFailure.QUOTA, 4), True, LONGEST_DOUBLED),
        (failing(SourceFailure.QUOTA, 1, retry_after=25), True, 25),
        (failing(SourceFailure.QUOTA, 1, retry_after=2), True, 5),
        (failing(SourceFailure.QUOTA, 4, retry_after=25), True, 25),
        (failing(SourceFailure.QUOTA, 1, retry_after=3600), True, LONGEST_PAUSE),
        (failing(SourceFailure.QUOTA, 5), True, LONGEST_DOUBLED),
        (failing(SourceFailure.QUOTA, 5000), True, LONGEST_DOUBLED),
        (failing(SourceFailure.NO_PERMISSION, 9), True, LONGEST_DOUBLED),
        (failing(SourceFailure.SERVER_DOWN, 3), True, LONGEST_DOUBLED),
        (failing(SourceFailure.NO_NETWORK, 9), True, 5),
        (failing(SourceFailure.LOGIN_PAGE, 9), True, 5),
        (failing(None, 9), True, 5),
        (failing(SourceFailure.NOT_FOUND, 9), False, 5),
    ],
)
def test_a_distant_source_that_refuses_is_asked_more_rarely(failure, distant, seconds):
    assert pause_after(5, failure, distant) == seconds


def test_an_interval_longer_than_a_minute_stays():
    assert pause_after(300, failing(SourceFailure.QUOTA, 9), True) == 300
