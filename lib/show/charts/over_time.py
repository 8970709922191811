"""A unit's total and rank over time, as steps that last until the next change."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import altair as alt
import pandas as pd

from lib.history.past_version import StandingStep
from lib.show.charts.frame import ACCENT, TEXT, Picture, finished_grid
from lib.show.words import numbers
from lib.show.words.numbers import HANOI

_HEIGHT = 220
_MOST_LABELS = 8
"""Maximum number of steps with their figures beside them; more would overlap, and are in the table."""


def over_time(steps: Sequence[StandingStep], name: str, until: dt.datetime) -> Picture | None:
    """The steps of one unit, the last of which lasts `until` a moment; None where it never had a total."""
    found = [(step.past, step.standing) for step in steps if step.standing and step.standing.total is not None]
    if not found:
        return None
    rows, figures = [], []
    for past, standing in found:
        text, rank = numbers.points(standing.total, past.decimals), str(standing.rank or numbers.MISSING)
        total, label = (standing.total or 0) / 10**past.decimals, f"{text} · hạng {rank}"
        rows.append({"at": _clock(past.at), "total": total, "text": text, "step": True, "label": label})
        figures.append({"Lúc": numbers.moment(past.at), "Tổng điểm": text, "Hạng": rank})
    end = rows[-1] | {"at": _clock(max(until, found[-1][0].at)), "label": "", "step": False}
    if len(rows) > _MOST_LABELS:
        rows = [rows[0], *(row | {"label": ""} for row in rows[1:-1]), rows[-1]]
    base = alt.Chart(pd.DataFrame([*rows, end])).encode(
        x=alt.X("at:T").title(None).axis(labelAngle=0, tickCount=3, format="%H:%M %d/%m", labelOverlap=True),
        y=alt.Y("total:Q")
        .title("Tổng điểm")
        .scale(zero=False, padding=24)
        .axis(tickCount=4, format=f",.{found[-1][0].decimals}f"),
    )
    line = base.mark_line(interpolate="step-after", color=ACCENT, strokeWidth=2)
    points = base.transform_filter("datum.step").mark_point(color=ACCENT, filled=True, size=50)
    texts = base.mark_text(dx=5, dy=-12, align="left", color=TEXT).encode(text="label:N")
    finding = f"{name}: tổng điểm {rows[0]['text']} → {rows[-1]['text']}, {len(rows)} lần có số khác"
    title = f"Tổng điểm của {name} theo thời gian: mỗi chấm là một lần đổi tổng điểm hoặc hạng"
    return finished_grid(line + points + texts, _HEIGHT, title=title, finding=finding, table=pd.DataFrame(figures))


def _clock(moment: dt.datetime) -> str:
    return moment.astimezone(HANOI).strftime("%Y-%m-%dT%H:%M:%S")
