"""The count in progress: papers typed in each count, where the two differ, the balance so far."""

from __future__ import annotations

import streamlit as st

from lib.model.problems import Problem
from lib.model.releasable import releasable_ballot
from lib.show.day import count_state
from lib.show.day.count_state import CountState
from lib.show.words import names
from lib.show.words.numbers import md
from lib.show.words.text import message
from lib.snapshot import Snapshot
from lib.ui.control.press import Control


def count_part(control: Control) -> None:
    """Every unreleased session with typed papers, from the version read last."""
    read = control.table.candidate or control.table.taken
    if read is None:
        return
    for state in count_state.count_states(read.snapshot):
        if releasable_ballot(state.session.code or "") not in control.table.hall:
            _count(read.snapshot, state)


def _count(snapshot: Snapshot, state: CountState) -> None:
    session = state.session
    award = names.award_name(snapshot.workbook, session.award) if session.award else "chưa rõ danh hiệu"
    with st.container(border=True, key=f"count_{session.code}"):
        st.markdown(
            f"**Kiểm phiếu phiên {md(session.code or '')}** – {md(award)}  \n{md(count_state.count_progress(state))}"
        )
        st.markdown(_verdict(state))
        lines = [_line(snapshot, one) for one in (*state.differing, *state.wrong, *state.remarks)]
        if lines:
            st.markdown("\n".join(lines))
        st.caption(md(count_state.count_identity(state)))


def _verdict(state: CountState) -> str:
    words = md(count_state.count_verdict(state))
    if state.whole:
        return f":green[:material/check_circle: {words}]"
    if state.differing or state.wrong:
        return f":red[:material/cancel: {words}]"
    return f":orange[:material/pending: {words}]"


def _line(snapshot: Snapshot, problem: Problem) -> str:
    """A problem to look at, with its cell as a link where there is one."""
    cell = md(names.cell_name(problem.where))
    link = snapshot.link(problem.where)
    return f"- {f'[{cell}]({link})' if link else cell}: {md(message(problem, snapshot.workbook))}"
