"""The rows that `Giải trình` lacks, to be copied into the sheet."""

from __future__ import annotations

from lib.model.problems import Code
from lib.model.records import Tab
from lib.sheets.layout import TAB_LAYOUT
from lib.show.tables.checks import as_text, missing_explanations
from tests.papers.conftest import edited, place, sample


def test_every_difference_without_a_reason_has_its_row_in_the_order_of_the_tab():
    faulty = sample("loi_thuong_gap.xlsx")
    lacking = [problem for problem in faulty.problems if problem.code is Code.DIFFERENCE_WITHOUT_REASON]
    rows = missing_explanations(faulty)
    assert lacking
    assert len(rows) == len(lacking)
    assert [row[1] for row in rows] == [problem.param("criterion") for problem in lacking]
    assert {len(row) for row in rows} == {len(TAB_LAYOUT[Tab.EXPLANATIONS].columns)}
    assert {row[2:] for row in rows} == {("", "")}


def test_a_sheet_with_all_its_reasons_asks_for_nothing():
    assert missing_explanations(sample()) == ()


def test_rows_pasted_back_with_a_reason_leave_nothing_to_ask_for():
    cell = place("Giải trình", "Lý do")
    row = int(cell[1].lstrip("ABCDEFGHIJ"))
    gap = edited({("Giải trình", f"{column}{row}"): None for column in "ABCD"})
    (asked,) = missing_explanations(gap)
    pasted = {("Giải trình", f"{column}{row}"): value or None for column, value in zip("ABCD", asked, strict=True)}
    assert missing_explanations(edited(pasted | {("Giải trình", f"C{row}"): "Đã nêu lý do"})) == ()


def test_rows_are_pasted_as_text():
    assert as_text((("Cục A", "I.1", "", ""), ("=1+1", "I.2", "", ""))) == "Cục A\tI.1\t\t\n'=1+1\tI.2\t\t"
