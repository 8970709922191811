"""Tables of every shape with random hierarchies, titles, header words, merges and spellings of numbers."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from io import BytesIO

import hypothesis.strategies as st
from hypothesis import given, settings

from lib.papers.converted import write_converted
from lib.sheets.convert.finding import Ask
from lib.sheets.convert.understand import understand
from lib.sheets.sources.source import RawTables
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import build_snapshot
from tests.sheets.convert.arranging import Item, Scored, as_matrix, as_rows_of_units, as_unit_files, file

NAMES = ("Kế hoạch công tác", "Văn bản", "Cải cách hành chính", "Thông tin, báo cáo", "Đào tạo", "Kiểm tra", "Dân vận")
UNITS = ("Cục Con nuôi", "Vụ Pháp chế", "Tổng cục Thi hành án dân sự", "Trung tâm Thông tin", "Viện Khoa học")
ROMAN = ("I", "II", "III", "IV", "V")


@st.composite
def scored(draw: st.DrawFn) -> Scored:
    """Some groups with some criteria, some units, a score of both kinds nearly everywhere."""
    groups = []
    names = st.sampled_from(NAMES)
    for number in range(draw(st.integers(1, 4))):
        items = tuple(
            Item(f"{ROMAN[number]}.{place}", f"{draw(names)} {number}.{place}", draw(st.integers(5, 30)))
            for place in range(1, draw(st.integers(1, 4)) + 1)
        )
        groups.append((ROMAN[number], f"Nhóm việc {number}", items))
    units = draw(st.lists(st.sampled_from(UNITS), min_size=2, max_size=4, unique=True))
    keys = [(item.code, unit) for _, _, items in groups for item in items for unit in units]
    quarter = st.integers(4, 20).map(lambda value: value / 4)
    written = st.sampled_from([lambda v: v, lambda v: str(v).replace(".", ","), lambda v: f" {v} "])
    scores = [{key: draw(written)(draw(quarter)) for key in keys} for _ in range(2)]
    return Scored(tuple(groups), tuple(units), *scores)


def totals(made: Scored) -> dict[str, Decimal]:
    return {
        unit: sum(
            (Decimal(str(made.verified[item.code, unit]).strip().replace(",", ".")) for item in made.items), Decimal(0)
        )
        for unit in made.units
    }


def found_totals(files: list[RawTables], folder) -> dict[str, Decimal]:
    path = folder / "ra.xlsx"
    write_converted(path, understand(files, {}), {})
    made = build_snapshot(ExcelSource(path).fetch(), dt.datetime.now(dt.UTC))
    name = {unit.code: unit.name for unit in made.workbook.units}
    rows = zip(made.standings["unit"], made.standings["total"], strict=True)
    return {name[unit]: Decimal(int(total)) / 100 for unit, total in rows}


def layouts(made: Scored) -> list[list[RawTables]]:
    of_units = [
        as_rows_of_units(made, "BẢNG ĐIỂM TỰ CHẤM", made.self_scores),
        as_rows_of_units(made, "BẢNG ĐIỂM THẨM ĐỊNH", made.verified),
    ]
    return [list(as_unit_files(made)), [as_matrix(made)], of_units]


@settings(max_examples=12, deadline=None)
@given(made=scored(), which=st.integers(0, 2))
def test_totals_of_any_table_are_those_of_its_cells(made, which, tmp_path_factory):
    files = layouts(made)[which]
    assert understand(files, {}).questions == ()
    assert found_totals(files, tmp_path_factory.mktemp("ra")) == totals(made)


@settings(max_examples=30, deadline=None)
@given(made=scored(), order=st.randoms(use_true_random=False))
def test_a_finding_never_hangs_on_the_order_of_the_files(made, order):
    files = list(as_unit_files(made))
    shuffled = files[:]
    order.shuffle(shuffled)
    assert understand(files, {}) == understand(shuffled, {})


@settings(max_examples=40, deadline=None)
@given(made=scored(), data=st.data())
def test_a_planted_double_meaning_is_a_question_and_its_scores_wait(made, data):
    (first, *_), unit = list(as_unit_files(made)), made.units[0]
    table = first.tables[0]
    unclear = data.draw(st.sampled_from(["Điểm", "Điểm chấm", "Kết quả", "Số điểm"]))
    rows = [list(row) for row in table.rows]
    rows[4][4] = unclear
    finding = understand([file("mot.xlsx", ("Sheet1", rows, table.merges))], {})
    assert [question.ask for question in finding.questions] == [Ask.SCORE_MEANING]
    assert {mark.column.value for one in finding.tables for mark in one.marks} == {"self"}
    assert {mark.unit for one in finding.tables for mark in one.marks} == {unit}


@settings(max_examples=15, deadline=None)
@given(made=scored())
def test_what_is_converted_is_written_without_a_word_of_the_file(made):
    target = BytesIO()
    plan = write_converted(target, understand([as_matrix(made)], {}), {})
    assert len(plan.scores) == 2 * len(made.items) * len(made.units)
