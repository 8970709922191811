"""Moments as typed on the command line and on the pages: `dd/MM/yyyy [HH:mm]`, in Hà Nội time."""

from __future__ import annotations

import datetime as dt

from lib.show.words.numbers import HANOI

FORM = "ngày/tháng/năm [giờ:phút], ví dụ 18/12/2019 08:00"


def read_moment(typed: str) -> dt.datetime | None:
    """The moment that was typed (timezone-aware); a date alone is the end of its day. None for anything else."""
    text = " ".join(typed.split())
    for form, length in (("%d/%m/%Y %H:%M", dt.timedelta(minutes=1)), ("%d/%m/%Y", dt.timedelta(days=1))):
        try:
            found = dt.datetime.strptime(text, form).replace(tzinfo=HANOI)
        except ValueError:
            continue
        return found + length - dt.timedelta(microseconds=1) if length.days else found + dt.timedelta(seconds=59)
    return None


def moment_words(moment: dt.datetime) -> str:
    """A moment as `18/12/2019 08:00:05`."""
    return moment.astimezone(HANOI).strftime("%d/%m/%Y %H:%M:%S")
