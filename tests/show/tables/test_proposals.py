from __future__ import annotations

from dataclasses import replace

import pytest

from lib.access.rights import Role
from lib.release.role_view import Released, award, ballot, release
from lib.show.tables import proposals
from tests.show.sampling import deciding, sample
from tests.workbooks import a_session, a_voting_workbook, an_award, votes_of, with_totals

ELEVEN = "ABCDEFGHIJK"


def test_the_units_of_an_award_stand_proposed_first_with_rank_beside_votes():
    table = proposals.table(sample(), sample().award("CNTP"))
    assert table["Đơn vị"].tolist()[:4] == ["Cục TGPL", "Cục QLXLVPHC & TDTHPL", "Vụ PBGDPL", "Cục ĐKQGGDBĐ"]
    assert table["Kết quả"].tolist()[:4] == ["đề nghị", "đề nghị", "đề nghị", "không đề nghị"]
    assert table["Hạng về điểm"].tolist()[:4] == ["3", "2", "5", "1"]
    assert table["Vì sao"].iloc[2].startswith("P2: 8/11 phiếu")
    assert {cell.tab for cell in table["Ô"]} == {"Phiếu"}
    assert len(set(table["Ô"])) == len(table)


def test_a_workbook_that_only_votes_shows_no_rank():
    book = a_voting_workbook(ELEVEN, an_award(), a_session(), votes_of(A=10))
    snapshot = deciding(book)
    assert "Hạng về điểm" not in proposals.table(snapshot, snapshot.award("CN"))
    assert proposals.remark(snapshot, snapshot.award("CN")) == ""


@pytest.mark.parametrize(
    ("votes", "changes", "words"),
    [
        ({"A": 10, "B": 9, "C": 9}, {"quota": 2}, ["đề nghị", "chờ quyết định", "chờ quyết định"]),
        ({"A": 10, "B": 7}, {"quota": 2}, ["đề nghị", "chờ vòng tiếp theo"]),
        ({"A": 10, "B": 7}, {"quota": 2, "rounds": 1}, ["đề nghị", "chờ quyết định"]),
        ({"A": 10, "B": 7}, {"blocked": True}, ["chưa kết luận", "chưa kết luận"]),
        ({"A": 10, "B": 7}, {}, ["đề nghị", "không đề nghị"]),
    ],
)
def test_what_came_of_a_unit_is_a_word(votes, changes, words):
    snapshot = deciding(a_voting_workbook(ELEVEN, an_award(**changes), a_session(), votes_of(**votes)))
    assert proposals.table(snapshot, snapshot.award("CN"))["Kết quả"].tolist() == words


def test_votes_and_points_that_disagree_are_remarked_on():
    assert proposals.remark(sample(), sample().award("CNTP")) == (
        "Phiếu và điểm khác nhau: Vụ PBGDPL (hạng 5) được đề nghị, trong khi Cục ĐKQGGDBĐ (hạng 1) thì không. "
        "Kết quả theo phiếu; điểm để tham khảo."
    )


def test_an_open_award_is_not_compared_yet():
    book = with_totals(a_voting_workbook("ABC", an_award(quota=2), a_session(), votes_of(A=3, B=1)), A=1, B=9, C=8)
    snapshot = deciding(book)
    assert snapshot.award("CN").proposed == ("A",)
    assert proposals.remark(snapshot, snapshot.award("CN")) == ""


def test_an_award_within_another_is_compared_among_its_units_only():
    assert proposals.remark(sample(), sample().award("CCP")).startswith("Phiếu và điểm thống nhất")


def test_units_of_one_rank_are_no_disagreement():
    book = with_totals(a_voting_workbook("AB", an_award(), a_session(), votes_of(A=0, B=2)), A=500, B=500)
    snapshot = deciding(book)
    assert proposals.remark(snapshot, snapshot.award("CN")).startswith("Phiếu và điểm thống nhất")


def test_a_unit_reads_what_every_award_gave_it():
    lines = proposals.unit_lines(sample(), "PBGDPL")
    assert [line.split(" (")[0] for line in lines] == [
        "Cờ thi đua ngành Tư pháp: đề nghị",
        "Cờ thi đua Chính phủ: không đề nghị",
    ]
    assert proposals.unit_lines(sample(), "LLTP") == ()


def test_all_awards_in_one_line_each_and_how_many_are_decided():
    assert proposals.answer(sample()) == "2 danh hiệu, 2 đã có kết quả suy tôn, đề nghị."
    assert proposals.lines(sample())[1] == "Cờ thi đua Chính phủ: đề nghị 1/1 – Cục QLXLVPHC & TDTHPL"
    assert proposals.answer(sample("nam_moi")) == "2 danh hiệu, chưa danh hiệu nào có kết quả suy tôn, đề nghị."


def test_a_reader_sees_only_the_award_that_is_released():
    shown = release(sample(), Role.VIEWER, Released.of([ballot("P1"), ballot("P2"), award("CNTP")]))
    assert proposals.lines(shown) == (
        "Cờ thi đua ngành Tư pháp: đề nghị 3/3 – Cục TGPL, Cục QLXLVPHC & TDTHPL và Vụ PBGDPL",
        "Cờ thi đua Chính phủ: chưa có kết quả bỏ phiếu",
    )
    assert proposals.remark(shown, shown.award("CNTP")) == ""


def test_a_unit_stands_with_the_round_that_proposed_it():
    book = a_voting_workbook(
        ELEVEN,
        an_award(quota=2),
        (a_session(), replace(a_session("P2"), round=2)),
        votes_of(A=10, B=7),
        votes_of("P2", A=11, B=8),
    )
    table = proposals.table(deciding(book), deciding(book).award("CN"))
    assert [why.split(":")[0] for why in table["Vì sao"]] == ["P1", "P2"]
