from __future__ import annotations

from dataclasses import replace

from lib.show.rows.checks import all_cells
from lib.show.rows.parts import Audience, markup
from lib.show.tables import checks
from lib.show.words import text
from tests.show.sampling import sample


def test_problems_are_counted_by_what_they_cost():
    assert checks.counted(sample()) == "2 ghi chú."
    assert checks.counted(sample("loi_thuong_gap")).split(", ")[0].endswith("chỗ phải sửa")
    assert checks.counted(sample("nam_moi")) == "275 ô chưa có điểm, 14 ghi chú."
    assert checks.counted(replace(sample(), problems=())) == "Không có lỗi."


def test_problems_stand_by_tab_in_the_order_of_the_sheet_with_cell_value_sentence_and_remedy():
    snapshot = sample("loi_thuong_gap")
    tabs = checks.by_tab(snapshot)
    assert [tab.name for tab in tabs[:4]] == ["Thông tin", "Đơn vị", "Thẩm định", "Tự chấm"]
    verified = tabs[2]
    first = verified.problems[0]
    assert (first.where.a1, text.typed_value(first)) == ("I8", "12")
    page = markup(all_cells(snapshot, Audience(cells=True)))
    assert f"{first.where.tab}!I8" in page
    assert "Điểm 12 lớn hơn điểm tối đa 10,00. " in page
    assert text.remedy(first) in page
    blocking = sum(problem.blocks for problem in verified.problems)
    assert verified.heading == f"Thẩm định: {len(verified.problems)} chỗ, {blocking} chỗ phải sửa"


def test_every_problem_but_missing_scores_is_listed_once():
    snapshot = sample("loi_thuong_gap")
    assert sum(len(tab.problems) for tab in checks.by_tab(snapshot)) == len(snapshot.problems)


def test_the_missing_scores_of_a_new_year_are_a_line_for_each_unit():
    table = checks.missing_scores(sample("nam_moi"))
    assert len(table) == 11
    assert set(table["Tiêu chí"]) == {"mọi tiêu chí"}
    assert set(table["Số ô"]) == {"25"}
    assert sum(len(tab.problems) for tab in checks.by_tab(sample("nam_moi"))) < 30


def test_a_few_missing_scores_are_named():
    snapshot = sample("nam_moi")
    few = replace(snapshot, problems=tuple(p for p in snapshot.problems if p.param("criterion") in ("I.1", "V.3")))
    row = checks.missing_scores(few).iloc[0]
    assert (row["Đơn vị"], row["Số ô"], row["Tiêu chí"]) == ("Cục TGPL", "2", "I.1, V.3")
    assert checks.missing_scores(sample()).empty


def test_tabs_of_one_name_in_two_spreadsheets_stay_apart():
    snapshot = sample("loi_thuong_gap")
    found = next(p for p in snapshot.problems if p.where.tab == "Phiếu")
    both = tuple(replace(found, where=replace(found.where, source=name)) for name in ("điểm", "phiếu"))
    assert [tab.name for tab in checks.by_tab(replace(snapshot, problems=both))] == ["Phiếu (điểm)", "Phiếu (phiếu)"]


def test_the_two_computations_are_compared_in_a_sentence():
    assert checks.recount(sample()) == "Hai cách tính độc lập cho cùng một kết quả."
    assert "khác nhau. Chưa công bố" in checks.recount(replace(sample(), recount_agrees=False))
    assert checks.recount(replace(sample(), recount_agrees=None)) == ""
