"""The page of versions that were: for the secretary alone; a time line, a moment, two moments compared."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path

import pytest

from lib.access.rights import Role
from lib.feed.polling import Feed, FeedClock
from lib.history.archive import Archive
from lib.show.words.numbers import HANOI
from lib.snapshot import build_snapshot
from lib.ui import running_app
from lib.ui.menu import MENU, PAGES
from tests.builders import ScriptedSource, history_of
from tests.tables import cell, edited, sample
from tests.ui.test_pages import rows_of, words_of

EIGHT = dt.datetime(2019, 12, 18, 8, 0, tzinfo=HANOI)


@pytest.fixture
def kept(tmp_path: Path, running) -> Feed:
    """A feed whose history holds three versions of one morning."""
    hands = [EIGHT]
    source = ScriptedSource(sample())
    feed = Feed(source, build_snapshot, clock=FeedClock(now=lambda: hands[0]))
    history = history_of(feed, tmp_path, build_snapshot)
    for tables in (sample(), edited(cell("Thẩm định", "E5", 1), tables=sample())):
        source.content = tables
        feed.poll()
        hands[0] += dt.timedelta(hours=1)
    source.content = edited(cell("Thẩm định", "F5", None), tables=source.content)
    feed.refresh()
    feed.poll()
    return running(feed, history=history)


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
    assert "được đọc lúc **18/12/2019 08:00:00**" in words_of(app)
    app.text_input(key="past_from").set_value("18/12/2019 08:30")
    app.text_input(key="past_to").set_value("18/12/2019").run()
    words = said(app)
    assert "mất 1 ô ở “Thẩm định”" in words
    assert "Tổng điểm và hạng" in words
    app.text_input(key="past_at").set_value("hôm qua").run()
    assert "Không đọc được; ghi ngày/tháng/năm" in words_of(app)


def test_a_moment_is_picked_from_the_days_and_times_that_are_kept(kept, open_as):
    app = open_as(Role.SECRETARY, "nhat_ky")
    day = app.selectbox(key="past_at_day")
    assert day.options == ["18/12/2019"]
    day.set_value("18/12/2019").run()
    times = app.selectbox(key="past_at_time")
    assert [one[:8] for one in times.options] == ["10:00:00", "09:00:00", "08:00:00"]
    assert "mất 1 chỗ" in times.options[0]
    times.set_value(kept_numbers()[1]).run()
    assert not app.exception
    assert "được đọc lúc **18/12/2019 09:00:00**" in words_of(app)
    app.button(key="past_pages").click().run()
    assert "SỐ LIỆU CŨ, lúc 18/12/2019 09:00:00" in rows_of(at_page(app, "tong_quan"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARY])
def test_no_version_reaches_another_role(kept, open_as, role):
    app = open_as(role, "nhat_ky")
    assert not [one for one in app.text_input if one.key and one.key.startswith("past_")]
    assert "18/12/2019" not in words_of(app).split("Trang này")[0] or "thay đổi" not in words_of(app)
    assert "phiên bản" not in words_of(app)


READING = [page for page in MENU if page.at_moments]


def at_page(app, stem: str):
    return app.switch_page(f"../../{PAGES.name}/{stem}.py").run()


def looking_back(open_as, stem: str = "tong_quan"):
    """The secretary's session after he asked for all pages as of 08:30."""
    app = open_as(Role.SECRETARY, "nhat_ky")
    app.text_input(key="past_at").set_value("18/12/2019 08:30").run()
    app.button(key="past_pages").click().run()
    assert not app.exception
    return at_page(app, stem)


def total_of(app) -> str:
    return rows_of(at_page(app, "bang_diem"))


@pytest.mark.parametrize("page", READING, ids=lambda page: page.stem)
def test_every_reading_page_shows_the_moment_marked_as_past_with_a_way_back(kept, open_as, page):
    app = looking_back(open_as, page.stem)
    assert not app.exception
    assert "**Số liệu cũ, lúc 18/12/2019 08:00:00.**" in words_of(app)
    app.button(key="come_back").click().run()
    assert not app.exception
    assert "Số liệu cũ" not in words_of(app)


