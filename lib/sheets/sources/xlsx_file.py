"""An .xlsx file as raw tables of values. Macros are never run, links never followed.

A file is refused where it is another kind of file, damaged, protected by a password, declares a DOCTYPE in any part,
or exceeds the limits of `xlsx/package.py`, before it is read whole. Other styles, properties, defined names and
pictures are ignored. Hidden and protected sheets are read like others. A formula is read by its stored value; one
without a stored value becomes an `UncalculatedFormula`.
"""

from __future__ import annotations

import errno
import os
import time
from pathlib import Path

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.source import RawTable, RawTables, Source
from lib.sheets.sources.xlsx.formats import Formats
from lib.sheets.sources.xlsx.package import (
    LARGEST_FILE,
    UNREADABLE,
    Attributes,
    Package,
    ParseBudget,
    local,
    relationships_of,
    resolved,
)
from lib.sheets.sources.xlsx.sheet import Shared, SheetGrid, SheetReader
from lib.sheets.sources.xlsx.texts import SharedStrings, StringTable

MOST_TABS = 200
YOUNG = 2.0
"""Seconds within which a file may be saved again with the same time and size."""
_MOST_READS = 4
_TYPES = "[Content_Types].xml"
_RELATIONSHIPS = "_rels/.rels"
_TRUE = frozenset({"1", "true", "on"})


class ExcelSource(Source):
    """A workbook on this machine. `fetch` reads it whole and raises `SourceError` where it cannot."""

    def __init__(self, path: Path | str) -> None:
        self.path = Path(path)

    @property
    def label(self) -> str:
        return self.path.name

    def fingerprint(self) -> tuple[int, int] | None:
        """Modification time and size: a cheap indication that the file may have changed.

        None where it is absent, or so young that a second save could have the same ones; then only reading tells.
        """
        try:
            stat = self.path.stat()
        except OSError:
            return None
        return None if _is_young(stat) else (stat.st_mtime_ns, stat.st_size)

    def fetch(self) -> RawTables:
        return read_workbook(self._bytes(), self.label)

    def _bytes(self) -> bytes:
        try:
            return self._confirmed()
        except FileNotFoundError as error:
            raise SourceError(SourceFailure.NOT_FOUND, self.label) from error
        except IsADirectoryError as error:
            raise SourceError(SourceFailure.FOLDER, self.label) from error
        except PermissionError as error:
            if self.path.is_dir():  # the error by which Windows reports this
                raise SourceError(SourceFailure.FOLDER, self.label) from error
            raise SourceError(SourceFailure.NO_PERMISSION, self.label) from error
        except OSError as error:
            missing = error.errno == errno.ENAMETOOLONG
            raise SourceError(SourceFailure.NOT_FOUND if missing else SourceFailure.BUSY, self.label) from error

    def _confirmed(self) -> bytes:
        """The content once time and size were stable while it was read; a young file is read once more."""
        before = None
        for _ in range(_MOST_READS):
            stat = self.path.stat()
            if stat.st_size > LARGEST_FILE:
                raise SourceError(SourceFailure.TOO_LARGE, self.label)
            content = self.path.read_bytes()
            after = self.path.stat()
            stood = (stat.st_mtime_ns, stat.st_size) == (after.st_mtime_ns, after.st_size)
            if stood and (not _is_young(after) or content == before):
                return content
            before = content
        raise SourceError(SourceFailure.BUSY, self.label)


def _is_young(stat: os.stat_result) -> bool:
    return abs(time.time() - stat.st_mtime) < YOUNG


_HIDDEN = frozenset({"hidden", "veryHidden"})


def read_workbook(content: bytes, label: str) -> RawTables:
    """The tabs of an .xlsx given as bytes. Raises `SourceError`: not a workbook, damaged, too large, or refused."""
    if len(content) > LARGEST_FILE:
        raise SourceError(SourceFailure.TOO_LARGE, label)
    try:
        return RawTables(_Workbook(Package(content, ParseBudget(label))).tables(), (label,))
    except UNREADABLE as error:
        raise SourceError(SourceFailure.DAMAGED, label) from error


