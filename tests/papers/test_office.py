"""Another program opens every paper: pages, text, fonts. Skipped by name where LibreOffice or poppler is absent."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest

from lib.papers.bundle import FileKind, paper_offers
from lib.papers.day_list import day_list
from lib.show.day.readiness import Check
from tests.office import all_converted, needs_office, needs_times
from tests.papers.conftest import sample, stamp

needs_poppler = pytest.mark.skipif(shutil.which("pdftotext") is None, reason="poppler-utils is not installed")
pytestmark = [needs_office, needs_poppler, needs_times]
WORD = {offer.file: offer for offer in paper_offers(sample(), stamp(sample())) if offer.kind is FileKind.WORD}
MOST_PAGES = {"kiem_phieu": 2, "bang_tong_hop": 2, "hoi_nghi": 4, "phu_luc": 6, "to_trinh": 2, "ban_giao": 2}


def asked(program: str, *arguments: str) -> str:
    return subprocess.run([program, *arguments], check=True, capture_output=True, text=True, timeout=60).stdout


@pytest.fixture(scope="module")
def pdfs(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """Every Word paper as PDF, by its file name."""
    folder = tmp_path_factory.mktemp("papers")
    sources = [folder / file for file in WORD]
    for source in sources:
        source.write_bytes(WORD[source.name].make())
    return dict(zip(WORD, all_converted(sources, "pdf", folder), strict=True))


@pytest.mark.parametrize("file", WORD)
def test_a_paper_opens_on_a4_within_its_number_of_pages(file: str, pdfs: dict[str, Path]):
    told = asked("pdfinfo", str(pdfs[file]))
    pages = int(re.search(r"Pages:\s+(\d+)", told)[1])
    size = sorted(round(float(length)) for length in re.search(r"Page size:\s+([\d.]+) x ([\d.]+)", told).groups())
    assert size == [595, 842]
    most = next((count for name, count in MOST_PAGES.items() if name in file), 1)
    assert pages <= most


def test_the_list_of_the_day_is_one_page(tmp_path: Path):
    """With every check telling as much as it can, and the programme of the sample."""
    checks = tuple(Check(f"Mục kiểm tra {number}", number % 2 == 0, "chi tiết " * 9) for number in range(11))
    source = tmp_path / "danh_muc.docx"
    source.write_bytes(day_list(sample(), stamp(sample()), checks))
    (made,) = all_converted([source], "pdf", tmp_path)
    assert int(re.search(r"Pages:\s+(\d+)", asked("pdfinfo", str(made)))[1]) == 1


@pytest.mark.parametrize("file", [name for name in WORD if "kiem_phieu" in name])
def test_pages_after_the_first_carry_their_number_and_every_page_the_stamp(file: str, pdfs: dict[str, Path]):
    pages = asked("pdftotext", "-layout", str(pdfs[file]), "-").split("\f")[:-1]
    assert not pages[0].lstrip().startswith("1\n")
    assert [page.split()[0] for page in pages[1:]] == [str(number) for number in range(2, len(pages) + 1)]
    assert all("Bản số 12, 14:52 ngày 18/12/2019" in page for page in pages)


def test_the_signatures_stay_together_on_one_page(pdfs: dict[str, Path]):
    file = next(name for name in WORD if "kiem_phieu_P1" in name)
    pages = asked("pdftotext", "-layout", str(pdfs[file]), "-").split("\f")
    (signed,) = [page for page in pages if "TRƯỞNG BAN KIỂM PHIẾU" in page]
    for name in ("CÁC ỦY VIÊN", "(đại diện Cục KTVBQPPL)", "(đại diện Cục BTNN)", "(đại diện Trung tâm LLTPQG)"):
        assert name in signed


def test_nobody_signs_a_page_that_says_nothing(pdfs: dict[str, Path]):
    file = next(name for name in WORD if "bang_tong_hop" in name)
    pages = asked("pdftotext", "-layout", str(pdfs[file]), "-").split("\f")
    (signed,) = [page for page in pages if "NGƯỜI LẬP BẢNG" in page]
    assert "Trung tâm Lý lịch" in signed
    assert "Đơn vị" in signed
