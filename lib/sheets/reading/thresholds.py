"""The threshold of an award: text or number to an exact share (docs/workbook.md section 2, Danh hiệu). Pure."""

from __future__ import annotations

import datetime as dt
import re
from fractions import Fraction

from lib.model.domain import Threshold, ThresholdForm
from lib.model.problems import Code
from lib.sheets.reading import cells
from lib.sheets.reading.cells import Parsed
from lib.sheets.sources.source import RawCell

_FRACTION = re.compile(r"(\d{1,9})\s*/\s*(\d{1,9})", re.ASCII)
_THRESHOLD = re.compile(r"(>=|≥|>)?\s*(.+)", re.DOTALL)


def threshold(raw: RawCell, *, serial_dates: bool = False) -> Parsed[Threshold]:
    """A threshold: `2/3`, `80%`, `> 1/2`, `≥ 2/3`, or the number 0,8 for 80 %; more than 0, at most 1, not `> 1`.

    With `serial_dates` a whole number of the years 2000 to 2100 is a date that the spreadsheet made of `2/3`.
    """
    if cells.is_blank(raw):
        return Parsed()
    if wrong := cells.common_fault(raw):
        return Parsed(None, wrong)
    if isinstance(raw, dt.date | dt.time | dt.timedelta) or (serial_dates and cells.looks_like_a_day(raw)):
        return cells.fault(Code.BAD_THRESHOLD, kind="date")
    if isinstance(raw, str):
        return _threshold_text(cells.tidy(raw))
    share = cells.number(raw).value
    return _ranged(None if share is None else Fraction(share), False, ThresholdForm.PERCENT)


def _threshold_text(typed: str) -> Parsed[Threshold]:
    if typed in cells.DASHES:
        return Parsed()
    match = _THRESHOLD.fullmatch(typed)
    sign, body = (match.group(1), match.group(2)) if match else (None, typed)
    fraction = _FRACTION.fullmatch(body)
    if fraction:
        top, bottom = int(fraction.group(1)), int(fraction.group(2))
        return _ranged(Fraction(top, bottom) if bottom else None, sign == ">", ThresholdForm.FRACTION)
    percent = body.endswith("%")
    parsed = cells.number_text(body.removesuffix("%").strip())
    if parsed.value is None:
        ambiguous = parsed.fault is not None and parsed.fault.code is Code.AMBIGUOUS_NUMBER
        return Parsed(None, parsed.fault) if ambiguous else cells.fault(Code.BAD_THRESHOLD, kind="text")
    share = Fraction(parsed.value) / (100 if percent else 1)
    return _ranged(share, sign == ">", ThresholdForm.PERCENT)


def _ranged(share: Fraction | None, strict: bool, form: ThresholdForm) -> Parsed[Threshold]:
    if share is None:
        return cells.fault(Code.BAD_THRESHOLD, kind="text")
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
