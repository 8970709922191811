"""Votes in a sheet shared by link: a warning in red on the check page, and a confirmation before a release."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from lib.access.rights import Right
from lib.model.releasable import Releasable
from lib.show.sources import link_danger
from lib.show.words.numbers import md
from lib.snapshot import Snapshot
from lib.stage import release_acts
from lib.stage.table import Table
from lib.ui.running_app import RunningApp, running_app
from lib.ui.view import View


def open_to_all(now: RunningApp, snapshot: Snapshot | None) -> tuple[str, ...] | None:
    """The tabs with votes that anyone with the address can read; None where no sheet is read by its link."""
    keys = now.sources.link_keys if now.sources else frozenset()
    return link_danger.open_tabs(snapshot.workbook, keys) if keys and snapshot else None


def warn_of_open_votes(view: View) -> None:
    """The warning in red for the secretary, as soon as a voting tab has a figure."""
    tabs = open_to_all(running_app(), view.optional_snapshot)
    if tabs and view.can(Right.PROBLEMS):
        st.error(f"**{md(link_danger.danger(tabs))}**", icon=":material/lock_open:")


def asked_again(table: Table, things: Iterable[Releasable], key: str) -> bool:
    """Whether a release of things may go on: at once where the votes are closed, else once it was confirmed."""
    if not release_acts.asks_again(table, things):
        return True
    st.error(md(link_danger.danger(table.open_tabs)), icon=":material/lock_open:")
    return st.checkbox(link_danger.ASKED, key=f"open_votes_{key}")


def agreed(key: str) -> bool:
    """Whether the box of `asked_again` is ticked at the moment of a press."""
    return bool(st.session_state.get(f"open_votes_{key}"))
