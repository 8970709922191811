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
    ranked = {row.unit: row.rank for row in ranks.standings_in_order(snapshot) if row.scored}
    return {unit: labels[unit] if rank is None else f"{rank}. {labels[unit]}" for unit, rank in ranked.items()}


def totals_apart_chart(snapshot: Snapshot) -> Picture | None:
    """Self total (hollow) against verified total (filled) of every unit that has both; the difference at the end."""
    both = score_tables.both_totals(snapshot)
    if not both:
        return None
    labels, decimals = _ranked_labels(snapshot), snapshot.workbook.contest.decimals
    pairs = [(labels[unit], own, total, numbers.signed_points(total - own, decimals)) for unit, own, total in both]
    unit, own, total = max(both, key=lambda totals: abs(totals[2] - totals[1]))
    widest = f"{unit_name(snapshot.workbook, unit)}, {numbers.points(abs(total - own), decimals)} điểm"
    finding = f"Tổng điểm tự chấm và thẩm định của {len(pairs)} đơn vị. Chênh lệch lớn nhất: {widest}."
    return _dumbbells(pairs, "Tổng điểm", finding, score_tables.totals_apart_table(snapshot))


def difference_chart(snapshot: Snapshot, group: str | None = None) -> Picture | None:
    """Every difference of a group as a dumbbell of shares of the criterion's maximum, greatest difference first."""
    book, decimals = snapshot.workbook, snapshot.workbook.contest.decimals
    pairs = scores.score_differences(snapshot, group)
    labels = distinct({f"{p.criterion}, {p.unit}": f"{p.criterion} {unit_name(book, p.unit)}" for p in pairs})
    found = [
        (
            labels[f"{pair.criterion}, {pair.unit}"],
            100 * pair.own / book.criterion(pair.criterion).maximum,
            100 * pair.verified / book.criterion(pair.criterion).maximum,
            numbers.signed_points(pair.difference, decimals),
        )
        for pair in pairs
        if pair.own is not None and pair.verified is not None
    ]
    finding = f"{len(found)} ô có điểm thẩm định khác điểm tự chấm" + (f", nhóm {group}." if group else ".")
    return _dumbbells(found, "Phần trăm điểm tối đa", finding, score_tables.difference_table(snapshot, group))


def _dumbbells(found: Sequence[Pair], what: str, finding: str, table: pd.DataFrame) -> Picture | None:
    """One row per (label, self, verified, difference), the difference written to its right; of too many those furthest
    apart, in their order.
    """
    if not found:
        return None
    if len(found) > MOST_ROWS:
        apart = sorted(range(len(found)), key=lambda at: -abs(found[at][1] - found[at][2]))[:MOST_ROWS]
        what, found = f"{what}, {MOST_ROWS} chênh lệch lớn nhất", [found[at] for at in sorted(apart)]
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
