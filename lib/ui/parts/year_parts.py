"""The work of the year on the page `phong_trao`, and its reminders on `kiem_tra`."""

from __future__ import annotations

import pandas as pd
import streamlit as st

from lib.access.rights import Right
from lib.model.year_records import ExemplarKind
from lib.show.rows import work
from lib.show.rows.parts import fold_away, line_list
from lib.show.words import names
from lib.show.words.terms import label
from lib.show.years import many_years, year_work
from lib.show.years import year_checks as year_checks_of
from lib.ui.parts import common
from lib.ui.render_cache import draw_cached
from lib.ui.running_app import running_app
from lib.ui.view import View
from lib.years.cluster_years import ClusterYears

MOST_ASKED = 3
"""Lines of what the year asks that stand on the page of checks; a new year asks one of every unit."""
LINE_OF_A_UNIT = (
    "Mỗi đơn vị là một dòng, kể cả khi đổi tên. Đơn vị sáp nhập hoặc tách bắt đầu một dòng mới; "
    "các đơn vị trước đó đứng riêng bên dưới, không cộng và không lấy trung bình."
)


def exemplars_part(view: View) -> None:
    """Exemplars as cards, filtered by words, unit and kind."""
    book = view.snapshot.workbook
    units = {names.unit_name(book, exemplar.unit): exemplar.unit for exemplar in book.exemplars or ()}
    kinds = {label(kind): kind for kind in ExemplarKind}
    left, middle, right = st.columns(3)
    words = left.text_input("Tìm", key="tim_dien_hinh") or ""
    unit = middle.selectbox("Đơn vị", list(units), index=None, placeholder="Tất cả", key="don_vi_dien_hinh")
    kind = right.selectbox("Loại", list(kinds), index=None, placeholder="Tất cả", key="loai_dien_hinh")
    chosen = units.get(unit or ""), kinds.get(kind or ""), words
    if words:
        _cards(view, *chosen)
    else:
        draw_cached(view, _cards, *chosen)


def _cards(view: View, unit: str | None, kind: ExemplarKind | None, words: str) -> None:
    exemplars = year_work.matching_exemplars(view.snapshot.workbook, unit, kind, words)
    common.show_html(work.exemplar_list(view.snapshot, exemplars, view.audience))


def comparability_part(years: ClusterYears) -> None:
    """What prevents comparing two years directly, folded."""
    sentences = many_years.change_sentences(years)
    lines = [*sentences, LINE_OF_A_UNIT]
    common.show_html(fold_away("changes", f"Những thay đổi giữa các năm: {len(sentences)} điều", line_list(lines)))


def typed_years(view: View) -> None:
    """The typed results of earlier years on demand, with their cells, for visitors who may see cells."""
    typed = year_work.history_table(view.snapshot.workbook)
    if typed.empty or not view.can(Right.CELLS):
        return
    common.folded_table(view, typed, "Kết quả các năm trước như đã ghi trong bảng tính")


def year_checks(view: View, asked: pd.DataFrame) -> None:
    """The reminders of the year on the page of checks; nothing where there are none."""
    earlier = running_app().earlier
    unread = year_checks_of.unread_workbooks(view.snapshot, view.earlier, earlier.failures if earlier else ())
    if asked.empty and not unread:
        return
    common.show_section(f"Việc trong năm: {len(asked) + len(unread)} chỗ")
    if not asked.empty:
        shown = len(asked) if len(asked) <= MOST_ASKED + 1 else MOST_ASKED
        common.show_table(view, asked.head(shown), "Việc trong năm cần xem")
        if shown < len(asked):
            common.folded_table(view, asked.iloc[shown:], "Việc còn lại trong năm")
    common.show_lines(unread)
