"""Biên bản hội nghị: what was put right that day, who was tied, and why a vote was repeated."""

from __future__ import annotations

from lib.papers.conference_minutes import conference_minutes
from lib.papers.docx.stamp import paper_stamp
from lib.stage.log.events import FiguresCorrected
from tests.days import tied_tables, version
from tests.papers.conftest import text_of
from tests.walked_day import SETTLED

MADE = FiguresCorrected("v1", "v2", (("ballot:P1", "Phiên P1: hợp lệ", "9", "10"),), "cộng sót", "Cụm trưởng", ())
SILENT = FiguresCorrected("v2", "v3", (), "gõ nhầm tên", "Thư ký", (), announced=False)


def test_corrections_and_ties_stand_in_the_minutes_of_the_conference():
    snapshot = version(tied_tables()).snapshot
    said = text_of(conference_minutes(snapshot, paper_stamp(snapshot, 1), (MADE, SILENT)))
    assert "ĐÍNH CHÍNH TRONG HỘI NGHỊ" in said
    assert "Lần 1: Phiên P1: hợp lệ: 9 → 10. Lý do: cộng sót. Người quyết định: Cụm trưởng." in said
    assert "Lần 2: không đổi số đã công bố. Lý do: gõ nhầm tên. Người quyết định: Thư ký." in said
    assert "Đồng phiếu ở suất cuối: " in said


def test_the_minutes_say_why_a_vote_was_repeated():
    snapshot = version(SETTLED).snapshot
    said = text_of(conference_minutes(snapshot, paper_stamp(snapshot, 1)))
    assert "giữa các đơn vị đồng phiếu ở suất cuối" in said


def test_without_corrections_there_is_no_such_part():
    snapshot = version(tied_tables()).snapshot
    assert "ĐÍNH CHÍNH" not in text_of(conference_minutes(snapshot, paper_stamp(snapshot, 1)))
