"""When something was held or decided: what names one moment, and what does not (docs/workbook.md 4.5)."""

import datetime as dt

import pytest

from lib.model.domain import Moment
from lib.sheets.reading.voting import read_time
from tests.tables import cell, row, the_workbook

HALF_PAST_TEN = Moment(dt.time(10, 30))
ON_THE_DAY = Moment(dt.time(10, 30), dt.date(2019, 12, 18))


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("10:30", HALF_PAST_TEN),
        (" 9:05 ", Moment(dt.time(9, 5))),
        ("10h30", HALF_PAST_TEN),
        ("10H30", HALF_PAST_TEN),
        ("10 giờ 30", HALF_PAST_TEN),
        ("10 giờ 30 phút", HALF_PAST_TEN),
        ("18/12/2019 10:30", ON_THE_DAY),
        ("18/12/2019 10h30", ON_THE_DAY),
        (dt.time(10, 30), HALF_PAST_TEN),
        (dt.timedelta(hours=10, minutes=30), HALF_PAST_TEN),
        (dt.datetime(2019, 12, 18, 10, 30), ON_THE_DAY),
        (0.4375, HALF_PAST_TEN),
        (43817.4375, ON_THE_DAY),
    ],
)
def test_one_moment_is_read(typed, meant):
    assert read_time(typed) == meant


@pytest.mark.parametrize(
    "typed",
    [
        None, "", "18/12/2019", dt.date(2019, 12, 18), dt.datetime(2019, 12, 18), 43817, 43817.0, "10:30 - 11:00",
        "10h30-11h", "từ 10:30", "sáng 18/12", "25:00", "10:61", "31/02/2019 10:30", "10", 10.5, 10, True, "10h",
        "18/12/19 10:30", dt.timedelta(days=1),
    ],
)  # fmt: skip
def test_a_date_alone_a_range_or_words_are_no_moment(typed):
    assert read_time(typed) is None


def test_sessions_and_decisions_carry_their_moment_and_what_was_typed():
    decided = row("Quyết định", "CNTP", "TGPL", "rút", "theo biên bản", "Cụm trưởng", "18/12/2019 10:30")
    book = the_workbook(decided)
    assert (book.decisions[0].decided_at, book.decisions[0].time) == (ON_THE_DAY, "18/12/2019 10:30")
    with_column = the_workbook(cell("Bỏ phiếu", "N1", "Thời gian"), cell("Bỏ phiếu", "N2", "10h30"))
    assert [one.held_at for one in with_column.sessions] == [HALF_PAST_TEN, None]
