"""The page of papers: what it offers, for which version, and that what is downloaded is the paper."""

from __future__ import annotations

from io import BytesIO

import pytest

from lib.access.rights import Role
from lib.feed.latest import Version
from lib.papers.bundle import FileKind, PaperOffer
from lib.sheets.sources.xlsx_file import read_workbook
from lib.sheets.template.book import write_template
from lib.snapshot import build_snapshot
from lib.ui.parts.paper_parts import PaperOccasion, anew, occasion_of
from tests.builders import ScriptedSource, unreachable
from tests.places import SAMPLES
from tests.tables import NOON, cell, edited, sample
from tests.ui.test_pages import words_of


def labels(app) -> list[str]:
    return [button.label for button in app.get("download_button")]


def said(app) -> str:
    return words_of(app)


def test_the_page_offers_every_paper_the_next_year_and_a_self_score_file(running, open_as):
    running(SAMPLES / "cum_iii_2019.xlsx")
    app = open_as(Role.SECRETARY, "tai_ve")
    offered = labels(app)
    assert sum("Biên bản kiểm phiếu" in label for label in offered) == 3
    assert sum("Bảng điểm chi tiết" in label for label in offered) == 11
    assert any("Bảng tính năm 2020" in label for label in offered)
    assert any("Bảng tự chấm của Cục TGPL" in label for label in offered)
    assert "24 văn bản" in said(app)
    assert "Lập từ bản " in said(app)


def test_the_workbook_made_anew_keeps_scores_and_votes_and_says_so(running, open_as):
    running(SAMPLES / "cum_iii_2019.xlsx")
    app = open_as(Role.SECRETARY, "tai_ve")
    (label,) = (label for label in labels(app) if "Bảng tính năm 2019 làm lại từ đầu" in label)
    assert "giữ mọi ô đã gõ, cột và dòng theo danh sách đơn vị" in label
    typed = edited(cell("Thẩm định", "B5", None), tables=sample())
    target = BytesIO()
    write_template(target, anew(Version(typed, build_snapshot(typed, NOON))))
    made = read_workbook(target.getvalue(), "moi.xlsx")
    found, was = build_snapshot(made, NOON), build_snapshot(typed, NOON)
    assert found.workbook.votes
    assert len(found.workbook.votes) == len(was.workbook.votes)
    assert list(found.record["points"].dropna()) == list(was.record["points"].dropna())
    lost = next(one for one in made.tables if one.tab == "Chưa có chỗ")
    assert lost.rows[0][:2] == ("Ô ở bảng cũ", "Nội dung")
    assert lost.rows[1][0] == "Thẩm định!E5"


def test_one_button_makes_everything_and_offers_one_file(running, open_as):
    running(SAMPLES / "cum_iii_2019.xlsx")
    app = open_as(Role.SECRETARY, "tai_ve")
    assert not any("tệp nén" in label for label in labels(app))
    app.button(key="lap_tat_ca").click().run()
    assert not app.exception
    assert [found.value for found in app.success] == ["Đã lập xong tất cả văn bản."]
    assert any("tệp nén" in label for label in labels(app))


def test_a_workbook_with_something_to_correct_says_that_papers_are_drafts(running, open_as):
    running(SAMPLES / "loi_thuong_gap.xlsx")
    app = open_as(Role.SECRETARY, "tai_ve")
    assert "mọi văn bản mang chữ DỰ THẢO" in said(app)


def test_a_cluster_that_has_no_workbook_yet_gets_an_empty_one(running, open_as):
    running(ScriptedSource(unreachable("dns")))
    app = open_as(Role.SECRETARY, "tai_ve")
    app.number_input(key="so_don_vi").set_value(6).run()
    assert not app.exception
    (label,) = labels(app)
    assert "6 đơn vị" in label


def test_another_unit_gets_its_own_file(running, open_as):
    running(SAMPLES / "cum_iii_2019.xlsx")
    app = open_as(Role.SECRETARY, "tai_ve")
    app.selectbox(key="don_vi_tu_cham").set_value("Vụ PBGDPL").run()
    assert any("Bảng tự chấm của Vụ PBGDPL" in label for label in labels(app))


def test_readers_get_no_papers(running, open_as):
    running(SAMPLES / "cum_iii_2019.xlsx")
    for role in (Role.VIEWER, Role.LEADER):
        assert labels(open_as(role, "tai_ve")) == []


def test_papers_stand_by_the_moment_that_they_are_needed(running, open_as):
    running(SAMPLES / "cum_iii_2019.xlsx")
    told = said(open_as(Role.SECRETARY, "tai_ve"))
    places = [told.index(moment.value) for moment in PaperOccasion]
    assert places == sorted(places)


@pytest.mark.parametrize(
    ("file", "moment"),
    [
        ("01_bien_ban_kiem_phieu_P1.docx", PaperOccasion.ON_THE_DAY),
        ("04_bang_tong_hop_diem.docx", PaperOccasion.BEFORE),
        ("bang_diem_chi_tiet/TGPL.xlsx", PaperOccasion.BEFORE),
        ("08_to_trinh_du_thao.docx", PaperOccasion.AFTER),
        ("07_bien_ban_hoi_nghi.docx", PaperOccasion.ON_THE_DAY),
    ],
)
def test_a_paper_has_its_moment(file, moment):
    assert occasion_of(PaperOffer(file, "", FileKind.WORD, bytes)) is moment
