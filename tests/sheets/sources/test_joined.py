"""Several spreadsheets as one workbook."""

from __future__ import annotations

import pytest

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.account import GoogleAccess
from lib.sheets.sources.google import GoogleSource
from lib.sheets.sources.joined import SeveralSources, joined_tables
from lib.sheets.sources.quota_meter import ReadMeter
from lib.sheets.sources.source import RawTable, RawTables
from lib.snapshot import build_snapshot
from tests.builders import NOON
from tests.fake_sheets import faults
from tests.fake_sheets.faults import On
from tests.fake_sheets.grid import Book, Cell, Sheet
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account


def tables(label: str, *tabs: str) -> RawTables:
    return RawTables(tuple(RawTable(tab, (("A",),), label) for tab in tabs), (label,))


def test_tabs_keep_their_order_and_their_source() -> None:
    both = joined_tables([tables("Điểm", "Đơn vị", "Thẩm định"), tables("Phiếu kín", "Phiếu")])
    assert both.labels == ("Điểm", "Phiếu kín")
    assert [(table.source, table.tab) for table in both.tables] == [
        ("Điểm", "Đơn vị"),
        ("Điểm", "Thẩm định"),
        ("Phiếu kín", "Phiếu"),
    ]


def test_spreadsheets_of_one_name_are_told_apart() -> None:
    both = joined_tables([tables("Bảng", "A"), tables("Bảng", "B"), tables("Bảng", "C")])
    assert both.labels == ("Bảng", "Bảng (2)", "Bảng (3)")
    assert [table.source for table in both.tables] == list(both.labels)


@pytest.fixture
def source(fake: FakeSheets, access: GoogleAccess, account: Account) -> SeveralSources:
    scores, votes = Sheet("Đơn vị", 1), Sheet("Phiếu", 2)
    votes.put(1, 1, Cell("Mã phiên"))
    fake.google.add(
        Book("1scores", "Điểm", [scores, Sheet("Phiếu", 5)], {account.email}),
        Book("1votes", "Phiếu kín", [votes], {account.email}),
    )
    meter = ReadMeter()
    return SeveralSources([GoogleSource("1scores", access, meter), GoogleSource("1votes", access, meter)])


def test_each_spreadsheet_costs_one_request_a_reading(source: SeveralSources, fake: FakeSheets) -> None:
    for _ in range(4):
        source.fetch()
    assert fake.google.count(On.VALUES) == 8
    assert fake.google.count(On.BOOK) == 2
    assert source.label == "Điểm + Phiếu kín"


def test_where_one_fails_the_whole_reading_fails_and_names_it(source: SeveralSources, fake: FakeSheets) -> None:
    source.fetch()
    fake.google.books["1votes"].readers.clear()
    with pytest.raises(SourceError) as caught:
        source.fetch()
    assert (caught.value.failure, caught.value.source) == (SourceFailure.NO_PERMISSION, "Phiếu kín")


def test_a_tab_in_both_is_a_problem_that_names_its_spreadsheet(source: SeveralSources) -> None:
    problems = build_snapshot(source.fetch(), NOON).problems
    (found,) = [problem for problem in problems if problem.code == "duplicate_tab"]
    assert (found.where.tab, found.where.source) == ("Phiếu", "Phiếu kín")


def test_a_passing_failure_of_one_does_not_read_the_other_again(source: SeveralSources, fake: FakeSheets) -> None:
    source.fetch()
    before = fake.google.count(On.VALUES)
    fake.google.script.add(faults.unavailable())
    source.fetch()
    assert fake.google.count(On.VALUES) == before + 3


def test_it_is_distant_and_looks_again_at_every_list_of_tabs(source: SeveralSources, fake: FakeSheets) -> None:
    source.fetch()
    source.look_again()
    source.fetch()
    assert source.distant
    assert fake.google.count(On.BOOK) == 4
