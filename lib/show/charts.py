"""The charts, each drawn once per version and role: `draw(snapshot, role, Chart.RANKING)`.

A chart is made of a snapshot that holds only what the role may see; the role is part of what it is kept under.
"""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum

from lib.access.rights import Role
from lib.show import ballot_chart, heat_chart, score_charts, unit_chart
from lib.show.chart_frame import Picture
from lib.show.once import once
from lib.snapshot import Snapshot


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


@once
def draw(snapshot: Snapshot, role: Role, chart: Chart, *about: str | None) -> Picture | None:
    """The picture of a chart about a group, unit or session; None where there is nothing to draw."""
    return DRAWERS[chart](snapshot, *about)
