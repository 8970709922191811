"""When the age of the data turns amber and red, and what it says then."""

from __future__ import annotations

import json

import pytest

from lib.access.rights import Role
from lib.feed.polling import Feed
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import build_snapshot
from tests.places import SAMPLES


def told(interval: float, running, open_as) -> dict:
    """What the component of the frame is given over a source that is read at this interval."""
    feed = Feed(ExcelSource(SAMPLES / "cum_iii_2019.xlsx"), build_snapshot, interval)
    feed.poll()
    running(feed)
    (component,) = open_as(Role.VIEWER).get("bidi_component")
    return json.loads(component.proto.json)


@pytest.mark.parametrize(
    ("interval", "amber", "red", "recent"), [(1, 3, 60, 3), (5, 15, 60, 10), (30, 90, 120, 10), (600, 1800, 2400, 10)]
)
def test_three_missed_readings_are_amber_a_minute_is_red_and_neither_is_just_now(
    interval, amber, red, recent, running, open_as
):
    data = told(interval, running, open_as)
    assert (data["late"], data["old"]) == (amber, red)
    assert data["recent"] == recent <= amber
