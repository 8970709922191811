"""What papers are made from in these tests: the sample year, and what a paper says as plain text."""

from __future__ import annotations

import datetime as dt
from functools import cache
from io import BytesIO
from pathlib import Path

import docx
from docx.document import Document
from docx.table import Table
from docx.text.paragraph import Paragraph

from lib.papers.stamp import Stamp, stamp_of
from lib.sheets.workbook import ExcelSource
from lib.snapshot import Snapshot, build_snapshot

ROOT = Path(__file__).resolve().parents[2]
TAKEN = dt.datetime(2019, 12, 18, 7, 52, tzinfo=dt.UTC)
NUMBER = 12


@cache
def sample(name: str = "cum_iii_2019.xlsx") -> Snapshot:
    """A sample workbook, read once."""
    return build_snapshot(ExcelSource(ROOT / "sample_data" / name).fetch(), TAKEN)


def stamp(snapshot: Snapshot) -> Stamp:
    return stamp_of(snapshot, NUMBER)


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