class _Relationships:
    """The relationships of a part: kind and target part by id. The kind is the last word of its type."""

    def __init__(self, package: Package, part: str) -> None:
        self.of: dict[str, tuple[str, str]] = {}
        self._part = part
        package.parse(_RELATIONSHIPS if not part else relationships_of(part), self._start, lambda _: None)

    def _start(self, name: str, attributes: Attributes) -> None:
        if local(name) == "Relationship" and attributes.get("TargetMode") != "External":
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.of[attributes.get("Id", "")] = kind, resolved(self._part, attributes.get("Target", ""))

    def first(self, kind: str) -> str | None:
        return next((part for found, part in self.of.values() if found == kind), None)


class _Workbook:
    def __init__(self, package: Package) -> None:
        self._package = package
        self._sheets: list[tuple[str, str]] = []
        self._hidden: set[str] = set()
        self._since_1904 = False
        package.parse(_TYPES, self._check_types, lambda _: None)
        part = _Relationships(package, "").first("officeDocument")
        if part is None or part not in package:
            raise SourceError(SourceFailure.NOT_A_WORKBOOK, package.budget.label)
        package.parse(part, self._start, lambda _: None)
        self._related = _Relationships(package, part) if self._sheets else None
        self._parsed = {part}

    def tables(self) -> tuple[RawTable, ...]:
        sheets = self._worksheets()
        formats = Formats()
        if styles := self._part("styles"):
            formats.read(self._package, styles)
        strings = self._part("sharedStrings")
        texts = StringTable(self._package.budget).read(self._package, strings) if strings else SharedStrings()
        shared = Shared(texts, formats.shown(), self._since_1904, formats.bold)
        grids = [(tab, SheetReader(shared, self._package.budget).read(self._package, part)) for tab, part in sheets]
        self._package.check_others(self._parsed)
        return tuple(_table(tab, grid, self._package.budget.label, tab in self._hidden) for tab, grid in grids)

    def _check_types(self, name: str, _: Attributes) -> None:
        if local(name) not in ("Types", "Default", "Override"):
            raise SourceError(SourceFailure.NOT_A_WORKBOOK, self._package.budget.label)

    def _start(self, name: str, attributes: Attributes) -> None:
        if local(name) == "workbookPr":
            self._since_1904 = attributes.get("date1904") in _TRUE
        elif local(name) == "sheet":
            ids = (value for key, value in attributes.items() if key.endswith("/relationships id"))
            self._sheets.append((attributes.get("name", ""), next(ids, "")))
            if attributes.get("state") in _HIDDEN:
                self._hidden.add(attributes.get("name", ""))

    def _worksheets(self) -> list[tuple[str, str]]:
        """Name and part of every sheet that holds cells; a chart or a dialog sheet does not."""
        related = self._related.of if self._related else {}
        found = [(tab, *related[number]) for tab, number in self._sheets if number]
        sheets = [(tab, part) for tab, kind, part in found if kind == "worksheet"]
        if not sheets:
            raise SourceError(SourceFailure.NOT_A_WORKBOOK, self._package.budget.label)
        if len(sheets) > MOST_TABS:
            raise self._package.budget.over("tabs")
        self._parsed.update(part for _, part in sheets)
        return sheets

    def _part(self, kind: str) -> str | None:
        part = self._related.first(kind) if self._related else None
        if part is None or part not in self._package:
            return None
        self._parsed.add(part)
        return part


def _table(tab: str, grid: SheetGrid, label: str, hidden: bool) -> RawTable:
    return RawTable(
        tab=tab,
        rows=tuple(map(tuple, grid.rows)),
        source=label,
        merges=tuple(grid.merges),
        percents=frozenset(grid.percents),
        bold=frozenset(grid.bold),
        hidden_rows=frozenset(grid.hidden_rows),
        hidden_columns=frozenset(grid.hidden_columns),
        formulas=frozenset(grid.formulas),
        cut=frozenset(grid.cut),
        hidden=hidden,
        pictured=grid.pictured,
    )
