"""The charts, each drawn once per version and role: `draw(snapshot, role, Chart.RANKING)`.

A chart is made of a snapshot that holds only what the role may see, and kept under that snapshot's version.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache

from lib.access.rights import Role
from lib.show import ballot_chart, heat_chart, score_charts, unit_chart
from lib.show.chart_frame import Picture
from lib.snapshot import Snapshot

KEPT = 128
"""How many pictures are kept: a few versions for every role."""


class Chart(StrEnum):
    RANKING = "ranking"
    TOTALS_APART = "totals_apart"
    DIFFERENCES = "differences"
    HEAT_MAP = "heat_map"
    GROUP_PLACES = "group_places"
    VOTES = "votes"


DRAWERS: dict[Chart, Callable[..., Picture | None]] = {
    Chart.RANKING: score_charts.ranking,
    Chart.TOTALS_APART: score_charts.totals_apart,
    Chart.DIFFERENCES: score_charts.differences,
    Chart.HEAT_MAP: heat_chart.heat_map,
    Chart.GROUP_PLACES: unit_chart.group_places,
    Chart.VOTES: ballot_chart.votes,
}


@dataclass(frozen=True, slots=True)
class _Order:
    """What is asked for; the snapshot itself is no part of the key, its version is."""

    version: str
    role: Role
    chart: Chart
    about: tuple[str | None, ...]
    snapshot: Snapshot = field(compare=False)


def draw(snapshot: Snapshot, role: Role, chart: Chart, *about: str | None) -> Picture | None:
    """The picture of a chart about a group, unit or session; None where there is nothing to draw."""
    return _drawn(_Order(snapshot.version, role, chart, about, snapshot))


@lru_cache(maxsize=KEPT)
def _drawn(order: _Order) -> Picture | None:
    return DRAWERS[order.chart](order.snapshot, *order.about)
