from __future__ import annotations

from dataclasses import replace

import pytest

from lib.access.rights import Role
from lib.model.releasable import Released, releasable_award, releasable_ballot
from lib.release.role_view import snapshot_for
from lib.show.tables import proposals
from tests.show.sampling import deciding, sample
from tests.workbooks import a_session, a_voting_workbook, an_award, votes_of, with_totals

ELEVEN = "ABCDEFGHIJK"


def test_a_workbook_that_only_votes_shows_no_rank():
    book = a_voting_workbook(ELEVEN, an_award(), a_session(), votes_of(A=10))
    snapshot = deciding(book)
    assert proposals.votes_against_points(snapshot, snapshot.award("CN")) == ""


def test_votes_and_points_that_disagree_are_remarked_on():
    assert proposals.votes_against_points(sample(), sample().award("CNTP")) == (
        "Phiếu và điểm khác nhau: Vụ PBGDPL (hạng 5) được đề nghị, trong khi Cục ĐKQGGDBĐ (hạng 1) thì không. "
        "Kết quả theo phiếu; điểm để tham khảo."
    )


def test_an_open_award_is_not_compared_yet():
    book = with_totals(a_voting_workbook("ABC", an_award(quota=2), a_session(), votes_of(A=3, B=1)), A=1, B=9, C=8)
    snapshot = deciding(book)
    assert snapshot.award("CN").proposed == ("A",)
    assert proposals.votes_against_points(snapshot, snapshot.award("CN")) == ""


def test_an_award_within_another_is_compared_among_its_units_only():
    assert proposals.votes_against_points(sample(), sample().award("CCP")).startswith("Phiếu và điểm thống nhất")


def test_units_of_one_rank_are_no_disagreement():
    book = with_totals(a_voting_workbook("AB", an_award(), a_session(), votes_of(A=0, B=2)), A=500, B=500)
    snapshot = deciding(book)
    assert proposals.votes_against_points(snapshot, snapshot.award("CN")).startswith("Phiếu và điểm thống nhất")


def test_a_unit_reads_what_every_award_gave_it():
    lines = proposals.award_lines_of_unit(sample(), "PBGDPL")
    assert [line.split(" (")[0] for line in lines] == [
        "Cờ thi đua ngành Tư pháp: đề nghị",
        "Cờ thi đua Chính phủ: không đề nghị",
    ]
    assert proposals.award_lines_of_unit(sample(), "LLTP") == ()


def test_a_reader_sees_only_the_award_that_is_released():
    shown = snapshot_for(
        sample(), Role.VIEWER, Released.of([releasable_ballot("P1"), releasable_ballot("P2"), releasable_award("CNTP")])
    )
    assert proposals.proposals_title(shown) == "3 đề nghị Cờ thi đua ngành Tư pháp"
    assert proposals.votes_against_points(shown, shown.award("CNTP")) == ""


def test_a_unit_stands_with_the_round_that_proposed_it():
    book = a_voting_workbook(
        ELEVEN,
        an_award(quota=2),
        (a_session(), replace(a_session("P2"), round=2)),
        votes_of(A=10, B=7),
        votes_of("P2", A=11, B=8),
    )
    votes = proposals.deciding_votes(deciding(book).award("CN"))
    assert votes == {"A": (10, 11, 1), "B": (8, 11, 2)}


@pytest.mark.parametrize(
    ("name", "title"),
    [
        ("cum_iii_2019", "4 đề nghị: 3 Cờ thi đua ngành Tư pháp, 1 Cờ thi đua Chính phủ"),
        ("nam_moi", "Chưa có kết quả suy tôn"),
    ],
)
def test_the_title_counts_the_proposals_of_every_award(name, title):
    assert proposals.proposals_title(sample(name)) == title
