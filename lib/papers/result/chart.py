"""The chart of the result page: totals as bars, made for print in black and white, drawn by Vega-Lite to SVG."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import vl_convert

from lib.papers.result.typeface import FAMILY, register

VEGA_LITE = "6.1"
DARK, LIGHT, INK = "#5B0F0F", "#C3C7CB", "#000000"
GAP = 5.0


@dataclass(frozen=True, slots=True)
class Bar:
    """A unit: what stands at its left, its length, what stands at its end, whether it is proposed."""

    name: str
    value: float
    figure: str
    marked: bool


@dataclass(frozen=True, slots=True)
class ChartSize:
    """All in points: the whole width, the height of a bar with its gap, the type, the room for names and figures."""

    width: float
    row: float
    type: float
    names: float
    figures: float


def bars_svg(bars: Sequence[Bar], most: float, size: ChartSize) -> str:
    """An SVG of the chart; bars begin at 0 and `most` is the end of the scale.

    Marked bars are dark, the others light, so that a copy in black and white tells them apart as well.
    """
    register()
    return str(vl_convert.vegalite_to_svg(_spec(bars, most, size), VEGA_LITE, allowed_base_urls=[]))


def _spec(bars: Sequence[Bar], most: float, size: ChartSize) -> dict[str, Any]:
    values = [
        {"place": place, "name": bar.name, "value": bar.value, "figure": bar.figure, "marked": bar.marked}
        for place, bar in enumerate(bars)
    ]
    return {
        "$schema": "https://vega.github.io/schema/vega-lite/v6.json",
        "data": {"values": values},
        "width": size.width - size.names - size.figures,
        "height": size.row * len(bars),
        "padding": {"left": size.names, "right": size.figures, "top": 0, "bottom": 0},
        "autosize": {"type": "none"},
        "background": None,
        "encoding": {"y": {"field": "place", "type": "ordinal", "axis": None}},
        "layer": [_bars(most), _text("figure", size.type, bold=True), _text("name", size.type, bold=False)],
        "config": {"view": {"stroke": None}},
    }


def _scale(most: float) -> dict[str, Any]:
    return {"field": "value", "type": "quantitative", "scale": {"domain": [0, most], "nice": False}, "axis": None}


def _bars(most: float) -> dict[str, Any]:
    color = {"condition": {"test": "datum.marked", "value": DARK}, "value": LIGHT}
    mark = {"type": "bar", "height": {"band": 0.66}, "stroke": INK, "strokeWidth": 0.4}
    return {"mark": mark, "encoding": {"x": _scale(most), "color": color}}


def _text(field: str, size: float, *, bold: bool) -> dict[str, Any]:
    """The figures stand behind the ends of the bars, the names before their beginnings."""
    at_end = field == "figure"
    mark = {
        "type": "text", "font": FAMILY, "fontSize": size, "color": INK, "baseline": "middle",
        "fontWeight": "bold" if bold else "normal", "align": "left" if at_end else "right",
        "dx": GAP if at_end else -GAP, "limit": 0,
    }  # fmt: skip
    where = {"field": "value", "type": "quantitative"} if at_end else {"value": 0}
    return {"mark": mark, "encoding": {"x": where, "text": {"field": field}}}
