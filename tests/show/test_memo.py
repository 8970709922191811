from __future__ import annotations

import datetime as dt
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pytest

from lib.show.memo import Memo, memoized
from tests.show.sampling import deciding, sample
from tests.workbooks import a_criterion, a_scored_workbook

calls: list[tuple[object, ...]] = []


@memoized
def made(snapshot, *about, **named):
    """An object of its own for each call."""
    calls.append((snapshot.version, *about, *named.values()))
    return object()


def test_a_result_is_made_once_for_a_version_and_what_it_is_about():
    calls.clear()
    first = made(sample(), "CN", group=None)
    assert made(replace(sample(), taken_at=sample().taken_at + dt.timedelta(minutes=5)), "CN", group=None) is first
    assert made(sample(), "LLTP", group=None) is not first
    assert made(sample(), "CN", group="I") is not first
    assert len(calls) == 3


def test_another_version_or_another_cut_of_a_version_is_made_anew():
    calls.clear()
    made(sample())
    made(replace(sample(), version="newer"))
    made(replace(sample(), standings=sample().standings.copy()))
    assert len(calls) == 3


def test_two_workbooks_of_one_version_never_share_a_result():
    one, other = (deciding(a_scored_workbook([a_criterion("1")], {"A": [points]})) for points in (1, 2))
    assert made(replace(one, version="v")) is not made(replace(other, version="v"))


def test_only_so_much_is_kept():
    keeper = Memo(4)
    for number in range(14):
        keeper.get(number, object)
    assert len(keeper) <= 4


def test_a_kept_function_keeps_its_name_and_story():
    assert made.__name__ == "made"
    assert made.__doc__ == "An object of its own for each call."


def test_of_many_who_ask_at_once_one_makes_it():
    keeper, made_by, barrier = Memo(4), [], threading.Barrier(8)

    def make() -> object:
        made_by.append(threading.get_ident())
        time.sleep(0.02)
        return object()

    def ask(_number: int) -> object:
        barrier.wait()
        return keeper.get("order", make)

    with ThreadPoolExecutor(8) as people:
        answers = list(people.map(ask, range(8)))
    assert len(made_by) == 1
    assert len(set(map(id, answers))) == 1


def test_what_fails_is_tried_again_and_may_ask_for_something_else_that_is_kept():
    keeper = Memo(4)
    with pytest.raises(ZeroDivisionError):
        keeper.get("a", lambda: 1 // 0)
    assert keeper.get("a", lambda: keeper.get("b", lambda: 1) + 1) == 2
    assert len(keeper) == 2


def test_what_was_asked_for_last_is_kept_longest():
    keeper = Memo(2)
    for order in ("a", "b", "a", "c"):
        keeper.get(order, lambda: order)  # noqa: B023
    assert keeper.get("a", lambda: "anew") == "a"
    assert keeper.get("b", lambda: "anew") == "anew"
