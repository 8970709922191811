"""Reading the column `Thời gian` of `Bỏ phiếu` and `Quyết định` as moments (docs/workbook.md 4.5).

Only an unambiguous moment counts: a date alone, a range or words are None, for they establish no order. Pure.
"""

from __future__ import annotations

import datetime as dt
import re

from lib.model.moments import Moment
from lib.sheets.reading import cells
from lib.sheets.sources.source import RawCell
from lib.sheets.vocabulary import HOUR_WORD, MINUTE_WORD

_WORDS = rf" {HOUR_WORD} (?P<in_words>\d{{1,2}})(?: {MINUTE_WORD})?"
_TIME = rf"(?P<hour>\d{{1,2}})(?::(?P<colon>\d{{2}})| ?h ?(?P<h>\d{{2}})|{_WORDS})"
_MOMENT = re.compile(rf"(?:(?P<date>\d{{1,2}}/\d{{1,2}}/\d{{4}}) )?{_TIME}", re.IGNORECASE)
_SECONDS_A_DAY = 86400
_FIRST_SERIAL, _LAST_SERIAL = 16438, 109938
"""The serial numbers of 01/01/1945 and of the first day after the year 2200."""


def read_time(raw: RawCell) -> Moment | None:
    """`10:30`, `10h30`, `10 giờ 30` (of the conference day), `18/12/2019 10:30`, or a real time or date and time."""
    if isinstance(raw, str):
        return _typed(raw)
    if isinstance(raw, dt.datetime):
        return _dated(raw)
    if isinstance(raw, dt.time):
        return Moment(raw)
    if isinstance(raw, dt.timedelta):
        return _of_day(raw.total_seconds())
    if isinstance(raw, float):
        return _serial(raw)
    return None


def _typed(text: str) -> Moment | None:
    found = _MOMENT.fullmatch(cells.tidy(text))
    if found is None:
        return None
    minute = found["colon"] or found["h"] or found["in_words"]
    hour, minutes = int(found["hour"]), int(minute)
    if hour > 23 or minutes > 59:
        return None
    day = cells.read_date(found["date"]).value if found["date"] else None
    return None if found["date"] and day is None else Moment(dt.time(hour, minutes), day)


def _serial(number: float) -> Moment | None:
    """A fraction of a day, or a serial number with one."""
    if 0 < number < 1:
        return _of_day(number * _SECONDS_A_DAY)
    if not _FIRST_SERIAL <= number < _LAST_SERIAL:
        return None
    return _dated(dt.datetime.combine(cells.SHEET_EPOCH, dt.time()) + dt.timedelta(days=number))


def _of_day(seconds: float) -> Moment | None:
    if not 0 < seconds < _SECONDS_A_DAY:
        return None
    return Moment((dt.datetime.min + dt.timedelta(seconds=round(seconds))).time())


def _dated(value: dt.datetime) -> Moment | None:
    """A date and time; midnight counts as a date without time."""
    value = value.replace(microsecond=0) + dt.timedelta(seconds=value.microsecond >= 500_000)
    return None if value.time() == dt.time() else Moment(value.time(), value.date())
