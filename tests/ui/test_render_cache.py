"""What is the same for all who see a version is computed once, and no role is sent what another was shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest
from streamlit.proto.NewSession_pb2 import Config, CustomThemeConfig
from streamlit.runtime import app_session

from lib.access.rights import Role
from lib.feed.polling import Feed
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.show.rows import overview
from lib.show.rows.parts import markup
from lib.ui.page_versions import reader_mark
from lib.ui.parts import frame
from lib.ui.render_cache import keep_settings
from lib.ui.running_app import running_app
from tests.builders import ScriptedSource
from tests.places import SAMPLES
from tests.show.sampling import sample
from tests.ui.test_pages import read_aloud, words_of


@pytest.fixture
def source(running: Callable[[ScriptedSource], Feed]) -> tuple[ScriptedSource, Feed]:
    found = ScriptedSource(ExcelSource(SAMPLES / "cum_iii_2019.xlsx").fetch())
    return found, running(found)


@pytest.fixture
def computed(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The rows of the overview, each time that they are computed."""
    made: list[str] = []
    compute = overview.overview

    def noted(*args: object) -> object:
        made.append(read_aloud(markup(compute(*args))))
        return compute(*args)

    monkeypatch.setattr(overview, "overview", noted)
    return made


def test_a_second_reader_is_sent_what_was_drawn_for_the_first(source, computed, open_as):
    first, second = (open_as(Role.VIEWER) for _ in range(2))
    assert len(computed) == 1
    assert words_of(first) == words_of(second)
    assert computed[0].strip().splitlines()[0] in words_of(second)
    assert [len(app.main) for app in (first, second)] == [len(first.main)] * 2


def test_the_style_sheet_is_drawn_once_for_all(source, open_as, monkeypatch: pytest.MonkeyPatch) -> None:
    sheet, drawn = frame.whole_sheet(), []
    monkeypatch.setattr(frame, "whole_sheet", lambda: drawn.append(sheet) or sheet)
    for app in [open_as(Role.VIEWER) for _ in range(2)]:
        assert sheet in [part.proto.body for part in app.main.get("html")]
    assert drawn == [sheet]


def test_another_role_is_drawn_for_itself(source, computed, open_as):
    viewer, secretary = open_as(Role.VIEWER), open_as(Role.SECRETARY)
    assert len(computed) == 2
    assert words_of(viewer) != words_of(secretary)
    assert words_of(open_as(Role.VIEWER)) == words_of(viewer)
    assert len(computed) == 2


def test_when_the_planned_day_passes_pages_are_drawn_anew_and_the_live_page_too(source, computed, open_as, monkeypatch):
    day = sample().workbook.contest.conference_date
    assert day is not None
    marks = []
    for today in (day, day + dt.timedelta(days=1), day + dt.timedelta(days=2)):
        monkeypatch.setattr("lib.ui.view.today", lambda today=today: today)
        open_as(Role.VIEWER)
        marks.append(reader_mark(running_app()))
    assert len(computed) == 2
    assert marks[0] != marks[1] == marks[2]


def test_another_version_is_drawn_anew(source, computed, open_as):
    before = open_as(Role.VIEWER)
    found, feed = source
    found.content = ExcelSource(SAMPLES / "loi_thuong_gap.xlsx").fetch()
    feed.poll()
    feed.poll()  # a version with new faults settles first
    after = open_as(Role.VIEWER)
    assert len(computed) == 2
    assert words_of(after) != words_of(before)


def test_what_differs_by_what_was_chosen_is_drawn_for_each_choice(source, open_as):
    told = set()
    for unit in ("TGPL", "PBGDPL", "TGPL"):
        app = open_as(Role.VIEWER, "don_vi")
        told.add(words_of(app.selectbox(key="don_vi").select(unit).run()))
    assert len(told) == 2


def test_settings_that_were_kept_are_those_that_streamlit_reads(monkeypatch: pytest.MonkeyPatch) -> None:
    sections = ["theme", *(f"theme.{name}" for name in ("light", "dark", "sidebar", "light.sidebar", "dark.sidebar"))]
    read = app_session._populate_theme_msg
    configure = app_session._populate_config_msg
    monkeypatch.setattr(app_session, "_populate_theme_msg", read)
    monkeypatch.setattr(app_session, "_populate_config_msg", configure)
    keep_settings()
    assert app_session._populate_theme_msg is not read
    for section in sections * 2:
        kept, whole = CustomThemeConfig(), CustomThemeConfig()
        app_session._populate_theme_msg(kept, section)
        read(whole, section)
        assert kept == whole
    for _ in range(2):
        options, all_of_them = Config(), Config()
        app_session._populate_config_msg(options)
        configure(all_of_them)
        assert options == all_of_them
