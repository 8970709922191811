"""Movements and exemplars as they are seen on `phong_trao`."""

from __future__ import annotations

import streamlit as st

from lib.access.rights import Right
from lib.domain import ExemplarKind
from lib.show import links, names, year_tables
from lib.show.numbers import md
from lib.show.words import label
from lib.ui import parts
from lib.ui.shell import View


def movements(view: View) -> None:
    """Each movement with its period and target, and every unit's state on demand."""
    for movement in view.snapshot.workbook.movements or ():
        with st.container(border=True):
            st.markdown(f"**{md(movement.name)}**")
            if line := year_tables.movement_line(movement):
                st.caption(md(line))
            done = f"{len(movement.states)}/{len(view.snapshot.workbook.units)} đơn vị có kết quả"
            with st.expander(done):
                parts.table(view, year_tables.movement_states(view.snapshot, movement), f"Kết quả: {movement.name}")


def exemplars(view: View) -> None:
    """Exemplars as cards, found by words, unit and kind."""
    book = view.snapshot.workbook
    words, unit, kind = _filters(view)
    found = year_tables.exemplars(book, unit, kind, words)
    st.caption(f"{len(found)}/{len(book.exemplars or ())} mục")
    columns = st.columns(2)
    for place, exemplar in enumerate(found):
        with columns[place % 2].container(border=True):
            st.markdown(f"**{md(exemplar.name)}**")
            st.caption(md(year_tables.exemplar_line(book, exemplar)))
            if exemplar.evidence and view.can(Right.CELLS):
                st.caption(f"Minh chứng: {links.shown_whole(exemplar.evidence)}")


def _filters(view: View) -> tuple[str, str | None, ExemplarKind | None]:
    book = view.snapshot.workbook
    units = {names.unit_name(book, found.unit): found.unit for found in book.exemplars or ()}
    kinds = {label(kind): kind for kind in ExemplarKind}
    left, middle, right = st.columns(3)
    words = left.text_input("Tìm", key="tim_dien_hinh")
    unit = middle.selectbox("Đơn vị", list(units), index=None, placeholder="Tất cả", key="don_vi_dien_hinh")
    kind = right.selectbox("Loại", list(kinds), index=None, placeholder="Tất cả", key="loai_dien_hinh")
    return words or "", units.get(unit or ""), kinds.get(kind or "")
