"""Several spreadsheets read as one workbook: scores shared with the secretariat, votes in a private one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import replace

from lib.model.problems import SourceError
from lib.sheets.sources.retry import Clock, SystemClock
from lib.sheets.sources.source import RawTable, RawTables, Source

LONGEST_PART_PAUSE = 60.0
"""Maximum seconds for which a part is left alone at its own request."""
_EARLY = 0.5
"""The feed polls at the interval of the fastest part: a part due within this many seconds is read now."""


class SeveralSources(Source):
    """Reads its sources in order. Where one fails the whole reading fails: half a workbook decides nothing."""

    def __init__(self, sources: Sequence[Source]) -> None:
        self.sources = tuple(sources)

    @property
    def label(self) -> str:
        return " + ".join(source.label for source in self.sources)

    @property
    def distant(self) -> bool:
        """Whether a service that limits requests is among them."""
        return any(source.distant for source in self.sources)

    def fingerprint(self) -> Hashable | None:
        """All fingerprints together; None where one of the sources has none."""
        prints = tuple(source.fingerprint() for source in self.sources)
        return None if None in prints else prints

    def may_hurry(self) -> bool:
        """Whether every source may be read ahead of schedule at a person's request."""
        asked = [source.may_hurry() for source in self.sources]
        return all(asked)

    def look_again(self) -> None:
        """Read the lists of tabs again with the next reading."""
        for source in self.sources:
            source.look_again()

    def recall(self, tables: RawTables) -> None:
        """Pass on what was read before a restart; every source selects its own tabs."""
        for source in self.sources:
            source.recall(tables)

    def fetch(self) -> RawTables:
        """The tabs of all sources, each under its source's label; the `SourceError` of the first that fails."""
        return joined_tables(source.fetch() for source in self.sources)


class SourcePart:
    """One of several sources with its own interval in seconds, and what it returned last."""

    def __init__(self, source: Source, pace: float, clock: Clock) -> None:
        self.source = source
        self.tables: RawTables | None = None
        self.failure: SourceError | None = None
        self.agreed_at: float | None = None
        self._pace = pace
        self._clock = clock
        self._due = clock.now()
        self._fingerprint: Hashable | None = None

    def recall(self, tables: RawTables) -> None:
        """Take over the tables that were read from this source before a restart."""
        mine = tuple(table for table in tables.tables if self.source.owns(table))
        if mine:
            self.tables = RawTables(mine, (mine[0].source,))

    def read(self, asked: bool) -> None:
        """Read the source where it is due or asked for; a failure keeps what was read last."""
        if not asked and self._clock.now() < self._due:
            return
        try:
            self._read()
            self.failure, self.agreed_at = None, self._clock.now()
        except SourceError as error:
            self.failure = error
        asked_pause = min(LONGEST_PART_PAUSE, self.failure.retry_after) if self.failure else 0.0
        self._due = self._clock.now() + max(self._pace, asked_pause) - _EARLY

    def _read(self) -> None:
        fingerprint = self.source.fingerprint()
        if fingerprint is None or fingerprint != self._fingerprint or self.tables is None:
            self.tables = self.source.fetch()
        self._fingerprint = fingerprint


class PartSources(SeveralSources):
    """Sources of different kinds as one workbook: a part that fails keeps its last good tables.

    `failing` is why one of them could not be read at the last attempt, `agreed_ago` the age in seconds of the oldest.
    """

    def __init__(self, parts: Sequence[tuple[Source, float]], clock: Clock | None = None) -> None:
        super().__init__([source for source, _ in parts])
        self._clock = clock or SystemClock()
        self._parts = tuple(SourcePart(source, pace, self._clock) for source, pace in parts)
        self._began = self._clock.now()
        self._asked = False

    def fingerprint(self) -> None:
        """None: every part is read at its own interval."""

    @property
    def failing(self) -> SourceError | None:
        return next((part.failure for part in self._parts if part.failure is not None), None)

    @property
    def agreed_ago(self) -> float:
        """Seconds since the part that is oldest was read; since the start where it was not read yet."""
        return self._clock.now() - min(part.agreed_at or self._began for part in self._parts)

    def look_again(self) -> None:
        super().look_again()
        self._asked = True

    def recall(self, tables: RawTables) -> None:
        super().recall(tables)
        for part in self._parts:
            part.recall(tables)

    def fetch(self) -> RawTables:
        """The tabs of all parts, new or kept; the `SourceError` of the first that has none."""
        asked, self._asked = self._asked, False
        for part in self._parts:
            part.read(asked)
        missing = next((part.failure for part in self._parts if part.tables is None), None)
        if missing is not None:
            raise missing
        return joined_tables(part.tables for part in self._parts if part.tables is not None)


def joined_tables(parts: Iterable[RawTables]) -> RawTables:
    """Several readings as one; spreadsheets with the same name are distinguished by a number."""
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
