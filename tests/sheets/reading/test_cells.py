"""One cell: every form of number, date, yes/no, choice and code of docs/workbook.md section 1."""

from __future__ import annotations

import datetime as dt
import unicodedata
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.model.problems import Code
from lib.sheets.reading import cells
from lib.sheets.reading.cells import Parsed
from lib.sheets.sources.source import UncalculatedFormula
from lib.sheets.vocabulary import CRITERION_KINDS, SESSION_STATES, YES_NO
from tests.sheets.vietnamese import PHRASES, TCVN3, VNI, WORDS, syllables

NBSP, NARROW, WIDE = "\u00a0", "\u202f", "\u3000"


def code_of(parsed: Parsed) -> Code | None:
    return parsed.fault.code if parsed.fault else None


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        (8, "8"),
        (8.5, "8.5"),
        (-3.25, "-3.25"),
        (0, "0"),
        (0.1 + 0.2, "0.3"),
        (1 / 3, "0.333333333333333"),
        (2.675, "2.675"),
        (123456789.125, "123456789.125"),
        ("98,5", "98.5"),
        ("98.5", "98.5"),
        ("98,50 ", "98.50"),
        (f"{NBSP}98,5{NARROW}", "98.5"),
        (f"{WIDE}7", "7"),
        ("\u200b98,5\ufeff", "98.5"),
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("12.345,67", "12345.67"),
        ("1.234.567", "1234567"),
        ("1,234,567", "1234567"),
        ("1.234.567,8", "1234567.8"),
        ("0.125", "0.125"),
        ("0,125", "0.125"),
        ("1.5", "1.5"),
        ("1,5", "1.5"),
        ("1.23", "1.23"),
        ("1.2345", "1.2345"),
        ("1,2345", "1.2345"),
        ("1234,567", "1234.567"),
        ("1234.567", "1234.567"),
        ("007", "7"),
        ("00.125", "0.125"),
        ("+5", "5"),
        ("-5", "-5"),
        ("−5", "-5"),
        ("−2,5", "-2.5"),
        ("-0,5", "-0.5"),
    ],
)
def test_a_number_with_one_reading(raw, value):
    assert cells.read_number(raw) == Parsed(Decimal(value))


@pytest.mark.parametrize("typed", ["1.234", "1,234", "12.345", "123,456", "-1.234", "−1,234", "1.000", "10,000"])
def test_text_that_reads_differently_in_the_two_forms_is_ambiguous(typed):
    assert code_of(cells.read_number(typed)) is Code.AMBIGUOUS_NUMBER


def test_an_ambiguous_number_names_both_its_readings():
    fault = cells.read_number("1.234").fault
    assert fault is not None
    assert dict(fault.params) == {"first": "1234", "second": "1.234"}


@pytest.mark.parametrize("raw", [None, "", " ", NBSP, "\t\n", "\u200b", "-", "−", "–", "—", f" - {NBSP}"])
def test_a_blank_or_a_lone_dash_is_no_number_and_no_fault(raw):
    assert cells.read_number(raw) == cells.Parsed()


@pytest.mark.parametrize(
    "raw",
    [
        "abc", "8,5 điểm", "5%", "5 %", "1e3", "1E3", "1,5e2", "NaN", "nan", "inf", "Infinity", "TRUE", "true", True,
        False, float("nan"), float("inf"), float("-inf"), "1 234", "1 234,5", ".5", ",5", "5.", "5,", "1.23.4",
        "1,2,3", "1.2345,6", "12,34.5", "--5", "- 5", "–5", "5-", "1/2", "(5)", "٣", "５", "²", "1_000", "0x10",
        "1'234", "KPS", dt.date(2019, 3, 2), dt.datetime(2019, 3, 2, 1), dt.time(8), dt.timedelta(days=1), 1e12, -1e12,
        1e300, 10**12, 10**400, "999999999999999", "9" * 6000, "a" * 40000,
    ],
)  # fmt: skip
def test_what_is_not_a_number(raw):
    assert code_of(cells.read_number(raw)) is Code.NOT_A_NUMBER


@pytest.mark.parametrize(
    ("raw", "kind"),
    [("abc", "text"), ("1e3", "exponent"), (True, "boolean"), (dt.date(2019, 1, 5), "date"), (float("nan"), "text")],
)
def test_what_is_not_a_number_says_what_it_is(raw, kind):
    fault = cells.read_number(raw).fault
    assert fault is not None
    assert dict(fault.params)["kind"] == kind


