"""`python -m lib convert`: exit status, output, and what is never overwritten."""

from __future__ import annotations

import json

import pytest
from openpyxl import Workbook, load_workbook

from lib.__main__ import main

HEADER = ["TT", "Nội dung", "Điểm chuẩn", "Điểm tự chấm", "Điểm thẩm định"]
ROWS = [["I", "Chuyên môn", 30], [1, "Kế hoạch", 20, 19, 18.5], [2, "Báo cáo", 10, 9, 9]]


def save(path, header=HEADER, rows=ROWS, title="Đơn vị: Cục Con nuôi"):
    book = Workbook()
    for row in [["CỤM THI ĐUA SỐ III NĂM 2019"], [title], header, *rows]:
        book.active.append(row)
    book.save(path)
    return str(path)


def test_what_is_understood_is_written_and_told(tmp_path, capsys):
    given, out = save(tmp_path / "a.xlsx"), tmp_path / "ra.xlsx"
    assert main(["convert", given, "--out", str(out)]) == 0
    said = capsys.readouterr().out
    assert "bảng điểm của một đơn vị, Cục Con nuôi, 2 tiêu chí" in said
    assert "Tất cả: 1 đơn vị, 2 tiêu chí." in said
    assert main(["summary", str(out), "--json"]) in (0, 1)
    unit = json.loads(capsys.readouterr().out)["units"][0]
    assert (unit["name"], unit["total"], unit["self_total"]) == ("Cục Con nuôi", "27.50", "28.00")


def test_the_json_is_that_of_the_contract(tmp_path, capsys):
    given = save(tmp_path / "a.xlsx", header=[*HEADER[:3], "Điểm", None])
    assert main(["convert", given, "--out", str(tmp_path / "ra.xlsx"), "--json"]) == 1
    told = json.loads(capsys.readouterr().out)
    assert told["schema"] == 1
    assert told["tables"] == [
        {"file": "a.xlsx", "sheet": "Sheet", "shape": "unit_scores", "header": [3], "unit": "Cục Con nuôi", "rows": 2}
    ]
    assert (told["units"], told["criteria"]) == (1, 2)
    question = told["questions"][0]
    assert (question["file"], question["sheet"], question["cell"]) == ("a.xlsx", "Sheet", "D3")
    assert question["message"] == "“Điểm” là điểm tự chấm hay điểm thẩm định?"


def test_a_question_is_answered_on_the_command_line(tmp_path, capsys):
    given = save(tmp_path / "a.xlsx", header=[*HEADER[:3], "Điểm", None])
    main(["convert", given, "--out", str(tmp_path / "mot.xlsx"), "--json"])
    key = json.loads(capsys.readouterr().out)["questions"][0]["key"]
    assert main(["convert", given, "--out", str(tmp_path / "hai.xlsx"), "--answer", f"{key}=2", "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["questions"] == []


def test_where_everything_came_from_stands_in_a_tab_of_its_own(tmp_path):
    out = tmp_path / "ra.xlsx"
    main(["convert", save(tmp_path / "a.xlsx"), "--out", str(out)])
    told = [[cell.value for cell in row] for row in load_workbook(out)["Nguồn"].iter_rows(min_row=4)]
    assert told[0][:4] == ["a.xlsx", "Sheet", "A3:E6", "bảng điểm của một đơn vị"]


@pytest.mark.parametrize("force", [False, True])
def test_no_file_is_replaced_unless_it_is_said_and_the_given_one_never(force, tmp_path, capsys):
    given, other = save(tmp_path / "a.xlsx"), save(tmp_path / "b.xlsx")
    extra = ["--force"] if force else []
    assert main(["convert", given, "--out", other, *extra]) == (0 if force else 2)
    assert main(["convert", given, "--out", given, *extra]) == 2
    assert load_workbook(given).active["A2"].value == "Đơn vị: Cục Con nuôi"


def test_a_workbook_of_ours_is_said_to_be_ours(tmp_path, capsys):
    assert main(["convert", "sample_data/cum_iii_2019.xlsx", "--out", str(tmp_path / "ra.xlsx")]) == 2
    assert "không cần chuyển" in capsys.readouterr().err
    assert not (tmp_path / "ra.xlsx").exists()


@pytest.mark.parametrize("name", ["khong_co.xls", "thu.docx"])
def test_what_cannot_be_read_is_one_line_on_standard_error(name, tmp_path, capsys):
    if name.endswith("docx"):
        (tmp_path / name).write_bytes(b"PK")
    assert main(["convert", str(tmp_path / name), "--out", str(tmp_path / "ra.xlsx")]) == 2
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert name in said
