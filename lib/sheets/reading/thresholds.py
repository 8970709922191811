"""Parsing the threshold of an award: text or number to an exact share (docs/workbook.md section 2, Danh hiệu). Pure."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

from lib.model.domain import Base, Threshold, ThresholdForm
from lib.model.problems import Code
from lib.sheets.reading import cells
from lib.sheets.reading.cells import Parsed
from lib.sheets.sources.source import RawCell
from lib.sheets.vocabulary import (
    AND_MORE,
    AT_LEAST,
    BASE_WORDS,
    BESIDE_A_BASE,
    MORE_THAN,
    MORE_THAN_HALF,
)

_FRACTION = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})", re.ASCII)
_WORDS = "|".join((*MORE_THAN, *AT_LEAST))
_THRESHOLD = re.compile(rf"(>=|≥|>|{_WORDS})?\s*([\d.,]+\s*%|[\d.,\s/]+)(.*)", re.DOTALL)
_STRICT = frozenset({">", *MORE_THAN})
_MORE_THAN_HALF = re.compile(MORE_THAN_HALF, re.DOTALL)
_SIGNS = {"⅔": "2/3", "½": "1/2", "¾": "3/4", "⅓": "1/3", "⅘": "4/5", "⅗": "3/5"}


def read_threshold(raw: RawCell, *, base: Base | None = None, serial_dates: bool = False) -> Parsed[Threshold]:
    """A threshold: `2/3`, `80%`, `> 1/2`, `≥ 2/3`, `quá bán`, `từ 2/3 trở lên`, or the number 0,8 for 80 %.

    It is more than 0, at most 1, not `> 1`. Words after the share may only name the base given by `Mẫu số` (`base`). A
    whole number that is a day of the years 2000 to 2050, with `serial_dates` to 2100, is a date into which the
    spreadsheet converted `2/3`.
    """
    if cells.is_blank(raw):
        return Parsed()
    if wrong := cells.common_fault(raw):
        return Parsed(None, wrong)
    a_day = cells.is_a_day_of_now(raw) or (serial_dates and cells.looks_like_a_day(raw))
    if a_day or isinstance(raw, dt.time | dt.timedelta):
        return cells.fault(Code.BAD_THRESHOLD, kind="date")
    if isinstance(raw, str):
        return _threshold_text(cells.key(raw), base)
    share = cells.read_number(raw).value
    return _ranged(None if share is None else Fraction(share), False, ThresholdForm.PERCENT)


def _threshold_text(typed: str, base: Base | None) -> Parsed[Threshold]:
    if typed in cells.DASHES:
        return Parsed()
    for sign, plain in _SIGNS.items():
        typed = typed.replace(sign, plain)
    if half := _MORE_THAN_HALF.fullmatch(typed):
        form = ThresholdForm.FRACTION
        return _ranged(Fraction(1, 2), True, form) if _of_base(half[1], base) else _unclear()
    match = _THRESHOLD.fullmatch(typed)
    if match is None or not _of_base(match[3], base):
        return _unclear()
    return _share(match[2].strip(), match[1] in _STRICT)


def _share(body: str, strict: bool) -> Parsed[Threshold]:
    """A fraction, a percentage or a number, after its comparison sign was read."""
    fraction = _FRACTION.fullmatch(body)
    if fraction:
        top, bottom = int(fraction.group(1)), int(fraction.group(2))
        return _ranged(Fraction(top, bottom) if bottom else None, strict, ThresholdForm.FRACTION)
    percent = body.endswith("%")
    parsed = cells.number_text(body.removesuffix("%").strip())
    if parsed.value is None:
        ambiguous = parsed.fault is not None and parsed.fault.code is Code.AMBIGUOUS_NUMBER
        return Parsed(None, parsed.fault) if ambiguous else _unclear()
    return _ranged(Fraction(parsed.value) / (100 if percent else 1), strict, ThresholdForm.PERCENT)


def _of_base(words: str, base: Base | None) -> bool:
    """Whether the words after a share contain nothing but `trở lên` and the configured base."""
    rest = words.replace(AND_MORE, " ").strip()
    named = [known for known, name in BASE_WORDS.items() if name in rest]
    for known in named:
        rest = rest.replace(BASE_WORDS[known], " ")
    return set(rest.split()) <= BESIDE_A_BASE and (not words.replace(AND_MORE, "").strip() or named == [base])


def _unclear() -> Parsed[Threshold]:
    return cells.fault(Code.BAD_THRESHOLD, kind="text")


def _ranged(share: Fraction | None, strict: bool, form: ThresholdForm) -> Parsed[Threshold]:
    if share is None:
        return _unclear()
    if not 0 < share <= 1 or (strict and share == 1):
        return cells.fault(Code.BAD_THRESHOLD, kind="range")
    return Parsed(Threshold(share, strict, form))


def probable_fraction(share: Fraction) -> Fraction | None:
    """The fraction k/d, d at most 12, that a rounded threshold probably means.

    None where `share` is such a fraction itself or none lies within half a percentage point (contract 2, Danh hiệu).
    """
    near = {Fraction(k, d) for d in range(1, 13) for k in range(1, d + 1)}
    if share in near:
        return None
    best = min(near, key=lambda fraction: (abs(fraction - share), fraction.denominator))
    return best if abs(best - share) <= Fraction(1, 200) else None
