from __future__ import annotations

import datetime as dt
import random
from decimal import Decimal
from fractions import Fraction

import pytest

from lib.show.words.numbers import (
    ago,
    clock,
    count,
    date,
    decimal,
    moment,
    percent,
    points,
    share,
    signed_points,
    sort_key,
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


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (-5, "vừa xong"),
        (0, "vừa xong"),
        (59, "vừa xong"),
        (60, "cách đây 1 phút"),
        (5 * 60 + 59, "cách đây 5 phút"),
        (3600, "cách đây 1 giờ"),
        (47 * 3600, "cách đây 1 ngày"),
        (40 * 86400, "cách đây 40 ngày"),
    ],
)
def test_an_age_is_told_in_its_largest_whole_unit(seconds, said):
    assert ago(NOON, NOON + dt.timedelta(seconds=seconds)) == said


IN_ORDER = (
    "2 đơn vị", "An", "Án", "Anh", "ánh", "Ánh", "Ăn", "Ân", "Bổ trợ tư pháp", "Bồi thường nhà nước", "Con nuôi",
    "Dũng", "Đào", "Đặng", "Đăng ký", "Em", "Ế", "Hộ tịch", "Lan", "Ma", "Mà", "Mả", "Mã", "Má", "Mạ", "Mai",
    "Oanh", "Ô tô", "Ơn", "Tu", "Từ", "Tứ", "Vụ",
)  # fmt: skip
"""Letters decide first (a ă â … d đ … u ư), then tones (ngang huyền hỏi ngã sắc nặng), then small before capital."""


def test_names_stand_in_vietnamese_order():
    shuffled = list(IN_ORDER)
    random.Random(7).shuffle(shuffled)
    assert tuple(sorted(shuffled, key=sort_key)) == IN_ORDER


def test_a_name_sorts_alike_composed_and_decomposed():
    composed, decomposed = "Đặng", "\u0110\u0061\u0323\u0306ng"
    assert sort_key(composed)[:2] == sort_key(decomposed)[:2]
