"""`Thông tin` and `Đơn vị` as records (docs/workbook.md section 2)."""

from __future__ import annotations

import datetime as dt

import pytest

from lib.model.domain import KeyKind, RankingKey, RuleItem, UnitRole
from lib.model.problems import Code
from lib.sheets.reading.workbook import read
from tests.tables import cell, clean, edited, grids, row, the_workbook, told, with_grids, without, without_column


def faults(*edits):
    return told(read(edited(*edits))[1])


# -- items -------------------------------------------------------------------------------------------------------


def test_the_items_of_the_contest():
    contest = the_workbook(
        row("Thông tin", "Địa điểm", "Hà Nội"), row("Thông tin", "Chủ trì", "Ông A"), row("Thông tin", "Thư ký", "Bà B")
    ).contest
    assert (contest.name, contest.year, contest.conference_date) == ("Cụm thi đua số III", 2019, dt.date(2019, 12, 18))
    assert (contest.place, contest.chair, contest.secretary) == ("Hà Nội", "Ông A", "Bà B")
    assert (contest.decimals, contest.bonus_cap, contest.deduction_cap, contest.sample) == (2, 500, 500, True)
    assert contest.ranking == (RankingKey(KeyKind.TOTAL),)
    assert not contest.unclear


def test_blank_items_take_their_defaults():
    contest = the_workbook(*(cell("Thông tin", f"B{number}", None) for number in (4, 5, 6, 7, 8, 9))).contest
    assert (contest.conference_date, contest.decimals, contest.bonus_cap, contest.deduction_cap) == (
        None,
        2,
        None,
        None,
    )
    assert (contest.sample, contest.ranking, contest.unclear) == (False, (RankingKey(KeyKind.TOTAL),), False)


@pytest.mark.parametrize("number", [5, 7, 8])
def test_a_lone_dash_is_the_default_of_a_number(number):
    dashed, blank = (the_workbook(cell("Thông tin", f"B{number}", value)).contest for value in ("-", None))
    assert (dashed.decimals, dashed.bonus_cap, dashed.deduction_cap) == (
        blank.decimals,
        blank.bonus_cap,
        blank.deduction_cap,
    )
    assert not dashed.unclear


@pytest.mark.parametrize("decimals", [0, 1, 2, 3, 4])
def test_decimals_are_zero_to_four(decimals):
    assert the_workbook(cell("Thông tin", "B5", decimals)).contest.decimals == decimals


@pytest.mark.parametrize("value", [5, -1, 2.5, "9"])
def test_other_decimals_are_a_bad_setting(value):
    assert faults(cell("Thông tin", "B5", value))[0][:3] == ("bad_setting", "Thông tin", "B5")


@pytest.mark.parametrize(("cell_of", "value"), [("B5", "hai"), ("B7", "năm"), ("B8", "#REF!"), ("B7", "1.234")])
def test_an_unreadable_rule_of_the_totals_makes_them_provisional_and_is_never_its_default(cell_of, value):
    contest = the_workbook(cell("Thông tin", cell_of, value)).contest
    assert contest.unclear


def test_a_negative_cap_is_a_bad_setting():
    assert faults(cell("Thông tin", "B7", -1)) == [("bad_setting", "Thông tin", "B7", "-1")]
    assert the_workbook(cell("Thông tin", "B7", -1)).contest.unclear


def test_a_cap_of_nought_is_a_cap():
    assert the_workbook(cell("Thông tin", "B7", 0)).contest.bonus_cap == 0


@pytest.mark.parametrize("number", [2, 3])
@pytest.mark.parametrize("value", [None, "  ", "-"])
def test_a_blank_required_item_is_a_missing_value_at_its_cell(number, value):
    code, tab, a1, _ = faults(cell("Thông tin", f"B{number}", value))[0]
    assert (code, tab, a1) == ("missing_value", "Thông tin", f"B{number}")


@pytest.mark.parametrize(("number", "name"), [(2, "Tên cụm"), (3, "Năm thi đua")])
def test_an_absent_required_item_is_a_missing_value_of_the_tab(number, name):
    book = grids(clean())
    del book["Thông tin"][number - 1]
    found = read(with_grids(clean(), book))[1]
    assert told(found) == [("missing_value", "Thông tin", None, None)]
    assert found[0].param("column") == name


