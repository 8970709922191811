"""Bảng tổng hợp điểm and Bảng điểm chi tiết as .xlsx: safe, typed, with sums that every reader can check."""

from __future__ import annotations

from decimal import Decimal
from io import BytesIO
from pathlib import Path

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from lib.papers.bundle import FileKind, paper_offers
from lib.papers.score_table import score_table_xlsx
from lib.papers.unit_scores import unit_scores
from lib.sheets.xlsx_writer import like_a_formula
from lib.snapshot import Snapshot
from tests.office import all_converted, needs_office
from tests.papers.conftest import edited, place, sample, stamp

ATTACKS = ("=1+1", "+1", "-1+1", "@SUM(A1)", '=HYPERLINK("http://a";"b")', "\t=1+1", "=cmd|' /C calc'!A0")


def table(snapshot: Snapshot, *, values: bool = True) -> Worksheet:
    return openpyxl.load_workbook(BytesIO(score_table_xlsx(snapshot, stamp(snapshot))), data_only=values).active


def of_unit(snapshot: Snapshot, code: str, *, values: bool = True) -> Worksheet:
    content = unit_scores(snapshot, stamp(snapshot), snapshot.workbook.unit(code))
    return openpyxl.load_workbook(BytesIO(content), data_only=values).active


def grid(sheet: Worksheet) -> list[list[object]]:
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_table_holds_the_totals_of_the_standings_in_their_order():
    snapshot = sample()
    rows = grid(table(snapshot))[4:15]
    at = grid(table(snapshot))[3].index("Tổng điểm")
    totals = [Decimal(str(row[at])) * 100 for row in rows]
    assert totals == list(map(int, snapshot.standings["total"]))
    assert [row[0] for row in rows] == list(range(1, 12))


def test_a_total_is_a_formula_over_its_own_row_that_gives_the_stored_value():
    snapshot = sample()
    formulas, values = grid(table(snapshot, values=False)), grid(table(snapshot))
    heads = values[3]
    at, bonus = heads.index("Tổng điểm"), heads.index("Điểm thưởng")
    for formula, row in zip(formulas[4:15], values[4:15], strict=True):
        assert str(formula[at]).startswith("=ROUND(SUM(")
        assert round(sum(row[2 : bonus + 1]) - row[bonus + 1], 2) == pytest.approx(row[at])


def test_the_sheets_are_ready_to_be_printed():
    for sheet in (table(sample()), of_unit(sample(), "TGPL")):
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert sheet.print_title_rows
        assert sheet.print_area
        assert sheet.freeze_panes
        assert sheet.oddFooter.left.text.startswith("Bản số 12, 14:52 ngày 18/12/2019")
        assert "DỮ LIỆU MẪU" in str(sheet["A2"].value)


@pytest.mark.parametrize("attack", ATTACKS)
def test_text_that_looks_like_a_formula_stays_text(attack: str):
    snapshot = edited(
        {
            place("Đơn vị", "Tên đơn vị", Mã="TGPL"): attack,
            place("Tiêu chí", "Tên tiêu chí", Mã="I.1"): attack,
            place("Thông tin", "Giá trị", Mục="Tên cụm"): attack,
        }
    )
    for sheet in (table(snapshot, values=False), of_unit(snapshot, "TGPL", values=False)):
        found = [cell for row in sheet.iter_rows() for cell in row if cell.value == " ".join(attack.split())]
        assert found
        assert all(cell.data_type == "s" and cell.quotePrefix and cell.hyperlink is None for cell in found)


@pytest.mark.parametrize("text", ["Cục A", "a=b", "1-2", "", "≥ 2/3"])
def test_ordinary_text_is_not_taken_for_a_formula(text: str):
    assert not like_a_formula(text)


def test_numbers_are_numbers_and_text_is_text():
    sheet = of_unit(sample(), "TGPL")
    rows = {row[0]: row for row in sheet.iter_rows(min_row=7, values_only=True) if row[0]}
    assert isinstance(rows["I.1"][3], int | float)
    assert isinstance(rows["I.1"][0], str)
    assert sheet["A8"].number_format == "@"


def test_the_sums_of_a_unit_are_formulas_and_hold_its_figures():
    snapshot = sample()
    standing = snapshot.standings.set_index("unit").loc["TGPL"]
    values, formulas = of_unit(snapshot, "TGPL"), of_unit(snapshot, "TGPL", values=False)
    names = {str(cell.value).split(" (")[0]: cell.row for cell in values["B"] if cell.value}
    at = [cell.value for cell in values[6]].index("Điểm tính") + 1
    for name, field in (
        ("Tổng điểm chuẩn", "base"), ("Điểm thưởng", "bonus"), ("Điểm trừ", "deduction"), ("TỔNG ĐIỂM", "total")
    ):  # fmt: skip
        assert values.cell(names[name], at).value * 100 == pytest.approx(int(standing[field]))
        assert str(formulas.cell(names[name], at).value).startswith("=")
    assert values.cell(names["Xếp hạng"], at).value == str(standing["rank"])


def test_a_missing_score_stays_blank_and_the_total_is_marked_as_provisional():
    snapshot = edited({place("Thẩm định", "TGPL", Mã="I.1"): None, place("Tự chấm", "Cục TGPL", Mã="I.1"): None})
    sheet = of_unit(snapshot, "TGPL")
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "I.1"]
    assert row[4:8] == (None, None, None, None)
    assert any(cell.value == "TỔNG ĐIỂM (*)" for cell in sheet["B"])
    assert any("tạm tính" in str(cell.value) for cell in table(snapshot)["A"] if cell.value)


def test_what_cannot_be_read_is_said_and_no_number_is_made_of_it():
    sheet = of_unit(edited({place("Thẩm định", "TGPL", Mã="I.1"): "tốt"}), "TGPL")
    (row,) = [row for row in sheet.iter_rows(values_only=True) if row[0] == "I.1"]
    assert row[5] == "không đọc được"


def test_a_tie_shows_the_same_rank_twice():
    ranks = [row[-1] for row in grid(table(sample()))[4:15]]
    assert ranks == [1, 2, 3, 4, 5, 6, 6, 8, 9, 10, 11]


@needs_office
def test_a_spreadsheet_opens_every_workbook_and_computes_the_same_figures(tmp_path: Path):
    snapshot = sample()
    found = [offer for offer in paper_offers(snapshot, stamp(snapshot)) if offer.kind is FileKind.EXCEL]
    sources = [tmp_path / Path(offer.file).name for offer in found]
    for source, offer in zip(sources, found, strict=True):
        source.write_bytes(offer.make())
    for source, other in zip(sources, all_converted(sources, "xlsx", tmp_path), strict=True):
        stored = grid(openpyxl.load_workbook(source, data_only=True).active)
        computed = grid(openpyxl.load_workbook(other, data_only=True).active)
        pairs = [pair for rows in zip(stored, computed, strict=False) for pair in zip(*rows, strict=False)]
        figures = [(one, two) for one, two in pairs if isinstance(one, float | int)]
        assert len(figures) > 50
        for one, two in figures:
            assert two == pytest.approx(one), source.name
