"""The years of the cluster in reading order: each unit's line, followed by its predecessors as lines of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lib.snapshot import Snapshot
from lib.years.changes import YearChange, changes
from lib.years.lineage import Descent, Lines, UnitLine, lines_of_units
from lib.years.results import gather
from lib.years.year import Years


@dataclass(frozen=True)
class ClusterYears:
    """The data of many years; `labels` are the short names of this year's units by full name."""

    labels: dict[str, str]
    years: Years
    lines: Lines
    changes: tuple[YearChange, ...]

    @property
    def has_history(self) -> bool:
        """Whether there is more than one year."""
        return len(self.years.years) > 1


RelatedLine = tuple[UnitLine, Descent | None]
"""A line, and for a predecessor how it became its successor."""


def cluster_years(snapshot: Snapshot, earlier: tuple[Snapshot, ...] = ()) -> ClusterYears:
    """The years of a snapshot and of earlier workbooks."""
    years = gather(snapshot, earlier)
    lines = lines_of_units(snapshot.workbook, years)
    labels = {unit.name: unit.label for unit in snapshot.workbook.units}
    return ClusterYears(labels, years, lines, changes(years, lines, (*earlier, snapshot)))


def families(years: ClusterYears) -> tuple[tuple[RelatedLine, ...], ...]:
    """Each line with its predecessors, each line once: members first, then lines that ended elsewhere."""
    lines = years.lines.lines
    into = {ancestor.name for line in lines for ancestor, _ in years.lines.ancestors(line.name)}
    ends = [line for line in lines if line.current or line.name not in into]
    return tuple(_families(years, [*ends, *(line for line in lines if line not in ends)]))


def _families(years: ClusterYears, order: Iterable[UnitLine]) -> Iterator[tuple[RelatedLine, ...]]:
    """Members always have a family of their own; a line without results that is no member has none."""
    shown = {line.name for line in years.lines.lines if line.current}
    for line in order:
        if not line.current and (line.name in shown or not line.results):
            continue
        shown.add(line.name)
        below = [(a, d) for a, d in years.lines.ancestors(line.name) if a.name not in shown and a.results]
        shown.update(ancestor.name for ancestor, _ in below)
        yield ((line, None), *below)


def reading_order(years: ClusterYears) -> tuple[RelatedLine, ...]:
    """All lines in reading order."""
    return tuple(related for family in families(years) for related in family)