@pytest.mark.parametrize(
    "raw",
    [
        "#REF!",
        "#DIV/0!",
        "#N/A",
        "#NAME?",
        "#NULL!",
        "#NUM!",
        "#VALUE!",
        "#ERROR!",
        "Loading...",
        "Đang tải...",
        " #REF! ",
    ],
)
@pytest.mark.parametrize(
    "parse", [cells.read_number, cells.read_whole, cells.read_date, cells.read_text, cells.read_code, cells.read_clock]
)
def test_a_formula_error_is_one_in_every_kind_of_cell(parse, raw):
    assert code_of(parse(raw)) is Code.FORMULA_ERROR


@pytest.mark.parametrize(
    "parse", [cells.read_number, cells.read_whole, cells.read_date, cells.read_text, cells.read_code, cells.read_clock]
)
def test_a_formula_without_a_stored_value_is_not_calculated_in_every_kind_of_cell(parse):
    assert code_of(parse(UncalculatedFormula("=A1"))) is Code.FORMULA_NOT_CALCULATED


# -- old encodings -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("text", TCVN3 + VNI)
def test_text_in_an_old_encoding_is_named(text):
    assert code_of(cells.read_text(text)) is Code.LEGACY_ENCODING


def test_there_are_enough_words_to_trust_the_next_tests():
    assert len(set(WORDS)) >= 200
    assert {"giùm", "quỹ", "thuở", "khuya", "xoong"} <= set(WORDS)


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize("case", [str.lower, str.upper, str.title, str.capitalize])
def test_no_vietnamese_word_is_taken_for_an_old_encoding(case, form):
    typed = [unicodedata.normalize(form, case(word)) for word in WORDS]
    assert [word for word in typed if cells.common_fault(word)] == []


@pytest.mark.parametrize("case", [str.lower, str.upper, str.title])
def test_no_vietnamese_syllable_is_taken_for_an_old_encoding(case):
    assert [syllable for syllable in syllables() if cells.common_fault(case(syllable))] == []


@pytest.mark.parametrize("phrase", PHRASES)
def test_no_vietnamese_phrase_is_taken_for_an_old_encoding(phrase):
    assert cells.read_text(phrase) == Parsed(phrase)


# -- whole numbers -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("raw", "value"), [(0, 0), (8, 8), (8.0, 8), ("8", 8), ("8,0", 8), ("08", 8), ("11 ", 11)])
def test_a_whole_number(raw, value):
    assert cells.read_whole(raw) == Parsed(value)


@pytest.mark.parametrize("raw", [-1, 7.5, "7,5", "-1", "tám", True, float("nan"), dt.date(2019, 1, 1), "8%"])
def test_what_is_no_whole_number(raw):
    assert code_of(cells.read_whole(raw)) is Code.NOT_A_NUMBER


def test_a_number_of_seats_or_rounds_is_at_least_one():
    assert code_of(cells.read_whole(0, least=1)) is Code.NOT_A_NUMBER
    assert cells.read_whole(1, least=1) == Parsed(1)


def test_an_ambiguous_count_is_ambiguous():
    assert code_of(cells.read_whole("1.000")) is Code.AMBIGUOUS_NUMBER


# -- dates and times ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "raw",
    [
        dt.date(2019, 12, 18),
        dt.datetime(2019, 12, 18, 14, 30),
        43817,
        43817.0,
        43817.6,
        "18/12/2019",
        f" 18/12/2019{NBSP}",
        "18/12/2019\u200b",
    ],
)
def test_a_date_is_real_a_serial_or_text(raw):
    assert cells.read_date(raw) == Parsed(dt.date(2019, 12, 18))


def test_a_date_may_lack_its_leading_zeros():
    assert cells.read_date("1/3/2019") == Parsed(dt.date(2019, 3, 1))


@pytest.mark.parametrize(
    "raw",
    [
        "30/02/2019", "2019-02-30", "18-12.2019", "18-12-19", "18.12.19",
        "18/12/19", "31/12/1944", "01/01/2201", "12/2019", "hôm nay", "00/01/2019", 0, -5,
        200000, float("nan"), float("inf"), 10**400, True, dt.time(8), dt.timedelta(days=1), "18/13/2019",
        "18/12/2019 08:00", "43817",
    ],
)  # fmt: skip
def test_what_is_no_date(raw):
    assert code_of(cells.read_date(raw)) is Code.BAD_DATE


