"""The exit status of every kind of source, and what is said of it (docs/workbook.md section 5)."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterable, Sequence
from pathlib import Path

import pytest
from openpyxl import Workbook

from lib.__main__ import main
from lib.sheets.sources.source import RawCell
from tests.places import SAMPLES
from tests.tables import CLEAN


def write(path: Path, tabs: dict[str, Iterable[Sequence[RawCell]]]) -> Path:
    book = Workbook()
    book.remove(book.active)
    for tab, rows in tabs.items():
        sheet = book.create_sheet(tab)
        for row in rows:
            sheet.append(list(row))
    book.save(path)
    return path


def zipped(**parts: bytes) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return stream.getvalue()


REFUSED = {
    "trong.xlsx": b"",
    "chu.xlsx": "Mã,Điểm".encode(),
    "mat_khau.xlsx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
    "cut.xlsx": (SAMPLES / "nam_moi.xlsx").read_bytes()[:5000],
    "nen.xlsx": zipped(**{"[Content_Types].xml": b"<a/>", "bom.bin": b"\0" * 10_000_000}),
    "doctype.xlsx": zipped(**{"[Content_Types].xml": b"<!DOCTYPE a><a/>"}),
    "khac.xlsx": zipped(**{"a.txt": b"a"}),
}


@pytest.mark.parametrize("command", ["summary", "check"])
@pytest.mark.parametrize("form", [[], ["--json"]])
def test_a_workbook_without_a_blocking_problem_has_status_0(tmp_path, capsys, command, form):
    assert main([command, str(write(tmp_path / "a.xlsx", dict(CLEAN))), *form]) == 0
    said = capsys.readouterr()
    assert said.out
    assert said.err == ""


@pytest.mark.parametrize(
    "tabs",
    [
        {tab: rows for tab, rows in CLEAN.items() if tab != "Đơn vị"},
        {tab: rows for tab, rows in CLEAN.items() if tab != "Phiếu"},
        {**CLEAN, "Phiếu": [row[:2] for row in CLEAN["Phiếu"]]},
        {**CLEAN, "Thẩm định": [*CLEAN["Thẩm định"], ("I.9", 1)]},
        {"Trang tính1": []},
    ],
    ids=["no units", "no votes", "no column", "unknown criterion", "empty"],
)
def test_a_workbook_with_a_blocking_problem_has_status_1_and_is_printed_all_the_same(tmp_path, capsys, tabs):
    path = str(write(tmp_path / "a.xlsx", tabs))
    assert main(["summary", path, "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert list(told) == ["schema", "contest", "units", "awards", "recount", "problems"]
    assert "blocking" in {problem["severity"] for problem in told["problems"]}
    assert main(["check", path, "--json"]) == 1
    assert json.loads(capsys.readouterr().out) == {"schema": 1, "problems": told["problems"]}


@pytest.mark.parametrize("name", REFUSED)
def test_a_file_that_is_refused_has_status_2_and_one_line_saying_why_and_what_to_do(tmp_path, capsys, name):
    path = tmp_path / name
    path.write_bytes(REFUSED[name])
    assert main(["summary", str(path), "--json"]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    [line] = said.err.splitlines()
    assert line.startswith(name)
    assert line.count(". ") >= 1


def test_several_files_are_one_workbook_and_one_that_is_missing_is_named(tmp_path, capsys):
    first = write(tmp_path / "diem.xlsx", {tab: CLEAN[tab] for tab in list(CLEAN)[:6]})
    second = write(tmp_path / "phieu.xlsx", {tab: CLEAN[tab] for tab in list(CLEAN)[6:]})
    assert main(["check", f"{first}, {second}"]) == 0
    capsys.readouterr()
    assert main(["check", f"{first},{tmp_path / 'khac.xlsx'}"]) == 2
    assert capsys.readouterr().err.startswith("khac.xlsx")


def test_the_json_of_the_contract_has_its_keys_and_kinds(tmp_path, capsys):
    main(["summary", str(write(tmp_path / "a.xlsx", {**CLEAN, "Nháp": [("x",)]})), "--json"])
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == 1
    assert told["contest"] == {"name": "Cụm thi đua số III", "year": 2019, "decimals": 2, "sample": True}
    assert told["units"][0] == {
        "code": "TGPL", "name": "Cục Trợ giúp pháp lý", "total": "39.50", "max": "40.00", "self_total": "39.50",
        "rank": 1, "tied": False, "final": True, "missing": [],
    }  # fmt: skip
    award = told["awards"][0]
    held = award.pop("rounds")[0]
    assert award == {
        "code": "CNTP", "name": "Cờ thi đua ngành Tư pháp", "status": "decided", "quota": 2,
        "proposed": ["TGPL", "PBGDPL"], "undecided": [],
    }  # fmt: skip
    candidate = held.pop("candidates")[1]
    assert held == {
        "session": "P1", "round": 1, "base": {"name": "tổng thành viên", "value": 4}, "threshold": "≥ 2/3", "needed": 3,
    }  # fmt: skip
    assert isinstance(candidate.pop("reason"), str)
    assert candidate == {"unit": "THADS", "votes": 1, "share": "25.00", "passed": False, "eligible": True}
    [problem] = told["problems"]
    assert isinstance(problem.pop("message"), str)
    assert problem == {
        "code": "unknown_tab", "severity": "note", "source": None, "tab": "Nháp", "cell": None, "value": "Nháp",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([], "còn thiếu LỆNH"),
        (["summary"], "còn thiếu NGUỒN"),
        (["summary", "a.xlsx", "b.xlsx"], "không hiểu b.xlsx"),
        (["sumary", "a.xlsx"], "không có 'sumary'"),
        (["history", "--between", "18/12/2019"], "sau --between phải có 2 giá trị"),
        (["history", "--at", "2019"], "“2019” không đọc được"),
        (["template", "OUT.xlsx", "--units", "x"], "số đơn vị từ 2 đến 300"),
    ],
)
def test_arguments_that_cannot_be_understood_are_refused_in_one_line(arguments, said, capsys):
    with pytest.raises(SystemExit) as refused:
        main(arguments)
    assert refused.value.code == 2
    line = capsys.readouterr().err
    assert said in line
    assert line.count("\n") == 1


@pytest.mark.parametrize("source", ["a" * 300 + ".xlsx", "~nobody-is-here/a.xlsx"])
def test_a_path_that_no_file_can_have_is_not_found(source, capsys):
    assert main(["check", source]) == 2
    line = capsys.readouterr().err
    assert "Không tìm thấy bảng tính hoặc tệp" in line
    assert line.count("\n") == 1
