"""What every chart has in common: colours, Vietnamese numbers, wrapped names, and the finished `Picture`.

Colours are the same in light and dark, each with a contrast of at least 3:1 against both backgrounds; text takes the
colour of the page. Nothing is conveyed by colour alone: values are written at the bars, states are words.
"""

from __future__ import annotations

import json
import textwrap
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import altair as alt
import pandas as pd

from lib.model.records import Workbook
from lib.show.words.names import unit_name

ACCENT = "#c62828"
HIGHLIGHT = "#b8860b"
GREY = "#7d8590"
ON_DARK, ON_PALE = "#ffffff", "#1a1a1a"
TEXT = "currentColor"
LOCALE = {
    "number": {"decimal": ",", "thousands": ".", "grouping": [3], "currency": ["", " ₫"]},
    "time": {
        "dateTime": "%H:%M:%S, %d/%m/%Y",
        "date": "%d/%m/%Y",
        "time": "%H:%M:%S",
        "periods": ["SA", "CH"],
        "days": ["Chủ nhật", "Thứ hai", "Thứ ba", "Thứ tư", "Thứ năm", "Thứ sáu", "Thứ bảy"],
        "shortDays": ["CN", "T2", "T3", "T4", "T5", "T6", "T7"],
        "months": [f"tháng {month}" for month in range(1, 13)],
        "shortMonths": [f"thg {month}" for month in range(1, 13)],
    },
}
FONT = 13
NAME_WIDTH = 17
MOST_LINES = 3
LINE = 15
ROW = 13
NAME_GAP = 8


@dataclass(frozen=True)
class Picture:
    """A finished chart: `spec` is Vega-Lite as JSON text, `title` its heading, `alt` states the finding, `table` holds
    the figures.
    """

    spec: str
    title: str
    alt: str
    table: pd.DataFrame


def finished(chart: Any, names: Sequence[str], title: str, finding: str, table: pd.DataFrame) -> Picture:
    """A layered chart with a row for each of `names`, as high as the tallest of them, and the common settings."""
    row = max(map(_lines, names), default=1) * LINE + ROW
    return finished_grid(chart, height=len(names) * row, title=title, finding=finding, table=table)


def finished_grid(chart: Any, height: int, title: str, finding: str, table: pd.DataFrame) -> Picture:
    """A layered chart of a height in pixels; Vega adds the space for texts beside the marks.

    The data rows are in an inner layer, so that nothing has to be converted when the chart is sent.
    """
    drawn = chart.properties(
        width="container",
        height=height,
        padding={"left": 0, "top": 2, "bottom": 4, "right": 8},
        autosize=alt.AutoSizeParams(type="fit-x", contains="padding"),
        usermeta={"embedOptions": {"renderer": "svg"}},
    ).configure(
        locale=LOCALE,
        view=alt.ViewConfig(stroke=None),
        axis=alt.AxisConfig(aria=False, labelColor=TEXT, titleColor=TEXT, labelFontSize=FONT, labelLimit=0),
        mark=alt.MarkConfig(aria=False, tooltip=None),
        text=alt.MarkConfig(fontSize=FONT, lineHeight=LINE),
    )
    spec = drawn.to_dict()
    rows = spec.pop("datasets")[spec.pop("data")["name"]]
    inner = {key: spec.pop(key) for key in ("layer", "encoding") if key in spec}
    whole = {**spec, "layer": [{"data": {"values": rows}, **inner}]}
    return Picture(json.dumps(whole, ensure_ascii=False), title, finding, table)


def wrapped_label(text: str, width: int = NAME_WIDTH) -> str:
    """`text` in lines of at most `width` characters; a longer word takes a line of its own."""
    return "\n".join(textwrap.wrap(text, width, break_long_words=False, break_on_hyphens=False)) or text


def unit_labels(workbook: Workbook) -> dict[str, str]:
    """The wrapped name of every unit by code; all are different."""
    return distinct({unit.code: unit_name(workbook, unit.code) for unit in workbook.units})


def distinct(names: Mapping[str, str]) -> dict[str, str]:
    """The label of every name on lines of a chart; a long name is shortened at its end.

    Where two would look alike, each shows its code; the full names are in the table below a chart.
    """
    labels = {key: shortened(name) for key, name in names.items()}
    often = Counter(labels.values())
    return {key: label if often[label] == 1 else f"{label}\n({key})" for key, label in labels.items()}


def shortened(text: str) -> str:
    """`text` wrapped to at most three lines."""
    lines = wrapped_label(text).split("\n")
    return "\n".join(lines[:MOST_LINES]) + (" …" if len(lines) > MOST_LINES else "")


def _lines(name: str) -> int:
    return name.count("\n") + 1


def chart_rows(data: pd.DataFrame) -> alt.Chart:
    """A chart over `data` with one row for each value of `name`, in the order of the data."""
    order = list(dict.fromkeys(data["name"]))
    band = alt.Y("name:N").sort(order).axis(None).scale(paddingInner=0.25, paddingOuter=0.1)
    lines = [_lines(name) for name in data["name"]]
    return alt.Chart(data.assign(lines=lines, first=~data["name"].duplicated())).encode(y=band)


def name_texts(base: alt.Chart, names: Sequence[str]) -> list[alt.Chart]:
    """The names left of the bars: a layer for each number of lines, so that all are centred on their row."""
    return [
        base.transform_filter(f"datum.first && datum.lines === {lines}")
        .mark_text(align="right", lineBreak="\n", color=TEXT, dy=-(lines - 1) * LINE / 2)
        .encode(x=alt.value(-NAME_GAP), text="name:N")
        for lines in sorted({_lines(name) for name in names})
    ]
