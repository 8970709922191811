"""The work of the year as it is seen on `phong_trao`, and what it asks on `kiem_tra`."""

from __future__ import annotations

import datetime as dt

import pandas as pd
import streamlit as st

from lib.access.rights import Right
from lib.model.domain import ExemplarKind
from lib.show.words import links, names
from lib.show.words.numbers import HANOI, md
from lib.show.words.terms import label
from lib.show.years import year_checks as year_checks_of
from lib.show.years import year_tables, years_tables
from lib.ui.live import running
from lib.ui.parts import common
from lib.ui.render_cache import drawn
from lib.ui.view import View


def movements(view: View) -> None:
    """Each movement with its period and target, and every unit's state on demand."""
    for movement in view.snapshot.workbook.movements or ():
        with st.container(border=True):
            common.named(movement.name, year_tables.movement_line(movement))
            done = f"{len(movement.states)}/{len(view.snapshot.workbook.units)} đơn vị có kết quả"
            with st.expander(done):
                common.table(view, year_tables.movement_states(view.snapshot, movement), f"Kết quả: {movement.name}")


def exemplars(view: View) -> None:
    """Exemplars as cards, found by words, unit and kind."""
    words, unit, kind = _filters(view)
    if words:
        _cards(view, unit, kind, words)
    else:
        drawn(view, _cards, unit, kind, words)


def _cards(view: View, unit: str | None, kind: ExemplarKind | None, words: str) -> None:
    book = view.snapshot.workbook
    found = year_tables.exemplars(book, unit, kind, words)
    st.caption(f"{len(found)}/{len(book.exemplars or ())} mục")
    columns = st.columns(2)
    for place, exemplar in enumerate(found):
        with columns[place % 2].container(border=True):
            common.named(exemplar.name, year_tables.exemplar_line(book, exemplar))
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


def tasks(view: View, on: dt.date) -> None:
    """Tasks by deadline, how late one is on that day in words and in red; those done on demand."""
    found = year_tables.tasks(view.snapshot.workbook, on)
    done = [due for due in found if due.done]
    _task_list(view, [due for due in found if not due.done])
    if done:
        with st.expander(f"{len(done)} việc đã xong"):
            _task_list(view, done)


def _task_list(view: View, found: list[year_tables.Due]) -> None:
    lines = [f"- {_left(due)}{md(due.about)}. Ô {common.cell_link(view, due.cell)}" for due in found]
    st.markdown("\n".join(lines) or "Mọi việc đã xong.")


def _left(due: year_tables.Due) -> str:
    words = f"**{md(due.left)}** · " if due.left else ""
    return f":red[{words.removesuffix(' · ')}] · " if due.late else words


def leadership(view: View) -> None:
    """Who led in which year, and whose turn it was."""
    book, found = view.snapshot.workbook, years_tables.drawn(view.snapshot, view.earlier)[0]
    common.table(view, year_tables.leadership(book), "Cụm trưởng, Phó Cụm trưởng theo năm")
    with st.expander("Luân phiên: từng đơn vị đã làm Cụm trưởng, Phó Cụm trưởng những năm nào"):
        common.table(view, year_tables.rotation(book, found.lines), "Luân phiên Cụm trưởng, Phó Cụm trưởng")


def typed_years(view: View) -> None:
    """What was typed of earlier years on demand, with its cells, for who may see cells."""
    typed = year_tables.history(view.snapshot.workbook)
    if typed.empty or not view.can(Right.CELLS):
        return
    with st.expander("Kết quả các năm trước, và ô của từng kết quả trong bảng tính"):
        common.table(view, typed, "Kết quả các năm trước như đã ghi trong bảng tính")


def year_checks(view: View, asked: pd.DataFrame) -> None:
    """What the year asks of the secretary, on the page of checks; nothing where it asks nothing."""
    earlier = running().earlier
    unread = year_checks_of.unread(view.snapshot, view.earlier, earlier.failures if earlier else ())
    if asked.empty and not unread:
        return
    st.subheader(f"Việc trong năm: {len(asked) + len(unread)} chỗ", anchor=False)
    if not asked.empty:
        common.table(view, asked, "Việc trong năm cần xem")
    common.lines(unread)


def today() -> dt.date:
    """Today in Viet Nam: deadlines pass also while nobody changes the workbook."""
    return dt.datetime.now(HANOI).date()
