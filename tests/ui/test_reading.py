"""The pages of scores, ballots and awards as their readers meet them: before a release, after it, on the way."""

from __future__ import annotations

import json
import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.rights import Role
from lib.model.releasable import FIXED, RANKING, SCORES, Released, releasable_award, releasable_ballot
from lib.ui.menu import PAGES
from lib.ui.parts.charts import ChartPlace
from lib.ui.role_snapshots import RoleContent, snapshot_of_role
from lib.ui.running_app import RunningApp
from tests.big_years import Size, big_tables
from tests.builders import ScriptedSource, unreachable
from tests.places import SAMPLES
from tests.ui.conftest import unopened
from tests.ui.test_pages import read_aloud, rows_of, words_of

SAMPLE, NEW_YEAR = SAMPLES / "cum_iii_2019.xlsx", SAMPLES / "nam_moi.xlsx"
BALLOTS = [releasable_ballot(f"P{number}") for number in (1, 2, 3)]
ALL = Released.of([SCORES, RANKING, *BALLOTS, releasable_award("CNTP"), releasable_award("CCP")])
FOR_READERS = ["tong_quan", "bang_diem", "don_vi", "danh_hieu"]
OF_THE_SECRETARY = re.compile(
    r"phải sửa|cần xem lại|ghi chú|mặc định|Thẩm định!|Phiếu!|docs\.google|https:", re.IGNORECASE
)


@pytest.fixture
def released(monkeypatch: pytest.MonkeyPatch) -> Callable[[Released], None]:
    """Let these things be released, whatever the desk says."""

    def releasing(things: Released) -> None:
        def shown_to(role: Role, now: RunningApp) -> RoleContent:
            return RoleContent(snapshot_of_role(now.feed.latest.snapshot, role, things), things)

        monkeypatch.setattr("lib.ui.shell.content_for", shown_to)

    return releasing


def everything(app: AppTest) -> str:
    """All that is written on a page, tables and charts with it, without the escapes of Markdown."""
    tables = "\n".join(table.value.to_csv(sep="|") for table in app.table)
    specs = [json.loads(chart.proto.spec) for chart in app.get("vega_lite_chart")]
    charts = [json.dumps({**spec, "$schema": ""}, ensure_ascii=False) for spec in specs]
    alts = [chart.proto.alt for chart in app.get("vega_lite_chart")]
    return "\n".join((words_of(app), tables, *charts, *alts)).replace("\\", "").replace("\u2060", "")


def opened(stem: str, **query: str) -> AppTest:
    """A page of the secretary at an address with these parameters."""
    app = unopened().run()
    for name, value in query.items():
        app.query_params[name] = value
    return app.switch_page(f"../../{PAGES.name}/{stem}.py").run()


@pytest.mark.parametrize("stem", FOR_READERS)
def test_a_reader_of_a_released_page_sees_figures_and_nothing_that_is_the_secretarys(stem, running, open_as, released):
    running(SAMPLE)
    released(ALL)
    app = open_as(Role.VIEWER, stem)
    assert not app.exception
    text = everything(app)
    assert not OF_THE_SECRETARY.search(text)
    assert {"tong_quan": "193,75", "bang_diem": "193,75", "don_vi": "193,00", "danh_hieu": "Vụ PBGDPL"}[stem] in text
    assert not [table for table in app.table if "Ô" in table.value.columns]


def test_scores_without_ranks_stand_in_protocol_order_and_name_no_leader(running, open_as, released):
    running(SAMPLE)
    released(Released.of([SCORES]))
    app = open_as(Role.VIEWER, "bang_diem")
    text = everything(app)
    assert "Tổng điểm từ 182,00 đến 193,75" in words_of(open_as(Role.VIEWER))
    assert "193,75" in text
    assert "Dẫn đầu" not in text
    assert "dẫn đầu" not in text
    assert re.findall(r"<td[^>]*rank[^>]*>(.*?)</td>", rows_of(app)) == ["—"] * 11


@pytest.mark.parametrize("stem", ["tong_quan", "bang_diem", "don_vi"])
def test_ranks_without_scores_leave_no_figure_and_no_empty_heading(stem, running, open_as, released):
    running(SAMPLE)
    released(Released.of([RANKING]))
    app = open_as(Role.VIEWER, stem)
    assert not app.exception
    assert not re.search(r"\d+,\d\d(?! %)", everything(app))
    assert not app.get("vega_lite_chart")
    assert "mất điểm" not in words_of(app)


def test_a_leader_sees_fixed_scores_with_reasons_but_neither_evidence_nor_cells(running, open_as, released):
    running(SAMPLE)
    released(Released.of([FIXED]))
    text = everything(open_as(Role.LEADER, "bang_diem"))
    assert "Lý do: Chuyên đề nghiên cứu mới hoàn thành một phần" in text
    assert not OF_THE_SECRETARY.search(text)
    waiting = open_as(Role.LEADER, "danh_hieu")
    assert "chưa được công bố" in words_of(waiting)


def test_an_award_that_is_not_released_yet_is_awaited_beside_one_that_is(running, open_as, released):
    running(SAMPLE)
    released(Released.of([releasable_ballot("P1"), releasable_ballot("P2"), releasable_award("CNTP")]))
    text = words_of(open_as(Role.VIEWER, "danh_hieu"))
    assert "Cờ thi đua ngành Tư pháp ⚑ đề nghị 3/3" in text
    assert "Cờ thi đua Chính phủ ◷ chờ công bố" in text


