"""The parts of totals, and a unit's groups of criteria compared with the cluster.

Points are whole numbers in the smallest unit. Group points are before caps, as in `frames.SUBTOTALS`.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from statistics import median

import pandas as pd

from lib.show.memo import memoized
from lib.snapshot import Snapshot


@dataclass(frozen=True, slots=True)
class GroupPoints:
    """The points of a unit in a group, None where there are none; `missing` is the number of its missing scores."""

    group: str
    points: int | None
    maximum: int
    missing: int

    @property
    def lost(self) -> Fraction:
        """The share of the maximum that is missing; 0 where there are more points than that."""
        if self.points is None or not self.maximum:
            return Fraction(0)
        return max(Fraction(0), Fraction(self.maximum - self.points, self.maximum))


def group_points(snapshot: Snapshot) -> dict[tuple[str, str], GroupPoints]:
    """The points of every unit in every group."""
    frame = snapshot.subtotals
    rows = zip(frame["unit"], frame["group"], frame["points"], frame["maximum"], frame["missing"], strict=True)
    return {
        (str(unit), str(group)): GroupPoints(
            str(group), None if pd.isna(points) else int(points), int(maximum), int(missing)
        )
        for unit, group, points, maximum, missing in rows
    }


@dataclass(frozen=True, slots=True)
class GroupPlace:
    """A unit's points in a group beside the cluster's. `median` is exact, `best` the highest value of a unit."""

    group: str
    points: int | None
    maximum: int
    median: Fraction | None
    best: int | None


def group_places(snapshot: Snapshot, unit: str) -> tuple[GroupPlace, ...]:
    """A unit's groups in the order of the workbook, each with the cluster's median and best."""
    cluster, order = group_points(snapshot), [group.name for group in snapshot.workbook.groups]
    places = []
    for own in (points for (of, _), points in cluster.items() if of == unit):
        values = [one.points for one in cluster.values() if one.group == own.group and one.points is not None]
        middle = median(map(Fraction, values)) if values else None
        places.append(GroupPlace(own.group, own.points, own.maximum, median=middle, best=max(values, default=None)))
    return tuple(sorted(places, key=lambda place: order.index(place.group) if place.group in order else len(order)))


@dataclass(frozen=True, slots=True)
class TotalPart:
    """A part of a unit's total: a group, or what caps add or subtract (`BEYOND_GROUPS`)."""

    unit: str
    part: str
    points: int


BEYOND_GROUPS = "Phần vượt trần"


@memoized
def segments(snapshot: Snapshot) -> tuple[TotalPart, ...]:
    """The parts of the total of every scored unit, group by group; the parts of a unit add up to its total."""
    order = {group.name: place for place, group in enumerate(snapshot.workbook.groups)}
    parts = snapshot.subtotals.loc[snapshot.subtotals["points"].notna()]
    parts = parts.sort_values("group", key=lambda names: names.map(order), kind="stable")
    totals = snapshot.standings.loc[snapshot.standings["total"].notna()].set_index("unit")["total"]
    found: list[TotalPart] = []
    for unit, total in totals.items():
        own = parts.loc[parts["unit"] == unit]
        rest = int(total) - int(own["points"].sum())
        shares = [*zip(own["group"], own["points"], strict=True), *([(BEYOND_GROUPS, rest)] if rest else [])]
        found += [TotalPart(str(unit), part, int(points)) for part, points in shares]
    return tuple(found)


def rounded(points: Fraction | None) -> int | None:
    """A median between two whole values, rounded half up for display; None stays None."""
    return None if points is None else (2 * points.numerator + points.denominator) // (2 * points.denominator)