def test_the_figures_are_those_of_the_moment_and_come_back(kept, open_as):
    now = total_of(open_as(Role.SECRETARY))
    app = looking_back(open_as)
    then = total_of(app)
    assert then != now
    app.button(key="come_back").click().run()
    assert total_of(app) == now


def test_what_is_shown_of_the_past_asks_nothing_and_links_to_no_cell_of_today(kept, open_as):
    cells = re.compile(r"(Thẩm định|Tự chấm)[^<]{0,3}![A-Z]+\d+")
    assert cells.search(rows_of(open_as(Role.SECRETARY, "don_vi")))
    assert not cells.search(rows_of(looking_back(open_as, "don_vi")))


def test_pages_that_act_stay_what_they_are_and_say_so(kept, open_as):
    app = looking_back(open_as, "kiem_tra")
    assert "Trang này là **hiện tại**" in words_of(app)
    assert kept.latest.snapshot.version not in words_of(app)


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARY])
def test_whoever_is_no_secretary_any_more_sees_nothing_of_the_moment(kept, open_as, become, role):
    """The session remembers the moment; the right is asked on every run."""
    app = looking_back(open_as)
    become(role)
    for page in READING:
        shown = at_page(app, page.stem)
        fresh = open_as(role, page.stem)
        assert "Số liệu cũ" not in words_of(shown)
        assert rows_of(shown) == rows_of(fresh)


def test_neither_an_address_nor_what_is_kept_drawn_brings_the_moment_to_another_session(kept, open_as):
    looking_back(open_as)
    for role in Role:
        for page in READING:
            app = open_as(role, page.stem)
            app.query_params["looked_back_at"] = "1"
            app.query_params["past_at"] = "18/12/2019 08:30"
            assert "Số liệu cũ" not in words_of(app.run())


def test_a_moment_that_cannot_be_opened_any_more_gives_way_to_what_is_current(kept, open_as, monkeypatch):
    app = looking_back(open_as)
    monkeypatch.setattr(Archive, "open", lambda self, number: None)
    app.run()
    assert "Số liệu cũ" not in words_of(app)
    assert "không còn mở được" in app.toast[0].value


def test_the_page_of_a_unit_leads_to_the_versions_that_changed_it(kept, open_as):
    app = open_as(Role.SECRETARY, "don_vi")
    (link,) = [found.proto for found in app.get("page_link") if "Tổng điểm này đổi" in found.proto.label]
    assert link.page_script_hash
    assert link.query_string.startswith("lich_su_don_vi=")
    assert not [found for found in open_as(Role.LEADER, "don_vi").get("page_link") if "đổi" in found.proto.label]


def shown_with_a_remembered_moment(open_as, role: Role) -> dict[str, str]:
    """Every page as this role sees it in a session that remembers a moment, however that came about."""
    found = {}
    for page in MENU:
        app = open_as(role, page.stem)
        app.session_state["looked_back_at"] = 1
        found[page.stem] = words_of(app.run())
    return found


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.SECRETARY])
def test_a_session_of_a_reader_that_remembers_a_moment_shows_it_nowhere(kept, open_as, role):
    assert not [stem for stem, words in shown_with_a_remembered_moment(open_as, role).items() if "Số liệu cũ" in words]


def test_a_planted_leak_is_found(kept, open_as, monkeypatch):
    monkeypatch.setattr("lib.ui.look_back.may_look_back", lambda role: True)
    told = [
        stem for stem, words in shown_with_a_remembered_moment(open_as, Role.VIEWER).items() if "lúc 18/12" in words
    ]
    assert {page.stem for page in READING if page.right is None} <= set(told)


def test_a_version_that_is_read_again_now_is_not_drawn_from_what_was_drawn_of_the_past(kept, open_as):
    """The newest version is the same snapshot, looked back at or not; only the past has no links to cells."""
    now = rows_of(open_as(Role.SECRETARY, "don_vi"))
    app = open_as(Role.SECRETARY, "don_vi")
    app.session_state["looked_back_at"] = kept_numbers()[-1]
    assert rows_of(app.run()) != now
    assert rows_of(open_as(Role.SECRETARY, "don_vi")) == now


def kept_numbers() -> list[int]:
    return [past.number for past in running_app.running_app().history.archive.versions()]
