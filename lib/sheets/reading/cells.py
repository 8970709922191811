"""Parsing one cell. Pure; every parser gives a value or the code of the fault.

The formats of numbers, dates and yes/no are those of docs/workbook.md section 1. A blank is not a fault: it parses to
None.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import Generic, TypeVar

from lib.model.invisible_characters import without_invisible
from lib.model.problems import Code, Param
from lib.sheets.columns import FIRST_YEAR, LAST_YEAR
from lib.sheets.sources.source import EPOCH, FIRST_OF_DAYS, LAST_OF_DAYS, RawCell, UncalculatedFormula

V = TypeVar("V")
W = TypeVar("W")

DASHES = frozenset({"-", "−", "–", "—"})
FORMULA_ERRORS = frozenset(
    {
        "#REF!", "#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#VALUE!", "#ERROR!", "#SPILL!", "#CALC!",
        "#FIELD!", "#BLOCKED!", "#CONNECT!", "#UNKNOWN!", "#GETTING_DATA", "#PYTHON!", "#BUSY!", "#EXTERNAL!",
        "Loading...", "Loading…", "Đang tải...", "Đang tải…",
    }
)  # fmt: skip
_TOO_LARGE = 10**12
SHEET_EPOCH = EPOCH.date()
_LAST_DAY_OF_NOW = (dt.date(2050, 12, 31) - SHEET_EPOCH).days
_LAST_SERIAL = (dt.date(LAST_YEAR, 1, 1) - SHEET_EPOCH).days
_VIETNAMESE = re.compile(r"\d+(,\d+)?|[1-9]\d{0,2}(\.\d{3})+(,\d+)?")
_PLAIN = re.compile(r"\d+(\.\d+)?|[1-9]\d{0,2}(,\d{3})+(\.\d+)?")
_DATE = re.compile(
    r"(?P<day>\d{1,2})(?P<sign>[/.-])(?P<month>\d{1,2})(?P=sign)(?P<year>\d{4})|(?P<y>\d{4})-(?P<m>\d{1,2})-(?P<d>\d{1,2})"
    r"|ngày (?P<nd>\d{1,2}) tháng (?P<nm>\d{1,2}) năm (?P<ny>\d{4})"
)
_PERCENT = re.compile(r"[-+−]?\s*\d[\d.,]*\s*%")
# Either vowel at the end of a syllable may bear the tone mark (hoà = hòa, thuý = thúy). All dashes are equal, and all
# quotation marks.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_TONE_FIRST = re.compile(rf"(?:o[{_TONES}][ae]|u[{_TONES}]y)(?!\w)")
_SAME_SIGN = str.maketrans(
    dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-") | dict.fromkeys("“”„‟«»'‘’‚‛′″`´", '"')
)
_END_MARKS = ".:;"
_EXPONENT = re.compile(r"[+-]?\d+([.,]\d+)?[eE][+-]?\d+")
# Letters of TCVN3 and VNI when misread as Unicode; none of these patterns occurs in a Vietnamese word. The letters of
# the second pattern are in neither encoding: text with one of them was typed in Unicode, whatever is beside it.
_LEGACY = re.compile(
    r"[a-z][À-ÂÃÈ-ÊÌ-ÖØ-Þ]|[A-Za-z][µ¸¶·¹¨¾¼½ª«¬]|[®§][A-Za-z¨-ÿ]|[aeiouyôöAEIOUYÔÖ][øûïØÛÏ]|[aeouyôöAEOUYÔÖ][ùÙ]"
    r"|[aeoAEO][âõåäÂÕÅÄ]|\b[ñÑ][aeiouyôöâAEIOUYÔÖÂ]|[îæþß][a-zµ-ÿ]|[a-z][îæþß]|\xad[¨-ÿ]"
)
_UNICODE_ONLY = re.compile("[ĂăĐđĨĩŨũƠơƯư\u1ea0-\u1ef9]")


@dataclass(frozen=True, slots=True)
class CellFault:
    """The fault of a cell, with the parameters of its sentence."""

    code: Code
    params: tuple[tuple[str, Param], ...] = ()


@dataclass(frozen=True, slots=True)
class Parsed(Generic[V]):
    """A value, or a fault, or neither: a blank cell."""

    value: V | None = None
    fault: CellFault | None = None


def fault(code: Code, **params: Param) -> Parsed[V]:
    """The result for a cell that cannot be read."""
    return Parsed(None, CellFault(code, tuple(params.items())))


def as_typed(raw: RawCell) -> str | None:
    """A raw value as text for messages, None for a blank."""
    if raw is None:
        return None
    if isinstance(raw, UncalculatedFormula):
        return raw.formula
    if isinstance(raw, bool):
        return "TRUE" if raw else "FALSE"
    if isinstance(raw, float | int):
        return shortest(raw)
    return raw if isinstance(raw, str) else _moment(raw)


def _moment(raw: dt.date | dt.time | dt.timedelta) -> str:
    """A date as 18/12/2019, with its time where it has one; a time or duration as 14:52."""
    if isinstance(raw, dt.timedelta):
        minutes = int(raw.total_seconds()) // 60
        return f"{minutes // 60}:{minutes % 60:02d}"
    if isinstance(raw, dt.time):
        return f"{raw.hour:02d}:{raw.minute:02d}"
    day = f"{raw.day:02d}/{raw.month:02d}/{raw.year:04d}"
    has_time = isinstance(raw, dt.datetime) and raw.time() != dt.time()
    return f"{day} {raw.hour:02d}:{raw.minute:02d}" if has_time and isinstance(raw, dt.datetime) else day


def shortest(number: float) -> str:
    """A number in its shortest form at 15 significant digits: 1.0 is "1", 0.1+0.2 is "0.3"."""
    if isinstance(number, float) and not math.isfinite(number):
        return str(number)
    return format(exact(number).normalize(), "f")


def exact(number: float) -> Decimal:
    """A finite number read at 15 significant digits (contract 1, number cell)."""
    return Decimal(number) if isinstance(number, int) else Decimal(f"{number:.15g}")


def tidy(text: str) -> str:
    """Text in NFC, trimmed, without invisible characters, runs of spaces folded to one."""
    return " ".join(without_invisible(unicodedata.normalize("NFC", text)).split())


@lru_cache(maxsize=65536)
def key(text: str) -> str:
    """The form in which two names are compared. Cached, since few words fill most cells.

    Case, runs of spaces, kinds of dashes and quotation marks, and the vowel that bears the tone mark make no
    difference.
    """
    folded = unicodedata.normalize("NFC", tidy(text).casefold()).translate(_SAME_SIGN)
    if folded.isascii():
        return folded
    apart = _TONE_FIRST.sub(lambda match: match[0][0] + match[0][2] + match[0][1], unicodedata.normalize("NFD", folded))
    return unicodedata.normalize("NFC", apart)


@lru_cache(maxsize=4096)
def word(text: str) -> str:
    """The form in which tabs, headers and closed choices are compared: `key` with `i` for `y`, without end marks."""
    bare = unicodedata.normalize("NFD", key(text).rstrip(_END_MARKS).rstrip()).replace("y", "i")
    return unicodedata.normalize("NFC", bare)


def common_fault(raw: RawCell) -> CellFault | None:
    """The fault that a cell of any kind may have: a formula error, a formula without a value, a legacy encoding."""
    if isinstance(raw, UncalculatedFormula):
        return CellFault(Code.FORMULA_NOT_CALCULATED)
    if not isinstance(raw, str):
        return None
    text = tidy(raw)
    if text in FORMULA_ERRORS:
        return CellFault(Code.FORMULA_ERROR)
    legacy = _LEGACY.search(text) and not _UNICODE_ONLY.search(text)
    return CellFault(Code.LEGACY_ENCODING) if legacy else None


def is_blank(raw: RawCell) -> bool:
    """Whether a cell is blank; spaces count as blank."""
    return raw is None or (isinstance(raw, str) and not tidy(raw))


def is_nothing(raw: RawCell) -> bool:
    """Whether a cell is blank, or a lone dash, a blank where a number is expected (contract 1, number cell)."""
    return is_blank(raw) or (isinstance(raw, str) and tidy(raw) in DASHES)


def read_text(raw: RawCell) -> Parsed[str]:
    """Text as typed, tidied. A number is read in its shortest form, a date as dd/MM/yyyy."""
    if is_blank(raw):
        return Parsed()
    if wrong := common_fault(raw):
        return Parsed(None, wrong)
    return Parsed(tidy(as_typed(raw) or ""))


def read_code(raw: RawCell, *, serial_dates: bool = False) -> Parsed[str]:
    """A code. A date is `bad_code`: the spreadsheet converted `1.2` or `1/2` into one (contract 1, names).

    With `serial_dates` a whole number that is a day of the years 2000 to 2100 counts as a date.
    """
    if isinstance(raw, dt.date | dt.time | dt.timedelta) or (serial_dates and looks_like_a_day(raw)):
        return fault(Code.BAD_CODE)
    return read_text(raw)


def is_a_percentage(raw: RawCell) -> bool:
    """Whether a text is a number with a percent sign."""
    return isinstance(raw, str) and _PERCENT.fullmatch(tidy(raw)) is not None


def is_a_day_of_now(raw: RawCell) -> bool:
    """Whether there is a date where a number belongs: a real one, or the serial number of a day of 2000 to 2050."""
    if isinstance(raw, dt.date):
        return True
    return isinstance(raw, int | float) and looks_like_a_day(raw) and raw <= _LAST_DAY_OF_NOW


def looks_like_a_day(raw: RawCell) -> bool:
    """Whether a number may be the serial number of a day of 2000 to 2100."""
    if isinstance(raw, bool) or not isinstance(raw, int | float):
        return False
    return FIRST_OF_DAYS <= raw <= LAST_OF_DAYS and raw == int(raw)


def read_number(raw: RawCell) -> Parsed[Decimal]:
    """A number cell (contract 1): a real number, or text with exactly one reading."""
    if is_blank(raw):
        return Parsed()
    if wrong := common_fault(raw):
        return Parsed(None, wrong)
    if isinstance(raw, bool):
        return fault(Code.NOT_A_NUMBER, expected="number", kind="boolean")
    if isinstance(raw, float | int) and abs(raw) < _TOO_LARGE:
        return Parsed(exact(raw))
    if not isinstance(raw, str):
        return fault(Code.NOT_A_NUMBER, expected="number", kind="text" if isinstance(raw, float | int) else "date")
    return number_text(tidy(raw))


def number_text(typed: str) -> Parsed[Decimal]:
    """A number in a text, in Vietnamese or English notation; a fault where it is ambiguous (contract 1)."""
    if typed in DASHES:
        return Parsed()
    sign, digits = (typed[0], typed[1:]) if typed[:1] in ("+", "-", "−") else ("", typed)
    readings = _readings(digits)
    if not readings or max(readings) >= _TOO_LARGE:
        kind = "percent" if _PERCENT.fullmatch(typed) else "exponent" if _EXPONENT.fullmatch(typed) else "text"
        return fault(Code.NOT_A_NUMBER, expected="number", kind=kind)
    if len(readings) > 1:
        return fault(Code.AMBIGUOUS_NUMBER, first=str(readings[0]), second=str(readings[1]))
    return Parsed(-readings[0] if sign in ("-", "−") else readings[0])


def _readings(digits: str) -> list[Decimal]:
    readings = []
    if digits.isascii() and _VIETNAMESE.fullmatch(digits):
        readings.append(Decimal(digits.replace(".", "").replace(",", ".")))
    if digits.isascii() and _PLAIN.fullmatch(digits):
        plain = Decimal(digits.replace(",", ""))
        if plain not in readings:
            readings.append(plain)
    return readings


def read_whole(raw: RawCell, *, least: int = 0) -> Parsed[int]:
    """A whole number of at least `least` (contract 1: counts, votes, Số lượng, Vòng, Số vòng)."""
    parsed = read_number(raw)
    expected = "whole_positive" if least else "whole"
    if parsed.fault and parsed.fault.code is Code.NOT_A_NUMBER:
        kind = dict(parsed.fault.params).get("kind")
        return fault(Code.NOT_A_NUMBER, expected=expected, kind=kind)
    if parsed.value is None:
        return Parsed(None, parsed.fault)
    if parsed.value != int(parsed.value):
        return fault(Code.NOT_A_NUMBER, expected=expected, kind="not_whole")
    if parsed.value < least:
        return fault(Code.NOT_A_NUMBER, expected=expected, kind="too_small")
    return Parsed(int(parsed.value))


def read_year(raw: RawCell) -> Parsed[int]:
    """A year in the accepted range; another number is a `bad_setting`."""
    parsed = read_whole(raw)
    if parsed.fault and parsed.fault.code is Code.NOT_A_NUMBER:
        return fault(Code.NOT_A_NUMBER, **{**dict(parsed.fault.params), "expected": "year"})
    if parsed.value is None or FIRST_YEAR <= parsed.value <= LAST_YEAR:
        return parsed
    return fault(Code.BAD_SETTING, expected="year")


def read_date(raw: RawCell) -> Parsed[dt.date]:
    """A real date, a serial number since 30/12/1899, or text: `18/12/2019`, `18-12-2019`, `18.12.2019`, `2019-12-18`,
    `ngày 18 tháng 12 năm 2019`; of a year in the accepted range.
    """
    if is_blank(raw):
        return Parsed()
    if wrong := common_fault(raw):
        return Parsed(None, wrong)
    if isinstance(raw, dt.date):
        return _of_our_time(raw.date() if isinstance(raw, dt.datetime) else raw)
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        is_day = 1 <= raw < _LAST_SERIAL
        return _of_our_time(SHEET_EPOCH + dt.timedelta(days=int(raw))) if is_day else fault(Code.BAD_DATE)
    return _date_text(tidy(raw)) if isinstance(raw, str) else fault(Code.BAD_DATE)


def _of_our_time(day: dt.date) -> Parsed[dt.date]:
    return Parsed(day) if FIRST_YEAR <= day.year <= LAST_YEAR else fault(Code.BAD_DATE)


def _date_text(typed: str) -> Parsed[dt.date]:
    if typed in DASHES:
        return Parsed()
    match = _DATE.fullmatch(key(typed))
    if not match:
        return fault(Code.BAD_DATE)
    day, month, year = (
        int(next(group for name in names if (group := match[name]) is not None))
        for names in (("day", "d", "nd"), ("month", "m", "nm"), ("year", "y", "ny"))
    )
    try:
        return _of_our_time(dt.date(year, month, day))
    except ValueError:
        return fault(Code.BAD_DATE)


def read_clock(raw: RawCell) -> Parsed[str]:
    """A time as text: typed text as it is, a time of day or fraction of a day as HH:mm, a date with its time."""
    if isinstance(raw, float) and 0 < raw < 1:
        raw = (dt.datetime.min + dt.timedelta(minutes=round(raw * 1440))).time()
    elif isinstance(raw, float | int) and not isinstance(raw, bool) and FIRST_OF_DAYS <= raw <= LAST_OF_DAYS:
        raw = EPOCH + dt.timedelta(minutes=round(raw * 1440))
    if isinstance(raw, dt.datetime) and raw.time() != dt.time():
        return Parsed(f"{_moment(raw.time())} {_moment(raw.date())}")
    return read_text(raw)


def read_choice(raw: RawCell, words: Mapping[W, tuple[str, ...]]) -> Parsed[W]:
    """One of a closed list of words; the fault names the first word of each."""
    parsed = read_text(raw)
    if parsed.value is None:
        return Parsed(None, parsed.fault)
    typed = word(parsed.value)
    for value, names in words.items():
        if typed in {word(name) for name in names}:
            return Parsed(value)
    return fault(Code.BAD_CHOICE, allowed="; ".join(names[0] for names in words.values()))


def to_points(value: Decimal, decimals: int) -> tuple[int, bool]:
    """`value` in units of 10^-decimals, rounded half up away from zero, and whether rounding was needed."""
    scaled = Fraction(value) * 10**decimals
    rounded = math.floor(abs(scaled) + Fraction(1, 2))
    return (rounded if scaled >= 0 else -rounded), abs(scaled) != rounded
