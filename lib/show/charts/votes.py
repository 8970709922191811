"""Chart of the votes of an award over its rounds: the change for units that stood again, and the votes needed."""

from __future__ import annotations

import altair as alt
import pandas as pd

from lib.model.results import AwardResult, Candidate
from lib.show.charts.frame import ACCENT, GREY, HIGHLIGHT, TEXT, Picture, chart_rows, finished, name_texts, unit_labels
from lib.show.tables.score_tables import UNIT
from lib.show.words import names
from lib.snapshot import Snapshot

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
    award = names.award_name(snapshot.workbook, result.award)
    finding = (
        f"{names.unit_name(snapshot.workbook, unit)} {' → '.join(str(one.votes) for one in held.values())}"
        for unit, held in stood.items()
    )
    return f"{award}, số phiếu qua các vòng: {'; '.join(finding)}."


def _table(snapshot: Snapshot, result: AwardResult, stood: dict[str, dict[int, Candidate]]) -> pd.DataFrame:
    table: dict[str, list[str]] = {UNIT: [names.unit_name(snapshot.workbook, unit) for unit in stood]}
    for place, item in enumerate(result.rounds):
        heading = f"{item.session} (cần {item.needed})"
        table[heading] = [str(held[place].votes) if place in held else "" for held in stood.values()]
    return pd.DataFrame(table)
