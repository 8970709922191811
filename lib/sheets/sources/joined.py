"""Several spreadsheets read as one workbook: scores shared with the secretariat, votes in a private one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from lib.sheets.sources.source import RawTable, RawTables, Source


class SeveralSources:
    """Reads its sources in order. Where one fails the whole reading fails: half a workbook decides nothing."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = tuple(sources)

    @property
    def label(self) -> str:
        return " + ".join(source.label for source in self.sources)

    @property
    def distant(self) -> bool:
        """Whether a service that counts requests is among them."""
        return any(getattr(source, "distant", False) for source in self.sources)

    def look_again(self) -> None:
        """Read the lists of tabs again with the next reading."""
        for source in self.sources:
            again = getattr(source, "look_again", None)
            if again is not None:
                again()

    def recall(self, tables: RawTables) -> None:
        """Hand on what was read before a restart; every source finds its own tabs."""
        for source in self.sources:
            recall = getattr(source, "recall", None)
            if recall is not None:
                recall(tables)

    def fetch(self) -> RawTables:
        """The tabs of all sources, each under its source's label; the `SourceError` of the first that fails."""
        return joined(source.fetch() for source in self.sources)


def joined(parts: Iterable[RawTables]) -> RawTables:
    """Several readings as one; spreadsheets of the same name are told apart by a number."""
    seen: Counter[str] = Counter()
    tables: list[RawTable] = []
    labels: list[str] = []
    for part in parts:
        names = {label: _numbered(label, seen) for label in part.labels}
        labels.extend(names.values())
        tables.extend(replace(table, source=names.get(table.source, table.source)) for table in part.tables)
    return RawTables(tuple(tables), tuple(labels))


def _numbered(label: str, seen: Counter[str]) -> str:
    seen[label] += 1
    return label if seen[label] == 1 else f"{label} ({seen[label]})"
