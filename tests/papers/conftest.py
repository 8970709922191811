"""What papers are made from in these tests: the sample year, and what a paper says as plain text."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import cache
from io import BytesIO

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph
from openpyxl.utils import coordinate_to_tuple, get_column_letter

from lib.papers.docx.stamp import Stamp, paper_stamp
from lib.sheets.sources.source import RawCell, RawTable
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import Snapshot, build_snapshot
from tests.places import ROOT

TAKEN = dt.datetime(2019, 12, 18, 7, 52, tzinfo=dt.UTC)
NUMBER = 12


@cache
def sample(name: str = "cum_iii_2019.xlsx") -> Snapshot:
    """A sample workbook, read once."""
    return build_snapshot(ExcelSource(ROOT / "sample_data" / name).fetch(), TAKEN)


def stamp(snapshot: Snapshot) -> Stamp:
    return paper_stamp(snapshot, NUMBER)


def opened(content: bytes) -> Document:
    return docx.Document(BytesIO(content))


def text_of(content: bytes) -> str:
    """Everything that a Word file says in order: paragraphs, tables row by row, then the footer."""
    document = opened(content)
    lines: list[str] = []
    for part in document.iter_inner_content():
        lines += _table(part) if isinstance(part, Table) else _paragraph(part)
    footer = document.sections[0].first_page_footer.paragraphs
    return "\n".join([*lines, "---", *(paragraph.text for paragraph in footer)]) + "\n"


def _paragraph(paragraph: Paragraph) -> list[str]:
    return [paragraph.text] if paragraph.text.strip() else []


def _table(table: Table) -> list[str]:
    return [" | ".join(_cell(cell.text) for cell in row.cells) for row in table.rows]


def _cell(text: str) -> str:
    return " / ".join(line for line in text.splitlines() if line.strip())


def edited(changes: dict[tuple[str, str], RawCell], name: str = "cum_iii_2019.xlsx") -> Snapshot:
    """A sample workbook with other values in some cells, each named by its tab and A1 address."""
    tables = ExcelSource(ROOT / "sample_data" / name).fetch()
    return build_snapshot(replace(tables, tables=tuple(_edited(table, changes) for table in tables.tables)), TAKEN)


def _edited(table: RawTable, changes: dict[tuple[str, str], RawCell]) -> RawTable:
    rows = [list(row) for row in table.rows]
    for (tab, address), value in changes.items():
        if tab == table.tab:
            row, column = coordinate_to_tuple(address)
            rows += [[] for _ in range(row - len(rows))]
            rows[row - 1] += [None] * (column - len(rows[row - 1]))
            rows[row - 1][column - 1] = value
    return replace(table, rows=tuple(tuple(row) for row in rows))


def place(tab: str, header: str, **where: RawCell) -> tuple[str, str]:
    """The address of a column in the row that holds the given values, by header: ("Phiếu", "C5")."""
    tables = ExcelSource(ROOT / "sample_data" / "cum_iii_2019.xlsx").fetch()
    rows = next(table.rows for table in tables.tables if table.tab == tab)
    wanted = {name.replace("_", " "): value for name, value in where.items()}
    top = next(n for n, row in enumerate(rows) if header in row and set(wanted) <= set(row))
    columns = {str(name): column for column, name in enumerate(rows[top]) if name}
    for number, row in enumerate(rows[top + 1 :], top + 2):
        if all(row[columns[name]] == value for name, value in wanted.items()):
            return tab, f"{get_column_letter(columns[header] + 1)}{number}"
    raise LookupError(f"{tab}: {wanted}")
