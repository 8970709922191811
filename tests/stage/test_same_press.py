"""One press, one act: a second press of the same control within a moment counts as the first."""

from __future__ import annotations

import datetime as dt

import pytest

from lib.stage import acts
from lib.stage.log.day_log import Stale
from lib.stage.log.events import RunKind
from tests.days import WHO, Day

FAST, SLOW = dt.timedelta(seconds=0.1), dt.timedelta(seconds=1)


@pytest.fixture
def day(day: Day) -> Day:
    day.desk.begin(RunKind.CONFERENCE, day.desk.state.seq, WHO)
    for scene in ("agenda", "scores", "title"):
        day.do(lambda table, scene=scene: acts.jump(table, scene))
    return day


TWICE = {
    "undo": acts.undo,
    "hide": acts.toggle,
    "countdown": lambda table: acts.countdown(table, 5),
    "no countdown": lambda table: acts.countdown(table, None),
    "message": lambda table: acts.write(table, "Giải lao"),
    "switch": lambda table: acts.switch(table, "others", True),
    "fix": acts.fix_scores,
}


@pytest.mark.parametrize("act", TWICE.values(), ids=TWICE)
def test_a_second_press_that_saw_what_the_first_did_writes_nothing(day: Day, act):
    day.step = FAST / 4  # the clock is looked at several times an act
    once = day.do(act).state
    assert day.do(act).state == once
    day.now += SLOW
    assert day.do(act).state.seq > once.seq, "later it is a press of its own"


def test_a_second_press_at_another_control_that_saw_the_same_is_not_obeyed(day: Day):
    seen = day.desk.state.seq
    day.desk.do(acts.undo, seen, "An")
    with pytest.raises(Stale):
        day.desk.do(acts.undo, seen, "Bình")


def test_another_control_is_another_press_however_fast(day: Day):
    day.step = FAST / 4
    hidden = day.do(acts.toggle)
    assert day.do(lambda table: acts.write(table, "Giải lao")).state.seq > hidden.state.seq
    assert day.do(lambda table: acts.write(table, "")).state.message == ""


def test_a_countdown_keeps_its_length_when_the_clock_jumps(day: Day):
    left = day.do(lambda table: acts.countdown(table, 5)).left
    assert left is not None
    for jump in (dt.timedelta(hours=1), dt.timedelta(hours=-3)):
        day.now += jump
        assert abs(day.table.left - left) < SLOW
