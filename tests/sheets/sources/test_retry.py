"""Tries, waits and the deadline, on a clock turned by hand."""

from __future__ import annotations

import threading

import pytest

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.retry import Patience, Unanswered, keep_trying, within
from tests.clocks import HandClock

PATIENCE = Patience(tries=4, deadline=20.0, first_wait=0.5, longest_wait=1.5)


class Failing:
    """Fails so many times, each try taking so many seconds, then answers."""

    def __init__(self, clock: HandClock, times: int, refusal: Unanswered, takes: float = 0.0) -> None:
        self.clock, self.left, self.refusal, self.takes = clock, times, refusal, takes
        self.tries = 0

    def __call__(self) -> str:
        self.tries += 1
        self.clock.time += self.takes
        if self.left:
            self.left -= 1
            raise self.refusal
        return "answer"


DOWN = Unanswered(SourceFailure.SERVER_DOWN, transient=True)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def test_waits_double_up_to_the_longest(clock: HandClock) -> None:
    assert keep_trying(Failing(clock, 3, DOWN), PATIENCE, clock, draw=lambda: 1.0) == "answer"
    assert clock.waits == [0.5, 1.0, 1.5]


def test_waits_are_drawn_between_nothing_and_the_ceiling(clock: HandClock) -> None:
    draws = iter([0.0, 0.5, 0.25])
    keep_trying(Failing(clock, 3, DOWN), PATIENCE, clock, draw=lambda: next(draws))
    assert clock.waits == [0.0, 0.5, 0.375]


def test_after_the_last_try_the_failure_is_told(clock: HandClock) -> None:
    call = Failing(clock, 9, DOWN)
    with pytest.raises(Unanswered) as caught:
        keep_trying(call, PATIENCE, clock, draw=lambda: 1.0)
    assert (call.tries, caught.value.failure) == (4, SourceFailure.SERVER_DOWN)


def test_no_try_begins_after_the_deadline(clock: HandClock) -> None:
    call = Failing(clock, 9, DOWN, takes=9.8)
    with pytest.raises(Unanswered):
        keep_trying(call, PATIENCE, clock, draw=lambda: 1.0)
    assert (call.tries, clock.waits) == (2, [0.5])


def test_what_another_try_cannot_mend_is_told_at_once(clock: HandClock) -> None:
    call = Failing(clock, 1, Unanswered(SourceFailure.NO_PERMISSION))
    with pytest.raises(Unanswered):
        keep_trying(call, PATIENCE, clock)
    assert (call.tries, clock.waits) == (1, [])


@pytest.mark.parametrize(("asked", "tries"), [(3.0, 2), (19.0, 2), (20.0, 1), (300.0, 1)])
def test_the_wait_that_the_server_asks_for_is_kept_where_the_deadline_allows(
    clock: HandClock, asked: float, tries: int
) -> None:
    call = Failing(clock, 1, Unanswered(SourceFailure.QUOTA, transient=True, retry_after=asked))
    if tries == 1:
        with pytest.raises(Unanswered):
            keep_trying(call, PATIENCE, clock)
    else:
        keep_trying(call, PATIENCE, clock)
        assert clock.waits == [asked]
    assert call.tries == tries


def test_a_call_that_hangs_is_left_at_the_deadline() -> None:
    over = threading.Event()
    with pytest.raises(TimeoutError):
        within(0.05, over.wait)
    over.set()


@pytest.mark.parametrize("error", [DOWN, SourceError(SourceFailure.BAD_SETTINGS, "a")])
def test_the_failure_of_a_call_comes_out_as_it_is(error: Exception) -> None:
    def call() -> None:
        raise error

    with pytest.raises(type(error)) as caught:
        within(5.0, call)
    assert caught.value is error


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_a_fault_of_the_program_is_not_taken_for_an_answer() -> None:
    def call() -> None:
        raise ZeroDivisionError

    with pytest.raises(RuntimeError, match="without an answer"):
        within(5.0, call)
