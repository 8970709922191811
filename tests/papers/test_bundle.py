"""Which papers there are, for whom, and what none of them may disclose before its release."""

from __future__ import annotations

import zipfile
from io import BytesIO
from pathlib import Path

import pytest

from lib.access.rights import Role
from lib.model.releasable import NOTHING, RANKING, SCORES, Releasable, Released, releasable_award, releasable_ballot
from lib.papers.bundle import FileKind, PaperOffer, paper_offers, write_papers, zip_papers
from lib.papers.docx.stamp import paper_stamp
from lib.release.role_view import snapshot_for
from lib.snapshot import Snapshot
from tests.papers.conftest import edited, place, sample, stamp, text_of

WORKBOOKS = ["cum_iii_2019.xlsx", "loi_thuong_gap.xlsx", "nam_moi.xlsx", "chi_bo_phieu.xlsx", "chi_cham_diem.xlsx"]
OUTCOME = (releasable_award("CNTP"), releasable_award("CCP"))


def seen(*things: Releasable, snapshot: Snapshot | None = None) -> tuple[PaperOffer, ...]:
    """The papers about what a viewer sees when these things are released."""
    cut = snapshot_for(snapshot or sample(), Role.VIEWER, Released.of(things))
    return tuple(offer for offer in paper_offers(cut, paper_stamp(cut)) if offer.about)


def steady(found: tuple[PaperOffer, ...]) -> dict[str, bytes]:
    """The papers but the PDF, in which the drawing library orders its parts differently every time."""
    return {offer.file: offer.make() for offer in found if offer.kind is not FileKind.PDF}


def told(found: tuple[PaperOffer, ...]) -> str:
    """Everything that the Word papers say."""
    return "\n".join(text_of(offer.make()) for offer in found if offer.kind is FileKind.WORD)


@pytest.mark.parametrize("name", WORKBOOKS)
def test_every_paper_of_every_workbook_can_be_made(name: str):
    snapshot = sample(name)
    for offer in paper_offers(snapshot, paper_stamp(snapshot)):
        content = offer.make()
        start = {FileKind.PDF: b"%PDF", FileKind.PICTURE: b"\x89PNG"}.get(offer.kind, b"PK\x03\x04")
        assert content.startswith(start), offer.file


def test_the_papers_stand_in_the_order_of_care():
    titles = [offer.title.split(" – ")[0] for offer in paper_offers(sample(), stamp(sample()))]
    order = list(dict.fromkeys(titles))
    assert order == [
        "Biên bản kiểm phiếu",
        "Bảng tổng hợp điểm",
        "Bảng tổng hợp điểm (Excel)",
        "Danh sách đề nghị khen thưởng",
        "Trang kết quả (PDF)",
        "Trang kết quả (ảnh PNG)",
        "Biên bản hội nghị",
        "Tờ trình (dự thảo)",
        "Phụ lục số liệu của báo cáo",
        "Danh sách ký giao ước",
        "Biên bản bàn giao",
        "Bảng điểm chi tiết",
    ]


def test_there_is_one_minutes_per_award_and_round_and_one_sheet_per_unit():
    files = [offer.file for offer in paper_offers(sample(), stamp(sample()))]
    assert sum("bien_ban_kiem_phieu" in file for file in files) == 3
    assert sum(file.startswith("bang_diem_chi_tiet/") for file in files) == 11
    assert len(set(files)) == len(files)
    assert all(file.isascii() and " " not in file for file in files)


@pytest.mark.parametrize(
    ("name", "absent"), [("chi_bo_phieu.xlsx", "bang_tong_hop"), ("chi_cham_diem.xlsx", "kiem_phieu")]
)
def test_a_half_that_the_workbook_does_not_have_leaves_no_paper(name, absent):
    assert not any(absent in offer.file for offer in paper_offers(sample(name), stamp(sample(name))))


