"""The chain of lines, and the hash of the last one noted beside them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from lib.audit.entries import NAME, AuditEntry, entry_of, line_of_entry
from lib.store.heads import Head, Heads
from lib.store.rows import FolderRows, LogLines
from lib.store.shelf import FolderShelf


class Chain:
    """Entries over `lines`, numbered by their place. OSError where they cannot be reached.

    A line that is not as it was written is None.
    """

    def __init__(self, lines: LogLines, heads: Heads) -> None:
        self.lines = lines
        self.heads = heads
        self._last: AuditEntry | None = None

    def last(self) -> AuditEntry | None:
        """The newest entry, None where there is none."""
        self.lines.open()
        if self._last is None or not self.lines.alone:
            self._last = next((entry for entry in self.newest() if entry is not None), None)
        return self._last

    def add(self, entry: AuditEntry) -> bool:
        """Add an entry for good; False where another process added one of its number."""
        added = self.lines.add([line_of_entry(entry)], after=entry.number - 1)
        if added:
            self._last = entry
            self.heads.note(Head(entry.number, entry.hash))
        return added

    def places(self) -> Iterator[tuple[str, AuditEntry | None]]:
        """Every line and where it stands, the oldest first."""
        return ((place, entry_of(line)) for place, line in self.lines.placed())

    def newest(self) -> Iterator[AuditEntry | None]:
        """Every line, the newest first."""
        return map(entry_of, self.lines.newest())

    def text(self) -> str:
        """Every line as it stands, the oldest first."""
        return "".join(f"{line}\n" for _, line in self.lines.placed())


def chain_in(folder: Path, second: Path | None = None) -> Chain:
    """The chain in the files of a folder; `second` is where its head is noted once more."""
    return Chain(FolderRows(folder, NAME), Heads(NAME, [FolderShelf(one) for one in (folder, second) if one]))
