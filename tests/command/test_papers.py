"""`template` and `papers` on the command line: what they write, what they say, their exit status."""

from __future__ import annotations

from pathlib import Path

import pytest

from lib.__main__ import main
from lib.sheets.sources.xlsx_file import ExcelSource

SAMPLES = Path(__file__).resolve().parents[2] / "sample_data"
SAMPLE = str(SAMPLES / "cum_iii_2019.xlsx")


def test_a_blank_template_is_written_and_passes_its_own_check(tmp_path: Path, capsys) -> None:
    out = tmp_path / "moi.xlsx"
    assert main(["template", str(out), "--units", "6", "--year", "2026"]) == 0
    assert capsys.readouterr().out.startswith("Đã ghi bảng tính trống năm 2026")
    assert main(["check", str(out)]) == 0


def test_a_template_from_last_year_is_of_the_year_after(tmp_path: Path, capsys) -> None:
    out = tmp_path / "moi.xlsx"
    assert main(["template", str(out), "--from", SAMPLE]) == 0
    assert "năm 2020" in capsys.readouterr().out
    assert main(["check", str(out)]) == 0


def test_a_self_score_file_is_written_for_a_unit_by_any_of_its_names(tmp_path: Path) -> None:
    for name in ("CN", "cục con nuôi", "Cục Con nuôi"):
        out = tmp_path / "tu_cham.xlsx"
        assert main(["template", str(out), "--from", SAMPLE, "--self", name]) == 0
        assert [table.tab for table in ExcelSource(out).fetch().tables] == ["Tự chấm", "Hướng dẫn"]


@pytest.mark.parametrize(
    ("arguments", "complaint"),
    [
        (["{tmp}/a.xlsx", "--self", "CN"], "thêm --from"),
        (["{tmp}/a.xlsx", "--from", SAMPLE, "--units", "5"], "--units chỉ dùng khi không có --from"),
        (["{tmp}/a.xlsx", "--from", SAMPLE, "--self", "Cục X"], "Mã các đơn vị: TGPL; THADS"),
        (["{tmp}/a.xlsx", "--from", str(SAMPLES / "chi_bo_phieu.xlsx"), "--self", "CN"], "Không lập được bảng tự chấm"),
        (["{tmp}/a.xlsx", "--from", "{tmp}/khong_co.xlsx"], "Không tìm thấy"),
        (["{tmp}/khong/co/a.xlsx"], "Không ghi được"),
    ],
)
def test_what_cannot_be_made_is_said_in_one_line_with_status_2(arguments, complaint, tmp_path: Path, capsys) -> None:
    assert main(["template", *(argument.format(tmp=tmp_path) for argument in arguments)]) == 2
    said = capsys.readouterr().err
    assert complaint in said
    assert len(said.splitlines()) == 1
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("arguments", [["--units", "1"], ["--units", "x"], ["--year", "99"], ["--units", "61"]])
def test_numbers_out_of_range_are_refused(arguments, tmp_path: Path) -> None:
    with pytest.raises(SystemExit) as ended:
        main(["template", str(tmp_path / "a.xlsx"), *arguments])
    assert ended.value.code == 2


def test_papers_of_a_workbook_are_written_and_named(tmp_path: Path, capsys) -> None:
    assert main(["papers", SAMPLE, str(tmp_path / "van_ban")]) == 0
    named = capsys.readouterr().out.splitlines()
    assert sorted(named) == sorted(str(path) for path in (tmp_path / "van_ban").rglob("*") if path.is_file())
    assert len(named) == 24


def test_papers_of_a_faulty_workbook_are_drafts_with_status_1(tmp_path: Path) -> None:
    assert main(["papers", str(SAMPLES / "loi_thuong_gap.xlsx"), str(tmp_path)]) == 1
    assert list(tmp_path.glob("*.docx"))


@pytest.mark.parametrize(("source", "folder"), [("khong_co.xlsx", "van_ban"), (SAMPLE, "tep.txt")])
def test_a_source_or_a_folder_out_of_reach_has_status_2(source, folder, tmp_path: Path, capsys) -> None:
    (tmp_path / "tep.txt").write_text("")
    assert main(["papers", source, str(tmp_path / folder)]) == 2
    assert len(capsys.readouterr().err.splitlines()) == 1