@pytest.mark.parametrize("value", [19, 3000, "2019.5", "hai nghìn"])
def test_a_year_that_is_none_is_refused(value):
    code, tab, a1, _ = faults(cell("Thông tin", "B3", value))[0]
    assert code in {"bad_setting", "not_a_number"}
    assert (tab, a1) == ("Thông tin", "B3")
    assert the_workbook(cell("Thông tin", "B3", value)).contest.year is None


def test_an_unknown_item_is_noted_with_what_was_probably_meant():
    found = read(edited(row("Thông tin", "Trần điểm thuởng", 3)))[1]
    assert told(found) == [("unknown_item", "Thông tin", "A10", "Trần điểm thuởng")]
    assert found[0].param("suggestion") == "Trần điểm thưởng"


def test_an_item_that_stands_twice_counts_neither_time():
    workbook = the_workbook(row("Thông tin", "Trần điểm thưởng", 9))
    assert workbook.contest.bonus_cap is None
    assert workbook.contest.unclear
    assert faults(row("Thông tin", "Trần điểm thưởng", 9)) == [
        ("duplicate_row", "Thông tin", "A10", "Trần điểm thưởng")
    ]


def test_a_value_without_its_item_is_a_missing_value_and_a_remark_alone_is_nothing():
    assert faults(row("Thông tin", None, 7)) == [("missing_value", "Thông tin", "A10", None)]
    assert faults(row("Thông tin", None, None, None, "lời nhắc")) == []


def test_sample_data_that_cannot_be_read_never_looks_real():
    assert the_workbook(cell("Thông tin", "B9", "mẫu")).contest.sample
    assert not the_workbook(cell("Thông tin", "B9", "không")).contest.sample


# -- rules used by default ---------------------------------------------------------------------------------------


def test_a_rule_used_by_default_and_without_a_basis_is_named():
    edits = [cell("Thông tin", f"{column}{number}", None) for number in (5, 6, 7, 8) for column in "BC"]
    found = read(edited(*edits))[1]
    assert told(found) == [("default_unconfirmed", "Thông tin", f"B{number}", None) for number in (5, 6, 7, 8)]
    assert [p.param("rule") for p in found] == [item.value for item in RuleItem]


def test_a_default_with_a_basis_is_confirmed_and_a_typed_value_needs_none():
    assert faults(cell("Thông tin", "B6", None)) == []
    assert faults(cell("Thông tin", "C6", None)) == []


def test_an_absent_rule_is_a_default_of_the_tab():
    book = grids(clean())
    del book["Thông tin"][5]
    assert told(read(with_grids(clean(), book))[1]) == [("default_unconfirmed", "Thông tin", None, None)]


def test_a_cap_that_no_criterion_needs_is_not_asked_for():
    edits = [cell("Thông tin", f"{column}7", None) for column in "BC"]
    assert faults(*edits, cell("Tiêu chí", "E7", "trừ")) == []


def test_a_cluster_that_only_votes_is_asked_for_no_rule_of_scoring():
    scoring = [without(tab) for tab in ("Tiêu chí", "Thẩm định", "Tự chấm", "Giải trình")]
    assert faults(*scoring, cell("Thông tin", "B6", None), cell("Thông tin", "C6", None)) == []


# -- ranking keys ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "keys"),
    [
        ("Tổng điểm", [("total", "")]),
        ("tỷ lệ điểm; TỔNG ĐIỂM", [("share", ""), ("total", "")]),
        ("Tỉ lệ điểm", [("share", "")]),
        ("Tổng điểm;  i. chuyên môn ; II.2", [("total", ""), ("group", "I. Chuyên môn"), ("criterion", "II.2")]),
        ("I.1;", [("criterion", "I.1")]),
    ],
)
def test_ranking_keys_are_a_list_of_totals_groups_and_criteria(typed, keys):
    ranking = the_workbook(cell("Thông tin", "B6", typed)).contest.ranking
    assert ranking is not None
    assert [(key.kind.value, key.name) for key in ranking] == keys


@pytest.mark.parametrize("typed", ["Điểm", "Tổng điểm; III. Khác", "Tổng điểm, I.1", ";", "9.9"])
def test_an_unknown_key_is_a_bad_setting_and_then_nobody_is_ranked(typed):
    assert faults(cell("Thông tin", "B6", typed)) == [("bad_setting", "Thông tin", "B6", typed)]
    assert the_workbook(cell("Thông tin", "B6", typed)).contest.ranking is None


