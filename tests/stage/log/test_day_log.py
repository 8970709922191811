"""The log of the day: append-only, numbered, one obeyed at a time."""

from __future__ import annotations

import json
import sqlite3
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.stage.log.day_log import EventLog, Stale
from lib.stage.log.events import (
    EVENTS,
    BallotReadBack,
    ContinuedAfterLoss,
    FiguresCorrected,
    OptionSet,
    ReleaseWithdrawn,
    RunBegan,
    RunKind,
    ScreenHidden,
    ScreenMoved,
    ThingsReleased,
    decode,
    encode,
)
from lib.store.heads import Head, Heads
from lib.store.rows import SqliteRows
from lib.store.store import Store

TEXT = st.text(max_size=12)
EVENTS_OF_ALL_SHAPES = st.one_of(
    st.builds(ScreenMoved, TEXT, st.integers(0, 99)),
    st.builds(ScreenHidden, st.booleans()),
    st.builds(OptionSet, TEXT, st.one_of(st.none(), st.booleans(), st.integers(0, 50), TEXT)),
    st.builds(ThingsReleased, st.tuples(TEXT, TEXT), TEXT, TEXT),
    st.builds(BallotReadBack, TEXT, TEXT, st.tuples(TEXT, TEXT), st.tuples(TEXT)),
    st.builds(FiguresCorrected, TEXT, TEXT, st.tuples(st.tuples(TEXT, TEXT, TEXT, TEXT)), TEXT, TEXT, st.tuples(TEXT)),
)


@pytest.fixture
def another(kept_in):
    """Opens the same log once more, as another process does."""
    return lambda: EventLog(kept_in.rows("stage"))


@pytest.fixture
def log(another):
    log = another()
    yield log
    log.close()


@given(EVENTS_OF_ALL_SHAPES)
def test_an_event_comes_back_as_it_was_written(event):
    assert decode(event.word, encode(event)) == event


def test_every_word_of_the_log_is_known_once():
    assert len(EVENTS) == len({kind.__name__ for kind in EVENTS.values()})


def test_entries_are_numbered_and_keep_when_and_who(log):
    run = log.begin(RunKind.CONFERENCE, "An")
    log.append(run, 1, "Bình", [ScreenHidden(True), ScreenMoved("title", 0)])
    entries = log.entries(run)
    assert [(entry.seq, entry.act, entry.who) for entry in entries] == [(1, 1, "An"), (2, 2, "Bình"), (3, 2, "Bình")]
    assert all(entry.at.tzinfo is not None for entry in entries)


def test_who_has_not_seen_the_last_entry_is_not_obeyed(log):
    run = log.begin(RunKind.CONFERENCE, "An")
    log.append(run, 1, "An", [ScreenHidden(True)])
    with pytest.raises(Stale):
        log.append(run, 1, "Bình", [ScreenMoved("scores", 0)])
    assert len(log.entries(run)) == 2


