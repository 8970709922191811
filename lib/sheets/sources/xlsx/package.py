"""The package of an .xlsx: detecting the kind of file, its parts, and parsing one part within a budget.

Everything is bounded before it is read: the number of parts, their unpacked size, the length of one XML token, and the
processor time of the whole reading. A DOCTYPE in any part refuses the file.
"""

from __future__ import annotations

import io
import posixpath
import time
import zipfile
import zlib
from collections.abc import Callable
from urllib.parse import unquote
from xml.parsers import expat

from lib.model.problems import SourceError, SourceFailure

LARGEST_FILE = 20 * 1024 * 1024
LARGEST_UNPACKED = 200 * 1024 * 1024
LARGEST_RATIO = 200
MOST_PARTS = 2000
MOST_CELLS = 300_000
"""Maximum cells of a workbook, including the blank ones before the last filled one of a row."""
MOST_CHARACTERS = 8_000_000
"""Maximum characters in all cells of a workbook; a shared text counts in each cell."""
MOST_SECONDS = 6.0
LONGEST_TEXT = 32_767
"""Maximum characters of one cell (the limit of Excel itself)."""
LONGEST_TOKEN = 1024 * 1024
"""Maximum bytes of one tag or comment."""
CHUNK = 64 * 1024

# The exceptions that a damaged package causes in the libraries.
UNREADABLE = (
    expat.ExpatError, zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError,
    LookupError, ValueError, TypeError, ArithmeticError, OSError,
)  # fmt: skip

_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKAGE = b"PK\x03\x04"
_OLDER_EXCEL = (b"\x09\x00\x04\x00", b"\x09\x02\x06\x00", b"\x09\x04\x06\x00", b"\x09\x08\x08\x00", b"\x09\x08\x10\x00")
_IN_COMPOUND = (
    ("EncryptedPackage", SourceFailure.ENCRYPTED),
    ("Workbook", SourceFailure.OLD_EXCEL),
    ("Book", SourceFailure.OLD_EXCEL),
)
_DIRECTORY_ENTRY = b"PK\x01\x02"
_DOCTYPES = tuple("<!DOCTYPE".encode(encoding) for encoding in ("utf-8", "utf-16-le", "utf-16-be"))
_XML = (".xml", ".rels", ".vml")

Attributes = dict[str, str]
OnStart = Callable[[str, Attributes], object]
OnEnd = Callable[[str], object]
OnText = Callable[[str], object]


class ParseBudget:
    """The remaining budget of one reading; `SourceError` (too large) as soon as it is exceeded."""

    def __init__(self, label: str) -> None:
        self.label = label
        self.cells = MOST_CELLS
        self.characters = MOST_CHARACTERS
        self._until = time.thread_time() + MOST_SECONDS

    def take_cells(self, number: int) -> None:
        """Spend a number of cells; `SourceError` where too few are left."""
        self.cells -= number
        if self.cells < 0:
            raise self.over("cells")

    def take_characters(self, number: int) -> None:
        """Spend a number of characters; `SourceError` where too few are left."""
        self.characters -= number
        if self.characters < 0:
            raise self.over("characters")

    def look_at_clock(self) -> None:
        """Check the processor time of this thread, so that a busy machine causes no refusal."""
        if time.thread_time() > self._until:
            raise self.over("seconds")

    def over(self, what: str) -> SourceError:
        """The error for what exceeded the budget."""
        return SourceError(SourceFailure.TOO_LARGE, self.label, what)


