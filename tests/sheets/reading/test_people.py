"""Every mistake in a sheet is reported, and none proposes a new unit (docs/workbook.md section 7).

Random operations on random workbooks: where an outcome differs, a problem that was not there names the tab, or, where
no single version shows it, the comparison by record does. `make test-long` tries many more.
"""

from __future__ import annotations

import random
from collections import Counter
from functools import cache

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lib.history.records import changed_tabs
from lib.sheets.sources.source import RawTables
from lib.snapshot import Snapshot, build_snapshot
from tests.golden.made import made, votes
from tests.people import BLURRING, OPERATIONS, Operation, copied, done, fill_down, renamed_with_a_slip, sort_one_column
from tests.tables import NOON, cell, clean, edited

MADE = ("clean", "rut", "dong_phieu", "khong_du_dieu_kien_xet", "bo_phieu_lai")
VALUES_ONLY = (fill_down, sort_one_column)
"""What only moves or repeats values: no single version shows it, the comparison with the version before does."""
REFERS = {
    "Tiêu chí": {"Thẩm định", "Tự chấm", "Giải trình"},
    "Đơn vị": {"Thẩm định", "Tự chấm", "Đăng ký", "Loại trừ", "Phiếu", "Quyết định"},
}
"""The tabs where a code or name that was retyped with a slip is named, because what refers to it no longer fits."""
SEEDS = st.integers(min_value=0, max_value=10**9)


@cache
def some_workbook(seed: int) -> RawTables:
    """One of a few workbooks with random votes and scores."""
    dice = random.Random(seed)
    name = dice.choice(MADE)
    tables = clean() if name == "clean" else made(name)
    if name in ("clean", "rut"):
        tables = edited(*votes(*(dice.randint(0, 4) for _ in range(4))), tables=tables)
    scores = [cell("Thẩm định", f"{letter}2", dice.randint(10, 20)) for letter in "BCDE"]
    return edited(*scores, cell("Thẩm định", "A7", "Tổng"), tables=tables)


@cache
def before(seed: int) -> Snapshot:
    return build_snapshot(some_workbook(seed), NOON)


def outcome(snapshot: Snapshot) -> tuple[object, ...]:
    """Totals, ranks, and of every award its status, proposals, what is undecided, and the bases of its rounds."""
    standings = snapshot.standings[["unit", "total", "rank", "final"]].astype(str)
    awards = tuple(
        (result.award, result.status, result.proposed, result.undecided, tuple(turn.base for turn in result.rounds))
        for result in snapshot.awards
    )
    return tuple(map(tuple, standings.to_numpy().tolist())), awards


def proposed(snapshot: Snapshot) -> set[tuple[str, str]]:
    return {(result.award, unit) for result in snapshot.awards for unit in result.proposed}


def told(old: Snapshot, new: Snapshot) -> set[str]:
    """The tabs with a problem that was not there before."""
    known, found = (Counter((p.code, p.where.tab) for p in snapshot.problems) for snapshot in (old, new))
    return {tab for (_, tab), count in (found - known).items() if count}


def one_operation(seed: int, operations: tuple[Operation, ...]) -> None:
    """One operation on one tab; what it changes is reported, and a unit newly proposed is reported with a loss before
    it.
    """
    dice = random.Random(seed)
    place = seed % 12
    tables, old = some_workbook(place), before(place)
    tab = dice.choice([table.tab for table in tables.tables if len(table.rows) > 1])
    operation = dice.choice(operations)
    after = done(tables, tab, operation, dice)
    new = build_snapshot(after, NOON)
    assert new.recount_agrees, (tab, operation.__name__)
    changes = changed_tabs(tables, after)
    lost = {change.tab for change in changes if change.loses}
    moved = {change.tab for change in changes} if operation in VALUES_ONLY else set()
    if outcome(new) != outcome(old):
        named = told(old, new) & {tab, *REFERS.get(tab, ())}
        assert named or tab in lost | moved, (tab, operation.__name__)
    assert proposed(new) <= proposed(old) or tab in lost | moved, (tab, operation.__name__)
    if operation in BLURRING:
        assert proposed(new) <= proposed(old), (tab, operation.__name__)


@settings(max_examples=40, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS)
def test_what_people_do_by_mistake_is_told_and_proposes_nobody_new(seed):
    one_operation(seed, OPERATIONS)


@pytest.mark.long
@settings(max_examples=3000, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(SEEDS)
def test_what_people_do_by_mistake_is_told_and_proposes_nobody_new_at_length(seed):
    one_operation(seed, OPERATIONS)


@pytest.mark.parametrize("operation", BLURRING, ids=lambda operation: operation.__name__)
@pytest.mark.parametrize("tab", ["Bỏ phiếu", "Phiếu", "Danh hiệu", "Loại trừ", "Đăng ký"])
def test_what_loses_or_blurs_a_row_of_a_tab_that_decides_proposes_nobody_new(tab, operation):
    old = before(3)
    new = build_snapshot(done(some_workbook(3), tab, operation, random.Random(7)), NOON)
    assert proposed(new) <= proposed(old)


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.parametrize("tab", ["Loại trừ", "Đăng ký", "Quyết định", "Phiếu", "Tiêu chí"])
def test_a_tab_renamed_with_a_slip_is_told_and_proposes_nobody_new(tab, seed):
    tables = made("rut")
    old = build_snapshot(tables, NOON)
    new = build_snapshot(renamed_with_a_slip(tables, tab, random.Random(seed)), NOON)
    assert told(old, new)
    assert proposed(new) <= proposed(old)


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize("tab", ["Phiếu", "Loại trừ", "Danh hiệu"])
def test_a_copy_of_a_tab_changes_no_outcome_and_is_noted(tab, seed):
    tables = clean()
    old = build_snapshot(tables, NOON)
    new = build_snapshot(copied(tables, tab, random.Random(seed)), NOON)
    assert outcome(new) == outcome(old)
    assert told(old, new)
