from __future__ import annotations

from dataclasses import replace

import pytest

from lib.model.domain import KeyKind, RankingKey
from lib.model.records import Tab
from lib.sheets.layout import LAYOUT
from lib.show.words import guide
from lib.show.words.terms import DEFAULT
from tests.show.sampling import sample


def test_the_guide_names_every_tab_and_every_column_that_is_read():
    assert set(guide.PURPOSES) == set(Tab)
    for told, tab in zip(guide.tabs(), LAYOUT, strict=True):
        assert told.name.startswith(tab.name)
        headers = [phrase.split(";")[0] for phrase in told.columns][: len(tab.columns)]
        assert headers == [f"{column.header} *" if column.required else column.header for column in tab.columns]


def test_the_guide_quotes_only_tabs_that_are_read():
    tabs = {tab.name for tab in LAYOUT}
    for quoted in ("Tự chấm", "Thẩm định", "Giải trình", "Bỏ phiếu", "Phiếu", "Quyết định", "Thông tin"):
        assert quoted in tabs
        assert any(f"“{quoted}”" in line for line in (*guide.YEAR, *guide.TYPING))


def test_the_guide_names_the_other_headers_that_are_read_and_the_columns_of_units():
    told = {tab.name.split(" (")[0]: tab.columns for tab in guide.tabs()}
    assert told["Đơn vị"][0] == "Mã *; cũng đọc được: Mã đơn vị"
    assert told["Thẩm định"][-1].startswith("Mỗi đơn vị một cột")


def test_a_tab_says_what_it_is_needed_for():
    names = [tab.name for tab in guide.tabs()]
    assert "Thông tin (bắt buộc)" in names
    assert "Thẩm định (cần để chấm điểm)" in names
    assert "Phiếu (cần để bỏ phiếu)" in names
    assert "Giải trình" in names


def test_rules_stand_with_their_basis_or_ask_to_be_confirmed():
    table = guide.contest_rules(sample().workbook).set_index("Quy định")
    assert table.loc["Trần điểm thưởng", "Đang áp dụng"] == "5,00 điểm"
    assert table.loc["Trần điểm thưởng", "Căn cứ"] == "Quy ước của dữ liệu mẫu"
    assert table.loc["Thứ tự xếp hạng", "Căn cứ"] == DEFAULT
    new_year = guide.contest_rules(sample("nam_moi").workbook).set_index("Quy định")
    assert new_year.loc["Trần điểm trừ", "Đang áp dụng"] == "không giới hạn"


@pytest.mark.parametrize(
    ("keys", "words"),
    [
        ((RankingKey(KeyKind.TOTAL),), "tổng điểm"),
        (
            (RankingKey(KeyKind.SHARE), RankingKey(KeyKind.GROUP, "I"), RankingKey(KeyKind.CRITERION, "II.3")),
            "tỷ lệ điểm trên điểm tối đa, rồi điểm nhóm I, rồi điểm tiêu chí II.3",
        ),
        (None, "chưa rõ, nên chưa xếp hạng"),
    ],
)
def test_the_order_of_ranking_reads_as_a_phrase(keys, words):
    assert guide.ranking_words(keys) == words


def test_the_rules_of_awards_are_those_in_force():
    table = guide.award_rules(sample().workbook)
    assert table["Danh hiệu"].tolist() == ["Cờ thi đua ngành Tư pháp", "Cờ thi đua Chính phủ"]
    assert "Chỉ xét đơn vị được đề nghị Cờ thi đua ngành Tư pháp" in table["Đang áp dụng"].iloc[1]
    bare = replace(sample().workbook, awards=())
    assert guide.award_rules(bare).empty


def test_the_guide_says_how_papers_are_counted_twice_and_why_a_form_is_not_secret():
    papers, forms = " ".join(guide.PAPERS), " ".join(guide.FORMS)
    layouts = {tab.tab: tab for tab in LAYOUT}
    for field in ("verdict", "reason"):
        assert f"“{layouts[Tab.BALLOT_PAPERS].column(field).header}”" in papers
    for told in ("“Chọn tối đa”", "“Thu về”", "lượt 2"):
        assert told in papers
    for told in ("“Bầu”", "“Mã phiên”", "giơ tay", "dấu thời gian", "Không dùng cho bỏ phiếu kín"):
        assert told in forms
