"""The feed: a new snapshot only on change, the last good one for ever, and never a dead thread."""

from __future__ import annotations

import datetime as dt
import threading

import pytest

from lib.feed.latest import FeedState, Latest
from lib.feed.polling import LEAST_GAP, Feed, FeedClock
from lib.model.problems import Code, SourceError, SourceFailure
from tests.builders import NOON, ScriptedSource, built, some_tables, unreachable
from tests.clocks import DayClock
from tests.waiting import PATIENCE

ONE, TWO = some_tables(["A", 1]), some_tables(["A", 2])


def a_feed(source: ScriptedSource, hands: DayClock) -> Feed:
    return Feed(source, built, clock=FeedClock(now=hands))


def test_before_the_first_attempt_nothing_was_ever_read(hands):
    feed = a_feed(ScriptedSource(ONE), hands)
    assert feed.latest == Latest()
    assert feed.latest.state is FeedState.NEVER_READ
    assert feed.checked_ago() is None


def test_the_first_good_read_is_live(hands):
    feed = a_feed(ScriptedSource(ONE), hands)
    feed.poll()
    assert feed.latest.state is FeedState.LIVE
    assert feed.latest.snapshot.taken_at == NOON
    assert feed.latest.version.tables == ONE


def test_the_same_content_builds_no_second_snapshot_but_is_checked_again(hands):
    feed = a_feed(ScriptedSource(ONE), hands)
    feed.poll()
    first = feed.latest.snapshot
    hands.pass_seconds(60)
    feed.poll()
    assert feed.latest.snapshot is first
    assert feed.latest.checked_at == hands.now
    hands.pass_seconds(7)
    assert feed.checked_ago() == 7


def test_another_content_is_another_version_taken_then(hands):
    source = ScriptedSource(ONE)
    feed = a_feed(source, hands)
    feed.poll()
    before = feed.latest.mark
    hands.pass_seconds(60)
    source.content = TWO
    feed.poll()
    assert feed.latest.snapshot.taken_at == hands.now
    assert feed.latest.mark != before


def test_a_source_whose_fingerprint_stands_is_not_read_again(hands):
    source = ScriptedSource(ONE, stamp="10:00")
    feed = a_feed(source, hands)
    feed.poll()
    hands.pass_seconds(5)
    feed.poll()
    assert source.fetches == 1
    assert feed.latest.checked_at == hands.now


def test_a_new_fingerprint_over_the_same_content_is_no_new_version(hands):
    source = ScriptedSource(ONE, stamp="10:00")
    feed = a_feed(source, hands)
    feed.poll()
    first = feed.latest.snapshot
    source.stamp = "10:05"
    feed.poll()
    assert source.fetches == 2
    assert feed.latest.snapshot is first


def test_a_file_that_failed_is_read_again_although_its_fingerprint_stands(hands):
    source = ScriptedSource(unreachable(), stamp="10:00")
    feed = a_feed(source, hands)
    feed.poll()
    source.content = ONE
    feed.poll()
    assert feed.latest.state is FeedState.LIVE


def test_one_failure_is_no_news_and_two_are_stale_with_reason_and_time(hands):
    source = ScriptedSource(ONE)
    feed = a_feed(source, hands)
    feed.poll()
    live = feed.latest.mark
    hands.pass_seconds(5)
    source.content = unreachable("dns")
    feed.poll()
    assert (feed.latest.state, feed.latest.mark) == (FeedState.LIVE, live)
    hands.pass_seconds(5)
    feed.poll()
    latest = feed.latest
    assert latest.state is FeedState.STALE
    assert latest.mark != live
    assert (latest.failure.why, latest.failure.detail) == (SourceFailure.NO_NETWORK, "dns")
    assert latest.failure.since == NOON + dt.timedelta(seconds=5)
    assert latest.failure.attempts == 2
    assert latest.checked_at == NOON
    assert latest.version.tables == ONE


def test_a_source_never_reached_says_why_at_once(hands):
    feed = a_feed(ScriptedSource(SourceError(SourceFailure.NOT_FOUND, "a.xlsx")), hands)
    feed.poll()
    assert feed.latest.state is FeedState.NEVER_READ
    assert feed.latest.failure.why is SourceFailure.NOT_FOUND


def test_a_source_that_comes_back_with_the_same_content_is_live_with_the_same_snapshot(hands):
    source = ScriptedSource(ONE)
    feed = a_feed(source, hands)
    feed.poll()
    live = feed.latest
    source.content = unreachable()
    feed.poll()
    feed.poll()
    source.content = ONE
    feed.poll()
    assert feed.latest.snapshot is live.snapshot
    assert feed.latest.mark == live.mark
    assert feed.latest.failure is None


def test_a_fault_of_this_program_keeps_the_last_picture_and_is_logged_once(hands, caplog):
    faults = iter([False, True, True, False])

    def build(tables, taken_at):
        if next(faults):
            raise ZeroDivisionError("a bug")
        return built(tables, taken_at)

    source = ScriptedSource(ONE)
    feed = Feed(source, build, clock=FeedClock(now=hands))
    feed.poll()
    source.content = TWO
    feed.poll()
    feed.poll()
    assert feed.latest.state is FeedState.STALE
    assert feed.latest.failure.why is None
    assert feed.latest.version.tables == ONE
    assert [record.exc_info[0] for record in caplog.records] == [ZeroDivisionError]
    feed.poll()
    assert feed.latest.version.tables == TWO