@pytest.mark.parametrize("raw", [None, " ", "-"])
def test_a_blank_date_is_blank(raw):
    assert cells.read_date(raw) == cells.Parsed()


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("10:30", "10:30"),
        ("10 giờ 30", "10 giờ 30"),
        (dt.time(8, 5), "08:05"),
        (0.4375, "10:30"),
        (dt.datetime(2019, 12, 18, 10, 30), "10:30 18/12/2019"),
        (dt.datetime(2019, 12, 18), "18/12/2019"),
        (43817.4375, "10:30 18/12/2019"),
        (43817, "18/12/2019"),
        (0.9999999, "00:00"),
    ],
)
def test_a_time_reads_as_people_write_it(raw, value):
    assert cells.read_clock(raw) == Parsed(value)


# -- yes and no, choices -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "value"),
    [
        ("có", True), ("CÓ", True), (unicodedata.normalize("NFD", "Có"), True), ("x", True), ("X ", True), (True, True),
        ("TRUE", True), ("true", True), (1, True), (1.0, True), ("1", True), ("không", False),
        (unicodedata.normalize("NFD", "KHÔNG"), False), (False, False), ("FALSE", False), (0, False), ("0", False),
    ],
)  # fmt: skip
def test_yes_and_no(raw, value):
    assert cells.read_choice(raw, YES_NO) == Parsed(value)


@pytest.mark.parametrize("raw", ["ừ", "2", 2, "yes?", "-"])
def test_what_is_neither_yes_nor_no(raw):
    assert code_of(cells.read_choice(raw, YES_NO)) is Code.BAD_CHOICE


@pytest.mark.parametrize("raw", [None, "", NBSP])
def test_a_blank_yes_or_no_is_blank(raw):
    assert cells.read_choice(raw, YES_NO) == cells.Parsed()


@pytest.mark.parametrize(
    "raw", ["Đã kiểm", "ĐÃ  KIỂM", f"đã{NBSP}kiểm", unicodedata.normalize("NFD", "đã kiểm "), "đã\u200b kiểm"]
)
def test_a_choice_matches_after_folding_form_case_and_spaces(raw):
    parsed = cells.read_choice(raw, SESSION_STATES)
    assert parsed.value is not None
    assert parsed.value.value == "counted"


def test_a_word_outside_a_closed_list_names_the_list():
    fault = cells.read_choice("điểm cộng", CRITERION_KINDS).fault
    assert fault is not None
    assert (fault.code, dict(fault.params)) == (Code.BAD_CHOICE, {"allowed": "chuẩn; thưởng; trừ"})


# -- codes and text ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("raw", "value"),
    [("TGPL", "TGPL"), (1, "1"), (1.0, "1"), (1.2, "1.2"), (1.10, "1.1"), (" I.1 ", "I.1"), (2019, "2019")],
)
def test_a_code_is_text_and_a_number_reads_in_its_shortest_form(raw, value):
    assert cells.read_code(raw) == Parsed(value)


@pytest.mark.parametrize("raw", [dt.date(2019, 2, 1), dt.datetime(2019, 2, 1), dt.time(1, 2), dt.timedelta(hours=30)])
def test_a_code_that_became_a_date_is_refused(raw):
    assert code_of(cells.read_code(raw)) is Code.BAD_CODE


def test_a_day_number_is_a_date_only_where_the_source_gives_dates_so():
    assert code_of(cells.read_code(43497, serial_dates=True)) is Code.BAD_CODE
    assert code_of(cells.read_code(43497.0, serial_dates=True)) is Code.BAD_CODE
    assert cells.read_code(43497) == Parsed("43497")
    assert cells.read_code(1.2, serial_dates=True) == Parsed("1.2")
    assert cells.read_code(43497.5, serial_dates=True) == Parsed("43497.5")


@pytest.mark.parametrize("raw", [float("nan"), float("inf"), 10**400])
def test_no_odd_number_upsets_a_code(raw):
    assert cells.read_code(raw, serial_dates=True).value is not None


@pytest.mark.parametrize(
    ("raw", "shown"),
    [
        (None, None),
        (25, "25"),
        (25.0, "25"),
        (0.1 + 0.2, "0.3"),
        (1e21, "1000000000000000000000"),
        (True, "TRUE"),
        (False, "FALSE"),
        (dt.date(2019, 3, 2), "02/03/2019"),
        (dt.datetime(2019, 3, 2), "02/03/2019"),
        (dt.datetime(2019, 3, 2, 10, 5), "02/03/2019 10:05"),
        (dt.date(999, 1, 1), "01/01/0999"),
        (dt.time(9, 5), "09:05"),
        (dt.timedelta(hours=30, minutes=5), "30:05"),
        (UncalculatedFormula("=A1+1"), "=A1+1"),
        (" như đã gõ ", " như đã gõ "),
    ],
)
def test_a_cell_is_shown_as_typed(raw, shown):
    assert cells.as_typed(raw) == shown


