"""The rest of the year: the optional tabs as records (docs/workbook.md section 2)."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import pytest

from lib.model.domain import RatingBase, UnitRole
from lib.model.problems import Code
from lib.model.year_records import ExemplarKind, LineageKind, MovementState, SceneKind, TaskState
from lib.sheets.reading.workbook import read
from lib.sheets.sources.source import RawTable, RawTables
from tests.tables import cell, edited, row, the_workbook, told, without


def faults(*edits, tab):
    return [found for found in told(read(edited(*edits))[1]) if found[1] == tab]


OPTIONAL = {
    "Giải trình": "explanations", "Đăng ký": "registrations", "Giao ước": "pledges", "Loại trừ": "exclusions",
    "Lãnh đạo cụm": "leadership", "Phong trào": "movements", "Điển hình": "exemplars", "Xếp loại": "ratings",
    "Lịch sử": "history", "Kế thừa": "lineage", "Chương trình": "agenda", "Công việc": "tasks",
}  # fmt: skip


@pytest.mark.parametrize(("tab", "field"), OPTIONAL.items())
def test_an_absent_tab_is_none_and_one_that_is_there_is_not(tab, field):
    assert getattr(the_workbook(without(tab)), field) is None
    assert getattr(the_workbook(), field)


def test_an_empty_tab_is_empty_rather_than_absent():
    assert (
        the_workbook(
            cell("Giải trình", "A2", None), cell("Giải trình", "B2", None), cell("Giải trình", "C2", None)
        ).explanations
        == ()
    )


def test_explanations():
    found = (the_workbook().explanations or ())[0]
    assert (found.unit, found.criterion, found.reason, found.evidence) == ("THADS", "I.1", "Một việc chậm", None)


def test_registrations_by_any_name_and_date_form():
    registered = the_workbook().registrations or ()
    assert [(r.unit, r.award, r.date) for r in registered] == [
        ("TGPL", "CNTP", dt.date(2019, 3, 1)),
        ("THADS", "CNTP", dt.date(2019, 3, 2)),
        ("CN", "CNTP", dt.date(2019, 3, 3)),
        ("PBGDPL", "CNTP", None),
    ]
    assert registered[0].document == "01/CV"


def test_pledges():
    pledge = (the_workbook().pledges or ())[0]
    assert (pledge.unit, pledge.signer, pledge.signed_on) == ("TGPL", "Nguyễn Văn A", dt.date(2019, 3, 15))


def test_exclusions_and_an_unreadable_date_of_one_is_open():
    excluded = (the_workbook().exclusions or ())[0]
    assert (excluded.unit, excluded.start, excluded.end) == ("CN", dt.date(2018, 1, 1), dt.date(2018, 12, 31))
    opened = (the_workbook(cell("Loại trừ", "D2", "hết năm")).exclusions or ())[0]
    assert opened.end is None


def test_leaders_may_lead_a_unit_of_another_year():
    leaders = the_workbook().leadership or ()
    assert [(found.year, found.role, found.unit, found.unit_name) for found in leaders] == [
        (2020, UnitRole.HEAD, "CN", "CN"),
        (2018, UnitRole.HEAD, None, "Cục không còn trong cụm"),
    ]


def test_movements_with_the_state_of_each_unit():
    movement = (the_workbook().movements or ())[0]
    assert (movement.code, movement.level, movement.end) == ("PT1", "Chính phủ", dt.date(2019, 12, 31))
    assert [(state.unit, state.text, state.cell.a1) for state in movement.states] == [("TGPL", "đã làm", "G2")]
    assert isinstance(movement.states[0], MovementState)


def test_of_two_columns_for_a_unit_in_movements_neither_counts():
    edit = cell("Phong trào", "H1", "Cục TGPL")
    assert faults(edit, tab="Phong trào") == [("duplicate_column", "Phong trào", "H1", "Cục TGPL")]
    assert (the_workbook(edit).movements or ())[0].states == ()


def test_a_header_of_movements_that_is_no_unit_is_named():
    assert faults(cell("Phong trào", "H1", "Cục lạ"), tab="Phong trào") == [
        ("unknown_unit", "Phong trào", "H1", "Cục lạ")
    ]


@pytest.mark.parametrize(
    ("typed", "kind"),
    [("điển hình", "exemplar"), ("Sáng kiến", "initiative"), ("mô hình, cách làm hay", "model"), ("mô hình", "model")],
)
def test_kinds_of_exemplars(typed, kind):
    assert (the_workbook(cell("Điển hình", "B2", typed)).exemplars or ())[0].kind is ExemplarKind(kind)


def test_ratings_and_their_cap():
    rating = (the_workbook().ratings or ())[0]
    assert (rating.staff_group, rating.excellent, rating.good, rating.fair, rating.poor) == ("công chức", 4, 20, 3, 0)
    assert faults(cell("Xếp loại", "C2", 5), tab="Xếp loại") == [("rating_cap", "Xếp loại", "C2", "5")]
    assert faults(cell("Xếp loại", "C2", 4), tab="Xếp loại") == []


@pytest.mark.parametrize(
    ("base", "excellent", "capped"),
    [("HTT", 4, False), ("HTT", 5, True), ("HTXS và HTT", 5, False), ("HTXS và HTT", 6, True), ("tổng số", 5, False)],
)
def test_the_cap_is_a_fifth_of_the_base_that_the_secretary_set(base, excellent, capped):
    edits = [row("Thông tin", "Mẫu số tỷ lệ HTXS", base), cell("Xếp loại", "C2", excellent)]
    assert bool(faults(*edits, tab="Xếp loại")) is capped


def test_without_a_setting_the_cap_is_measured_by_htt():
    assert the_workbook().contest.rating_base is RatingBase.GOOD


@pytest.mark.parametrize("letter", ["C", "D", "E", "F"])
def test_a_blank_count_of_a_rating_is_missing(letter):
    assert faults(cell("Xếp loại", f"{letter}2", None), tab="Xếp loại") == [
        ("missing_value", "Xếp loại", f"{letter}2", None)
    ]


def test_earlier_years():
    entry = (the_workbook().history or ())[0]
    assert (entry.year, entry.unit_name, entry.total, entry.maximum) == (
        2018,
        "Cục Trợ giúp pháp lý",
        Decimal("95.5"),
        100,
    )
    assert (entry.rank, entry.units, entry.awards) == (1, 1, ("Cờ thi đua ngành", "Cờ thi đua Chính phủ"))


def test_lineage():
    line = (the_workbook().lineage or ())[0]
    assert (line.old, line.new, line.kind, line.date) == (
        "Cục TGPL cũ",
        "TGPL",
        LineageKind.RENAMED,
        dt.date(2018, 1, 1),
    )


def test_the_agenda_in_its_order_with_scenes():
    agenda = the_workbook().agenda or ()
    assert [(item.content, item.time, item.scene, item.award) for item in agenda] == [
        ("Khai mạc", "08:00", SceneKind.TITLE, None),
        ("Công bố kết quả", "08:30", SceneKind.REVEAL, "CCP"),
    ]


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("vũ khúc", "bad_choice"),
        ("công bố: CXX", "unknown_award"),
        ("công bố", "unknown_award"),
        (": CCP", "bad_choice"),
    ],
)
def test_a_scene_that_cannot_be_read_is_none(typed, code):
    edit = cell("Chương trình", "E2", typed)
    assert faults(edit, tab="Chương trình") == [(code, "Chương trình", "E2", typed)]
    assert (the_workbook(edit).agenda or ())[1].scene is None


@pytest.mark.parametrize(
    ("typed", "state", "kept"),
    [
        (None, TaskState.OPEN, None),
        ("Xong", TaskState.DONE, None),
        ("đang làm", TaskState.IN_PROGRESS, None),
        ("đã trình Bộ", TaskState.OPEN, "đã trình Bộ"),
    ],
)
def test_the_state_of_a_task_is_free_text(typed, state, kept):
    edit = cell("Công việc", "D2", typed)
    assert faults(edit, tab="Công việc") == []
    task = (the_workbook(edit).tasks or ())[0]
    assert (task.due, task.content, task.owner, task.state, task.typed_state) == (
        dt.date(2019, 6, 30), "Sơ kết", "Thư ký", state, kept,
    )  # fmt: skip


REQUIRED = {
    "Giải trình": "AB", "Đăng ký": "AB", "Giao ước": "A", "Loại trừ": "AB", "Lãnh đạo cụm": "ABC", "Phong trào": "AB",
    "Điển hình": "ABC", "Xếp loại": "ACDEF", "Lịch sử": "AB", "Kế thừa": "ABC", "Chương trình": "AC", "Công việc": "AB",
}  # fmt: skip


@pytest.mark.parametrize(("tab", "letter"), [(tab, letter) for tab, letters in REQUIRED.items() for letter in letters])
def test_a_blank_required_cell_is_a_missing_value(tab, letter):
    assert ("missing_value", tab, f"{letter}2", None) in faults(cell(tab, f"{letter}2", None), tab=tab)


@pytest.mark.parametrize("tab", OPTIONAL)
def test_a_row_that_cannot_be_read_costs_only_itself(tab):
    good = getattr(the_workbook(), OPTIONAL[tab])
    broken = getattr(the_workbook(row(tab, *["#REF!"] * 7)), OPTIONAL[tab])
    assert broken == good


@pytest.mark.parametrize(
    ("tab", "a1"),
    [
        ("Đăng ký", "C2"),
        ("Giao ước", "C2"),
        ("Loại trừ", "C2"),
        ("Phong trào", "D2"),
        ("Điển hình", "E2"),
        ("Kế thừa", "D2"),
        ("Công việc", "A2"),
    ],
)
def test_a_date_that_is_none_is_named(tab, a1):
    assert faults(cell(tab, a1, "30/02/2019"), tab=tab) == [("bad_date", tab, a1, "30/02/2019")]


@pytest.mark.parametrize(
    "tab",
    [
        tab
        for tab in OPTIONAL
        if tab not in {"Phong trào", "Lãnh đạo cụm", "Lịch sử", "Kế thừa", "Chương trình", "Công việc"}
    ],
)
def test_an_unknown_unit_is_named_wherever_it_stands(tab):
    assert ("unknown_unit", tab, "A2", "Cục lạ") in faults(cell(tab, "A2", "Cục lạ"), tab=tab)


@pytest.mark.parametrize(
    ("rows", "told"),
    [
        ([("A", "B", None), ("B", "A", None)], 1),
        ([("A", "B", 2010), ("B", "A", 2010)], 1),
        ([("A", "B", 2010), ("B", "A", 2015)], 0),
        ([("A", "B", None), ("B", "C", None)], 0),
        ([("A", "A", None)], 1),
        ([("A", "B", None), ("B", "C", None), ("C", "A", None), ("D", "A", None)], 1),
    ],
)
def test_renames_that_lead_back_are_doubted_where_no_date_tells_the_last_name(rows, told):
    cells_of = [(old, new, "đổi tên", year and dt.datetime(year, 1, 1)) for old, new, year in rows]
    table = RawTable("Kế thừa", (("Đơn vị cũ", "Đơn vị mới", "Loại", "Ngày"), *cells_of), "a")
    found = [one for one in read(RawTables((table,), ("a",)))[1] if one.code is Code.CIRCULAR_RENAME]
    assert len(found) == told
