"""Rows of bars, in the same form for totals, groups and votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import htpy as h

from lib.years.paging import BAR_LETTERS, line_count, row_size


@dataclass(frozen=True, slots=True)
class BarRow:
    """One row: `part` is the length of its bar (0 to 1, None: none), `note` is written small beside the value, `why`
    under the name.
    """

    name: str
    value: str
    part: Fraction | None = None
    mark: str = ""
    note: str = ""
    why: str = ""
    proposed: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class ThresholdMark:
    """The position of the threshold along the bars, and its label."""

    part: Fraction
    word: str


TALL, FEW = 4, 8
"""Up to how many bars have the full width under their names, or more space between them."""
TALL_ROW, TALL_ROOM, TALL_LETTERS = 3, 12, 38
"""Names in several lines above their bars: lines of a row, rows on a picture, and characters of a line."""
GROWN = {1: ".one", 2: ".pair"}
"""The style for few rows: one or two rows fill the picture."""


def bar_rows(bars: Sequence[BarRow], threshold: ThresholdMark | None = None) -> h.Element:
    """Bars below each other, with a mark across where a threshold is given, labelled under the last one."""
    marked = ".marked" if threshold else ""
    kind = _layout(bars, threshold is not None)
    return h.div(kind + marked)[(_row(bar, threshold, last=bar is bars[-1]) for bar in bars)]


def _layout(bars: Sequence[BarRow], sentence: bool) -> str:
    """The largest layout in which the names fit; `sentence`: a sentence follows below the bars."""
    needed = sum(TALL_ROW + 1.1 * (line_count(bar.name, TALL_LETTERS) - 1) for bar in bars)
    if len(bars) <= TALL and needed <= TALL_ROOM - TALL_ROW * sentence:
        short = all(len(bar.name) <= BAR_LETTERS for bar in bars)
        return f".rows.tall{GROWN.get(len(bars), '') if short else ''}"
    return ".rows.few" if sum(row_size(bar.name) for bar in bars) <= FEW else ".rows"


def _row(bar: BarRow, threshold: ThresholdMark | None, last: bool) -> h.Element:
    classes = ["row", "proposed" if bar.proposed else "", "fresh" if bar.fresh else ""]
    return h.div(class_=" ".join(filter(None, classes)))[
        h.span(".rank")[bar.mark],
        h.span(".unit")[bar.name, bar.why and h.small[bar.why]],
        h.span(class_="track" if bar.part is not None else "")[
            bar.part is not None and h.span(".bar", style=f"width:{_percent(bar.part)}"),
            bar.part is not None and threshold is not None and _mark(threshold, last),
        ],
        h.span(".value")[bar.value],
        bar.note and h.span(".note")[bar.note],
    ]


def _mark(threshold: ThresholdMark, last: bool) -> h.Element:
    word = h.small(".word")[threshold.word] if last else None
    return h.span(".line", style=f"left:{_percent(threshold.part)}")[word]


def _percent(part: Fraction) -> str:
    return f"{float(max(Fraction(0), min(Fraction(1), part)) * 100):.2f}%"
