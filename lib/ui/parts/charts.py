"""Charts that a page draws only once they are opened: until then no reader loads the library (1 MB of Vega)."""

from __future__ import annotations

import json
from collections.abc import Callable
from enum import StrEnum

import streamlit as st
from htpy import p

from lib.show.charts import registry
from lib.show.charts.frame import Picture
from lib.show.charts.registry import Chart
from lib.ui.parts.common import figures_table, show_html
from lib.ui.render_cache import draw_cached
from lib.ui.view import View


class ChartPlace(StrEnum):
    """The charts on the pages; the value is the key under which an opened one stays open in a session."""

    CRITERIA = "bieu_do_tieu_chi"
    APART = "bieu_do_tu_cham"
    VOTES = "bieu_do_so_phieu"
    YEARS = "bieu_do_cac_nam"


def chart_on_demand(view: View, place: ChartPlace, label: str, draw: Callable[..., None], *about: str | None) -> None:
    """A labelled placeholder that calls `draw(view, *about)` while it is open."""
    box = st.expander(label, key=place, on_change="rerun")
    if box.open:
        with box:
            draw_cached(view, draw, *about)


def show_chart(view: View, picture: Picture, key: str, with_figures: bool = True) -> None:
    """A chart with its accessible name, and its figures in a table under it unless the page shows them itself."""
    show_html(p(".rule")[picture.title])
    st.vega_lite_chart(json.loads(picture.spec), key=key, width="stretch", alt=picture.alt)
    if with_figures:
        figures_table(view, picture.table, f"Số liệu: {picture.alt}")


def show_catalogue_chart(view: View, which: Chart, *about: str | None, key: str, with_figures: bool = True) -> None:
    """A chart of the catalogue as this role may see it; nothing where there is nothing to draw."""
    picture = registry.draw_chart(view.snapshot, view.role, which, *about)
    if picture is not None:
        show_chart(view, picture, key, with_figures)
