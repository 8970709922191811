"""The ranking bars, and differences between self and verified scores as a list that reads well on a phone."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from lib.access.rights import Right
from lib.show.charts.registry import Chart
from lib.show.words import answers, links, names, numbers, scores
from lib.show.words.numbers import md
from lib.show.words.scores import ScorePair
from lib.ui.parts.common import cell_link, draw
from lib.ui.view import View


def ranking(view: View, key: str) -> None:
    """The ranking bars with the names of the groups in full; nothing where no total is to be seen."""
    if scores.has_points(view.snapshot):
        draw(view, Chart.RANKING, key=key)
        st.caption(md(answers.group_key(view.snapshot)))


def differences(view: View, pairs: Iterable[ScorePair], with_unit: bool = True) -> None:
    """One line for each: unit, criterion, self → verified, reason, and for the secretary evidence and cell."""
    st.markdown("\n".join(f"- {_line(view, pair, with_unit)}" for pair in pairs))


def _line(view: View, pair: ScorePair, with_unit: bool) -> str:
    book, decimals = view.snapshot.workbook, view.snapshot.workbook.contest.decimals
    unit = f"{names.unit_name(book, pair.unit)} · " if with_unit else ""
    head = f"**{md(f'{unit}{pair.criterion} {book.criterion(pair.criterion).name}')}**"
    own, verified = numbers.points(pair.own, decimals), numbers.points(pair.verified, decimals)
    change = f"{own} → {verified} ({numbers.signed_points(pair.difference, decimals)})"
    told = [f"{head}: {md(change)}", f"Lý do: {md(pair.reason)}" if pair.reason else "Chưa ghi lý do"]
    if pair.evidence:
        told.append(f"Minh chứng: {links.shown_whole(pair.evidence)}")
    if view.can(Right.CELLS) and pair.cell is not None:
        told.append(f"Ô {cell_link(view, pair.cell)}")
    return ". ".join(told)
