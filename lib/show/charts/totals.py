"""Charts of totals: self against verified scores, for the totals and for each difference."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from lib.show.charts.frame import (
    ACCENT,
    GREY,
    TEXT,
    Picture,
    chart_rows,
    distinct,
    finished,
    name_texts,
    unit_labels,
)
from lib.show.tables import score_tables
from lib.show.words import numbers, ranks, scores
from lib.show.words.names import unit_name
from lib.snapshot import Snapshot

Pair = tuple[str, float, float, str]
MOST_ROWS = 60
"""Maximum rows of a chart; beyond that the greatest differences are drawn, the table below it has all of them."""


def _ranked_labels(snapshot: Snapshot) -> dict[str, str]:
    """The label of every scored unit by code, with its rank where it has one, in the order of the standings."""
    labels = unit_labels(snapshot.workbook)
    scored = [row for row in ranks.standings_in_order(snapshot) if row.scored]
    return {row.unit: labels[row.unit] if row.rank is None else f"{row.rank}. {labels[row.unit]}" for row in scored}


def totals_apart_chart(snapshot: Snapshot) -> Picture | None:
    """Self total (hollow) against verified total (filled) of every unit that has both; the difference at the end."""
    labels, decimals = _ranked_labels(snapshot), snapshot.workbook.contest.decimals
    found = [
        (labels[row.unit], row.self_total, row.total, numbers.signed_points(row.total - row.self_total, decimals))
        for row in ranks.standings_in_order(snapshot)
        if row.total is not None and row.self_total is not None
    ]
    finding = f"Tổng điểm tự chấm và thẩm định của {len(found)} đơn vị. {_widest(snapshot)}"
    return _dumbbells(found, "Tổng điểm", finding, score_tables.totals_apart_table(snapshot))


def _widest(snapshot: Snapshot) -> str:
    gaps = [
        (abs(row.total - row.self_total), row.unit)
        for row in ranks.standings_in_order(snapshot)
        if row.total is not None and row.self_total is not None
    ]
    if not gaps:
        return ""
    gap, unit = max(gaps, key=lambda pair: pair[0])
    points = numbers.points(gap, snapshot.workbook.contest.decimals)
    return f"Chênh lệch lớn nhất: {unit_name(snapshot.workbook, unit)}, {points} điểm."


def difference_chart(snapshot: Snapshot, group: str | None = None) -> Picture | None:
    """Every difference of a group as a dumbbell of shares of the criterion's maximum, greatest difference first."""
    book, decimals = snapshot.workbook, snapshot.workbook.contest.decimals
    labels = _pair_labels(snapshot, group)
    found = [
        (
            labels[pair.criterion, pair.unit],
            100 * pair.own / book.criterion(pair.criterion).maximum,
            100 * pair.verified / book.criterion(pair.criterion).maximum,
            numbers.signed_points(pair.difference, decimals),
        )
        for pair in scores.score_differences(snapshot, group)
        if pair.own is not None and pair.verified is not None
    ]
    finding = f"{len(found)} ô có điểm thẩm định khác điểm tự chấm" + (f", nhóm {group}." if group else ".")
    return _dumbbells(found, "Phần trăm điểm tối đa", finding, score_tables.difference_table(snapshot, group))


def _pair_labels(snapshot: Snapshot, group: str | None) -> dict[tuple[str, str], str]:
    pairs = scores.score_differences(snapshot, group)
    names = {f"{p.criterion}, {p.unit}": f"{p.criterion} {unit_name(snapshot.workbook, p.unit)}" for p in pairs}
    labels = distinct(names)
    return {(p.criterion, p.unit): labels[f"{p.criterion}, {p.unit}"] for p in pairs}


def _widest_of(pairs: Sequence[Pair], what: str) -> tuple[str, Sequence[Pair]]:
    """The pairs to draw: all, or those furthest apart, in their order, and the title for them."""
    if len(pairs) <= MOST_ROWS:
        return what, pairs
    apart = sorted(range(len(pairs)), key=lambda at: -abs(pairs[at][1] - pairs[at][2]))[:MOST_ROWS]
    return f"{what}, {MOST_ROWS} chênh lệch lớn nhất", [pairs[at] for at in sorted(apart)]


def _dumbbells(found: Sequence[Pair], what: str, finding: str, table: pd.DataFrame) -> Picture | None:
    """One row per (label, self, verified, difference), the difference written to its right."""
    if not found:
        return None
    what, found = _widest_of(found, what)
    data = pd.DataFrame(found, columns=["name", "own", "verified", "difference"])
    base = chart_rows(data.assign(right=data[["own", "verified"]].max(axis=1)))
    x = alt.X("own:Q").axis(None).scale(zero=False, nice=False, padding=12)
    line = base.mark_rule(strokeWidth=2, color=GREY).encode(x=x, x2="verified:Q")
    own = base.mark_point(filled=False, strokeWidth=2, color=GREY, size=90, opacity=1).encode(x=x)
    verified = base.mark_point(filled=True, color=ACCENT, size=90, opacity=1).encode(x="verified:Q")
    text = base.mark_text(align="left", dx=12, color=TEXT).encode(x="right:Q", text="difference:N")
    chart = alt.layer(line, own, verified, text, *name_texts(base, [*data["name"]]))
    title = f"{what}: vòng rỗng là tự chấm, chấm đỏ là thẩm định, số bên phải là chênh lệch"
    return finished(chart, names=[*data["name"]], title=title, finding=finding, table=table)
