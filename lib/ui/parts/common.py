"""Pieces that several pages repeat. They draw; they decide and compute nothing.

Every text given to them is plain text, as it stands in the workbook or in `lib/show`; escaping is done here.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Literal

import pandas as pd
import streamlit as st

from lib.access.rights import Right
from lib.model.problems import CellRef
from lib.model.results import AwardResult, AwardStatus
from lib.show.charts import registry
from lib.show.charts.frame import Picture
from lib.show.charts.registry import Chart
from lib.show.tables.score_tables import CELL, EVIDENCE
from lib.show.words import awards, links
from lib.show.words.names import cell_name
from lib.show.words.numbers import md
from lib.show.words.terms import DEFAULT
from lib.ui.view import View

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


def chart(picture: Picture, key: str, with_figures: bool = True) -> None:
    """A chart with its accessible name, and its figures in a table under it unless the page shows them itself."""
    st.vega_lite_chart(json.loads(picture.spec), key=key, width="stretch", alt=picture.alt)
    if with_figures:
        figures(picture.table, f"Số liệu: {picture.alt}")


def draw(view: View, which: Chart, *about: str | None, key: str, with_figures: bool = True) -> None:
    """A chart of the catalogue as this role may see it; nothing where there is nothing to draw."""
    picture = registry.draw(view.snapshot, view.role, which, *about)
    if picture is not None:
        chart(picture, key, with_figures)


def lines(texts: Iterable[str], heading: str = "") -> None:
    """Sentences as a list, under a heading where one is given; nothing where there are neither."""
    told = "\n".join(f"- {md(text)}" for text in texts)
    head = f"**{md(heading)}**\n\n" if heading else ""
    if head or told:
        st.markdown(head + told)


def named(name: str, about: str) -> None:
    """The name of a thing, and small below it what is said of it."""
    below = f"\n\n:small[:gray[{md(about)}]]" if about else ""
    st.markdown(f"**{md(name)}**{below}")


def figures(table: pd.DataFrame, name: str) -> None:
    """The figures of a chart in a small table that opens on demand; `name` is what a screen reader calls it."""
    ready = escaped(table.drop(columns=[CELL], errors="ignore"))
    with st.expander("Số liệu"):
        st.table(ready, alt=name, border="horizontal", hide_index=True)


def escaped(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with every text and header as plain text, for `st.table` reads Markdown."""
    plain = table.map(lambda value: md(value) if isinstance(value, str) else value)
    return plain.rename(columns=lambda name: md(str(name)))


def table(view: View, rows: pd.DataFrame, name: str) -> None:
    """A small table for all to read. A column of cells becomes links, evidence shows its whole address; a role that may
    not see cells has no such column. `name` is what a screen reader calls the table."""
    st.table(_linked(view, rows), alt=name, border="horizontal", hide_index=True)


def _linked(view: View, rows: pd.DataFrame) -> pd.DataFrame:
    """`rows` as plain text with their links, without the columns that say nothing or are not for this role."""
    shown = rows if view.can(Right.CELLS) else rows.drop(columns=[CELL], errors="ignore")
    ready = escaped(shown)
    if CELL in shown:
        ready[CELL] = [cell_link(view, cell) for cell in shown[CELL]]
    if EVIDENCE in shown:
        ready[EVIDENCE] = [links.shown_whole(text) for text in shown[EVIDENCE]]
    kept = [column for column in ready.columns if not ready[column].isin(["", None]).all()]
    return ready.loc[:, kept]


def cell_link(view: View, cell: CellRef | None) -> str:
    """Markdown that names a cell ("Phiếu!C7") and opens it in the sheet, where the role may; empty without a cell."""
    if cell is None:
        return ""
    name = md(cell_name(cell))
    address = view.link(cell)
    return f"[{name}]({address})" if address else name


def badge(text: str, state: State) -> None:
    """A state in a word, with a shape and a colour of its own."""
    colour, icon = _BADGES[state]
    st.badge(md(text), color=colour, icon=f":material/{icon}:")


def nothing_scored() -> None:
    """What a page of scores says in a new year."""
    st.info("Chưa có điểm.", icon=":material/hourglass_empty:")


def choose(name: str, options: Mapping[str, str], key: str) -> str:
    """One of `options` (code to what is read), kept in the address as `?key=code`, so that a link leads back to it."""
    codes, asked = list(options), st.query_params.get(key, "")
    first = codes.index(asked) if asked in options else 0
    found = st.selectbox(name, codes, index=first, format_func=lambda code: options.get(code, code), key=key)
    if found != asked:
        st.query_params[key] = found
    return found


def title(text: str) -> str:
    """Plain text for a heading, a label or a paragraph of Markdown."""
    return md(text)


def status(result: AwardResult) -> None:
    """Where an award stands, as a badge."""
    state: State = "proposed" if result.status is AwardStatus.DECIDED else "open"
    badge(awards.status_words(result), state)


def basis(text: str | None, ask: bool) -> None:
    """The legal basis of a rule; where none is written, who may be told learns that it is to be confirmed."""
    if text or ask:
        st.caption(md(f"Căn cứ: {text}" if text else f"Căn cứ: chưa ghi ({DEFAULT})"))


def remark(text: str) -> None:
    """A sentence worth a look, nothing where there is none."""
    if text:
        st.markdown(f":material/compare_arrows: {md(text)}")
