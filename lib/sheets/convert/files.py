"""Reading files in other layouts as raw tables: `.xlsx`, `.xlsm`, `.xls`, `.xlsb`, `.ods`, `.csv`."""

from __future__ import annotations

import csv
import dataclasses
import io
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.as_json import cell_of_json
from lib.sheets.sources.source import RawCell, RawTable, RawTables
from lib.sheets.sources.xlsx_file import ExcelSource

OURS = frozenset({".xlsx", ".xlsm"})
FOREIGN = frozenset({".xls", ".xlsb", ".ods"})
TEXT = frozenset({".csv", ".txt"})
KINDS = OURS | FOREIGN | TEXT
LARGEST_TABLE_FILE = 20_000_000
"""Bytes of a file with tables of another layout, put in on a page or named on the command line."""
PATIENCE = 60.0
ROOT = Path(__file__).resolve().parents[3]
_DELIMITERS = ",;\t"


def read_tables(path: Path, name: str | None = None) -> RawTables:
    """The sheets of a file, labelled with its name. Raises `SourceError` where it cannot be read."""
    label = name or path.name
    try:
        size = path.stat().st_size
    except OSError:
        raise SourceError(SourceFailure.NOT_FOUND, label) from None
    if size > LARGEST_TABLE_FILE:
        raise SourceError(SourceFailure.TOO_LARGE, label)
    kind = path.suffix.lower()
    if kind in OURS:
        tables = ExcelSource(path).fetch().tables
        return RawTables(tuple(dataclasses.replace(table, source=label) for table in tables), (label,))
    if kind in FOREIGN:
        return _foreign(path, label)
    if kind in TEXT:
        return _text(path, label)
    raise SourceError(SourceFailure.NOT_A_WORKBOOK, label)


def _foreign(path: Path, label: str) -> RawTables:
    """Read a file with another library, in a separate process with resource limits."""
    command = [sys.executable, "-m", "lib.sheets.convert.other_formats", str(path)]
    try:
        done = subprocess.run(command, capture_output=True, cwd=ROOT, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        raise SourceError(SourceFailure.TOO_LARGE, label) from None
    if done.returncode:
        word = done.stdout.decode("ascii", "replace").strip()
        unreadable = word in ("not_a_workbook", "encrypted")
        failure = SourceFailure.NOT_A_WORKBOOK if unreadable else SourceFailure.TOO_LARGE
        raise SourceError(failure, label)
    return RawTables(tuple(_sheets(json.loads(done.stdout), label)), (label,))


def _sheets(found: list[dict[str, Any]], label: str) -> Iterator[RawTable]:
    for sheet in found:
        blank: tuple[RawCell, ...] = (None,) * sheet["left"]
        rows = [()] * sheet["top"] + [(*blank, *map(cell_of_json, row)) for row in sheet["rows"]]
        merges = tuple((a, b, c, d) for a, b, c, d in sheet["merges"])
        yield RawTable(tab=sheet["name"], rows=tuple(rows), source=label, merges=merges)


def _text(path: Path, label: str) -> RawTables:
    """Read a text file: UTF-8, else Windows-1258; separated by commas, semicolons or tabs, whichever is most
    consistent.
    """
    raw = path.read_bytes()
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = raw.decode("cp1258", "replace")
    rows = list(csv.reader(io.StringIO(text), delimiter=_delimiter(text)))
    cells = tuple(tuple(value if value.strip() else None for value in row) for row in rows)
    return RawTables((RawTable(tab=Path(label).stem, rows=cells, source=label),), (label,))


def _delimiter(text: str) -> str:
    """The separator that occurs in most lines, the same number of times in the most of them."""
    lines = [line for line in text.splitlines()[:200] if line.strip()]

    def alike(sign: str) -> tuple[int, int]:
        counts = [line.count(sign) for line in lines if sign in line]
        most = max(set(counts), key=counts.count) if counts else 0
        return counts.count(most) if most else 0, most

    return max(_DELIMITERS, key=alike)
