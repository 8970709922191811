"""The curves of a run as small SVG files."""

from __future__ import annotations

from pathlib import Path

import altair as alt
import pandas as pd
import vl_convert

from bench.results import Results

WIDTH, HEIGHT = 420, 240
LIMIT, LINE = "#7d8590", "#c62828"


def curve(rows: list[tuple[float, float, str]], across: str, up: str, limit: float | None) -> alt.LayerChart:
    """Lines over the number of readers, with the budget as a dashed line."""
    data = pd.DataFrame(rows, columns=["x", "y", "line"])
    base = alt.Chart(data).encode(
        x=alt.X("x:Q", title=across), y=alt.Y("y:Q", title=up), color=alt.Color("line:N", title=None)
    )
    layers: list[alt.Chart] = [base.mark_line(), base.mark_point(filled=True)]
    if limit is not None:
        rule = alt.Chart(pd.DataFrame({"y": [limit]}))
        layers.append(rule.mark_rule(strokeDash=[5, 4], color=LIMIT).encode(y="y:Q"))
    return alt.layer(*layers).properties(width=WIDTH, height=HEIGHT)


def drawn(results: Results) -> dict[str, alt.LayerChart]:
    """The curves by the name of their file."""
    changes = results.changes
    lags = [(one.viewers, getattr(one, name), name) for one in changes for name in ("p50", "p95")]
    return {
        "change_seconds": curve(lags, "readers", "seconds until redrawn", 3),
        "change_cpu": curve(
            [(one.viewers, one.all_ms / 1000, "CPU") for one in changes], "readers", "CPU s per change", None
        ),
        "memory": curve([(one.viewers, one.memory_mb, "memory") for one in changes], "readers", "MB", 600),
        "followers": curve(
            [(one.followers, one.spread, f"{one.processes} process") for one in results.followed],
            "followers of the live page",
            "s from the first to the last",
            1,
        ),
        "reads": curve(
            [(one.viewers, one.reads_a_minute, "reads") for one in changes], "readers", "reads of Google a minute", 60
        ),
    }


def draw(results: Results, folder: Path) -> list[Path]:
    """Write every curve; the files."""
    folder.mkdir(parents=True, exist_ok=True)
    files = []
    for name, chart in drawn(results).items():
        files.append(folder / f"{name}.svg")
        files[-1].write_text(vl_convert.vegalite_to_svg(chart.to_dict()), encoding="utf-8")
    return files
