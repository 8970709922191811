"""One unit's groups against the cluster's median and best."""

from __future__ import annotations

import altair as alt
import pandas as pd

from lib.show.charts.frame import ACCENT, GREY, HIGHLIGHT, TEXT, Picture, finished, name_texts, rows, wrapped
from lib.show.tables import groups, score_tables
from lib.show.words import numbers
from lib.show.words.names import unit_name
from lib.snapshot import Snapshot


def group_places(snapshot: Snapshot, unit: str) -> Picture | None:
    """A row per group: the unit, the median and the best of the cluster as shares of the group's maximum."""
    data = _rows(snapshot, unit)
    if data.empty:
        return None
    base = rows(data)
    axis = alt.Axis(labelExpr="format(datum.value, '.0f') + ' %'", tickCount=4, grid=True, domain=False, ticks=False)
    x = alt.X("own:Q").title(None).axis(axis).scale(zero=False, nice=False, padding=14)
    span = base.mark_rule(strokeWidth=2, color=GREY).encode(x=x, x2="best:Q")
    median = base.mark_tick(thickness=3, size=22, opacity=1, color=GREY).encode(x="median:Q")
    best = base.mark_point(shape="diamond", size=110, filled=True, opacity=1, color=HIGHLIGHT).encode(x="best:Q")
    own = base.mark_point(size=110, filled=True, opacity=1, color=ACCENT).encode(x=x)
    said = base.mark_text(align="left", dx=8, color=TEXT).encode(x=alt.XValue("width"), text="points:N")
    names = [*data["name"]]
    chart = alt.layer(span, median, best, own, said, *name_texts(base, names))
    title = "Phần trăm điểm tối đa của nhóm: chấm đỏ là đơn vị, vạch xám là trung vị cụm, hình thoi là cao nhất cụm"
    return finished(chart, names, title, _finding(snapshot, unit), score_tables.group_places(snapshot, unit))


def _rows(snapshot: Snapshot, unit: str) -> pd.DataFrame:
    decimals = snapshot.workbook.contest.decimals
    found = [
        (
            wrapped(place.group, 20),
            100 * place.points / place.maximum,
            100 * float(place.median) / place.maximum,
            100 * place.best / place.maximum,
            f"{numbers.points(place.points, decimals)}/{numbers.points(place.maximum, decimals)}",
        )
        for place in groups.group_places(snapshot, unit)
        if place.points is not None and place.median is not None and place.best is not None and place.maximum
    ]
    return pd.DataFrame(found, columns=["name", "own", "median", "best", "points"])


def _finding(snapshot: Snapshot, unit: str) -> str:
    places = [(place.points, place.median) for place in groups.group_places(snapshot, unit)]
    above = sum(own is not None and median is not None and own >= median for own, median in places)
    return f"{unit_name(snapshot.workbook, unit)}: {above} trên {len(places)} nhóm từ mức trung vị của cụm trở lên."
