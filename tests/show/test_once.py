from __future__ import annotations

import datetime as dt
from dataclasses import replace

from lib.show import once as once_module
from lib.show.once import once
from tests.show.sampling import deciding, sample
from tests.workbooks import a_criterion, a_scored_workbook

calls: list[tuple[object, ...]] = []


@once
def made(snapshot, *about, **named):
    """Told."""
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
    for number in range(once_module.KEPT + 10):
        made(sample(), number)
    assert once_module._kept.cache_info().currsize <= once_module.KEPT


def test_a_kept_function_keeps_its_name_and_story():
    assert made.__name__ == "made"
    assert made.__doc__ == "Told."
