"""What a session gave every unit, as a list of sentences."""

from __future__ import annotations

import streamlit as st

from lib.access.rights import Right
from lib.show.words import ballots
from lib.show.words.numbers import md
from lib.ui.parts.common import cell_link
from lib.ui.view import View


def verdicts(view: View, found: ballots.Sitting) -> None:
    """One line for each unit, most votes first: the sentence, all three counts, and for the secretary the cell."""
    told = ballots.verdicts(view.snapshot, found)
    st.markdown("\n".join(f"- {_line(view, verdict)}" for verdict in told))


def _line(view: View, verdict: ballots.UnitVerdict) -> str:
    where = f" Ô {cell_link(view, verdict.cell)}." if view.can(Right.CELLS) and verdict.cell else ""
    return f"**{md(verdict.unit)}**: {md(verdict.sentence)}. {md(verdict.counts)}.{where}"
