"""The cluster over the years as tables and a grid: rank out of that year's units, share of that year's maximum.

A unit's line goes on through renames. Predecessors stand below it as lines of their own, with when and how they ended.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache

import altair as alt
import pandas as pd

from lib.show.charts.frame import (
    ACCENT,
    GREY,
    HIGHLIGHT,
    TEXT,
    Picture,
    finished_grid,
    name_texts,
    row_height,
    rows,
    wrapped,
)
from lib.show.years.past_words import answer, cell_text, ended, line_label, marks, rank_text, share_text
from lib.snapshot import Snapshot
from lib.years.lineage import Descent, Line
from lib.years.past import Past, past, rows_of

UNIT, TOTAL = "Đơn vị", "Tổng"
FLAG = "⚑"
ROW_STEP = 46
KEPT = 8
TITLE = (
    "Hạng trên số đơn vị; dưới là phần trăm điểm tối đa của năm; "
    "⚑\u00a0được suy tôn, đề nghị; ≠\u00a0khác năm đứng trước."
)
PLACES = {0: (0, 0), 1: (-8, 17), 2: (-14, 17)}
"""Pixels from the middle of a cell to the rank and to the flags, by how many flags there are."""
AXIS_LINE = 13
"""Pixels of a line of what stands below a year."""


@dataclass(frozen=True, slots=True)
class _Asked:
    """The versions are the key, the snapshots only come along."""

    versions: tuple[str, ...]
    snapshot: Snapshot = field(compare=False)
    earlier: tuple[Snapshot, ...] = field(compare=False)


def drawn(snapshot: Snapshot, earlier: tuple[Snapshot, ...]) -> tuple[Past, Picture]:
    """The years and their grid, made once per version of the workbooks."""
    return _drawn(_Asked((snapshot.version, *(book.version for book in earlier)), snapshot, earlier))


@lru_cache(maxsize=KEPT)
def _drawn(asked: _Asked) -> tuple[Past, Picture]:
    found = past(asked.snapshot, asked.earlier)
    return found, grid(found)


def results_table(found: Past) -> pd.DataFrame:
    """A row per line, a column per year: rank out of units, share of the maximum, flags."""
    years = found.years.years
    table = []
    for line, descent in rows_of(found):
        by_year = {result.year: result for result in line.results}
        cells = {str(year): cell_text(by_year.get(year)) for year in years}
        table.append({UNIT: line_label(found, line, descent)} | cells)
    return pd.DataFrame(table, columns=[UNIT, *map(str, years)])


def awards_table(found: Past) -> pd.DataFrame:
    """How often each line was proposed, by title and with the years, most first; lines that never were are left out."""
    titles = list(dict.fromkeys(award for result in found.years.results for award in result.awards))
    table = []
    for line, descent in rows_of(found):
        given = [(award, result.year) for result in line.results for award in result.awards]
        if given:
            counts = {title: _times([year for award, year in given if award == title]) for title in titles}
            table.append({UNIT: line_label(found, line, descent), TOTAL: len(given)} | counts)
    ordered = sorted(table, key=lambda row: -int(str(row[TOTAL])))
    return pd.DataFrame(ordered, columns=[UNIT, TOTAL, *titles]).astype(str)


def _times(years: list[int]) -> str:
    """ "2 (2025, 2026)"."""
    return f"{len(years)} ({', '.join(map(str, years))})" if years else ""


def grid(found: Past) -> Picture:
    """Lines by years: rank out of units over share of the maximum, a gold flag where proposed."""
    data = _grid_data(found)
    base = rows(data).encode(x=alt.X("year:O").sort(list(map(str, found.years.years))).axis(_axis(found)))
    frame = base.mark_rect(cornerRadius=3, fillOpacity=0.14, strokeOpacity=0.4).encode(
        fill=alt.Fill("ground:N").scale(None), stroke=alt.Stroke("ground:N").scale(None)
    )
    share = base.mark_text(dy=9, color=TEXT, fontSize=11).encode(text="share:N")
    height = max(ROW_STEP, row_height(list(data["name"]))) * data["name"].nunique()
    border = (
        base.transform_filter("datum.border")
        .mark_rule(strokeDash=[5, 4], strokeWidth=1.5, color=GREY)
        .encode(x=alt.X("year:O", bandPosition=0), y=alt.value(0), y2=alt.value(height))
    )
    chart = alt.layer(frame, border, *_ranks(base), share, *name_texts(base, list(data["name"])))
    return finished_grid(chart, height, TITLE, answer(found), results_table(found))


def _ranks(base: alt.Chart) -> list[alt.Chart]:
    """The ranks, moved aside as far as the flags beside them need, so that both stay within a narrow cell."""
    layers = []
    for flags, (left, right) in PLACES.items():
        found = base.transform_filter(f"min(length(datum.flags), {max(PLACES)}) === {flags}")
        layers += [
            found.mark_text(dy=-8, dx=left, fontWeight="bold", color=TEXT).encode(text="rank:N"),
            found.mark_text(dy=-8, dx=right, color=HIGHLIGHT, fontSize=13).encode(text="flags:N"),
        ]
    return layers


def _grid_data(found: Past) -> pd.DataFrame:
    """A row per result; `border` on one result of every year that differs from the one before."""
    differing = {change.after for change in found.changes if marks(change)}
    data = pd.DataFrame(
        [
            (_short(found, line, descent), str(r.year), rank_text(r), share_text(r), FLAG * len(r.awards),
             ACCENT if r.rank == 1 else GREY, r.year in differing)
            for line, descent in rows_of(found)
            for r in line.results
        ],
        columns=["name", "year", "rank", "share", "flags", "ground", "border"],
    )  # fmt: skip
    return data.assign(border=data["border"] & ~data["year"].duplicated())


def _axis(found: Past) -> alt.Axis:
    """The years, and below one that differs from the year before what does."""
    lines = {str(year): [str(year)] for year in found.years.years}
    for change in found.changes:
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
        labelPadding=3 + AXIS_LINE * below,
    )


def _short(found: Past, line: Line, descent: Descent | None) -> str:
    """The name of a row; below that of a predecessor when and how it ended."""
    name = found.labels.get(line.name, line.name)
    if descent is None:
        return wrapped(name)
    year = f" {descent.date.year}" if descent.date else ""
    return f"{wrapped(f'↳ {name}')}\n({ended(descent)}{year})"
