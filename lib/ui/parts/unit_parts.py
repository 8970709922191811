"""The figures at the head of a unit's page, where its points went, and for the secretary every score with its cell."""

from __future__ import annotations

import streamlit as st

from lib.access.rights import Right
from lib.model.domain import Unit
from lib.show.charts.registry import Chart
from lib.show.tables import score_tables
from lib.show.words import names, numbers, ranks, scores
from lib.show.words.numbers import md
from lib.snapshot import Snapshot
from lib.ui.parts import common, score_parts
from lib.ui.view import View

FIGURE = 171
"""Pixels of one figure: two stand side by side on a phone."""


def figures(snapshot: Snapshot, unit: str) -> None:
    """Total, rank, self total, and the gaps to the next unit above and below."""
    row, (above, below) = ranks.standing(snapshot, unit), ranks.neighbours(snapshot, unit)
    decimals = snapshot.workbook.contest.decimals
    shown = [
        ("Tổng điểm", numbers.points(row.total, decimals), ranks.provisional_words(row)),
        ("Hạng", ranks.rank_words(row), f"trong {numbers.count(len(snapshot.standings))} đơn vị"),
        ("Tự chấm", numbers.points(row.self_total, decimals), ""),
        *_gap(snapshot, "Kém hạng trên", row, above),
        *_gap(snapshot, "Hơn hạng dưới", row, below),
    ]
    shown = [figure for figure in shown if figure[1] != numbers.MISSING]
    with st.container(horizontal=True, gap="small"):
        for name, value, about in shown:
            st.metric(name, value, md(about) or None, delta_color="off", delta_arrow="off", border=True, width=FIGURE)


def _gap(
    snapshot: Snapshot, name: str, row: ranks.Standing, other: ranks.Standing | None
) -> list[tuple[str, str, str]]:
    """The distance to a neighbour in points, whom the answer above names; nothing where there is none."""
    if other is None or row.total is None or other.total is None:
        return []
    points = numbers.points(abs(row.total - other.total), snapshot.workbook.contest.decimals)
    return [(name, points, f"so với hạng {other.rank}")]


def points(view: View, unit: Unit) -> None:
    """Its groups against the cluster, what it lost, and what was verified otherwise; nothing where no points are."""
    if not scores.has_points(view.snapshot):
        return
    st.subheader("Từng nhóm so với cả cụm", anchor=False)
    common.draw(view, Chart.GROUP_PLACES, unit.code, key="don_vi_nhom")
    lost = score_tables.losses(view.snapshot, unit.code)
    st.subheader("Những tiêu chí mất điểm", anchor=False)
    if lost.empty:
        st.markdown("Không mất điểm ở tiêu chí nào.")
    else:
        common.table(view, lost, f"Những tiêu chí mất điểm, {unit.name}")
    differing = scores.differences(view.snapshot, unit=unit.code)
    if differing:
        st.subheader("Điểm tự chấm → điểm thẩm định, và lý do", anchor=False)
        score_parts.differences(view, differing, with_unit=False)
    _every_score(view, unit.code)


def _every_score(view: View, unit: str) -> None:
    """Every score of a unit on demand, with its cell, for who may see cells."""
    if not view.can(Right.CELLS):
        return
    name = names.unit_name(view.snapshot.workbook, unit)
    with st.expander("Điểm mọi tiêu chí, và ô của từng điểm trong bảng tính"):
        common.table(view, score_tables.all_scores(view.snapshot, unit), f"Điểm mọi tiêu chí, {name}")
