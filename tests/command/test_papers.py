"""`template` and `papers` on the command line: what they write, what they say, their exit status."""

from __future__ import annotations

import datetime as dt
import json
import subprocess
import sys
from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest

from lib.__main__ import main
from lib.command.source_arguments import snapshot_of
from lib.model.problems import Code
from lib.papers.same_year import same_year
from lib.sheets.sources.source import RawCell, RawTable, RawTables
from lib.sheets.sources.xlsx_file import ExcelSource, read_workbook
from lib.sheets.template.book import write_template
from lib.sheets.template.plan import blank_year
from lib.show.summary import summary_json
from lib.show.words.text import message, remedy
from lib.snapshot import build_snapshot
from tests.places import SAMPLES
from tests.tables import NOON, Book, another, cell, edited, grids, row, sample

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


def test_a_template_of_another_year_lists_what_it_left_out(tmp_path: Path, capsys) -> None:
    out = tmp_path / "moi.xlsx"
    assert main(["template", str(out), "--from", SAMPLE]) == 0
    said = capsys.readouterr().out
    assert "Không chép sang bảng mới:" in said
    assert "- Ngày, nơi họp, chủ trì và thư ký của hội nghị cũ" in said
    assert "“Phiếu”" in said
    contest = snapshot_of(str(out)).workbook.contest
    assert (contest.place, contest.secretary, contest.conference_date) == (None, None, None)


@pytest.mark.parametrize("name", ["cum_iii_2019.xlsx", "chi_cham_diem.xlsx", "chi_bo_phieu.xlsx", "nhieu_nam.xlsx"])
def test_the_same_year_made_anew_keeps_everything(name: str, tmp_path: Path) -> None:
    old, out = SAMPLES / name, tmp_path / "moi.xlsx"
    was = snapshot_of(str(old))
    assert main(["template", str(out), "--from", str(old), "--year", str(was.workbook.contest.year)]) == 0
    again = snapshot_of(str(out))
    told, now = (json.loads(summary_json(one)) for one in (was, again))
    assert now["units"] == told["units"]
    assert now["awards"] == told["awards"]
    assert [one.code for one in again.problems if one.blocks] == [one.code for one in was.problems if one.blocks]
    for kept in ("explanations", "registrations", "pledges", "exclusions", "movements", "history", "tasks", "ratings"):
        before, after = (getattr(one.workbook, kept) for one in (was, again))
        assert before is None or len(before) == len(after), kept


def made_anew(typed: RawTables) -> tuple[RawTables, tuple[tuple[str, str], ...]]:
    """The tables of the same year made anew, and what found no place in them."""
    made, target = same_year(build_snapshot(typed, NOON), typed), BytesIO()
    write_template(target, made.plan)
    return read_workbook(target.getvalue(), "moi.xlsx"), made.unplaced


def texts(tables: RawTables, tab: str) -> list[tuple[object, ...]]:
    """The rows of a tab that hold something, without their blanks."""
    rows = grids(tables)[tab]
    return [tuple(cell for cell in row if cell not in (None, "")) for row in rows]


ODD = [
    cell("Thẩm định", "E5", "chín"), cell("Phiếu", "C5", "nhiều"), cell("Phiếu", "Z3", "Của tôi"),
    cell("Phiếu", "Z5", "giữ giúp"), cell("Thông tin", "B4", "giữa tháng mười hai"),
    row("Thông tin", "Khẩu hiệu", "Đoàn kết", None, "treo trên bục"), cell("Thẩm định", "Z3", "Ghi chú"),
    cell("Thẩm định", "Z5", "xem lại"), cell("Thẩm định", "AA3", "Cục lạ"), cell("Thẩm định", "AA6", 7.5),
    row("Thẩm định", None, "IX.9", None, None, 3), another("Ghi chép", ["việc", "xong"], [None, 5]),
]  # fmt: skip


