"""Which versions are kept: all of the last day and of conference days, the last of each hour of a week, before that the
last of each day, and for ever what was taken, released, corrected or printed. Pure.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

from lib.history.past_version import PastVersion

ALL, HOURLY = dt.timedelta(days=1), dt.timedelta(days=7)


def to_drop(
    versions: Sequence[PastVersion],
    now: dt.datetime,
    pinned: Collection[str] = (),
    conference_days: Collection[dt.date] = (),
    zone: dt.tzinfo = dt.UTC,
) -> tuple[int, ...]:
    """The numbers of the versions to drop; the newest is always kept.

    `pinned` are the versions (by their hash) that are kept for ever; days and hours are those of the time zone `zone`.
    """
    last_of: dict[tuple[dt.date, int | None], int] = {}
    for past in versions:
        last_of[_span(past, now, zone)] = past.number
    kept = set(last_of.values()) | ({versions[-1].number} if versions else set())
    return tuple(
        past.number
        for past in versions
        if past.number not in kept
        and past.version not in pinned
        and now - past.at > ALL
        and past.at.astimezone(zone).date() not in conference_days
    )


def _span(past: PastVersion, now: dt.datetime, zone: dt.tzinfo) -> tuple[dt.date, int | None]:
    """The hour, or for an older version the day, of which one version is kept."""
    local = past.at.astimezone(zone)
    return local.date(), local.hour if now - past.at <= HOURLY else None
