"""The pages of the year: each part with its tab and without a trace of it; evidence and tasks for the secretary."""

from __future__ import annotations

import dataclasses
import re
from html import unescape

import pytest

from lib.access.rights import Role
from lib.model.releasable import NOTHING
from lib.release.role_view import snapshot_for
from lib.sheets.sources.source import RawTables
from lib.snapshot import Snapshot
from lib.ui.menu import listed, menu_page
from tests.builders import ScriptedSource
from tests.days import sample_tables, version, with_row
from tests.ui.test_pages import rows_of, words_of

HEADINGS = {
    "Công việc": "Công việc",
    "Phong trào": "Phong trào thi đua",
    "Đăng ký": "Đăng ký thi đua",
    "Giao ước": "Giao ước thi đua",
    "Lãnh đạo cụm": "Lãnh đạo cụm",
    "Xếp loại": "Xếp loại chất lượng",
    "Điển hình": "Điển hình, sáng kiến, mô hình",
}
OF_LEADERS = {"Đăng ký thi đua", "Xếp loại chất lượng"}
TRACES = {
    "Công việc": "việc quá hạn",
    "Phong trào": "phong trào thi đua",
    "Điển hình": "điển hình",
    "Đăng ký": "đăng ký thi đua",
    "Giao ước": "giao ước",
    "Lãnh đạo cụm": "Cụm trưởng: ",
    "Xếp loại": "Xếp loại",
}


def without(*tabs: str) -> RawTables:
    tables = sample_tables()
    return dataclasses.replace(tables, tables=tuple(one for one in tables.tables if one.tab not in tabs))


def subheaders(app) -> list[str]:
    return [unescape(found) for found in re.findall(r"<h2>(.*?)</h2>", rows_of(app))]


def test_every_part_stands_under_its_heading_the_tasks_first(running, open_as):
    running(ScriptedSource(sample_tables()))
    app = open_as(Role.SECRETARY, "phong_trao")
    assert subheaders(app) == list(HEADINGS.values())
    assert "chưa ghi kết quả" in words_of(app)
    assert "quá hạn" not in words_of(app)


@pytest.mark.parametrize("tab", HEADINGS)
def test_without_its_tab_a_part_leaves_no_trace(tab, running, open_as):
    running(ScriptedSource(without(tab)))
    app = open_as(Role.SECRETARY, "phong_trao")
    assert subheaders(app) == [heading for heading in HEADINGS.values() if heading != HEADINGS[tab]]
    overview = words_of(open_as(Role.SECRETARY)).partition("Trong năm")[2]
    assert TRACES[tab] not in overview
    assert TRACES[tab] not in words_of(app).partition("Công việc")[0]


def test_what_is_for_leaders_and_for_the_secretary_is_on_nobody_elses_page(running, open_as):
    running(ScriptedSource(sample_tables()))
    leader, viewer = (open_as(role, "phong_trao") for role in (Role.LEADER, Role.VIEWER))
    assert subheaders(leader) == list(HEADINGS.values())[1:]
    assert subheaders(viewer) == [heading for heading in subheaders(leader) if heading not in OF_LEADERS]
    for app in (leader, viewer):
        assert "Minh chứng" not in words_of(app)
        assert "cần thư ký xác nhận" not in words_of(app)
    assert 'href="https://example.org/' in rows_of(open_as(Role.SECRETARY, "phong_trao"))


@pytest.mark.parametrize("address", ["http://example.org/a.pdf", "javascript:alert(1)"])
def test_evidence_that_is_no_https_address_is_plain_text(address, running, open_as):
    running(ScriptedSource(with_row(sample_tables(), "Điển hình", "CN", "sáng kiến", "Thử", None, None, address)))
    rows = rows_of(open_as(Role.SECRETARY, "phong_trao"))
    assert f"Minh chứng: {address}" in rows
    assert f'href="{address}"' not in rows
    assert rows.count('href="https://example.org/') == 3


def test_exemplars_are_found_by_words_and_unit(running, open_as):
    running(ScriptedSource(sample_tables()))
    app = open_as(Role.VIEWER, "phong_trao")
    app.text_input(key="tim_dien_hinh").set_value("án điện tử").run()
    assert "1/11 mục" in words_of(app)
    app.text_input(key="tim_dien_hinh").set_value("").run()
    app.selectbox(key="don_vi_dien_hinh").set_value("Cục TGPL").run()
    assert "2/11 mục" in words_of(app)


def seen_by(role: Role, tables: RawTables) -> Snapshot:
    return snapshot_for(version(tables).snapshot, role, NOTHING)


@pytest.mark.parametrize("role", Role)
def test_the_menu_has_the_pages_of_the_year_only_with_something_on_them(role):
    for stem, tabs in (("phong_trao", HEADINGS), ("nhieu_nam", ("Lịch sử",))):
        assert listed(menu_page(stem), role, seen_by(role, sample_tables()).workbook)
        assert not listed(menu_page(stem), role, seen_by(role, without(*tabs)).workbook)


def test_a_page_that_only_leaders_have_something_on_is_in_no_readers_menu():
    tables = without(*(tab for tab in HEADINGS if tab != "Xếp loại"))
    assert listed(menu_page("phong_trao"), Role.LEADER, seen_by(Role.LEADER, tables).workbook)
    assert not listed(menu_page("phong_trao"), Role.VIEWER, seen_by(Role.VIEWER, tables).workbook)


def test_before_the_release_a_reader_sees_the_years_before_and_not_this_one(running, open_as):
    running(ScriptedSource(sample_tables()))
    assert "2 năm, từ 2017 đến 2018" in words_of(open_as(Role.VIEWER, "nhieu_nam"))
    assert "3 năm, từ 2017 đến 2019" in words_of(open_as(Role.SECRETARY, "nhieu_nam"))


def test_the_checks_tell_of_the_year(running, open_as):
    tables = with_row(sample_tables(), "Lãnh đạo cụm", 2020, "Cụm trưởng", "Cục BTTP", None, None)
    running(ScriptedSource(tables))
    app = open_as(Role.SECRETARY, "kiem_tra")
    assert any(heading.startswith("Việc trong năm: ") for heading in subheaders(app))
    assert "cũng ghi là Cụm trưởng" in words_of(app)