def test_an_ambiguous_key_is_a_bad_setting():
    ambiguous = [cell("Tiêu chí", "B5", "I.1"), cell("Thông tin", "B6", "I.1")]
    assert ("bad_setting", "Thông tin", "B6", "I.1") in faults(*ambiguous)
    assert the_workbook(*ambiguous).contest.ranking is None


@pytest.mark.parametrize("edit", [cell("Thông tin", "B6", "#REF!"), row("Thông tin", "Thứ tự xếp hạng", "Tổng điểm")])
def test_an_unreadable_ranking_ranks_nobody(edit):
    assert the_workbook(edit).contest.ranking is None


# -- units -------------------------------------------------------------------------------------------------------


def test_units_with_all_their_fields():
    units = the_workbook().units
    assert [(u.code, u.label, u.position, u.kind, u.role) for u in units] == [
        ("TGPL", "Cục TGPL", 0, "Cục", UnitRole.HEAD),
        ("THADS", "Tổng cục THADS", 1, "Tổng cục", UnitRole.DEPUTY),
        ("CN", "Cục Con nuôi", 2, "Cục", UnitRole.MEMBER),
        ("PBGDPL", "Vụ PBGDPL", 3, "Vụ", None),
    ]
    assert (units[0].representative, units[3].note, units[2].cell.a1) == ("Nguyễn Văn A", "ghi chú", "A4")


def test_the_protocol_order_is_typed_or_the_order_of_the_rows():
    orders = [cell("Đơn vị", f"D{number}", value) for number, value in zip(range(2, 6), (4, 3, 2, 1), strict=True)]
    assert [u.code for u in the_workbook(*orders).units] == ["PBGDPL", "CN", "THADS", "TGPL"]
    assert [u.code for u in the_workbook(without_column("Đơn vị", "D")).units] == ["TGPL", "THADS", "CN", "PBGDPL"]


def test_equal_orders_keep_the_order_of_the_rows():
    assert [u.code for u in the_workbook(cell("Đơn vị", "D5", 1)).units] == ["TGPL", "PBGDPL", "THADS", "CN"]


def test_an_order_that_cannot_be_read_stands_last():
    assert [u.code for u in the_workbook(cell("Đơn vị", "D2", "đầu")).units] == ["THADS", "CN", "PBGDPL", "TGPL"]


def test_of_two_units_with_one_code_the_first_counts():
    workbook = the_workbook(row("Đơn vị", "tgpl ", "Cục khác"))
    assert (workbook.members, workbook.unit("TGPL").name) == (4, "Cục Trợ giúp pháp lý")
    assert faults(row("Đơn vị", "tgpl ", "Cục khác"))[0] == ("duplicate_unit", "Đơn vị", "A6", "tgpl ")


@pytest.mark.parametrize("value", [None, dt.date(2019, 2, 1), "#REF!"])
def test_with_a_code_that_cannot_be_read_nobody_knows_how_many_members_there_are(value):
    assert the_workbook(cell("Đơn vị", "A5", value)).members is None
    assert the_workbook().members == 4


def test_a_unit_without_a_name_goes_by_its_code():
    assert faults(cell("Đơn vị", "B4", None))[0] == ("missing_value", "Đơn vị", "B4", None)
    assert the_workbook(cell("Đơn vị", "B4", None)).unit("CN").label == "CN"


def test_a_number_is_a_code_in_its_shortest_form():
    assert the_workbook(cell("Đơn vị", "A4", 7.0), cell("Phiếu", "B4", "7")).unit("7").name == "Cục Con nuôi"


def test_two_units_of_one_name_are_told_apart_by_code_only():
    twins = [cell("Đơn vị", "B4", "Cục Trợ giúp pháp lý"), cell("Phiếu", "B2", "Cục Trợ giúp pháp lý")]
    found = [p for p in read(edited(*twins))[1] if p.code is Code.AMBIGUOUS_NAME]
    assert [(p.where.tab, p.where.a1, p.param("options")) for p in found] == [("Phiếu", "B2", "TGPL; CN")]
