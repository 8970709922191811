"""Where the figures come from, on the pages of the secretary: what is read, the switch, the last changes, the guide."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.rights import RIGHTS, Right, Role
from lib.feed.polling import Feed
from lib.feed.source_choice import SourceChoice
from lib.settings import Settings, SourceKind, SourceSettings, SpreadsheetLocation
from lib.sheets.sources.source import RawTables
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.show.words.numbers import md
from lib.snapshot import build_snapshot
from lib.store.shelf import FolderShelf
from lib.ui import page_versions, running_app, shell
from tests.builders import ScriptedSource, history_of, unreachable
from tests.places import SAMPLE
from tests.ui.test_pages import words_of

TABLES = ExcelSource(SAMPLE).fetch()


def edited(tab: str, row: int, column: int, value: object) -> RawTables:
    """The sample with another value in one cell."""
    changed = []
    for table in TABLES.tables:
        rows = [list(cells) for cells in table.rows]
        if table.tab == tab:
            rows[row - 1][column - 1] = value
        changed.append(replace(table, rows=tuple(tuple(cells) for cells in rows)))
    return replace(TABLES, tables=tuple(changed))


@pytest.fixture
def source() -> ScriptedSource:
    return ScriptedSource(TABLES)


@pytest.fixture
def feed(source: ScriptedSource, tmp_path: Path, running) -> Feed:
    feed = Feed(source, build_snapshot)
    settings = Settings(SourceSettings((SpreadsheetLocation(SourceKind.XLSX, str(SAMPLE)),)))
    sources = SourceChoice(settings, FolderShelf(tmp_path / "state"))
    history = history_of(feed, tmp_path / "history", build_snapshot)
    return running(feed, settings, sources=sources, history=history)


def checks(open_as) -> AppTest:
    app = open_as(Role.SECRETARY, "kiem_tra")
    assert not app.exception
    return app


def score_cell() -> tuple[int, int, float]:
    """A place in `Thẩm định` that holds points, and the points."""
    (table,) = (table for table in TABLES.tables if table.tab == "Thẩm định")
    for row, cells in enumerate(table.rows, 1):
        for column, value in enumerate(cells, 1):
            if column > 4 and isinstance(value, int | float) and not isinstance(value, bool) and 1 < value < 5:
                return row, column, float(value)
    raise LookupError


def test_the_page_names_what_is_read_and_says_that_nothing_changed_yet(feed, open_as):
    feed.poll()
    words = words_of(checks(open_as))
    assert f"Đang đọc: **{md('a.xlsx')}**" in words
    assert "đọc lại sau mỗi 5 giây" in words
    assert "Chưa có thay đổi nào." in words


def test_a_change_is_told_with_time_cell_both_values_and_its_effect(feed, source, open_as):
    feed.poll()
    row, column, points = score_cell()
    source.content = edited("Thẩm định", row, column, points - 1)
    feed.poll()
    app = checks(open_as)
    (change,) = (found for found in app.expander if "ô thay đổi" in found.label)
    assert " · 1 ô thay đổi" in change.label
    (told,) = change.markdown
    assert "Thẩm định" in told.value
    assert "→" in told.value
    assert "tổng điểm" in told.value


def test_text_of_a_cell_cannot_write_markdown_in_the_list_of_changes(feed, source, open_as):
    feed.poll()
    source.content = edited("Thông tin", 2, 2, "**[x](http://a.b)** :red[y]")
    feed.poll()
    (change,) = (found for found in checks(open_as).expander if "ô thay đổi" in found.label)
    assert "**[x]" not in change.markdown[0].value
    assert ":red[" not in change.markdown[0].value


def test_a_half_typed_edit_is_told_with_its_cell(feed, source, open_as):
    feed.poll()
    row, column, _ = score_cell()
    source.content = edited("Thẩm định", row, column, "9,x")
    feed.poll()
    (told,) = (found.value for found in checks(open_as).info if "chưa hoàn chỉnh" in found.value)
    assert feed.latest.held.cells[0].a1 in told
    app = checks(open_as)
    app.button(key="show_half_typed").click().run()
    feed.poll()
    assert feed.latest.held is None
    assert not [found for found in checks(open_as).info if "chưa hoàn chỉnh" in found.value]


def test_reading_again_asks_the_feed_and_shows_the_half_typed_edit(feed, source, open_as):
    feed.poll()
    row, column, _ = score_cell()
    source.content = edited("Thẩm định", row, column, "9,x")
    app = checks(open_as)
    app.button(key="read_again").click().run()
    feed.poll()
    assert feed.latest.version.tables == source.content


def test_another_file_is_read_after_the_switch_and_the_first_after_the_way_back(feed, open_as, tmp_path):
    feed.poll()
    other = tmp_path / "ngay_hoi_nghi.xlsx"
    shutil.copy(SAMPLE, other)
    app = checks(open_as)
    app.text_input(key="excel_path").set_value(str(other)).run()
    app.button(key="use_file").click().run()
    assert feed.label == other.name
    feed.poll()
    assert feed.latest.snapshot.source == other.name
    assert md(str(other)) in words_of(app)
    app.button(key="use_configured").click().run()
    feed.poll()
    assert feed.latest.snapshot.source == SAMPLE.name
    feed.stop()


def test_a_file_that_is_not_there_is_refused_in_words_and_nothing_changes(feed, open_as, tmp_path):
    feed.poll()
    app = checks(open_as)
    app.text_input(key="excel_path").set_value(str(tmp_path / "khong_co.xlsx")).run()
    app.button(key="use_file").click().run()
    assert "Không tìm thấy bảng tính hoặc tệp." in words_of(app)
    assert feed.label == "a.xlsx"


def test_before_anything_was_read_the_secretary_learns_why_and_can_switch(feed, source, open_as):
    source.content = unreachable()
    feed.poll()
    app = checks(open_as)
    assert "Chưa đọc được số liệu" in words_of(app)
    assert app.text_input(key="excel_path").label.startswith("Đường dẫn tệp Excel")


def test_who_may_not_control_sees_no_button(feed, open_as, monkeypatch):
    monkeypatch.setitem(RIGHTS, Role.LEADER, frozenset({Right.PROBLEMS, Right.SCORES}))
    feed.poll()
    app = open_as(Role.LEADER, "kiem_tra")
    assert not app.exception
    assert not [button for button in app.button if button.key in {"read_again", "use_file"}]


@pytest.mark.parametrize("role", [Role.VIEWER, Role.SCREEN, Role.LEADER])
def test_a_reader_sees_nothing_of_the_source(role, feed, open_as):
    feed.poll()
    app = open_as(role, "kiem_tra")
    assert "Đang đọc" not in words_of(app)
    assert not [button for button in app.button if button.key == "read_again"]


def test_the_guide_shows_every_step_of_the_connection(feed, open_as):
    feed.poll()
    app = open_as(Role.SECRETARY, "huong_dan")
    assert not app.exception
    (steps,) = (found for found in app.expander if "Google Trang tính" in found.label)
    for number in range(1, 11):
        assert f"\n### {number}. " in steps.markdown[-1].value


def test_a_change_while_a_page_is_being_drawn_is_news_for_that_page(feed, source, open_as, monkeypatch):
    drawn = []
    read = shell.content_for

    def read_then_changed(role, now):
        shown = read(role, now)
        source.content = edited("Thông tin", 2, 2, f"Tên khác {len(drawn)}")
        feed.poll()
        return shown

    monkeypatch.setattr("lib.ui.shell.content_for", read_then_changed)
    monkeypatch.setattr("lib.ui.shell.follow_changes", lambda now, *, follows, mark, **_: drawn.append((follows, mark)))
    feed.poll()
    checks(open_as)
    which, mark = drawn[-1]
    assert mark != page_versions.sealed(running_app.running_app(), which)
