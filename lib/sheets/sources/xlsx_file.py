"""An .xlsx file as raw tables; the only reader that knows openpyxl. Macros never run, links are never followed.

A file is refused before it is parsed where it is too large, unpacks to too much, or declares a DOCTYPE in any part.
Hidden and protected sheets read as others. A formula is read by its stored value; one without a stored value
becomes an `UncalculatedFormula`.
"""

from __future__ import annotations

import io
import warnings
import zipfile
import zlib
from pathlib import Path

from defusedxml.ElementTree import iterparse
from openpyxl import load_workbook
from openpyxl.utils.exceptions import InvalidFileException
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.source import RawCell, RawTable, RawTables, UncalculatedFormula

# What openpyxl leaves aside (drop-downs of newer kinds, odd styles) is not read here, so it need not be told.
warnings.filterwarnings("ignore", module=r"openpyxl\.")

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_RATIO = 200
MOST_PARTS = 2000
MOST_TABS = 200
MOST_ROWS = 20_000
MOST_COLUMNS = 2_000

# What openpyxl and the parsers under it raise on a damaged package.
_UNREADABLE = (
    InvalidFileException, zipfile.BadZipFile, zlib.error, SyntaxError, LookupError, ValueError, TypeError,
    AttributeError, ArithmeticError, OSError,
)  # fmt: skip
_CELL = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}c"
_FORMULA = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}f"
_VALUE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}v"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))


class ExcelSource:
    """A workbook on this machine. `fetch` reads it whole and raises `SourceError` where it cannot."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    @property
    def label(self) -> str:
        return self.path.name

    def fingerprint(self) -> tuple[int, int] | None:
        """Modification time and size: a cheap sign that the file may have changed; None where it is not there."""
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return stat.st_mtime_ns, stat.st_size

    def fetch(self) -> RawTables:
        return read_workbook(self._bytes(), self.label)

    def _bytes(self) -> bytes:
        try:
            if self.path.stat().st_size > LARGEST_FILE:
                raise SourceError(SourceFailure.TOO_LARGE, self.label)
            return self.path.read_bytes()
        except FileNotFoundError as error:
            raise SourceError(SourceFailure.NOT_FOUND, self.label) from error
        except PermissionError as error:
            raise SourceError(SourceFailure.NO_PERMISSION, self.label) from error
        except OSError as error:
            raise SourceError(SourceFailure.BUSY, self.label, error.strerror or "") from error


def read_workbook(content: bytes, label: str) -> RawTables:
    """The tabs of an .xlsx given as bytes. Raises `SourceError`: not a workbook, too large, or refused."""
    _check_package(content, label)
    try:
        return RawTables(_tables(content, label), (label,))
    except _UNREADABLE as error:
        raise SourceError(SourceFailure.NOT_A_WORKBOOK, label, type(error).__name__) from error


def _check_package(content: bytes, label: str) -> None:
    if len(content) > LARGEST_FILE:
        raise SourceError(SourceFailure.TOO_LARGE, label)
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as package:
            _check_sizes(package.infolist(), label)
            for part in package.infolist():
                if part.filename.endswith((".xml", ".rels", ".vml")):
                    _check_doctype(package.read(part), label)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, RuntimeError, zlib.error) as error:
        raise SourceError(SourceFailure.NOT_A_WORKBOOK, label, type(error).__name__) from error


def _check_sizes(parts: list[zipfile.ZipInfo], label: str) -> None:
    unpacked = sum(part.file_size for part in parts)
    packed = sum(part.compress_size for part in parts)
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * max(packed, 1):
        raise SourceError(SourceFailure.TOO_LARGE, label)
    if not any(part.filename == "[Content_Types].xml" for part in parts):
        raise SourceError(SourceFailure.NOT_A_WORKBOOK, label)


def _check_doctype(xml: bytes, label: str) -> None:
    if any(mark in xml for mark in _DOCTYPES):
        raise SourceError(SourceFailure.REFUSED, label, "DOCTYPE")


def _tables(content: bytes, label: str) -> tuple[RawTable, ...]:
    """Every worksheet as a raw table; stored values are read in a second pass, only where formulas stand."""
    typed = load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
    sheets = [sheet for sheet in typed.worksheets if isinstance(sheet, ReadOnlyWorksheet)]
    if not sheets:
        raise SourceError(SourceFailure.NOT_A_WORKBOOK, label)
    if len(sheets) > MOST_TABS:
        raise SourceError(SourceFailure.TOO_LARGE, label)
    grids = {sheet.title: _grid(sheet, label) for sheet in sheets}
    if any(formulas for _, formulas in grids.values()):
        stored = load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False)
        for sheet in sheets:
            rows, formulas = grids[sheet.title]
            if formulas:
                blanks = _calculated_blanks(content, sheet._worksheet_path)  # type: ignore[attr-defined]
                _store_values(rows, formulas, stored[sheet.title], blanks)
    return tuple(RawTable(sheet.title, tuple(map(tuple, grids[sheet.title][0])), label) for sheet in sheets)


Formulas = dict[tuple[int, int], str]


def _grid(sheet: ReadOnlyWorksheet, label: str) -> tuple[list[list[RawCell]], Formulas]:
    """The cells of a sheet without trailing blanks, and its formulas by 0-based row and column.

    A formatted but empty far cell costs nothing; a value beyond the caps refuses the file.
    """
    sheet.reset_dimensions()
    rows: list[list[RawCell]] = []
    formulas: Formulas = {}
    for number, cells in enumerate(sheet.iter_rows()):  # type: ignore[misc]
        values: list[RawCell] = []
        for place, cell in enumerate(cells):
            value = cell.value
            if value is None:
                continue
            if number >= MOST_ROWS or place >= MOST_COLUMNS:
                raise SourceError(SourceFailure.TOO_LARGE, label)
            if cell.data_type == "f":
                value = _formula_text(value)
                formulas[number, place] = value
            values.extend([None] * (place - len(values)))
            values.append(value)  # type: ignore[arg-type]
        if number < MOST_ROWS:
            rows.append(values)
    while rows and not rows[-1]:
        rows.pop()
    return rows, formulas


def _formula_text(formula: object) -> str:
    """A formula as typed; one of an array or a data table stands in an object of its own."""
    text = formula if isinstance(formula, str) else getattr(formula, "text", None)
    return text if isinstance(text, str) else "="


def _store_values(
    rows: list[list[RawCell]], formulas: Formulas, stored: ReadOnlyWorksheet, blanks: frozenset[str]
) -> None:
    """Replaces each formula by its stored value; one without any becomes an `UncalculatedFormula`."""
    stored.reset_dimensions()
    for number, cells in enumerate(stored.iter_rows(max_row=len(rows))):  # type: ignore[misc]
        for place, cell in enumerate(cells):
            formula = formulas.get((number, place))
            if formula is None:
                continue
            missing = None if cell.value is None and cell.coordinate in blanks else UncalculatedFormula(formula)
            rows[number][place] = missing if cell.value is None else cell.value  # type: ignore[assignment]


def _calculated_blanks(content: bytes, path: str) -> frozenset[str]:
    """Addresses of formulas whose stored result is an empty text, which openpyxl gives like no result at all."""
    found = set()
    with zipfile.ZipFile(io.BytesIO(content)) as package, package.open(path.lstrip("/")) as xml:
        for _, element in iterparse(xml):
            if element.tag != _CELL:
                continue
            if element.get("t") == "str" and None not in (element.find(_FORMULA), element.find(_VALUE)):
                found.add(element.get("r"))
            element.clear()
    return frozenset(address for address in found if address)
