"""Every case of docs/workbook.md section 7 as it comes from an .xlsx and from a Google spreadsheet."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from openpyxl.utils import get_column_letter

from lib.model.problems import Problem
from lib.sheets.reading.workbook import read
from lib.sheets.sources.account import GoogleAccess, ServiceAccount
from lib.sheets.sources.confirmed import ConfirmedSource
from lib.sheets.sources.google import GoogleSource
from lib.sheets.sources.source import RawTables
from lib.sheets.sources.xlsx_file import ExcelSource
from tests.fake_sheets.excel import book_of
from tests.fake_sheets.patience import PATIENT
from tests.fake_sheets.server import FakeSheets
from tests.fake_sheets.tokens import Account
from tests.sheets.reading.test_nothing_lost import CASES, READ, sorted_below
from tests.tables import Edit, edited

Case = tuple[str, list[Edit], str, str]
SORTED: list[Case] = [
    (f"the header of {layout.name} sorted below", sorted_below(layout), "rows_above_header", layout.name)
    for layout in READ
]
ALL: list[Case] = [*((name, edits, code, where[0]) for name, edits, code, where, *_ in CASES), *SORTED]


@pytest.fixture(scope="module")
def google() -> Iterator[FakeSheets]:
    with FakeSheets() as server:
        yield server


def saved(tables: RawTables, path: Path) -> Path:
    """The tables as an .xlsx."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for table in tables.tables:
        sheet = book.create_sheet(table.tab)
        for number, row in enumerate(table.rows, 1):
            for place, value in enumerate(row, 1):
                if value is not None:
                    sheet.cell(number, place, value)  # type: ignore[arg-type]
        for row, column in table.percents:
            sheet.cell(row, column).number_format = "0%"
        for row in table.hidden_rows:
            sheet.row_dimensions[row].hidden = True
        for column in table.hidden_columns:
            sheet.column_dimensions[get_column_letter(column)].hidden = True
        for top, left, bottom, right in table.merges:
            sheet.merge_cells(None, top, left, bottom, right)
    book.save(path)
    return path


def told(problems: tuple[Problem, ...], code: str, tab: str) -> set[tuple[str | None, str]]:
    """Where a code is reported in a tab, with its severity."""
    return {(p.where.a1, p.severity) for p in problems if (p.code.value, p.where.tab) == (code, tab)}


@pytest.mark.parametrize("case", ALL, ids=lambda case: case[0])
def test_a_loss_is_told_alike_from_a_file_and_from_google(case, google: FakeSheets, account: Account, tmp_path):
    _, edits, code, tab = case
    tables = edited(*edits)
    expected = told(read(tables)[1], code, tab)
    path = saved(tables, tmp_path / "so.xlsx")
    assert told(read(ExcelSource(path).fetch())[1], code, tab) == expected
    key = f"1key_of_the_case_{ALL.index(case):03d}"
    google.google.add(book_of(path, key, "Cụm", {account.email}))
    access = GoogleAccess(ServiceAccount.of(google.info(account)), google.endpoint, PATIENT)
    found = read(ConfirmedSource([GoogleSource(key, access)]).fetch())[1]
    assert told(found, code, tab) == expected
    assert expected
