"""Groups stand before caps beside totals after them: who is cut, by how much, and what counted, wherever both stand."""

from __future__ import annotations

import csv
import io

import pytest

from lib.access.rights import Role
from lib.model.domain import CriterionKind
from lib.model.releasable import RANKING, Released
from lib.release.role_view import snapshot_for
from lib.show.live.formats import MARK, live_csv
from lib.show.live.reader_view import ReaderView
from lib.show.rows.parts import READER, markup
from lib.show.rows.scores import group_places_part, scores_page
from lib.show.tables.caps import bonus_words, capped, cluster_sentences, has_bonus, unit_sentences
from tests.show.sampling import deciding, sample
from tests.workbooks import a_contest, a_criterion, a_scored_workbook

CLUSTER = "Điểm thưởng tính nhiều nhất 5: Cục QLXLVPHC & TDTHPL có 7,00, Vụ PBGDPL có 6,00."


def test_the_cap_and_what_everybody_has_above_it_are_said_under_the_groups():
    assert cluster_sentences(sample()) == (CLUSTER,)
    page = markup(scores_page(sample(), READER))
    assert f"Điểm nhóm chưa tính trần, tổng đã tính trần. {CLUSTER}".replace("&", "&amp;") in page


def test_under_the_groups_of_a_unit_its_own_cap_is_said_and_none_where_nothing_is_cut():
    assert unit_sentences(sample(), "PBGDPL") == ("Điểm thưởng 6,00 quá trần 5: tính 5 vào tổng.",)
    assert "quá trần 5: tính 5 vào tổng." in markup(group_places_part(sample(), "PBGDPL"))
    assert "trần" not in markup(group_places_part(sample(), "TGPL"))


def test_a_deduction_that_is_cut_is_said_too_and_one_that_just_fits_is_not():
    contest = a_contest(decimals=1, bonus_cap=50, deduction_cap=25)
    rules = [
        a_criterion("1", 100),
        a_criterion("2", 60, CriterionKind.BONUS),
        a_criterion("3", 60, CriterionKind.DEDUCTION),
    ]
    snapshot = deciding(a_scored_workbook(rules, {"A": [90, 50, 30], "B": [90, 0, 25]}, contest=contest))
    assert [(one.unit, one.points, one.cap) for one in capped(snapshot)] == [("A", 30, 25)]
    assert unit_sentences(snapshot, "A") == ("Điểm trừ 3,0 quá trần 2,5: tính 2,5 vào tổng.",)


@pytest.mark.parametrize("snapshot", [sample("nam_moi"), snapshot_for(sample(), Role.VIEWER, Released.of([RANKING]))])
def test_nothing_is_said_where_no_points_are_shown(snapshot):
    assert capped(snapshot) == ()


def test_in_the_table_for_excel_groups_and_what_is_beyond_the_cap_make_up_the_total():
    rows = list(csv.DictReader(io.StringIO(live_csv(ReaderView(sample())).removeprefix(MARK)), delimiter=";"))
    groups = [group.name for group in sample().workbook.groups]

    def figure(text: str) -> float:
        return float(text.lstrip("'").replace(",", "."))

    for row in rows:
        parts = [figure(row[name]) for name in (*groups, "Phần vượt trần")]
        assert round(sum(parts), 2) == figure(row["Tổng điểm"])


def test_points_of_a_group_above_its_maximum_say_that_bonus_is_in_them():
    group = "III. Phong trào thi đua, khen thưởng"
    assert bonus_words(sample(), "DKGDBD", group) == "gồm 2,00 điểm thưởng"
    assert bonus_words(sample(), "HTQTCT", "V. Hoạt động của Cụm, thông tin, báo cáo") == ""
    assert "Điểm nhóm gồm cả điểm thưởng." in markup(scores_page(sample(), READER))
    assert "(gồm 2,00 điểm thưởng)" in markup(group_places_part(sample(), "DKGDBD"))


def test_a_cluster_without_bonus_says_nothing_of_it():
    assert not has_bonus(deciding(a_scored_workbook([a_criterion("1", 100)], {"A": [90]})))