def test_the_same_year_made_anew_keeps_what_is_unreadable_or_not_ours_at_the_end() -> None:
    tables, unplaced = made_anew(edited(*ODD, tables=sample()))
    again = build_snapshot(tables, NOON)
    wrong = {(one.where.tab, one.value) for one in again.problems if one.code is Code.NOT_A_NUMBER}
    assert {("Thẩm định", "chín"), ("Phiếu", "nhiều")} <= wrong
    assert "Của tôi" in texts(tables, "Phiếu")[2]
    assert any(found[-1:] == ("giữ giúp",) for found in texts(tables, "Phiếu"))
    assert [one.value for one in again.problems if one.code is Code.BAD_DATE] == ["giữa tháng mười hai"]
    assert ("Khẩu hiệu", "Đoàn kết", "treo trên bục") in texts(tables, "Thông tin")
    assert texts(tables, "Thẩm định")[2][-2:] == ("Ghi chú", "Cục lạ")
    assert any(found[-1:] == ("xem lại",) for found in texts(tables, "Thẩm định"))
    assert {one.value for one in again.problems if one.code is Code.UNKNOWN_CRITERION} == {"IX.9"}
    assert texts(tables, "Ghi chép") == [("việc", "xong"), (5,)]
    assert [one.tab for one in tables.tables][-1] == "Ghi chép"
    assert unplaced == ()


def test_the_same_year_made_anew_twice_keeps_the_same() -> None:
    once, _ = made_anew(edited(*ODD, tables=sample()))
    twice, unplaced = made_anew(once)
    for tab in ("Thông tin", "Thẩm định", "Phiếu", "Ghi chép"):
        assert texts(twice, tab) == texts(once, tab), tab
    assert unplaced == ()


def test_scores_of_a_row_without_a_code_and_a_header_among_its_data_are_listed() -> None:
    def sorted_below(book: Book) -> None:
        book["Đăng ký"].insert(4, book["Đăng ký"].pop(0))

    _, unplaced = made_anew(edited(cell("Thẩm định", "B5", None), sorted_below, tables=sample()))
    assert {where.partition("!")[0] for where, _ in unplaced} == {"Thẩm định", "Đăng ký"}


def test_a_workbook_begun_with_the_template_gets_columns_and_rows_of_its_own_units() -> None:
    blank = BytesIO()
    write_template(blank, blank_year(6, 2026))
    begun = read_workbook(blank.getvalue(), "nam.xlsx")
    named = replace(begun, tables=tuple(_renamed(one) if one.tab == "Đơn vị" else one for one in begun.tables))
    tables, unplaced = made_anew(named)
    assert [one for one in build_snapshot(tables, NOON).problems if one.blocks] == []
    assert unplaced == ()


@pytest.mark.long
def test_a_template_of_the_largest_cluster_is_read_within_the_caps(tmp_path: Path) -> None:
    out = tmp_path / "lon.xlsx"
    assert main(["template", str(out), "--units", "300", "--year", "2026"]) == 0
    found = snapshot_of(str(out))
    assert len(found.workbook.units) == 300
    assert not [one for one in found.problems if one.blocks]


