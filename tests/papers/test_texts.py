"""Every paper of the sample year, word for word."""

from __future__ import annotations

import pytest

from lib.papers.appendix import appendix
from lib.papers.ballot_minutes import ballot_minutes
from lib.papers.bundle import FileKind, paper_offers
from lib.papers.by_hand import handover_minutes, pledge_list, submission
from lib.papers.conference_minutes import conference_minutes
from lib.papers.proposals import proposal_list
from lib.papers.score_table import score_table
from tests.papers.conftest import sample, stamp, text_of
from tests.papers.golden import accepted

PAPERS = {
    "bang_tong_hop_diem": score_table,
    "danh_sach_de_nghi": proposal_list,
    "bien_ban_hoi_nghi": conference_minutes,
    "to_trinh": submission,
    "phu_luc_so_lieu": appendix,
    "danh_sach_giao_uoc": pledge_list,
}


@pytest.mark.parametrize("name", PAPERS)
def test_a_paper_says_what_was_accepted(name: str):
    snapshot = sample()
    assert accepted(name, text_of(PAPERS[name](snapshot, stamp(snapshot))))


@pytest.mark.parametrize("session", ["P1", "P2", "P3"])
def test_the_minutes_of_a_ballot_say_what_was_accepted(session: str):
    snapshot = sample()
    row = next(one for one in snapshot.workbook.sessions if one.code == session)
    assert accepted(f"kiem_phieu_{session}", text_of(ballot_minutes(snapshot, stamp(snapshot), row)))


def test_the_handover_says_what_was_accepted():
    snapshot = sample()
    text = text_of(handover_minutes(snapshot, stamp(snapshot), ("Biên bản hội nghị", "Bảng tổng hợp điểm")))
    assert accepted("ban_giao", text)


def test_no_paper_says_that_a_unit_was_given_anything_or_speaks_english():
    snapshot = sample()
    for offer in paper_offers(snapshot, stamp(snapshot)):
        if offer.kind is FileKind.WORD:
            text = text_of(offer.make())
            assert "được tặng" not in text.lower()
            assert "đạt" not in text.lower().split()
            assert not {"None", "nan", "NaN", "<NA>", "True", "False"} & set(text.split())
