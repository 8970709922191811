"""Elements that several pages share. They draw; they decide and compute nothing.

Every text given to them is plain text from the workbook or from `lib/show`; it is escaped here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

import pandas as pd
import streamlit as st
from htpy import Node, a, h2, p

from lib.history.changes import Difference
from lib.model.problems import CellRef
from lib.model.records import Workbook
from lib.show.rows.parts import fold_away, heading, markup
from lib.show.rows.tables import html_table as rows_table
from lib.show.tables.score_tables import CELL
from lib.show.words.changes import effects, loss_lines, record_lines
from lib.show.words.names import cell_name
from lib.show.words.numbers import count, md
from lib.ui.view import View


def show_html(*content: Node) -> None:
    """Draw rows, cards and bars of `lib/show/rows`."""
    st.html(markup(*content))


def show_title(text: str, *quiet: Node) -> None:
    """Draw the answer of a page as its title, with a line of secondary text under it."""
    show_html(heading(text, *quiet))


def show_parts(names: Mapping[str, str]) -> None:
    """List the parts of a long page as links to their headings; `names` are the words by the heading's anchor."""
    links = [a(href=f"#{anchor}")[words] for anchor, words in names.items()]
    show_html(p["Trong trang này: ", [(link, "; " if link is not links[-1] else ".") for link in links]])


def show_section(text: str, anchor: str | None = None) -> None:
    """Draw the heading of a part of a page, with an anchor where `show_parts` links to it."""
    show_html(h2(id=anchor)[text])


def show_lines(texts: Iterable[str], heading: str = "") -> None:
    """Draw sentences as a list, under a heading where one is given; nothing where there are neither."""
    items = "\n".join(f"- {md(text)}" for text in texts)
    head = f"**{md(heading)}**\n\n" if heading else ""
    if head or items:
        st.markdown(head + items)


def figures_table(view: View, table: pd.DataFrame, name: str) -> None:
    """Draw the figures of a chart, folded, with the number of rows; `name` is their name."""
    folded_table(view, table.drop(columns=[CELL], errors="ignore"), name)


def escaped(table: pd.DataFrame) -> pd.DataFrame:
    """`table` with every text and header escaped, because `st.table` interprets Markdown."""
    plain = table.map(lambda value: md(value) if isinstance(value, str) else value)
    return plain.rename(columns=lambda name: md(str(name)))


def show_table(view: View, rows: pd.DataFrame, name: str) -> None:
    """Draw a small table. A column of cells becomes links, evidence a link that names its host; a role that may not see
    cells gets neither. `name` is the accessible name of the table.
    """
    show_html(rows_table(view.optional_snapshot, view.audience, rows, name))


def folded_table(view: View, rows: pd.DataFrame, name: str) -> None:
    """Draw a table that opens on demand, with the number of its rows."""
    content = rows_table(view.optional_snapshot, view.audience, rows, name)
    show_html(fold_away(f"table-{name[:60]}", f"{name}: {len(rows)} dòng", content))


def cell_link(view: View, cell: CellRef | None) -> str:
    """Markdown that names a cell ("Phiếu!C7") and opens it in the sheet, where the role may; empty without a cell."""
    if cell is None:
        return ""
    name = md(cell_name(cell))
    address = view.link(cell)
    return f"[{name}]({address})" if address else name


def choose(name: str, options: Mapping[str, str], key: str) -> str:
    """Choose one of `options` (code to label), kept in the address as `?key=code`, so that a link leads back to it.

    Where the address asks for an unknown code, that is shown and nothing is chosen: the empty text.
    """
    codes, asked = list(options), st.query_params.get(key, "")
    first = codes.index(asked) if asked in options else 0 if not asked else None
    chosen = st.selectbox(
        name, codes, index=first, format_func=lambda code: options.get(code, code), key=key, placeholder="Chọn"
    )
    if chosen is None:
        st.info(f"Địa chỉ này hỏi “{md(asked)}”, không có trong danh sách (mã đã đổi hoặc đã bỏ). Chọn ở ô trên.")
        return ""
    if chosen != asked:
        st.query_params[key] = chosen
    return chosen


def chosen_option(options: Mapping[str, str], key: str) -> str:
    """The result of `choose` in this run, for what is above it; the first option where nothing was asked for."""
    asked = st.session_state.get(key) or st.query_params.get(key, "")
    if asked in options:
        return asked
    return "" if st.query_params.get(key, "") not in ("", *options) else next(iter(options))


def difference_text(
    difference: Difference, book: Workbook, most: int, name: Callable[[CellRef], str] = lambda cell: md(cell_name(cell))
) -> str:
    """Markdown of what was lost, what differs by record, and the effect on totals, ranks and awards.

    `most` is the number of differing cells that are listed; `name` gives each its Markdown.
    """
    lines = [f"- :red[**{md(line)}**]" for change in difference.tabs for line in loss_lines(change)]
    differing = [(one.where, one.text) for one in record_lines(difference)]
    lines += [f"- {f'{name(where)}: ' if where else ''}{md(text)}" for where, text in differing[:most]]
    if len(differing) > most:
        lines.append(f"- … và {count(len(differing) - most)} thay đổi khác")
    return "\n".join([*lines, *(f"- **{md(line)}**" for line in effects(difference, book))])
