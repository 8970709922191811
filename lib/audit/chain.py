"""Where the lines of the log stand: files of a folder, or the shared store."""

from __future__ import annotations

import hashlib
import logging
import os
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from lib.audit.entries import CURRENT, HEAD, AuditEntry, entry_of, files, line_of_entry, lines_of_file
from lib.store.atomic_file import append_line, clear_the_way
from lib.store.heads import Head, Heads
from lib.store.shelf import FolderShelf, Shelf

if TYPE_CHECKING:
    from lib.store.shared import SharedStore

_LOG = logging.getLogger(__name__)
LARGEST = 1_000_000
_AT_ONCE = 200


class Chain(Protocol):
    """Lines that are only ever added, and the hash of the last one noted beside them.

    A line that is not as it was written is None. OSError where they cannot be reached. `torn` names what a
    power cut left.
    """

    heads: Heads
    torn: str

    def last(self) -> AuditEntry | None:
        """The newest entry, None where there is none."""
        ...

    def add(self, entry: AuditEntry) -> bool:
        """Add an entry for good; False where another process added one of its number."""
        ...

    def places(self) -> Iterator[tuple[str, AuditEntry | None]]:
        """Every line and where it stands, the oldest first."""
        ...

    def newest(self) -> Iterator[AuditEntry | None]:
        """Every line, the newest first."""
        ...

    def text(self) -> str:
        """Every line as it stands, the oldest first."""
        ...


class FolderChain:
    """The files of a folder, written by one process; a full one is put away under the numbers of its lines.

    `torn` names the file to which a last line went that a power cut had left half written, else it is empty. `second`
    is where the head is noted once more. A disk that refuses is tried again with the next line.
    """

    def __init__(self, folder: Path, *, largest: int = LARGEST, second: Shelf | None = None) -> None:
        self.folder = folder
        self.heads = Heads("audit", (FolderShelf(folder), *([second] if second else [])))
        self._largest = largest
        self._last: AuditEntry | None = None
        self._ready = False
        self.torn = ""
        try:
            self._prepare()
        except OSError as error:
            _LOG.warning("the log of who did what cannot be opened yet: %s", error)

    def last(self) -> AuditEntry | None:
        self._prepare()
        return self._last

    def add(self, entry: AuditEntry) -> bool:
        self._prepare()
        self._rotate()
        append_line(self.folder / CURRENT, line_of_entry(entry))
        self._last = entry
        self.heads.note(Head(entry.number, entry.hash))
        return True

    def places(self) -> Iterator[tuple[str, AuditEntry | None]]:
        return places_in(self.folder)

    def newest(self) -> Iterator[AuditEntry | None]:
        for path in reversed(files(self.folder)):
            yield from reversed(list(lines_of_file(path)))

    def text(self) -> str:
        return "".join(path.read_text(encoding="utf-8", errors="replace") for path in files(self.folder))

    def _prepare(self) -> None:
        """Find the last line, once; what is no folder or no file of ours is set aside."""
        if self._ready:
            return
        clear_the_way(self.folder, folder=True)
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in (*files(self.folder), self.folder / HEAD):
            clear_the_way(path)
        self.torn = _mend(self.folder / CURRENT)
        self._last = next((entry for entry in self.newest() if entry is not None), None)
        self._ready = True

    def _rotate(self) -> None:
        current = self.folder / CURRENT
        if self._last is None or not current.exists() or current.stat().st_size < self._largest:
            return
        first = next((entry.number for entry in lines_of_file(current) if entry is not None), self._last.number)
        current.rename(self.folder / f"audit-{first:08d}-{self._last.number:08d}.jsonl")


class SharedChain:
    """The lines in a shared store, written by several processes."""

    torn = ""

    def __init__(self, store: SharedStore) -> None:
        self._rows = store.rows("audit")
        self.heads = Heads("audit", (store.shelf("audit"), store.shelf("heads")))

    def last(self) -> AuditEntry | None:
        return next((entry for entry in self.newest() if entry is not None), None)

    def add(self, entry: AuditEntry) -> bool:
        """The number of an entry is its place in the list, so that the store itself refuses a second one."""
        added = self._rows.add([line_of_entry(entry)], after=entry.number - 1)
        if added:
            self.heads.note(Head(entry.number, entry.hash))
        return added

    def places(self) -> Iterator[tuple[str, AuditEntry | None]]:
        for number, line in enumerate(self._rows.rows(), start=1):
            yield f"{CURRENT}:{number}", entry_of(line)

    def newest(self) -> Iterator[AuditEntry | None]:
        """Read from the end, so that the last line costs no reading of the whole log."""
        end = self._rows.count()
        while end > 0:
            start = max(0, end - _AT_ONCE)
            yield from (entry_of(line) for line in reversed(self._rows.rows(start, end)))
            end = start

    def text(self) -> str:
        return "".join(f"{line}\n" for line in self._rows.rows())


def places_in(folder: Path) -> Iterator[tuple[str, AuditEntry | None]]:
    """The lines of a folder and where they stand, the oldest first."""
    for path in files(folder):
        for place, entry in enumerate(lines_of_file(path), start=1):
            yield f"{path.name}:{place}", entry


def heads_of(folder: Path, second: Path | None = None) -> Heads:
    """The heads noted in a folder, and in a second one."""
    return Heads("audit", [FolderShelf(one) for one in (folder, second) if one is not None])


def _mend(current: Path) -> str:
    content = current.read_bytes() if current.exists() else b""
    whole, line_end, torn = content.rpartition(b"\n")
    if not torn:
        return ""
    aside = current.with_name(f"torn-{hashlib.sha256(torn).hexdigest()[:12]}.txt")
    aside.write_bytes(torn)
    os.truncate(current, len(whole) + len(line_end))
    return aside.name
