"""A unit's total over time, as steps: it stood so until the next change."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from lib.history.past import Step
from lib.show.charts.frame import ACCENT, TEXT, Picture, finished_grid
from lib.show.words import numbers
from lib.show.words.numbers import HANOI

_HEIGHT = 220


def over_time(steps: Sequence[Step], name: str) -> Picture | None:
    """The steps of one unit; None where it never had a total."""
    found = [(step.past, step.standing) for step in steps if step.standing and step.standing.total is not None]
    if not found:
        return None
    rows = [
        {
            "at": past.at.astimezone(HANOI).strftime("%Y-%m-%dT%H:%M:%S"),
            "total": (standing.total or 0) / 10**past.decimals,
            "text": numbers.points(standing.total, past.decimals),
        }
        for past, standing in found
    ]
    table = pd.DataFrame(
        [
            {"Lúc": numbers.moment(past.at), "Tổng điểm": row["text"], "Hạng": str(standing.rank or numbers.MISSING)}
            for (past, standing), row in zip(found, rows, strict=True)
        ]
    )
    base = alt.Chart(pd.DataFrame(rows)).encode(
        x=alt.X("at:T").title(None).axis(labelAngle=0, tickCount=4),
        y=alt.Y("total:Q").title("Tổng điểm").scale(zero=False, padding=24).axis(tickCount=4),
    )
    line = base.mark_line(interpolate="step-after", color=ACCENT, strokeWidth=2)
    points = base.mark_point(color=ACCENT, filled=True, size=50)
    texts = base.mark_text(dy=-12, align="left", color=TEXT).encode(text="text:N")
    finding = f"{name}: tổng điểm {rows[0]['text']} → {rows[-1]['text']}, {len(rows)} lần có số khác"
    return finished_grid(line + points + texts, _HEIGHT, f"Tổng điểm của {name} theo thời gian", finding, table)
