from __future__ import annotations

import datetime as dt
from decimal import Decimal
from fractions import Fraction

import pytest

from lib.show.words.numbers import (
    clock,
    count,
    date,
    decimal,
    moment,
    percent,
    points,
    share,
    signed_points,
)

NOON = dt.datetime(2019, 12, 18, 5, 0, 7, tzinfo=dt.UTC)


@pytest.mark.parametrize(
    ("value", "decimals", "written"),
    [
        (9850, 2, "98,50"),
        (0, 2, "0,00"),
        (5, 2, "0,05"),
        (123456789, 2, "1.234.567,89"),
        (-25, 2, "−0,25"),
        (98, 0, "98"),
        (1234, 0, "1.234"),
        (1, 4, "0,0001"),
        (None, 2, "—"),
    ],
)
def test_points_have_their_decimals_a_comma_and_group_points(value, decimals, written):
    assert points(value, decimals) == written


@pytest.mark.parametrize(("value", "written"), [(50, "+0,50"), (-50, "−0,50"), (0, "0,00"), (None, "—")])
def test_a_difference_carries_its_sign(value, written):
    assert signed_points(value, 2) == written


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("8.5", "8,5"),
        ("8.50", "8,50"),
        ("1234.5", "1.234,5"),
        ("-3", "−3"),
        (Decimal("90"), "90"),
        (12, "12"),
        (None, "—"),
        ("8,5 điểm", "8,5 điểm"),
        ("1e3", "1e3"),
        ("", ""),
    ],
)
def test_a_number_keeps_the_decimals_it_has_and_other_text_stays(value, written):
    assert decimal(value) == written


@pytest.mark.parametrize(("value", "written"), [(0, "0"), (11, "11"), (1234567, "1.234.567"), (None, "—")])
def test_a_count_of_nothing_is_zero_and_a_missing_one_a_dash(value, written):
    assert count(value) == written


@pytest.mark.parametrize(
    ("part", "whole", "written"),
    [
        (10, 11, "90,91 %"),
        (8, 11, "72,73 %"),
        (4, 6, "66,67 %"),
        (1, 32, "3,13 %"),
        (0, 11, "0,00 %"),
        (11, 11, "100,00 %"),
        (3, 0, "—"),
    ],
)
def test_a_share_is_rounded_half_up_to_two_decimals(part, whole, written):
    assert share(part, whole) == written


def test_a_ratio_on_the_half_goes_up_where_a_float_would_go_down():
    assert percent(Fraction("0.010050")) == "1,01 %"


def test_dates_and_times_are_those_of_viet_nam():
    assert date(dt.date(2019, 12, 8)) == "08/12/2019"
    assert date(None) == "—"
    assert clock(NOON) == "12:00:07"
    assert moment(NOON) == "12:00 ngày 18/12/2019"
    assert moment(dt.datetime(2019, 12, 31, 17, 30, tzinfo=dt.UTC)) == "00:30 ngày 01/01/2020"
