"""Whatever a hand, a paste or a broken formula leaves in the sheet: nothing is raised, nothing new is proposed.

Few seeds here, so that the suite stays short; the seeds are free to be changed for a long run.
"""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from lib.model.problems import Code
from lib.sheets.sources.source import RawCell, RawTables, UncalculatedFormula
from lib.show.summary import summary_json
from lib.show.words import text
from lib.snapshot import Snapshot, build_snapshot
from tests.garbling import GARBAGE, garbled
from tests.golden.made import made
from tests.tables import NOON, clean, filled, grids, put, sample, with_grids

UNREADABLE: tuple[RawCell, ...] = (
    "xyz", "#REF!", UncalculatedFormula("=A1"), float("nan"), "Côc Trî gióp ph¸p lý", "1.234", -7, 10**40, "a" * 30_000,
)  # fmt: skip


def proposed(snapshot: Snapshot) -> set[tuple[str, str]]:
    return {(result.award, unit) for result in snapshot.awards for unit in result.proposed}


def whole(tables: RawTables) -> Snapshot:
    """The snapshot of garbled tables, looked at from every side that may break."""
    snapshot = build_snapshot(tables, NOON)
    assert snapshot.recount_agrees, [p for p in snapshot.problems if p.code is Code.RECOUNT_DIFFERS]
    told = json.loads(summary_json(snapshot))
    assert told["recount"] == "agrees"
    assert [unit["code"] for unit in told["units"]] == snapshot.standings["unit"].tolist()
    for problem in snapshot.problems:
        assert text.message(problem, snapshot.workbook)
        assert text.remedy(problem, snapshot.workbook)
    for result in snapshot.awards:
        assert len(result.proposed) <= (result.quota or 0)
        assert not set(result.proposed) & set(result.undecided)
    return snapshot


@pytest.mark.parametrize("seed", range(30))
def test_two_mistakes_in_a_small_workbook_raise_nothing_and_both_computations_agree(seed):
    whole(garbled(clean(), seed, 2))


@pytest.mark.parametrize("seed", range(1000, 1016))
def test_many_mistakes_in_the_sample_raise_nothing_and_both_computations_agree(seed):
    whole(garbled(sample(), seed, 1 + seed % 12))


@pytest.mark.parametrize("tab", sorted(grids(clean())))
def test_every_kind_of_garbage_in_a_tab_raises_nothing(tab):
    for number, value in enumerate(GARBAGE):
        if number % 7 == len(tab) % 7:
            book = grids(clean())
            for row, column in filled(book[tab])[number % 5 :: 5]:
                put(book[tab], row, column, value)
            whole(with_grids(clean(), book))


def one_cell_garbled(tables: RawTables, tab: str, step: int) -> Iterator[tuple[str, RawTables]]:
    """Every `step`-th filled cell of a tab with one of the unreadable values, each in its turn."""
    for number, (row, column) in enumerate(filled(grids(tables)[tab])[::step]):
        book, value = grids(tables), UNREADABLE[number % len(UNREADABLE)]
        put(book[tab], row, column, value)
        yield f"{tab} {row + 1},{column + 1} {str(value)[:20]}", with_grids(tables, book)


@pytest.mark.parametrize("tab", ["Bỏ phiếu", "Phiếu"])
@pytest.mark.parametrize("name", ["clean", "bo_phieu_lai"])
def test_a_cell_of_sessions_or_votes_that_cannot_be_read_never_proposes_anybody_new(name, tab):
    tables = clean() if name == "clean" else made(name)
    before = proposed(build_snapshot(tables, NOON))
    assert before
    for where, wrong in one_cell_garbled(tables, tab, step=3):
        assert proposed(whole(wrong)) <= before, where


@pytest.mark.parametrize("value", ["xyz", "#REF!", 99, UncalculatedFormula("=1"), "−"])
@pytest.mark.parametrize("unit", ["TGPL", "CN"])
def test_a_garbled_or_blank_score_never_gives_a_final_total(unit, value):
    column = grids(clean())["Thẩm định"][0].index(unit)
    for row in (1, 2, 3):
        book = grids(clean())
        put(book["Thẩm định"], row, column, value)
        standings = whole(with_grids(clean(), book)).standings.set_index("unit")
        assert not standings.loc[unit, "final"]
        assert standings["final"].sum() == 3


# -- whole rows, columns and headers -------------------------------------------------------------------------------


@pytest.mark.parametrize("value", [None, "xyz", "#REF!", 99, "2/3"])
@pytest.mark.parametrize("tab", sorted(grids(clean())))
def test_a_garbled_header_a_row_or_a_column_raises_nothing_and_proposes_nobody_new(tab, value):
    before = proposed(build_snapshot(clean(), NOON))
    rows = grids(clean())[tab]
    row, column = min(2, len(rows) - 1), len(tab) % len(rows[0])
    for places in (
        [(0, c) for c in range(len(rows[0]))],
        [(row, c) for c in range(len(rows[row]))],
        [(r, column) for r in range(len(rows))],
        [(0, column)],
    ):
        book = grids(clean())
        for r, c in places:
            put(book[tab], r, c, value)
        assert proposed(whole(with_grids(clean(), book))) <= before, (tab, places[:2])


@pytest.mark.long
@pytest.mark.parametrize("value", ["xyz", "#REF!", 99, "2/3", 43817, "x"])
@pytest.mark.parametrize("name", ["clean", "bo_phieu_lai", "rut", "dong_phieu"])
def test_whichever_row_column_or_header_is_garbled_nobody_new_is_proposed_in_silence(name, value):
    """A header of `Danh hiệu` that is like none is a doubt, and what it held is its default (contract 7)."""
    tables = clean() if name == "clean" else made(name)
    before = proposed(build_snapshot(tables, NOON))
    for tab, rows in grids(tables).items():
        for places in _lines_of(rows):
            book = grids(tables)
            for r, c in places:
                put(book[tab], r, c, value)
            found = whole(with_grids(tables, book))
            told = {(p.where.tab, p.where.column - 1) for p in found.problems if p.code is Code.UNKNOWN_COLUMN}
            unknown = tab == "Danh hiệu" and places[0] == (0, places[0][1]) and (tab, places[0][1]) in told
            assert proposed(found) <= before or unknown, (tab, places[0], places[-1])


def _lines_of(rows: list[list[RawCell]]) -> Iterator[list[tuple[int, int]]]:
    """The places of every row, every column and every header alone."""
    for r, row in enumerate(rows):
        yield [(r, c) for c in range(len(row))]
    for c in range(max(map(len, rows))):
        yield [(r, c) for r in range(len(rows))]
        yield [(0, c)]
