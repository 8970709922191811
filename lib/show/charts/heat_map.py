"""Units by criteria as a heat map: the darker a cell, the more of the maximum was lost; the points are written in
it.
"""

from __future__ import annotations

import altair as alt
import pandas as pd

from lib.model.domain import CriterionKind
from lib.model.results import RecordState
from lib.show.charts.frame import FONT, LINE, NAME_GAP, ON_DARK, ON_PALE, TEXT, Picture, finished_grid, wrapped_label
from lib.show.tables import score_tables
from lib.show.words import numbers
from lib.show.words.names import unit_name
from lib.snapshot import Snapshot

STEPS = (
    (0.0, "#ece8e2", ON_PALE),
    (0.05, "#f4d5cf", ON_PALE),
    (0.10, "#e9aaa0", ON_PALE),
    (0.20, "#d9655b", ON_PALE),
    (1.0, "#9c1c1c", ON_DARK),
)
"""The background and text colour of a cell, up to and including each share lost."""
BLANK = ("none", TEXT)
CELL_HEIGHT = 26


def heat_map(snapshot: Snapshot, group: str | None = None) -> Picture | None:
    """Criteria in rows, units in columns in the order of the standings; for one group, or for all."""
    data = _cells(snapshot, group)
    if not data["text"].any():
        return None
    codes = list(dict.fromkeys(data["code"]))
    units = list(_columns(snapshot).values())
    longest = max((len(text) for text in data["text"]), default=1)
    base = alt.Chart(data).encode(
        x=alt.X("unit:N").sort(units).title(None).axis(_unit_axis()).scale(padding=0.04),
        y=alt.Y("code:N")
        .sort(codes)
        .title(None)
        .axis(domain=False, ticks=False, labelPadding=NAME_GAP)
        .scale(padding=0.06),
    )
    cells = base.mark_rect(strokeWidth=1).encode(
        color=alt.Color("ground:N").scale(None), stroke=alt.Stroke("edge:N").scale(None)
    )
    size = alt.ExprRef(f"min({FONT}, bandwidth('x') / {0.56 * longest:.2f})")
    texts = base.mark_text(fontSize=size).encode(text="text:N", color=alt.Color("ink:N").scale(None))
    title = "Ô càng đậm càng mất nhiều điểm so với điểm tối đa; ô trống là chưa có điểm"
    return finished_grid(
        alt.layer(cells, texts),
        height=CELL_HEIGHT * len(codes),
        title=title,
        finding=_finding(snapshot, group),
        table=score_tables.heat(snapshot, group),
    )


def _unit_axis() -> alt.Axis:
    """Names above the columns, vertical where the columns are narrow."""
    narrow = "bandwidth('x') < 92"
    return alt.Axis(
        orient="top",
        domain=False,
        ticks=False,
        labelExpr="split(datum.label, '\\n')",
        labelAngle=alt.ExprRef(f"{narrow} ? -90 : 0"),
        labelAlign=alt.ExprRef(f"{narrow} ? 'left' : 'center'"),
        labelBaseline=alt.ExprRef(f"{narrow} ? 'middle' : 'bottom'"),
        labelOverlap=False,
        labelLineHeight=LINE,
        labelFontSize=FONT - 1,
    )


def _cells(snapshot: Snapshot, group: str | None) -> pd.DataFrame:
    record = snapshot.record.assign(text=score_tables.record_texts(snapshot))
    record = record if group is None else record.loc[record["group"] == group]
    columns = _columns(snapshot)
    lost = _lost_share(snapshot).reindex(record.index)
    looks = [_look(share, state) for share, state in zip(lost, record["state"], strict=True)]
    return pd.DataFrame(
        {
            "code": list(record["criterion"]),
            "unit": [columns[unit] for unit in record["unit"]],
            "text": ["" if text == numbers.MISSING else text for text in record["text"]],
            "ground": [ground for ground, _ in looks],
            "ink": [ink for _, ink in looks],
            "edge": ["#7d8590" if ground == "none" else ground for ground, _ in looks],
        }
    )


def _columns(snapshot: Snapshot) -> dict[str, str]:
    """The label of every unit by code, in the order of the standings."""
    return {unit: wrapped_label(unit_name(snapshot.workbook, unit), 14) for unit in snapshot.standings["unit"]}


def _lost_share(snapshot: Snapshot) -> pd.Series:
    """The share of the maximum that each score lost: for a deduction its points, for a bonus nothing."""
    record = snapshot.record
    maxima = record["criterion"].map({item.code: item.maximum for item in snapshot.workbook.criteria})
    share = 1 - record["points"].astype("float64") / maxima
    share = share.mask(record["kind"] == CriterionKind.DEDUCTION, 1 - share)
    return share.mask(record["kind"] == CriterionKind.BONUS, 0.0)


def _look(share: float, state: str) -> tuple[str, str]:
    """Background and text colour of a cell."""
    if state in (RecordState.MISSING, RecordState.NONE) or pd.isna(share):
        return BLANK
    return next(((ground, ink) for limit, ground, ink in STEPS if share <= limit + 1e-9), STEPS[-1][1:])


def _finding(snapshot: Snapshot, group: str | None) -> str:
    lost = _lost_share(snapshot).groupby(snapshot.record["criterion"]).mean().dropna()
    own = [item.code for item in snapshot.workbook.criteria if group in (None, item.group) and item.code in lost.index]
    head = f"Điểm của {len(snapshot.standings)} đơn vị theo {len(score_tables.heat(snapshot, group))} tiêu chí"
    worst = max(own, key=lambda code: lost[code], default=None)
    if worst is None or lost[worst] == 0:
        return f"{head}."
    return f"{head}. Mất nhiều nhất so với điểm tối đa: tiêu chí {worst}, {snapshot.workbook.criterion(worst).name}."