class Package:
    """The parts of a file by normalised name: `/` between folders, lower case."""

    def __init__(self, content: bytes, budget: ParseBudget) -> None:
        _check_kind(content, budget.label)
        if content.count(_DIRECTORY_ENTRY) > MOST_PARTS:
            raise budget.over("parts")
        self.budget = budget
        self._zip = zipfile.ZipFile(io.BytesIO(content))
        self._parts = {_spelled(part.filename): part for part in self._zip.infolist()}
        _check_parts(self._parts, budget)

    def __contains__(self, name: str) -> bool:
        return _spelled(name) in self._parts

    def parse(self, name: str, start: OnStart, end: OnEnd, text: OnText | None = None) -> None:
        """Pass the elements of a part to these functions, names as "namespace local"; KeyError where it is absent."""
        parser = expat.ParserCreate(namespace_separator=" ")
        parser.buffer_text = True
        parser.buffer_size = CHUNK
        parser.StartElementHandler, parser.EndElementHandler = start, end
        parser.CharacterDataHandler = text
        parser.StartDoctypeDeclHandler = self._refuse
        fed = 0
        with self._open(name) as part:
            while chunk := part.read(CHUNK):
                parser.Parse(chunk, False)
                fed += len(chunk)
                if fed - parser.CurrentByteIndex > LONGEST_TOKEN:
                    raise self.budget.over("token")
                self.budget.look_at_clock()
        parser.Parse(b"", True)

    def check_others(self, parsed: set[str]) -> None:
        """Refuse a DOCTYPE in the XML parts that are not parsed."""
        keep = max(map(len, _DOCTYPES)) - 1
        for name in self._parts.keys() - set(map(_spelled, parsed)):
            if not name.endswith(_XML):
                continue
            tail = b""
            with self._open(name) as part:
                while chunk := part.read(CHUNK):
                    if any(mark in tail + chunk for mark in _DOCTYPES):
                        self._refuse()
                    tail = chunk[-keep:]
                    self.budget.look_at_clock()

    def _open(self, name: str) -> io.BufferedIOBase:
        return self._zip.open(self._parts[_spelled(name)])  # type: ignore[return-value]

    def _refuse(self, *_: object) -> None:
        raise SourceError(SourceFailure.REFUSED, self.budget.label, "DOCTYPE")


def local(name: str) -> str:
    """The local part of a name as `Package.parse` gives it."""
    return name.rpartition(" ")[2]


def resolved(part: str, target: str) -> str:
    """The part that a relationship of `part` points to."""
    target = target.replace("\\", "/")
    joined = target if target.startswith("/") else posixpath.join(posixpath.dirname(part), target)
    return posixpath.normpath(unquote(joined)).lstrip("/")


def relationships_of(part: str) -> str:
    """The part that holds the relationships of `part`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _spelled(name: str) -> str:
    return name.replace("\\", "/").lstrip("/").lower()


def _check_kind(content: bytes, label: str) -> None:
    """Refuse other kinds of files, each with its own reason."""
    if content.startswith(_COMPOUND):
        inside = (failure for name, failure in _IN_COMPOUND if name.encode("utf-16-le") in content)
        raise SourceError(next(inside, SourceFailure.NOT_A_WORKBOOK), label)
    if content.startswith(_OLDER_EXCEL):
        raise SourceError(SourceFailure.OLD_EXCEL, label)
    if not content.startswith(_PACKAGE):
        raise SourceError(SourceFailure.NOT_A_WORKBOOK, label)


def _check_parts(parts: dict[str, zipfile.ZipInfo], budget: ParseBudget) -> None:
    unpacked = sum(part.file_size for part in parts.values())
    packed = sum(part.compress_size for part in parts.values())
    if len(parts) > MOST_PARTS or unpacked > LARGEST_UNPACKED or unpacked > LARGEST_RATIO * max(packed, 1):
        raise budget.over("unpacked")
    if any(part.flag_bits & 1 for part in parts.values()):
        raise SourceError(SourceFailure.ENCRYPTED, budget.label)
    if "xl/workbook.bin" in parts:
        raise SourceError(SourceFailure.BINARY_WORKBOOK, budget.label)
    if "content.xml" in parts and "mimetype" in parts:
        raise SourceError(SourceFailure.OPEN_DOCUMENT, budget.label)
    if "[content_types].xml" not in parts:
        raise SourceError(SourceFailure.NOT_A_WORKBOOK, budget.label)
