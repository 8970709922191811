"""Charts of two points on a line: self against verified scores, for totals and differences; votes over the rounds."""

from __future__ import annotations

from collections.abc import Sequence

import altair as alt
import pandas as pd

from lib.model.results import AwardResult, Candidate
from lib.show.charts.frame import (
    ACCENT,
    GREY,
    HIGHLIGHT,
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
from lib.show.words.names import award_name, unit_name
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


_ROOM = 64
"""Pixels at the right end for the votes of each round in figures."""


def over_rounds(snapshot: Snapshot, award: str) -> Picture | None:
    """Votes of each unit that stood in more than one counted round of `award`, a point a round; None without any."""
    for result in snapshot.awards:
        if result.award == award and (stood := _again(result)):
            return _drawn(snapshot, result, stood)
    return None


def _again(result: AwardResult) -> dict[str, dict[int, Candidate]]:
    """The candidacies by index of the round of every unit that stood more than once; most votes in the last first."""
    found: dict[str, dict[int, Candidate]] = {}
    for place, item in enumerate(result.rounds):
        for one in () if item.sealed else item.candidates:
            found.setdefault(one.unit, {})[place] = one
    again = {unit: held for unit, held in found.items() if len(held) > 1}
    return dict(sorted(again.items(), key=lambda pair: -pair[1][max(pair[1])].votes))


def _drawn(snapshot: Snapshot, result: AwardResult, stood: dict[str, dict[int, Candidate]]) -> Picture:
    labels = unit_labels(snapshot.workbook)
    data = pd.DataFrame(
        [
            {
                "name": labels[unit],
                "votes": one.votes,
                "last": place == max(held),
                "least": min(each.votes for each in held.values()),
                "most": max(each.votes for each in held.values()),
                "said": " → ".join(str(each.votes) for each in held.values()),
            }
            for unit, held in stood.items()
            for place, one in held.items()
        ]
    )
    last = max(place for held in stood.values() for place in held)
    needed = result.rounds[last].needed
    base = chart_rows(data)
    top = max(result.rounds[place].base_value for held in stood.values() for place in held)
    scale = alt.Scale(domain=[0, top], nice=False, rangeMin=0, rangeMax=alt.ExprRef(f"width - {_ROOM}"))
    x = alt.X("votes:Q").axis(tickMinStep=1, grid=False, format="d").scale(scale).title(None)
    first = base.transform_filter("datum.first")
    mark = first.mark_tick(color=HIGHLIGHT, thickness=3, size=24).encode(x=alt.datum(needed))
    line = first.mark_rule(strokeWidth=2, color=GREY).encode(x="least:Q", x2="most:Q")
    early = base.transform_filter("!datum.last").mark_point(filled=False, strokeWidth=2, color=GREY, size=90, opacity=1)
    late = base.transform_filter("datum.last").mark_point(filled=True, color=ACCENT, size=90, opacity=1)
    text = first.mark_text(align="right", color=TEXT)
    chart = alt.layer(
        mark,
        line,
        early.encode(x=x),
        late.encode(x=x),
        text.encode(x=alt.value("width"), text="said:N"),
        *name_texts(base, [*labels.values()]),
    )
    title = f"Số phiếu: vòng rỗng là vòng trước, chấm đỏ là vòng sau; vạch vàng: cần {needed} phiếu ở vòng cuối"
    shown = [labels[unit] for unit in stood]
    finding, table = _finding(snapshot, result, stood), _table(snapshot, result, stood)
    return finished(chart, shown, title=title, finding=finding, table=table)


def _finding(snapshot: Snapshot, result: AwardResult, stood: dict[str, dict[int, Candidate]]) -> str:
    award = award_name(snapshot.workbook, result.award)
    finding = (
        f"{unit_name(snapshot.workbook, unit)} {' → '.join(str(one.votes) for one in held.values())}"
        for unit, held in stood.items()
    )
    return f"{award}, số phiếu qua các vòng: {'; '.join(finding)}."


def _table(snapshot: Snapshot, result: AwardResult, stood: dict[str, dict[int, Candidate]]) -> pd.DataFrame:
    table: dict[str, list[str]] = {score_tables.UNIT: [unit_name(snapshot.workbook, unit) for unit in stood]}
    for place, item in enumerate(result.rounds):
        heading = f"{item.session} (cần {item.needed})"
        table[heading] = [str(held[place].votes) if place in held else "" for held in stood.values()]
    return pd.DataFrame(table)