def test_of_many_who_press_at_once_exactly_one_is_obeyed(log):
    run = log.begin(RunKind.CONFERENCE, "An")
    obeyed, barrier = [], threading.Barrier(8)

    def press(number: int) -> None:
        barrier.wait()
        try:
            log.append(run, 1, f"người {number}", [ScreenMoved("scores", number)])
            obeyed.append(number)
        except Stale:
            pass

    threads = [threading.Thread(target=press, args=(number,)) for number in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(obeyed) == 1
    assert [entry.event for entry in log.entries(run)][1:] == [ScreenMoved("scores", obeyed[0])]


def test_an_act_of_several_events_is_written_whole_or_not_at_all(log):
    run = log.begin(RunKind.CONFERENCE, "An")
    unwritable = ScreenMoved("title", object())  # type: ignore[arg-type]
    with pytest.raises(TypeError):
        log.append(run, 1, "An", [ScreenHidden(True), unwritable])
    assert len(log.entries(run)) == 1


@pytest.mark.parametrize("statement", ["UPDATE lines SET line = 'x'", "DELETE FROM lines"])
def test_nothing_written_can_be_changed_or_removed(tmp_path, statement):
    log = EventLog(SqliteRows(tmp_path / "stage.sqlite"))
    log.begin(RunKind.CONFERENCE, "An")
    with sqlite3.connect(tmp_path / "stage.sqlite") as base, pytest.raises(sqlite3.IntegrityError):
        base.execute(statement)
    again = EventLog(SqliteRows(tmp_path / "stage.sqlite"))
    assert isinstance(again.entries(1)[0].event, RunBegan)


def test_a_rehearsal_is_never_what_readers_see(log):
    conference = log.begin(RunKind.CONFERENCE, "An")
    rehearsal = log.begin(RunKind.REHEARSAL, "An")
    assert (log.current(), log.public()) == (rehearsal, conference)


def test_another_process_finds_everything_again(log, another):
    run = log.begin(RunKind.CONFERENCE, "An")
    log.append(run, 1, "An", [ReleaseWithdrawn(("ballot:P1",), "web")])
    again = another()
    assert again.entries(run) == log.entries(run)
    again.close()


def test_what_another_process_wrote_is_known_after_catching_up(log, another):
    other = another()
    run = log.begin(RunKind.CONFERENCE, "An")
    assert other.current() == 0
    assert other.catch_up()
    assert other.entries(run) == log.entries(run)
    assert not other.catch_up()


def test_of_two_processes_that_press_at_once_one_is_obeyed_and_the_other_knows_why(log, another):
    run, other = log.begin(RunKind.CONFERENCE, "An"), another()
    log.append(run, 1, "An", [ScreenHidden(True)])
    with pytest.raises(Stale):
        other.append(run, 1, "Bình", [ScreenMoved("scores", 0)])
    assert other.entries(run) == log.entries(run)


def test_two_processes_do_not_begin_the_same_run(log, another):
    other = another()
    log.begin(RunKind.PREPARATION, "An")
    assert other.begin(RunKind.CONFERENCE, "Bình") == 2


class Hanging(SqliteRows):
    """Rows that do not answer until they are released."""

    answers = threading.Event()
    asked = threading.Event()

    def rows(self, start=0):
        if start:
            self.asked.set()
            assert self.answers.wait(20)
        return super().rows(start)


def test_who_only_looks_does_not_wait_for_rows_that_hang(tmp_path):
    rows = Hanging(tmp_path / "stage.sqlite")
    log = EventLog(rows)
    log.append(1, 0, "An", [RunBegan("conference", None, None)])
    catching_up = threading.Thread(target=log.catch_up)
    catching_up.start()
    assert rows.asked.wait(20)
    looked = threading.Thread(target=lambda: log.entries(log.current()))
    looked.start()
    looked.join(20)
    assert not looked.is_alive()
    rows.answers.set()
    catching_up.join(20)
    assert len(log.entries(1)) == 1


def noted_log(kept_in: Store) -> EventLog:
    """The log with its head in two places."""
    return EventLog(kept_in.rows("stage"), heads=Heads("stage", [kept_in.shelf("heads"), kept_in.shelf("log")]))


def four_entries(kept_in: Store) -> EventLog:
    log = noted_log(kept_in)
    run = log.begin(RunKind.CONFERENCE, "An")
    for seq, event in enumerate([ScreenHidden(True), ScreenMoved("title", 0), ScreenMoved("scores", 0)], start=1):
        log.append(run, seq, "An", [event])
    return log


@pytest.mark.parametrize(
    "change",
    [
        lambda rows: [rows[0], rows[1].replace("An", "Bình"), *rows[2:]],
        lambda rows: [rows[0], rows[2], rows[1], rows[3]],
        lambda rows: [rows[0], rows[2], rows[3], rows[3].replace('4, 4, "', '5, 5, "')],
        lambda rows: [*rows[:3], rows[3].replace("scores", "agenda")],
        lambda rows: [*rows[:2], rows[2].replace("title", "agenda"), rows[3], rows[3].replace('4, 4, "', '5, 5, "')],
    ],
)
def test_a_log_whose_rows_were_changed_is_not_intact_and_no_later_row_hides_that(kept_in, change):
    assert four_entries(kept_in).is_intact()
    rows = kept_in.rows("stage")
    old = list(rows.rows())
    assert change(old) != old
    rows.keep(1)
    assert rows.add(change(old)[1:], after=1)
    for _ in range(3):
        log = noted_log(kept_in)
        assert (log.is_intact(), log.lost) == (False, 0)
        log.append(1, log.entries(1)[-1].seq, "An", [ScreenHidden(False)])


def test_a_log_without_its_last_row_is_not_intact_until_somebody_goes_on_and_that_is_on_record(kept_in):
    four_entries(kept_in)
    kept_in.rows("stage").keep(3)
    log = noted_log(kept_in)
    assert (log.is_intact(), log.lost) == (False, 1)
    log.append(1, 3, "An", [ContinuedAfterLoss(1)])
    assert noted_log(kept_in).is_intact()


@pytest.mark.parametrize("place", ["heads", "log"])
def test_one_head_that_was_damaged_says_nothing_against_the_log(kept_in, place):
    four_entries(kept_in)
    Heads("stage", [kept_in.shelf(place)]).note(Head(4, "f" * 64))
    log = noted_log(kept_in)
    assert log.is_intact()
    log.append(1, 4, "An", [ScreenHidden(False)])
    assert noted_log(kept_in).is_intact()


def test_processes_that_write_in_turn_write_one_chain(shared):
    one, other = four_entries(shared), noted_log(shared)
    for seq in range(4, 8):
        one.append(1, seq, "An", [ScreenMoved("scores", seq)])
        one, other = other, one
        one.catch_up()
    assert noted_log(shared).is_intact()


@pytest.mark.parametrize("who", ["Thư ký", 'a"b\\c/d', "dòng\nmới\t", "\x00\x1f\x7f\u2028", "😀"])
def test_a_row_comes_back_as_it_was_added(kept_in, who):
    rows = kept_in.rows("stage")
    row = json.dumps([1, 1, 1, "2019-12-18T08:00:00+07:00", who, "hidden", "[true]"], ensure_ascii=False)
    assert rows.add([row], after=0)
    assert list(rows.rows()) == [row]
