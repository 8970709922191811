"""The page of versions that were: for the secretary alone; a time line, a moment, two moments compared."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.access.rights import Role
from lib.feed.polling import Clock, Feed
from lib.settings import Settings, SourceSettings
from lib.show.words.numbers import HANOI
from lib.snapshot import build_snapshot
from lib.ui import live, role_snapshots
from tests.builders import ScriptedSource, history_of
from tests.tables import cell, edited, sample
from tests.ui.test_pages import words_of

EIGHT = dt.datetime(2019, 12, 18, 8, 0, tzinfo=HANOI)


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Feed]:
    """A feed whose history holds three versions of one morning."""
    hands = [EIGHT]
    source = ScriptedSource(sample())
    feed = Feed(source, build_snapshot, clock=Clock(now=lambda: hands[0]))
    history = history_of(feed, tmp_path, build_snapshot)
    for tables in (sample(), edited(cell("Thẩm định", "E5", 1), tables=sample())):
        source.content = tables
        feed.poll()
        hands[0] += dt.timedelta(hours=1)
    source.content = edited(cell("Thẩm định", "F5", None), tables=source.content)
    feed.refresh()
    feed.poll()
    live.hand_over(live.RunningApp(feed, Settings(SourceSettings(())), history=history))
    yield feed
    live._handed.clear()
    role_snapshots._cuts.clear()


def said(app) -> str:
    """The words of the page without the marks of Markdown."""
    return words_of(app).replace("\\", "").replace("\u2060", "")


def test_the_time_line_tells_versions_by_day_with_what_changed(kept, open_as):
    app = open_as(Role.SECRETARY, "nhat_ky")
    assert not app.exception
    words = said(app)
    assert "**18/12/2019**" in words
    assert "08:00:00: bản đầu tiên được lưu" in words
    assert "09:00:00: 1 ô thay đổi" in words
    assert "10:00:00: 1 ô thay đổi · mất 1 chỗ ở “Thẩm định”" in words


def test_versions_are_filtered_by_kind_and_a_unit_has_its_steps(kept, open_as):
    app = open_as(Role.SECRETARY, "nhat_ky")
    app.selectbox(key="lich_su_loai").set_value("lost").run()
    assert "09:00:00:" not in said(app)
    app.selectbox(key="lich_su_loai").set_value("").run()
    app.selectbox(key="lich_su_don_vi").set_value("TGPL").run()
    assert not app.exception
    assert "Lúc" in words_of(app)


def test_a_moment_is_shown_as_past_and_two_are_compared(kept, open_as):
    app = open_as(Role.SECRETARY, "nhat_ky")
    app.text_input(key="past_at").set_value("18/12/2019 08:30").run()
    assert not app.exception
    assert "Số liệu cũ" in words_of(app)
    app.text_input(key="past_from").set_value("18/12/2019 08:30")
    app.text_input(key="past_to").set_value("18/12/2019").run()
    words = said(app)
    assert "mất 1 ô ở “Thẩm định”" in words
    assert "Tổng điểm và hạng" in words
    app.text_input(key="past_at").set_value("hôm qua").run()
    assert "Không đọc được; ghi ngày/tháng/năm" in words_of(app)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARY])
def test_no_version_reaches_another_role(kept, open_as, role):
    app = open_as(role, "nhat_ky")
    assert not [one for one in app.text_input if one.key and one.key.startswith("past_")]
    assert "18/12/2019" not in words_of(app).split("Trang này")[0] or "thay đổi" not in words_of(app)
    assert "phiên bản" not in words_of(app)
