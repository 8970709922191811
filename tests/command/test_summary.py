"""`summary` and `check` as outsiders call them: what they print and with which exit status."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import redirect_stderr, redirect_stdout
from pathlib import Path

import openpyxl
import pytest

from lib.__main__ import main
from tests.places import ROOT, SAMPLES


def run_inside(*arguments: str) -> subprocess.CompletedProcess[str]:
    """The same within this process: a command says no other thing there, and a start costs more than most commands."""
    with redirect_stdout(io.StringIO()) as told, redirect_stderr(io.StringIO()) as refused:
        status = main(list(arguments))
    return subprocess.CompletedProcess(arguments, status, told.getvalue(), refused.getvalue())


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "lib", *arguments],
        cwd=ROOT,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )


def test_a_clean_workbook_is_summed_up_as_json_with_status_0() -> None:
    done = run("summary", str(SAMPLES / "cum_iii_2019.xlsx"), "--json")
    told = json.loads(done.stdout)
    assert (done.returncode, done.stderr) == (0, "")
    assert told["contest"] == {
        "name": "Cụm thi đua số III – Khối các đơn vị thuộc Bộ Tư pháp",
        "year": 2019,
        "decimals": 2,
        "sample": True,
    }
    proposed = {award["code"]: award["proposed"] for award in told["awards"]}
    assert proposed == {"CNTP": ["TGPL", "QLXLVPHC", "PBGDPL"], "CCP": ["QLXLVPHC"]}
    assert told["recount"] == "agrees"


def test_a_workbook_with_blocking_problems_is_printed_all_the_same_with_status_1() -> None:
    done = run("check", str(SAMPLES / "loi_thuong_gap.xlsx"), "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 1
    assert list(told) == ["schema", "problems"]
    assert {"severity": "blocking", "tab": "Thẩm định", "cell": "I8"}.items() <= next(
        one for one in told["problems"] if one["code"] == "score_above_max"
    ).items()


@pytest.mark.parametrize(
    ("call", "source"),
    [(run, "nowhere.xlsx"), (run_inside, "README.md"), (run_inside, "lib")],
    ids=["outside", "inside", "a folder"],
)
def test_what_cannot_be_opened_gives_status_2_and_one_line(call, source: str) -> None:
    done = call("summary", str(ROOT / source))
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.strip().splitlines()) == 1
    assert "Traceback" not in done.stderr


def test_tabs_spread_over_several_files_are_one_workbook_and_problems_name_their_file(tmp_path: Path) -> None:
    from openpyxl import load_workbook

    whole = SAMPLES / "cum_iii_2019.xlsx"
    votes = {"Bỏ phiếu", "Phiếu"}
    for name, keep in (("diem.xlsx", lambda tab: tab not in votes), ("phieu.xlsx", lambda tab: tab in votes)):
        book = load_workbook(whole)
        for sheet in book.worksheets:
            if not keep(sheet.title):
                book.remove(sheet)
        book.save(tmp_path / name)
    done = run_inside("summary", f"{tmp_path / 'diem.xlsx'},{tmp_path / 'phieu.xlsx'}", "--json")
    told = json.loads(done.stdout)
    assert done.returncode == 0
    assert [award["status"] for award in told["awards"]] == ["decided", "decided"]
    assert {(one["source"], one["tab"]) for one in told["problems"]} == {
        ("diem.xlsx", "Thông tin"),
        ("phieu.xlsx", "Bỏ phiếu"),
    }


def test_many_typed_totals_that_differ_are_one_line_for_people(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(SAMPLES / "cum_iii_2019.xlsx")
    book["Tiêu chí"].delete_rows(6)
    book.save(tmp_path / "so.xlsx")
    done = run_inside("check", str(tmp_path / "so.xlsx"))
    lines = [line for line in done.stdout.splitlines() if "Tổng ghi trong bảng" in line]
    assert len(lines) == 2
    assert "ở 11 ô: E39 ghi 193, tính được 175,75; F39 ghi" in lines[0]
    found = json.loads(run_inside("check", str(tmp_path / "so.xlsx"), "--json").stdout)["problems"]
    assert sum(one["code"] == "typed_total_differs" for one in found) == 22


def test_without_json_people_read_it() -> None:
    done = run_inside("summary", str(SAMPLES / "cum_iii_2019.xlsx"))
    assert "DỮ LIỆU MẪU" in done.stdout
    assert "10/11 phiếu = 90,91 % tổng số đơn vị thành viên; cần 8 (≥ 2/3); vượt 2 phiếu → đề nghị" in done.stdout
