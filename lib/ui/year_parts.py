"""Movements and exemplars as they are seen on `phong_trao`."""

from __future__ import annotations

import streamlit as st

from lib.access.rights import Right
from lib.domain import ExemplarKind
from lib.show import links, names, reminder_words, text, year_tables, years
from lib.show.numbers import HANOI, md
from lib.show.tables import CELL
from lib.show.words import FAILURES, label
from lib.ui import parts
from lib.ui.live import running
from lib.ui.shell import View
from lib.years.reminders import reminders


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


def tasks(view: View) -> None:
    """Tasks by deadline; a late one is said in words and in red."""
    today = view.snapshot.taken_at.astimezone(HANOI).date()
    rows = year_tables.tasks(view.snapshot.workbook, today)
    ready = parts.escaped(rows.drop(columns=[CELL]))
    late = rows["Trạng thái"].str.endswith(year_tables.LATE)
    ready.loc[late, "Trạng thái"] = [f":red[**{text}**]" for text in ready.loc[late, "Trạng thái"]]
    st.table(ready, alt="Công việc theo thời hạn", border="horizontal", hide_index=True)


def year_checks(view: View) -> None:
    """What the year asks of the secretary, on the page of checks; nothing where it asks nothing."""
    found, _ = years.drawn(view.snapshot, view.earlier)
    today = view.snapshot.taken_at.astimezone(HANOI).date()
    book = view.snapshot.workbook
    asked = [reminder_words.sentence(book, one) for one in reminders(book, found.lines, today)]
    differing = [f"{text.message(one)} {text.remedy(one)}" for one in found.years.problems]
    earlier = running().earlier
    for failure in earlier.failures if earlier else ():
        told = FAILURES[failure.failure]
        differing.append(f"Sổ năm trước {failure.source}: {told.sentence} {told.remedy}")
    if asked or differing:
        st.subheader("Việc trong năm", anchor=False)
        parts.lines([*asked, *differing])
