"""The charts, each drawn once per version and role: `draw_chart(snapshot, role, Chart.HEAT_MAP)`.

A chart is made of a snapshot that contains only what the role may see; the role is part of the cache key.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from lib.access.rights import Role
from lib.show.charts import dumbbells, heat_map
from lib.show.charts.frame import Picture
from lib.show.memo import memoized
from lib.snapshot import Snapshot


class Chart(StrEnum):
    """The charts that the pages show."""

    TOTALS_APART = "totals_apart"
    DIFFERENCES = "differences"
    HEAT_MAP = "heat_map"
    VOTES = "votes"


DRAWERS: dict[Chart, Callable[..., Picture | None]] = {
    Chart.TOTALS_APART: dumbbells.totals_apart_chart,
    Chart.DIFFERENCES: dumbbells.difference_chart,
    Chart.HEAT_MAP: heat_map.heat_map,
    Chart.VOTES: dumbbells.over_rounds,
}


@memoized
def draw_chart(snapshot: Snapshot, role: Role, chart: Chart, *about: str | None) -> Picture | None:
    """The picture of a chart about a group or award; None where there is nothing to draw."""
    return DRAWERS[chart](snapshot, *about)
