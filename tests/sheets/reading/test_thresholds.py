"""The threshold of an award, to an exact share (docs/workbook.md section 2, Danh hiệu)."""

from __future__ import annotations

import datetime as dt
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.model.domain import Base, Threshold, ThresholdForm
from lib.model.problems import Code
from lib.sheets.reading.cells import Parsed
from lib.sheets.reading.thresholds import probable_fraction, read_threshold
from lib.sheets.sources.source import UncalculatedFormula

FRACTION, PERCENT = ThresholdForm.FRACTION, ThresholdForm.PERCENT


@pytest.mark.parametrize(
    ("raw", "share", "strict", "form"),
    [
        ("2/3", Fraction(2, 3), False, FRACTION),
        (" 2 / 3 ", Fraction(2, 3), False, FRACTION),
        ("≥ 2/3", Fraction(2, 3), False, FRACTION),
        (">= 2/3", Fraction(2, 3), False, FRACTION),
        ("≥2/3", Fraction(2, 3), False, FRACTION),
        ("> 1/2", Fraction(1, 2), True, FRACTION),
        (">1/2", Fraction(1, 2), True, FRACTION),
        ("80%", Fraction(4, 5), False, PERCENT),
        ("80 %", Fraction(4, 5), False, PERCENT),
        ("> 50%", Fraction(1, 2), True, PERCENT),
        ("66,67%", Fraction(6667, 10000), False, PERCENT),
        ("66.67%", Fraction(6667, 10000), False, PERCENT),
        ("0,8", Fraction(4, 5), False, PERCENT),
        (0.8, Fraction(4, 5), False, PERCENT),
        (0.7, Fraction(7, 10), False, PERCENT),
        (1, Fraction(1), False, PERCENT),
        ("100%", Fraction(1), False, PERCENT),
        ("1/1", Fraction(1), False, FRACTION),
        ("4/6", Fraction(2, 3), False, FRACTION),
    ],
)
def test_a_threshold_is_an_exact_share(raw, share, strict, form):
    assert read_threshold(raw).value == Threshold(share, strict, form)


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (dt.date(2019, 3, 2), "date"),
        (dt.datetime(2019, 3, 2), "date"),
        (dt.time(2, 3), "date"),
        (43526, "date"),
        (60000, "range"),
        (0, "range"),
        ("0%", "range"),
        ("0/3", "range"),
        (-0.5, "range"),
        (1.2, "range"),
        ("4/3", "range"),
        ("101%", "range"),
        (80, "range"),
        ("80", "range"),
        ("> 1", "range"),
        ("> 100%", "range"),
        ("> 3/3", "range"),
        ("1/0", "text"),
        ("hai phần ba", "text"),
        ("2/3 phiếu", "text"),
        ("<2/3", "text"),
        ("", None),
        ("> ", "text"),
        ("%", "text"),
        ("2//3", "text"),
        ("9" * 5000 + "/3", "text"),
        (float("nan"), "text"),
        (True, "text"),
        (10**400, "text"),
    ],
)
def test_what_is_no_threshold_decides_nothing(raw, kind):
    parsed = read_threshold(raw)
    assert parsed.value is None
    if kind is None:
        assert parsed == Parsed()
    else:
        assert parsed.fault is not None
        assert (parsed.fault.code, dict(parsed.fault.params)) == (Code.BAD_THRESHOLD, {"kind": kind})


def test_a_day_number_is_a_date_where_the_source_gives_dates_so():
    for raw, kind in ((43526, "date"), (2, "range"), (43526.5, "range")):
        fault = read_threshold(raw, serial_dates=True).fault
        assert fault is not None
        assert dict(fault.params) == {"kind": kind}


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        ("#REF!", Code.FORMULA_ERROR),
        (UncalculatedFormula("=2/3"), Code.FORMULA_NOT_CALCULATED),
        ("1.234%", Code.AMBIGUOUS_NUMBER),
    ],
)
def test_a_threshold_has_the_faults_of_every_cell(raw, code):
    fault = read_threshold(raw).fault
    assert fault is not None
    assert fault.code is code


@pytest.mark.parametrize("raw", [None, " ", "-", "−"])
def test_a_blank_threshold_is_blank(raw):
    assert read_threshold(raw) == Parsed()


@pytest.mark.parametrize(
    ("share", "meant"),
    [
        ("0.6667", "2/3"),
        ("0.67", "2/3"),
        ("0.666", "2/3"),
        ("0.33", "1/3"),
        ("0.833", "5/6"),
        ("0.9167", "11/12"),
        ("0.995", "1/1"),
        ("0.505", "1/2"),
    ],
)
def test_a_rounded_share_names_the_fraction_it_probably_means(share, meant):
    found = probable_fraction(Fraction(share))
    assert found is not None
    assert f"{found.numerator}/{found.denominator}" == meant


@pytest.mark.parametrize(
    "share", ["2/3", "0.8", "0.7", "0.75", "0.9", "1/2", "1", "7/12", "0.85", "0.65", "0.95", "0.5051"]
)
def test_an_exact_share_or_one_that_is_near_none_names_nothing(share):
    assert probable_fraction(Fraction(share)) is None


@given(st.fractions(min_value=Fraction(1, 1000), max_value=1, max_denominator=1000))
def test_a_named_fraction_is_within_half_a_point_and_has_a_denominator_of_at_most_twelve(share):
    meant = probable_fraction(share)
    if meant is not None:
        assert meant != share
        assert abs(meant - share) <= Fraction(1, 200)
        assert meant.denominator <= 12


@pytest.mark.parametrize(
    ("typed", "share", "strict"),
    [
        ("quá bán", Fraction(1, 2), True), ("Quá nửa", Fraction(1, 2), True), ("trên 50%", Fraction(1, 2), True),
        ("hơn 1/2", Fraction(1, 2), True), ("từ 2/3 trở lên", Fraction(2, 3), False),
        ("ít nhất 2/3", Fraction(2, 3), False), ("tối thiểu 70%", Fraction(7, 10), False), ("⅔", Fraction(2, 3), False),
        ("2/3 trở lên", Fraction(2, 3), False),
    ],
)  # fmt: skip
def test_thresholds_as_people_write_them(typed, share, strict):
    found = read_threshold(typed).value
    assert found is not None
    assert (found.share, found.strict) == (share, strict)


@pytest.mark.parametrize(
    "typed", ["2/3 số phiếu hợp lệ", "quá nửa số phiếu hợp lệ", "từ 2/3 tổng số phiếu hợp lệ trở lên"]
)
def test_words_behind_a_threshold_may_name_the_base_that_is_set_and_no_other(typed):
    assert read_threshold(typed, base=Base.VALID).value is not None
    for base in (Base.MEMBERS, Base.COLLECTED, None):
        assert read_threshold(typed, base=base).fault is not None


@pytest.mark.parametrize("typed", ["2/3 hoặc 1/2", "khoảng 2/3", "2/3 ?", "gần quá nửa", "2/3 số người vui"])
def test_words_that_leave_a_threshold_unclear_decide_nothing(typed):
    assert read_threshold(typed, base=Base.MEMBERS).fault is not None