def test_everything_in_a_folder_and_in_a_zip_is_the_same(tmp_path: Path):
    found = paper_offers(sample(), stamp(sample()))
    steps: list[tuple[int, int]] = []
    packed = zip_papers(found, lambda made, number, _title: steps.append((made, number)))
    written = write_papers(found, tmp_path)
    with zipfile.ZipFile(BytesIO(packed)) as archive:
        assert archive.namelist() == [offer.file for offer in found]
        made = {name: archive.read(name) for name in archive.namelist() if not name.endswith(".pdf")}
    assert made == {name: (tmp_path / name).read_bytes() for name in made} == steady(found)
    assert [path.relative_to(tmp_path).as_posix() for path in written] == [offer.file for offer in found]
    assert steps == [(made, len(found)) for made in range(len(found))]


def test_a_blocking_problem_makes_every_paper_a_draft():
    faulty = sample("loi_thuong_gap.xlsx")
    for offer in paper_offers(faulty, paper_stamp(faulty)):
        if offer.kind is FileKind.WORD:
            assert "DỰ THẢO" in text_of(offer.make()), offer.file


def test_a_paper_of_a_version_that_was_never_taken_carries_the_beginning_of_its_hash():
    line = paper_stamp(sample()).line
    assert line == f"Bản {sample().version[:8]}, 14:52 ngày 18/12/2019"


# -- before a release ----------------------------------------------------------------------------------------------


def test_a_viewer_gets_no_paper_before_anything_is_released():
    assert seen(*NOTHING.things) == ()


def test_a_viewer_gets_only_papers_that_tell_results():
    released = {SCORES, RANKING, *OUTCOME, releasable_ballot("P1")}
    assert all(offer.about <= released for offer in seen(*released))
    assert not any("hoi_nghi" in offer.file or "to_trinh" in offer.file for offer in seen(SCORES, RANKING))


def test_released_scores_tell_nothing_of_votes_or_self_scores():
    text = told(seen(SCORES, RANKING))
    assert "193,75" in text
    assert "phiếu" not in text
    assert "Tự chấm" not in text


def test_scores_without_the_ranking_stand_in_protocol_order_without_ranks():
    text = told(seen(SCORES))
    assert "Xếp hạng" not in text
    rows = [line.split(" | ")[1] for line in text.splitlines() if line.count(" | ") > 6 and line[0].isdigit()]
    assert rows == [unit.name for unit in sample().workbook.units]


def test_the_page_to_be_sent_on_waits_for_the_release_even_for_the_secretary():
    whole, nothing = sample(), snapshot_for(sample(), Role.VIEWER, NOTHING)
    found = paper_offers(whole, stamp(whole), public=nothing)
    assert not any(offer.kind in (FileKind.PDF, FileKind.PICTURE) for offer in found)
    scores = snapshot_for(sample(), Role.VIEWER, Released.of([SCORES, RANKING]))
    (page,) = [offer for offer in paper_offers(whole, stamp(whole), public=scores) if offer.kind is FileKind.PDF]
    assert page.about == {SCORES, RANKING}


def test_a_released_ballot_tells_nothing_of_another_one_and_concludes_nothing():
    found = seen(releasable_ballot("P1"))
    assert [offer.file for offer in found] == ["01_bien_ban_kiem_phieu_P1.docx"]
    text = told(found)
    assert "10/11" in text
    assert "Kết quả vòng này" not in text
    assert "chưa kết luận" in text


def test_a_released_award_tells_nothing_of_the_next_one():
    text = told(seen(releasable_award("CNTP"), releasable_ballot("P1"), releasable_ballot("P2")))
    assert "suy tôn, đề nghị xét danh hiệu “Cờ thi đua ngành Tư pháp” đối với Cục Trợ giúp pháp lý" in text
    assert "Cờ thi đua ngành Tư pháp | — | — | 10/11" in text
    assert "Danh hiệu “Cờ thi đua Chính phủ”" not in text
    assert "9/11" not in text
    assert "81,82" not in text


def test_what_is_under_embargo_changes_no_byte_of_a_viewers_papers():
    other = edited({place("Phiếu", "Đồng ý", Mã_phiên="P3", Đơn_vị="QLXLVPHC"): 11 - 1 - 1})
    things = (SCORES, RANKING, releasable_ballot("P1"))
    assert steady(seen(*things)) == steady(seen(*things, snapshot=other))
