"""Moments as a person types them."""

from __future__ import annotations

import datetime as dt

import pytest

from lib.show.history.versions import read_moment
from lib.show.words.numbers import HANOI


@pytest.mark.parametrize(
    ("typed", "moment"),
    [
        ("18/12/2019 08:00", dt.datetime(2019, 12, 18, 8, 0, 59, tzinfo=HANOI)),
        ("18/12/2019", dt.datetime(2019, 12, 18, 23, 59, 59, 999999, tzinfo=HANOI)),
        ("2019-12-18", None),
        ("31/02/2019", None),
    ],
)
def test_moments_are_read_by_the_clock_of_ha_noi(typed, moment):
    assert read_moment(typed) == moment
