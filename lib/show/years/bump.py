"""Ranks over the years as crossing lines (bump chart); the units proposed this year are gold with their flag."""

from __future__ import annotations

import json

import altair as alt
import pandas as pd

from lib.show.charts.frame import GREY, HIGHLIGHT, LINE, TEXT, Picture, finished_grid, wrapped_label
from lib.show.rows.parts import FLAG
from lib.show.years.many_years import marks, rank_of_year, years_title
from lib.years.cluster_years import ClusterYears, reading_order

STEP = 36
"""Pixels from one rank to the next: a name on two lines."""
AXIS_LINE = 13
"""Pixels of a line of text below a year."""
TITLE = "Mỗi đường là một đơn vị, số là hạng của năm; vàng ⚑: được suy tôn, đề nghị năm nay; ≠: khác năm đứng trước"


def bump(cluster_years: ClusterYears, table: pd.DataFrame) -> Picture:
    """The chart; `table` holds the figures shown under it."""
    data = _places(cluster_years)
    years = [str(year) for year in cluster_years.years.years]
    base = alt.Chart(data).encode(
        x=alt.X("year:O").sort(years).axis(_axis(cluster_years)).scale(padding=0.3),
        y=alt.Y("place:Q").axis(None).scale(domain=[max(data["place"], default=1) + 0.5, 0.5], nice=False),
        color=alt.Color("colour:N").scale(None),
    )
    lines = base.mark_line(strokeWidth=2.5, opacity=0.8).encode(detail="line:N", order="order:Q")
    points = base.mark_point(filled=True, size=70, opacity=1)
    ranks = base.mark_text(dy=-12, color=TEXT, fontSize=11).encode(text="rank:N", color=alt.value(TEXT))
    border = (
        base.transform_filter("datum.border")
        .mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=GREY)
        .encode(x=alt.X("year:O", bandPosition=0), y=alt.value(0), y2=alt.value("height"), color=alt.value(GREY))
    )
    names = (
        base.mark_text(align="left", dx=12, lineBreak="\n", baseline="middle")
        .encode(text="name:N", color=alt.value(TEXT))
        .transform_filter("datum.name !== ''")
    )
    chart = alt.layer(border, lines, points, ranks, *_shifted(names, data))
    height = STEP * max(int(max(data["place"], default=1)), 2) + AXIS_LINE
    return finished_grid(chart, height=height, title=TITLE, finding=years_title(cluster_years), table=table)


def _shifted(names: alt.Chart, data: pd.DataFrame) -> list[alt.Chart]:
    """The names in a layer for each number of lines, so that all are centred on their point."""
    return [
        names.transform_filter(f"datum.lines === {lines}").mark_text(
            align="left", dx=12, dy=-(lines - 1) * LINE / 2, lineBreak="\n", baseline="middle"
        )
        for lines in sorted(set(data.loc[data["name"] != "", "lines"]))
    ]


def _places(years: ClusterYears) -> pd.DataFrame:
    """A row per ranked result: its position from the top of its year, equal ranks below each other by name."""
    differing = {change.after for change in years.changes if marks(change)}
    last = years.years.years[-1] if years.years.years else 0
    results = [(line, one) for line, _ in reading_order(years) for one in line.results if one.rank is not None]
    rows, named = [], set()
    for year in years.years.years:
        of_year = sorted(((one.rank or 0, line.name, line, one) for line, one in results if one.year == year))
        for place, (_, _, line, one) in enumerate(of_year, 1):
            won = any(held.awards for held in line.results if held.year == last)
            name = _name(years, line.name, won) if year == last else ""
            border = year in differing and year not in named
            named.add(year)
            rows.append(
                (line.name, str(year), year, place, rank_of_year(one).partition("/")[0], name, name.count("\n") + 1,
                 HIGHLIGHT if won else GREY, border)
            )  # fmt: skip
    columns = ["line", "year", "order", "place", "rank", "name", "lines", "colour", "border"]
    return pd.DataFrame(rows, columns=columns)


def _name(years: ClusterYears, name: str, won: bool) -> str:
    return wrapped_label(f"{years.labels.get(name, name)}{f' {FLAG}' if won else ''}")


def _axis(years: ClusterYears) -> alt.Axis:
    """The years, and below a year that is not comparable with the one before, what differs."""
    lines = {str(year): [str(year)] for year in years.years.years}
    for change in years.changes:
        lines[str(change.after)] += marks(change)
    expression = f"({json.dumps(lines, ensure_ascii=False)})[datum.label]"
    below = max((len(line) for line in lines.values()), default=1) - 1
    return alt.Axis(
        orient="top",
        title=None,
        labelAngle=0,
        labelExpr=expression,
        labelOverlap=False,
        labelFontSize=11,
        labelLineHeight=AXIS_LINE,
        labelPadding=8 + AXIS_LINE * below,
        grid=True,
        domain=False,
        ticks=False,
    )
