"""What became of records: lost, moved, retyped or only put in another order, whatever row they stand in."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lib.feed.latest import Version
from lib.history.changes import difference
from lib.history.records import IDENTIFYING_FIELDS, changed_tabs, lost_places, with_emptied_tabs
from lib.model.problems import Code
from lib.model.records import Tab
from lib.sheets.layout import LAYOUT, TAB_LAYOUT
from lib.sheets.sources.source import RawTables
from lib.show.history.versions import difference_lines
from lib.show.words.changes import loss_lines, record_lines
from lib.snapshot import build_snapshot
from tests.tables import NOON, Edit, Rows, cell, clean, edited, grids, row, sample, with_grids, without, without_column

VOTES = "Phiếu"


def changed(*edits: Edit):
    return changed_tabs(clean(), edited(*edits))


def lines(*edits: Edit) -> list[str]:
    before, after = (Version(tables, build_snapshot(tables, NOON)) for tables in (clean(), edited(*edits)))
    found = difference(before, after)
    return [line for change in found.tabs for line in loss_lines(change)] + [one.text for one in record_lines(found)]


def without_rows(tab: str, *numbers: int) -> Edit:
    def edit(book: dict[str, Rows]) -> None:
        book[tab] = [cells for number, cells in enumerate(book[tab], 1) if number not in numbers]

    return edit


def sorted_tab(tab: str, reverse: bool = True) -> Edit:
    def edit(book: dict[str, Rows]) -> None:
        header, *rows = book[tab]
        book[tab] = [header, *sorted(rows, key=str, reverse=reverse)]

    return edit


def sorted_column(tab: str, column: int) -> Edit:
    def edit(book: dict[str, Rows]) -> None:
        values = sorted((cells[column] for cells in book[tab][1:]), key=str)
        for cells, value in zip(book[tab][1:], values, strict=True):
            cells[column] = value

    return edit


def test_every_tab_with_columns_has_words_that_tell_its_records():
    with_columns = {layout.tab: {column.field for column in layout.columns} for layout in LAYOUT if layout.columns}
    assert (
        with_columns.keys() - {Tab.BALLOT_PAPERS} == IDENTIFYING_FIELDS.keys()
    )  # single ballots are counted, never named
    assert all(set(fields) <= with_columns[tab] for tab, fields in IDENTIFYING_FIELDS.items())


def test_two_equal_versions_have_no_changed_tab():
    assert changed() == ()


@pytest.mark.parametrize("tab", [layout.name for layout in LAYOUT if layout.tab in IDENTIFYING_FIELDS])
def test_a_sorted_tab_only_changed_its_order(tab):
    book = grids(clean())
    if len({str(cells) for cells in book[tab][1:]}) < 2:
        pytest.skip("one row has no order")
    edit = sorted_tab(tab) if sorted(book[tab][1:], key=str, reverse=True) != book[tab][1:] else sorted_tab(tab, False)
    (change,) = changed(edit)
    assert (change.tab, change.only_reordered, change.loses) == (tab, True, False)
    assert lines(edit) == [f"“{tab}”: chỉ đổi thứ tự dòng"]


def test_a_column_sorted_alone_says_what_moved_to_whom():
    found = lines(sorted_column("Bỏ phiếu", 1))
    awards = [cells[1] for cells in grids(clean())["Bỏ phiếu"][1:]]
    moved = sorted(awards)
    assert moved != awards
    codes = [cells[0] for cells in grids(clean())["Bỏ phiếu"][1:]]
    pairs = [(code, old, new) for code, old, new in zip(codes, awards, moved, strict=True) if old != new]
    assert found == [f"{code}: danh hiệu {old} → {new}" for code, old, new in pairs]


def test_a_deleted_row_is_lost_and_the_rows_below_are_not_changed():
    (change,) = changed(without_rows(VOTES, 3))
    name = " · ".join(grids(clean())[VOTES][2][:2])
    assert (change.rows_lost, change.values_changed, change.reordered, change.rows_added) == (1, 0, False, 0)
    assert [(record, where.a1, where.row) for record, where in change.lost_rows] == [(name, None, 3)]
    assert lines(without_rows(VOTES, 3)) == [f"mất 1 dòng ở “Phiếu”: {name}"]


def test_a_deleted_column_is_lost_with_its_name():
    assert lines(without_column("Thẩm định", "C"))[0].startswith("mất cột “")
    (change,) = changed(without_column("Thẩm định", "C"))
    assert (len(change.lost_columns), change.rows_lost) == (1, 0)


def test_a_deleted_tab_is_lost_with_its_rows():
    (change,) = changed(without("Đăng ký"))
    rows = len(grids(clean())["Đăng ký"]) - 1
    assert (change.gone, change.rows_lost) == (True, rows)
    assert lines(without("Đăng ký")) == [f"mất trang tính “Đăng ký” ({rows} dòng)"]


def renamed(name: str, other: str) -> RawTables:
    return replace(clean(), tables=tuple(replace(one, tab=other) if one.tab == name else one for one in clean().tables))


def told_between(before: RawTables, after: RawTables) -> list[str]:
    old, new = (Version(tables, build_snapshot(tables, NOON)) for tables in (before, after))
    told = difference_lines(difference(old, new), new)
    return told.cells


def test_a_tab_that_somebody_renamed_is_told_first_and_in_one_line():
    rows = len(next(one for one in clean().tables if one.tab == VOTES).rows) - 1
    assert told_between(clean(), renamed(VOTES, "Bản cũ")) == [
        f"đổi tên trang tính “{VOTES}” thành “Bản cũ”, nên không còn được đọc ({rows} dòng)"
    ]


def test_another_name_by_which_a_tab_is_read_is_told_and_loses_nothing():
    other = next(word for word in TAB_LAYOUT[Tab.VOTES].words if word != VOTES)
    assert told_between(clean(), renamed(VOTES, other)) == [f"đổi tên trang tính “{VOTES}” thành “{other}”"]


def test_the_same_workbook_from_another_source_has_no_tab_renamed():
    there = replace(clean(), tables=tuple(replace(one, source="Bảng điểm 2019") for one in clean().tables))
    assert changed_tabs(clean(), there) == ()


@pytest.mark.parametrize(("formulas", "told"), [(frozenset({(2, 26)}), 0), (frozenset(), 1)])
def test_what_a_formula_says_now_is_no_change_that_somebody_made(formulas, told):
    def book(score: int) -> RawTables:
        found = edited(cell("Thẩm định", "E2", score), cell("Thẩm định", "Z2", score * 2))
        return replace(found, tables=tuple(replace(one, formulas=formulas) for one in found.tables))

    assert sum("Z2" in line for line in told_between(book(1), book(2))) == told


def test_a_blanked_cell_is_lost_and_a_retyped_one_is_not():
    assert [change.values_lost for change in changed(cell(VOTES, "C2", None))] == [1]
    (change,) = changed(cell(VOTES, "C2", 3))
    assert (change.loses, change.values_changed) == (False, 1)


def test_a_retyped_code_is_a_change_of_its_record():
    code = grids(clean())["Bỏ phiếu"][1][0]
    (change,) = changed(cell("Bỏ phiếu", "A2", "P9"))
    assert (change.loses, change.rows_added) == (False, 0)
    assert lines(cell("Bỏ phiếu", "A2", "P9")) == [f"{code}: mã phiên {code} → P9"]


def test_a_retyped_header_of_a_unit_is_no_lost_column():
    header = grids(clean())["Thẩm định"][0]
    place = next(number for number, text in enumerate(header) if text == "CN")
    letter = "ABCDEFGH"[place]
    assert not any(change.loses for change in changed(cell("Thẩm định", f"{letter}1", "Cục Con nuôi")))


def test_losses_come_first():
    found = changed(cell("Đơn vị", "B2", "Tên khác"), without_rows("Phiếu", 2))
    assert [(change.tab, change.loses) for change in found] == [("Phiếu", True), ("Đơn vị", False)]


def test_rows_that_came_are_counted():
    assert lines(row("Đăng ký", "CN", "CNTP", None, None)) == ["“Đăng ký”: thêm 1 dòng"]


def test_a_tab_without_rows_is_noted_where_the_version_before_had_some():
    def emptied(book: dict[str, Rows]) -> None:
        book["Giao ước"] = book["Giao ước"][:1]

    after = edited(emptied)
    snapshot = with_emptied_tabs(build_snapshot(after, NOON), changed_tabs(clean(), after))
    assert [found.where.tab for found in snapshot.problems if found.code is Code.EMPTY_TAB] == ["Giao ước"]
    assert with_emptied_tabs(snapshot, changed_tabs(clean(), after)).problems == snapshot.problems
    assert lost_places(changed_tabs(clean(), after))


def test_the_sample_compared_with_google_s_way_of_dates_is_the_same():
    tables = sample()
    assert changed_tabs(tables, RawTables(tuple(replace(table) for table in tables.tables), tables.labels)) == ()


@given(st.randoms(use_true_random=False), st.sampled_from(sorted(grids(clean()))), st.integers(0, 3))
def test_shuffled_rows_lose_nothing_and_a_row_taken_out_is_told(source: random.Random, tab: str, taken: int):
    layout = next((one for one in LAYOUT if one.name == tab), None)
    if layout is None or layout.tab not in IDENTIFYING_FIELDS:
        return
    book = grids(clean())
    header, *rows = book[tab]
    filled = [cells for cells in rows if any(cell is not None for cell in cells)]
    source.shuffle(filled)
    left = filled[min(taken, len(filled)) :]
    book[tab] = [header, *left]
    found = [change for change in changed_tabs(clean(), with_grids(clean(), book)) if change.tab == tab]
    lost = sum(change.rows_lost for change in found)
    assert lost == len(filled) - len(left)
    assert all(change.tab == tab and not change.values_lost for change in found)


def test_tab_is_the_enum_of_known_tabs():
    assert Tab.GUIDE not in IDENTIFYING_FIELDS