def test_listeners_hear_of_changes_only(hands):
    source, heard = ScriptedSource(ONE), []
    feed = a_feed(source, hands)
    end = feed.listen(lambda latest: heard.append(latest.mark))
    for _ in range(3):
        feed.poll()
    assert heard == [feed.latest.mark]
    source.content = TWO
    feed.poll()
    assert heard[1:] == [feed.latest.mark]
    end()
    source.content = ONE
    feed.poll()
    assert len(heard) == 2


def test_a_listener_that_fails_neither_stops_the_feed_nor_costs_the_new_version(hands, caplog):
    feed = a_feed(ScriptedSource(ONE), hands)

    def fails(latest):
        raise RuntimeError("a listener's bug")

    end = feed.listen(fails)
    feed.poll()
    assert feed.latest.version.tables == ONE
    end()
    feed.poll()
    assert feed.latest.state is FeedState.LIVE
    assert "a listener's bug" in caplog.text


def test_the_thread_polls_until_it_is_stopped():
    source = ScriptedSource(ONE)
    feed = Feed(source, built, interval=60)
    feed.start()
    assert feed.attempted.wait(PATIENCE)
    feed.stop()
    assert feed.latest.state is FeedState.LIVE
    assert source.fetches == 1
    assert "feed" not in {thread.name for thread in threading.enumerate()}


def test_a_feed_starts_once():
    feed = Feed(ScriptedSource(ONE), built, interval=60)
    feed.start()
    with pytest.raises(RuntimeError):
        feed.start()
    feed.stop()


class Pauses:
    """A way of waiting that takes no time and writes down what was waited for; the feed ends after `turns` pauses."""

    def __init__(self, feed_of, turns: int) -> None:
        self.seconds = 0.0
        self.asked: list[float] = []
        self.turns = turns
        self.feed_of = feed_of

    def pause(self, event: threading.Event, seconds: float) -> bool:
        self.asked.append(round(seconds, 3))
        self.turns -= 1
        if self.turns <= 0:
            self.feed_of().stop(timeout=0)
        woken = event.is_set()
        self.seconds += 0.2 if woken else seconds
        return woken


def run_to_the_end(asking_for_more: bool) -> tuple[ScriptedSource, list[float]]:
    feed: Feed
    pauses = Pauses(lambda: feed, turns=4)
    source = ScriptedSource(ONE)
    clock = FeedClock(now=lambda: NOON, monotonic=lambda: pauses.seconds, pause=pauses.pause)

    def build(tables, taken_at):
        return built(tables, taken_at)

    feed = Feed(source, build, interval=5, clock=clock)
    if asking_for_more:
        source.fingerprint = lambda: feed.refresh()
    feed.run()
    return source, pauses.asked


def test_a_quiet_feed_waits_its_interval_between_attempts():
    source, asked = run_to_the_end(asking_for_more=False)
    assert asked[:4] == [5, 5, 5, 5]
    assert source.fetches == 4


def test_a_feed_that_is_asked_again_and_again_reads_at_most_once_a_second():
    source, asked = run_to_the_end(asking_for_more=True)
    assert asked == [5, LEAST_GAP - 0.2, 5, LEAST_GAP - 0.2]
    assert source.fetches == 2


def test_refresh_wakes_a_sleeping_feed():
    source = ScriptedSource(ONE)
    changed = threading.Event()
    feed = Feed(source, built, interval=3600)
    feed.start()
    assert feed.attempted.wait(PATIENCE)
    feed.listen(lambda latest: changed.set())
    source.content = TWO
    feed.refresh()
    assert changed.wait(PATIENCE)
    feed.stop()
    assert feed.latest.version.tables == TWO


VOTES = [["Mã phiên", "Đơn vị", "Đồng ý"], ["P1", "A", 3], ["P1", "B", 4]]


def test_a_version_that_lost_a_row_is_shown_once_it_stood_so_at_two_polls(hands):
    source = ScriptedSource(some_tables(*VOTES, tab="Phiếu"))
    feed = a_feed(source, hands)
    feed.poll()
    shown = feed.latest.version
    source.content = some_tables(*VOTES[:2], tab="Phiếu")
    feed.poll()
    assert feed.latest.version is shown
    assert [(where.tab, where.row) for where in feed.latest.held.lost_cells] == [("Phiếu", 3)]
    feed.poll()
    assert feed.latest.version.tables == source.content
    assert feed.latest.held is None


def test_a_sorted_tab_and_a_row_that_came_are_shown_at_once(hands):
    source = ScriptedSource(some_tables(*VOTES, tab="Phiếu"))
    feed = a_feed(source, hands)
    feed.poll()
    source.content = some_tables(VOTES[0], VOTES[2], VOTES[1], ["P1", "C", 5], tab="Phiếu")
    feed.poll()
    assert feed.latest.version.tables == source.content


def test_a_tab_that_had_rows_and_has_none_is_noted(hands):
    source = ScriptedSource(some_tables(*VOTES, tab="Phiếu"))
    feed = a_feed(source, hands)
    feed.poll()
    source.content = some_tables(VOTES[0], tab="Phiếu")
    feed.refresh()
    feed.poll()
    assert Code.EMPTY_TAB in {found.code for found in feed.latest.snapshot.problems}
