"""Pieces that several pages repeat. They draw; they decide and compute nothing.

Every text given to them is plain text, as it stands in the workbook or in `lib/show`; escaping is done here.
"""

from __future__ import annotations

import json
from typing import Literal

import pandas as pd
import streamlit as st

from lib.problems import CellRef
from lib.show.numbers import md
from lib.show.picture import Picture
from lib.ui.shell import View

State = Literal["accent", "proposed", "open", "quiet"]
_BADGES: dict[State, tuple[Literal["red", "yellow", "orange", "gray"], str]] = {
    "accent": ("red", "error"),
    "proposed": ("yellow", "flag"),
    "open": ("orange", "pending"),
    "quiet": ("gray", "remove"),
}


def answer(line: str) -> None:
    """The one line that a page opens with."""
    st.markdown(f"**{md(line)}**")


def chart(picture: Picture, key: str) -> None:
    """A chart with its accessible name, and its figures in a table under it."""
    st.vega_lite_chart(json.loads(picture.spec), key=key, width="stretch", alt=picture.alt)
    figures(picture.table, f"Số liệu: {picture.alt}")


def figures(table: pd.DataFrame, name: str) -> None:
    """The figures of a chart in a small table that opens on demand; `name` is what a screen reader calls it."""
    with st.expander("Số liệu"):
        st.table(escaped(table), alt=name)


def escaped(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with every text and header as plain text, for `st.table` reads Markdown."""
    plain = table.map(lambda value: md(value) if isinstance(value, str) else value)
    return plain.rename(columns=lambda name: md(str(name)))


def cell_link(view: View, cell: CellRef | None) -> str:
    """Markdown that names a cell ("Phiếu!C7") and opens it in the sheet, where the role may; empty without a cell."""
    if cell is None:
        return ""
    name = md("!".join(part for part in (cell.tab, cell.a1) if part))
    address = view.link(cell)
    return f"[{name}]({address})" if address else name


def badge(text: str, state: State) -> None:
    """A state in a word, with a shape and a colour of its own."""
    colour, icon = _BADGES[state]
    st.badge(md(text), color=colour, icon=f":material/{icon}:")


def nothing_scored() -> None:
    """What a page of scores says in a new year."""
    st.info("Chưa có điểm.", icon=":material/hourglass_empty:")
