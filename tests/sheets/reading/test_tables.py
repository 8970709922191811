"""Which tab is which, where its headers stand, which rows are rows (docs/workbook.md section 1)."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import replace
from functools import cache

import pytest

from lib.model.records import Tab
from lib.sheets.layout import LAYOUT, TAB_LAYOUT, Extra
from lib.sheets.reading.tables import find_sheets
from lib.sheets.reading.workbook import read
from lib.sheets.sources.source import RawTables
from lib.show.summary import summary_json
from lib.snapshot import build_snapshot
from tests.tables import (
    CLEAN,
    NOON,
    another,
    cell,
    clean,
    edited,
    grids,
    renamed,
    some_book,
    told,
    with_grids,
    without,
)

SCORING = {"Tiêu chí", "Thẩm định"}
VOTING = {"Danh hiệu", "Bỏ phiếu", "Phiếu"}


def problems_of(tables: RawTables) -> list[tuple[str, str, str | None, str | None]]:
    return told(read(tables)[1])


def answer(tables: RawTables) -> str:
    return summary_json(build_snapshot(tables, NOON))


@cache
def clean_answer() -> str:
    """What hundreds of spellings are compared with."""
    return answer(clean())


def only(*tabs: str) -> RawTables:
    return some_book({tab: CLEAN[tab] for tab in tabs})


# -- which tabs --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("tabs", [{"Thông tin", "Đơn vị", *SCORING}, {"Thông tin", "Đơn vị", *VOTING, "Đăng ký"}])
def test_a_cluster_may_only_score_or_only_vote(tabs):
    assert problems_of(only(*tabs)) == []


@pytest.mark.parametrize("tab", ["Thông tin", "Đơn vị", *sorted(SCORING), *sorted(VOTING)])
def test_a_required_tab_or_half_a_group_names_the_tab_that_is_missing(tab):
    assert ("missing_tab", tab, None, None) in problems_of(edited(without(tab)))


@pytest.mark.parametrize("tab", sorted(set(CLEAN) - {"Thông tin", "Đơn vị"} - SCORING - VOTING))
def test_without_an_optional_tab_its_feature_is_absent_quietly(tab):
    without_it = edited(without(tab), cell("Danh hiệu", "I2", "không"))
    assert [found for found in problems_of(without_it) if found[1] != "Thẩm định"] == []


def test_with_neither_group_the_scoring_tabs_are_named():
    assert {found[1] for found in problems_of(only("Thông tin", "Đơn vị"))} == SCORING


def test_an_empty_spreadsheet_names_what_is_missing():
    assert {found[:2] for found in problems_of(some_book({}))} == {
        ("missing_tab", tab) for tab in ("Thông tin", "Đơn vị", *SCORING)
    }


def test_an_unknown_tab_is_noted_and_one_beside_a_missing_tab_is_proposed_for_it():
    found = read(edited(renamed("Phiếu", "Phiêu bầu"), another("Nháp", ["x"])))[1]
    assert [(p.code.value, p.where.tab) for p in found if p.code.value in {"unknown_tab", "missing_tab"}] == [
        ("unknown_tab", "Phiêu bầu"),
        ("unknown_tab", "Nháp"),
        ("missing_tab", "Phiếu"),
    ]
    missing = next(p for p in found if p.code.value == "missing_tab")
    assert missing.param("suggestion") == "Phiêu bầu"


# -- matching ----------------------------------------------------------------------------------------------------

SPELLINGS = [
    str.upper,
    str.lower,
    lambda text: f"  {text}  ",
    lambda text: text.replace(" ", "   "),
    lambda text: text.replace(" ", "\u00a0"),
    lambda text: unicodedata.normalize("NFD", text),
    lambda text: "\u200b".join(text),
    lambda text: "\n" + text,
]
SPELLING_NAMES = ["upper", "lower", "trimmed", "runs", "non-breaking", "NFD", "zero-width", "line break"]


@pytest.mark.parametrize("spelling", SPELLINGS, ids=SPELLING_NAMES)
def test_tabs_match_after_form_trimming_case_and_spaces(spelling):
    tables = clean()
    spelt = RawTables(tuple(replace(raw, tab=spelling(raw.tab)) for raw in tables.tables), tables.labels)
    assert problems_of(spelt) == []
    assert answer(spelt) == answer(tables)


@pytest.mark.parametrize("spelling", SPELLINGS, ids=SPELLING_NAMES)
def test_headers_choices_and_names_match_after_form_trimming_case_and_spaces(spelling):
    before = clean()
    headers = tuple(
        replace(raw, rows=(tuple(spelling(c) if isinstance(c, str) else c for c in raw.rows[0]), *raw.rows[1:]))
        for raw in before.tables
    )
    spelt = RawTables(headers, before.labels)
    assert problems_of(spelt) == []
    assert answer(spelt) == answer(before)


@pytest.mark.parametrize("spelling", SPELLINGS, ids=SPELLING_NAMES)
def test_closed_choices_items_and_names_match_the_same_way(spelling):
    edits = [
        cell("Bỏ phiếu", "K2", spelling("đã kiểm")),
        cell("Danh hiệu", "E2", spelling("tổng thành viên")),
        cell("Danh hiệu", "F3", spelling("Cờ thi đua ngành Tư pháp")),
        cell("Tiêu chí", "E7", spelling("thưởng")),
        cell("Thông tin", "A4", spelling("Ngày hội nghị")),
        cell("Phiếu", "B2", spelling("Cục Trợ giúp pháp lý")),
        cell("Phiếu", "A3", spelling("P1")),
        cell("Thẩm định", "C3", spelling("không phát sinh")),
        cell("Thẩm định", "A7", spelling("Tổng")),
    ]
    assert problems_of(edited(*edits)) == []
    assert answer(edited(*edits)) == clean_answer()


@pytest.mark.parametrize(
    ("tab", "synonym"), [(layout.name, word) for layout in LAYOUT for word in layout.words if layout.name in CLEAN]
)
def test_every_synonym_of_a_tab_names_it(tab, synonym):
    assert problems_of(edited(renamed(tab, synonym))) == []


@pytest.mark.parametrize(
    ("tab", "place", "synonym"),
    [
        (tab, place, word)
        for tab, rows in CLEAN.items()
        for place, header in enumerate(rows[0])
        for layout in LAYOUT
        if layout.name == tab
        for column in layout.columns
        if column.header == header
        for word in column.words
    ],
)
def test_every_synonym_of_a_header_names_its_column(tab, place, synonym):
    book = grids(clean())
    book[tab][0][place] = synonym
    tables = with_grids(clean(), book)
    assert problems_of(tables) == []
    assert answer(tables) == clean_answer()


def test_no_word_names_two_tabs():
    words = [word.casefold() for layout in LAYOUT for word in layout.words]
    assert len(words) == len(set(words))


@pytest.mark.parametrize("layout", LAYOUT, ids=lambda layout: layout.tab.value)
def test_the_own_headers_of_a_tab_are_different(layout):
    headers = [column.header for column in layout.columns]
    assert len(headers) == len(set(headers))


def test_the_own_word_of_a_column_beats_a_synonym_beside_it():
    book = grids(clean())
    for row, order in zip(book["Đơn vị"], ["STT", 4, 3, 2, 1], strict=True):
        row.append(order)
    assert [unit.code for unit in read(with_grids(clean(), book))[0].units] == ["TGPL", "THADS", "CN", "PBGDPL"]


# -- rows and columns --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("seed", range(4))
def test_columns_stand_in_any_order(seed):
    dice = random.Random(seed)
    book = grids(clean())
    for tab, rows in book.items():
        order = dice.sample(range(len(rows[0])), len(rows[0]))
        book[tab] = [[row[place] if place < len(row) else None for place in order] for row in rows]
    shuffled = with_grids(clean(), book)
    assert problems_of(shuffled) == []
    assert answer(shuffled) == clean_answer()


def test_titles_above_and_blank_rows_between_are_skipped():
    book = grids(clean())
    for tab, rows in book.items():
        spread = [line for row in rows[1:] for line in (row, [], [None, "  ", "\u00a0"])]
        book[tab] = [[f"BẢNG {tab.upper()}"], [], ["Đơn vị tính: điểm", None, "Mã số"], rows[0], [], *spread]
    tables = with_grids(clean(), book)
    assert problems_of(tables) == []
    assert answer(tables) == clean_answer()


def test_headers_may_stand_far_down_and_far_right():
    book = grids(clean())
    for tab, rows in book.items():
        book[tab] = [[] for _ in range(300)] + [[None] * 40 + row for row in rows]
    assert answer(with_grids(clean(), book)) == clean_answer()


@pytest.mark.parametrize("header", ["STT", "TT", "Ghi chú"])
def test_numbers_down_the_side_make_no_rows(header):
    book = grids(clean())
    layouts = {layout.name: layout for layout in LAYOUT}
    for tab, rows in book.items():
        if header in rows[0] or tab in {"Thông tin", "Đơn vị"}:
            continue
        assert layouts[tab].ignored
        rows[0].insert(0, header)
        for number, row in enumerate(rows[1:], 1):
            row.insert(0, number)
        rows.extend([[number] for number in range(50)])
    tables = with_grids(clean(), book)
    assert [found for found in problems_of(tables) if found[0] != "unknown_unit"] == []


def test_a_header_that_stands_twice_is_named_and_the_first_counts():
    book = grids(clean())
    for row, value in zip(book["Phiếu"], ["Đồng ý", 0, 0, 0, 0, 0, 0], strict=True):
        row.append(value)
    tables = with_grids(clean(), book)
    assert problems_of(tables) == [("duplicate_column", "Phiếu", "F1", "Đồng ý")]
    assert [vote.in_favour for vote in read(tables)[0].votes] == [4, 1, 2, 3, 3, 0]


def test_a_missing_column_is_named_once_with_the_header_that_is_most_like_it():
    found = read(edited(cell("Phiếu", "C1", "Đông ý")))[1]
    assert told(p for p in found if p.where.tab == "Phiếu") == [
        ("missing_column", "Phiếu", None, None),
        ("unknown_column", "Phiếu", "C1", "Đông ý"),
    ]
    assert found[0].param("suggestion") == "Đông ý"


def test_an_empty_known_tab_names_every_column_it_needs():
    found = problems_of(edited(another("Phiếu")))
    assert [entry[0] for entry in found if entry[1] == "Phiếu"] == ["missing_column"] * 3


def test_a_blank_header_is_no_column():
    book = grids(clean())
    book["Bỏ phiếu"][1].extend([None, "ghi thêm"])
    assert problems_of(with_grids(clean(), book)) == [("column_without_header", "Bỏ phiếu", "P1", None)]


# -- several spreadsheets ----------------------------------------------------------------------------------------


def split() -> RawTables:
    """The clean workbook with the votes in a private spreadsheet."""
    tables = clean()
    private = {"Danh hiệu", "Bỏ phiếu", "Phiếu", "Quyết định", "Đăng ký"}
    moved = tuple(replace(raw, source="phieu.xlsx" if raw.tab in private else "diem.xlsx") for raw in tables.tables)
    return RawTables(moved, ("diem.xlsx", "phieu.xlsx"))


def test_a_workbook_may_be_spread_over_several_spreadsheets():
    assert problems_of(split()) == []
    assert answer(split()).replace('"source": "diem.xlsx"', "") == clean_answer()


def test_every_problem_carries_its_source_when_there_are_several():
    tables = edited(cell("Phiếu", "C2", "x"), cell("Thẩm định", "B2", 99), cell("Thông tin", "B5", 9), tables=split())
    snapshot = build_snapshot(tables, NOON)
    assert {(p.where.tab, p.where.source) for p in snapshot.problems} == {
        ("Thông tin", "diem.xlsx"),
        ("Thẩm định", "diem.xlsx"),
        ("Phiếu", "phieu.xlsx"),
        ("Bỏ phiếu", "phieu.xlsx"),
    }


def test_a_single_spreadsheet_needs_no_source():
    assert {p.where.source for p in read(edited(cell("Phiếu", "C2", "x")))[1]} == {None}


@pytest.mark.parametrize("name", ["Phiếu", "PHIẾU ", "Kết quả phiếu"])
def test_a_tab_found_twice_by_name_or_synonym_is_named_and_the_first_counts(name):
    tables = split()
    again = replace(tables.tables[8], tab=name, source="diem.xlsx", rows=(("Mã phiên",), ("P9",)))
    doubled = RawTables((*tables.tables, again), tables.labels)
    found = read(doubled)[1]
    assert [(p.code.value, p.where.tab, p.where.source) for p in found] == [("duplicate_tab", name, "diem.xlsx")]
    assert found[0].param("first") == "Phiếu (phieu.xlsx)"
    assert len(read(doubled)[0].votes) == 6


# -- sheets ------------------------------------------------------------------------------------------------------


def test_the_other_headers_of_a_score_tab_are_units():
    sheet = find_sheets(clean())[0][Tab.VERIFIED]
    assert TAB_LAYOUT[Tab.VERIFIED].extra is Extra.UNIT
    assert sheet.extras == (("TGPL", 1), ("THADS", 2), ("CN", 3), ("PBGDPL", 4))


def test_a_field_stands_at_its_cell():
    sheet = find_sheets(clean())[0][Tab.VOTES]
    assert sheet.field_ref(1, "in_favour").a1 == "C2"
    assert sheet.field_ref(1, "nothing").a1 is None
    assert sheet.raw_cell(1, 2) == 4
    assert sheet.raw_cell(1, 99) is None