def test_text_is_tidy_and_composed():
    assert cells.read_text(unicodedata.normalize("NFD", f"  Cục{NBSP}{NBSP} Con\tnuôi ")) == Parsed("Cục Con nuôi")


# -- rounding ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "decimals", "points", "rounded"),
    [
        ("98.5", 2, 9850, False),
        ("8.555", 2, 856, True),
        ("8.545", 2, 855, True),
        ("8.5449", 2, 854, True),
        ("2.5", 0, 3, True),
        ("-2.5", 0, -3, True),
        ("0.00005", 4, 1, True),
        ("7", 0, 7, False),
        ("7.10", 1, 71, False),
    ],
)
def test_points_are_rounded_half_up_once(value, decimals, points, rounded):
    assert cells.to_points(Decimal(value), decimals) == (points, rounded)


RAW = st.one_of(
    st.none(),
    st.text(max_size=30),
    st.integers(),
    st.floats(),
    st.booleans(),
    st.dates(),
    st.datetimes(),
    st.times(),
    st.timedeltas(),
    st.from_regex(r"\s*[-−+]?[\d.,/%eE]{1,12}\s*", fullmatch=True),
)
PARSERS = (cells.read_number, cells.read_whole, cells.read_date, cells.read_text, cells.read_code, cells.read_clock)


@given(RAW)
def test_a_parser_gives_a_value_or_a_fault_or_neither_and_raises_nothing(raw):
    cells.as_typed(raw)
    for parse in PARSERS:
        parsed = parse(raw)
        assert parsed.value is None or parsed.fault is None


@given(st.decimals(min_value=-99999, max_value=99999, places=2))
def test_a_number_reads_the_same_in_both_forms_and_as_a_real_one(value):
    plain = str(value)
    vietnamese = plain.replace(".", ",")
    assert (
        cells.read_number(plain).value
        == cells.read_number(vietnamese).value
        == cells.read_number(float(value)).value
        == value
    )


@pytest.mark.parametrize(
    ("one", "other"),
    [("Hoà Bình", "Hòa Bình"), ("Thuý", "Thúy"), ("khoẻ", "khỏe"), ("Cục A – B", "Cục A - B"), ("‘a’", '"a"'),
     ("Cục\u200b Con nuôi", "cục con  nuôi"), ("Quý", "Quý")],
)  # fmt: skip
def test_names_that_are_the_same_word(one, other):
    assert cells.key(one) == cells.key(other)


@pytest.mark.parametrize(("one", "other"), [("lý", "lí"), ("Lọai trừ", "Loại trừ"), ("của", "cua"), ("Hoa", "Hòa")])
def test_names_that_are_other_words(one, other):
    assert cells.key(one) != cells.key(other)


@pytest.mark.parametrize(
    ("typed", "word"), [("Đăng kí", "Đăng ký"), ("đã kiểm.", "đã kiểm"), ("Quyết định:", "quyết định")]
)
def test_tabs_headers_and_choices_as_people_write_them(typed, word):
    assert cells.word(typed) == cells.word(word)


@pytest.mark.parametrize(
    "typed", ["18-12-2019", "18.12.2019", "2019-12-18", "ngày 18 tháng 12 năm 2019", "Ngày 18  tháng 12 năm 2019"]
)
def test_dates_as_people_write_them(typed):
    assert cells.read_date(typed).value == dt.date(2019, 12, 18)


@pytest.mark.parametrize("raw", [dt.date(1944, 12, 31), dt.datetime(2201, 1, 1), 1.0, "31/12/1944"])
def test_a_date_out_of_our_time_is_bad(raw):
    assert code_of(cells.read_date(raw)) is Code.BAD_DATE


@pytest.mark.parametrize(
    ("raw", "least", "kind"),
    [("7.5", 0, "not_whole"), (7.5, 0, "not_whole"), ("-1", 0, "too_small"), (0, 1, "too_small"), ("tám", 0, "text")],
)
def test_a_number_that_is_no_count_is_not_called_a_text(raw, least, kind):
    found = cells.read_whole(raw, least=least).fault
    assert found is not None
    assert (found.code, dict(found.params)["kind"]) == (Code.NOT_A_NUMBER, kind)
