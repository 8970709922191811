from __future__ import annotations

import pytest

from lib.access.throttle import FORGET_AFTER, FREE_TRIES, LONGEST_WAIT, Throttle, source_of
from lib.store.notes import MemoryNotes
from lib.store.store import Store
from tests.clocks import SecondsClock


@pytest.fixture
def throttle(clock: SecondsClock, kept_in: Store) -> Throttle:
    return Throttle(MemoryNotes(clock) if kept_in.alone else kept_in.notes("failures", clock))


def fail(throttle: Throttle, clock: SecondsClock, source: str, times: int) -> None:
    """So many failures, each as soon as it may be tried."""
    for _ in range(times):
        clock.now += throttle.wait(source)
        throttle.begin(source)


def test_the_first_few_mistakes_cost_nothing(throttle: Throttle, clock: SecondsClock) -> None:
    fail(throttle, clock, "a", FREE_TRIES - 1)
    assert throttle.wait("a") == 0


def test_each_further_failure_doubles_the_wait(throttle: Throttle, clock: SecondsClock) -> None:
    waits = []
    fail(throttle, clock, "a", FREE_TRIES)
    for _ in range(3):
        waits.append(throttle.wait("a"))
        fail(throttle, clock, "a", 1)
    assert waits == [2, 4, 8]


def test_waiting_it_out_allows_one_more_try(throttle: Throttle, clock: SecondsClock) -> None:
    fail(throttle, clock, "a", FREE_TRIES)
    clock.now += 1.5
    assert throttle.wait("a") == pytest.approx(0.5)
    clock.now += 0.5
    assert throttle.wait("a") == 0


def test_the_wait_never_grows_past_its_limit(throttle: Throttle, clock: SecondsClock) -> None:
    fail(throttle, clock, "a", 500)
    assert throttle.wait("a") == LONGEST_WAIT


def test_a_success_forgets(throttle: Throttle, clock: SecondsClock) -> None:
    fail(throttle, clock, "a", FREE_TRIES + 3)
    throttle.succeeded("a")
    fail(throttle, clock, "a", FREE_TRIES - 1)
    assert throttle.wait("a") == 0


def test_one_who_guesses_slows_nobody_else(throttle: Throttle, clock: SecondsClock) -> None:
    fail(throttle, clock, "a", 100)
    assert throttle.wait("b") == 0


def test_an_hour_later_counting_begins_again(throttle: Throttle, clock: SecondsClock) -> None:
    fail(throttle, clock, "a", 100)
    clock.now += FORGET_AFTER + 1
    fail(throttle, clock, "a", FREE_TRIES - 1)
    assert throttle.wait("a") == 0


def test_many_sources_do_not_fill_the_memory(clock: SecondsClock) -> None:
    failures = MemoryNotes(clock, most=100)
    throttle = Throttle(failures)
    for number in range(110):
        throttle.begin(str(number))
    assert len(failures.all()) == 100


@pytest.mark.parametrize(
    ("address", "source"),
    [
        ("10.0.0.7", "10.0.0.7"),
        ("::ffff:10.0.0.7", "10.0.0.7"),
        ("2001:db8:1:2:aaaa::1", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:bbbb::9", "2001:db8:1:2::/64"),
        ("not an address", "unknown"),
        (None, "unknown"),
    ],
)
def test_a_source_is_an_address_or_a_household(address: str | None, source: str) -> None:
    assert source_of(address) == source