@pytest.mark.parametrize("stem", ["tong_quan", "bang_diem", "don_vi"])
@pytest.mark.parametrize("role", [Role.SECRETARY, Role.VIEWER])
def test_a_new_year_says_that_there_are_no_scores_yet(stem, role, running, open_as, released):
    running(NEW_YEAR)
    released(ALL)
    app = open_as(role, stem)
    assert "Chưa có điểm" in words_of(app)
    assert not app.get("vega_lite_chart")


def test_the_address_carries_the_unit(running, open_as):
    running(SAMPLE)
    open_as(Role.SECRETARY)
    app = opened("don_vi", don_vi="PBGDPL")
    assert app.selectbox(key="don_vi").value == "PBGDPL"
    assert "Vụ Phổ biến, giáo dục pháp luật" in words_of(app).replace("\\", "")


def test_a_chosen_session_is_shown_with_the_one_before_it(running, open_as):
    running(SAMPLE)
    app = open_as(Role.SECRETARY, "bo_phieu")
    assert "P2" in app.selectbox(key="phien").options[1]
    app = app.selectbox(key="phien").select("P2").run()
    text = words_of(app).replace("\\", "")
    assert "Tiếp theo phiên P1" in text
    assert "Vụ PBGDPL\n8/11 phiếu = 72,73 %" in text
    assert app.query_params["phien"] in ("P2", ["P2"])


def test_the_votes_of_a_session_that_does_not_count_are_not_on_the_page(running, open_as):
    running(SAMPLES / "loi_thuong_gap.xlsx")
    app = open_as(Role.SECRETARY, "bo_phieu")
    assert "chưa được tính" in words_of(app)
    assert "Đồng ý" not in everything(app)
    assert not app.get("vega_lite_chart")


def test_scores_of_a_group_narrow_the_charts_and_keep_the_ranks(running, open_as):
    running(SAMPLE)
    app = open_as(Role.SECRETARY, "bang_diem")
    whole = everything(app)
    app = app.selectbox(key="nhom").select("V. Hoạt động của Cụm, thông tin, báo cáo").run()
    narrowed = everything(app)
    assert '"I.1"' in whole
    assert '"I.1"' not in narrowed
    assert read_aloud(rows_of(app)).count("193,75") == 1


def test_a_workbook_without_problems_says_so_plainly(running, open_as, monkeypatch):
    running(SAMPLE)
    monkeypatch.setattr("lib.show.tables.checks.counted", lambda snapshot: "Không có lỗi.")
    assert "✓ Số liệu dùng được" in words_of(open_as(Role.SECRETARY, "kiem_tra"))
    assert "Không có lỗi" in everything(open_as(Role.SECRETARY, "kiem_tra"))


def test_the_checks_name_cell_value_sentence_and_remedy(running, open_as):
    running(SAMPLES / "loi_thuong_gap.xlsx")
    text = everything(open_as(Role.SECRETARY, "kiem_tra")).replace("\\", "")
    assert ["Thẩm định!I8", "12", "Phải sửa: Điểm 12 lớn hơn điểm tối đa 10", "00."][0] in text
    assert "Sửa điểm, hoặc sửa điểm tối đa ở trang tính “Tiêu chí”." in text
    assert "Thẩm định: 7 chỗ, 5 chỗ phải sửa" in text


def test_the_guide_opens_without_any_workbook(running, open_as):
    running(ScriptedSource(unreachable()))
    app = open_as(Role.SECRETARY, "huong_dan")
    assert not app.exception
    assert "Các trang tính và cột" in words_of(app)


MOST_SENT = 400_000
"""Characters of a page of any size: some 50 differences, a line for each unit, and one chart."""
LARGE = [Size(63, 150), Size(252, 150, letters=150)]


@pytest.mark.parametrize("size", LARGE, ids=["63 units", "252 units"])
def test_the_scores_of_a_large_cluster_open_with_every_score_of_one_unit_at_a_time(running, open_as, size):
    running(ScriptedSource(big_tables(size)))
    app = open_as(Role.SECRETARY, "bang_diem")
    assert not app.exception
    assert len(everything(app)) < MOST_SENT
    app = app.selectbox(key="don_vi").select("U007").run()
    assert not app.exception
    assert "Điểm từng tiêu chí của Đơn vị số 7" in everything(app)
    assert "VI.25 Tiêu chí VI.25" in everything(app)
    assert "75 chỗ" in words_of(app)
    assert len(everything(app)) < MOST_SENT


@pytest.mark.parametrize(("stem", "key", "title"), [
    ("don_vi", "don_vi", "Không có đơn vị này"), ("bo_phieu", "phien", "Không có phiên bỏ phiếu này"),
])  # fmt: skip
def test_a_page_opened_for_what_is_not_there_says_so_and_shows_none(running, open_as, stem, key, title):
    running(SAMPLE)
    open_as(Role.SECRETARY, stem)
    app = opened(stem, **{key: "KHONGCO"})
    assert not app.exception
    assert title in words_of(app)
    assert "“KHONGCO”, không có trong danh sách" in words_of(app)
    assert "193" not in everything(app)
    chosen = app.selectbox(key=key)
    assert chosen.value is None
    app = chosen.select_index(0).run()
    assert title not in words_of(app)
    assert "KHONGCO" not in words_of(app)


@pytest.mark.parametrize("place", [ChartPlace.CRITERIA, ChartPlace.APART])
def test_a_chart_is_sent_once_somebody_opens_it(place, running, open_as):
    running(SAMPLE)
    app = open_as(Role.SECRETARY, "bang_diem")
    drawn = len(app.get("vega_lite_chart"))
    for every in ChartPlace:
        app.session_state[every] = False
    assert not app.run().get("vega_lite_chart")
    app.session_state[place] = True
    assert 0 < len(app.run().get("vega_lite_chart")) < drawn