def test_units_of_ones_own_in_a_new_workbook_are_told_in_one_sentence_that_offers_new_columns(tmp_path: Path) -> None:
    out = tmp_path / "moi.xlsx"
    assert main(["template", str(out), "--units", "6", "--year", "2026"]) == 0
    blank = read_workbook(out.read_bytes(), out.name)
    named = replace(blank, tables=tuple(_renamed(one) if one.tab == "Đơn vị" else one for one in blank.tables))
    found = build_snapshot(named, dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    (told,) = [one for one in found.problems if one.blocks]
    assert told.code is Code.TEMPLATE_NAMES
    assert "Đơn vị 1, Đơn vị 2, Đơn vị 3…" in message(told)
    assert "--from TỆP_NÀY.xlsx" in remedy(told)


def _renamed(units: RawTable) -> RawTable:
    def own(cell: RawCell) -> RawCell:
        return str(cell).replace("Đơn vị ", "Cục số ").replace("DV", "C") if isinstance(cell, str) else cell

    return replace(units, rows=(*units.rows[:3], *(tuple(map(own, row)) for row in units.rows[3:])))


def test_the_ballot_rows_of_a_new_workbook_ask_for_nothing(tmp_path: Path) -> None:
    out = tmp_path / "moi.xlsx"
    assert main(["template", str(out), "--units", "6", "--year", "2026"]) == 0
    tabs = {one.where.tab for one in snapshot_of(str(out)).problems}
    assert not tabs & {"Phiếu", "Bỏ phiếu", "Phiếu bầu", "Điểm danh"}


def test_a_self_score_file_is_written_for_a_unit_by_any_of_its_names(tmp_path: Path) -> None:
    for name in ("CN", "cục con nuôi", "Cục Con nuôi"):
        out = tmp_path / f"{name}.xlsx"
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


@pytest.mark.parametrize("arguments", [["--units", "1"], ["--units", "x"], ["--year", "99"], ["--units", "301"]])
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


# -- nothing is replaced by accident -----------------------------------------------------------------------------


def copy_of_the_sample(folder: Path, name: str = "nguon.xlsx") -> Path:
    path = folder / name
    path.write_bytes(Path(SAMPLE).read_bytes())
    return path


WRITING = {
    "template": lambda source, out: ["template", str(out), "--from", str(source)],
    "self": lambda source, out: ["template", str(out), "--from", str(source), "--self", "CN"],
    "pack": lambda source, out: ["pack", str(source), str(out)],
}


@pytest.mark.parametrize("command", WRITING)
def test_a_file_that_is_there_is_replaced_only_with_force(command: str, tmp_path: Path, capsys) -> None:
    source, out = copy_of_the_sample(tmp_path), tmp_path / "co san.xlsx"
    out.write_text("của ai đó")
    assert main(WRITING[command](source, out)) == 2
    assert capsys.readouterr().err.strip().endswith("co san.xlsx đã có. Chọn tên khác, hoặc thêm --force để ghi đè.")
    assert out.read_text() == "của ai đó"
    assert main([*WRITING[command](source, out), "--force"]) in (0, 1)
    assert out.read_bytes() != "của ai đó".encode()


@pytest.mark.parametrize("command", WRITING)
@pytest.mark.parametrize("how", ["same", "link"])
def test_the_source_is_never_replaced_not_even_with_force(command: str, how: str, tmp_path: Path, capsys) -> None:
    source = copy_of_the_sample(tmp_path)
    out = source
    if how == "link":
        out = tmp_path / "khac.xlsx"
        out.symlink_to(source)
    before = source.read_bytes()
    assert main([*WRITING[command](source, out), "--force"]) == 2
    assert "là tệp nguồn đang đọc" in capsys.readouterr().err
    assert source.read_bytes() == before


def test_papers_that_were_edited_stay_and_nothing_else_is_written_beside_them(tmp_path: Path, capsys) -> None:
    folder = tmp_path / "giay"
    folder.mkdir()
    assert main(["papers", SAMPLE, str(folder)]) in (0, 1)
    written = sorted(path for path in folder.rglob("*") if path.is_file())
    edited, *others = written
    edited.write_text("đã sửa")
    for path in others[1:]:
        path.unlink()
    capsys.readouterr()
    assert main(["papers", SAMPLE, str(folder)]) == 2
    assert "và 1 tệp khác đã có" in capsys.readouterr().err
    assert edited.read_text() == "đã sửa"
    assert sorted(path for path in folder.rglob("*") if path.is_file()) == written[:2]
    assert main(["papers", SAMPLE, str(folder), "--force"]) in (0, 1)
    assert edited.read_bytes() != "đã sửa".encode()


def test_output_that_is_cut_by_its_reader_ends_quietly() -> None:
    command = f"{sys.executable} -m lib check {SAMPLES / 'loi_thuong_gap.xlsx'} --json | head -1"
    ended = subprocess.run(["bash", "-c", command], capture_output=True, text=True, cwd=SAMPLES.parent, check=False)
    assert ended.stderr == ""
    assert len(ended.stdout.splitlines()) == 1


def test_a_folder_as_source_is_called_one(tmp_path: Path, capsys) -> None:
    assert main(["check", str(tmp_path)]) == 2
    assert "Đây là một thư mục" in capsys.readouterr().err
