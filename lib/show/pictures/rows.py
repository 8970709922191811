"""Rows of bars: the same shape for totals, groups and votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import htpy as h


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `part` is the length of its bar (0 to 1, None: none), `note` stands small beside the value, `why` under
    the name."""

    name: str
    value: str
    part: Fraction | None = None
    mark: str = ""
    note: str = ""
    why: str = ""
    proposed: bool = False
    fresh: bool = False


@dataclass(frozen=True, slots=True)
class Threshold:
    """Where the mark stands along the bars, and its word."""

    part: Fraction
    word: str


TALL, FEW = 4, 8
"""Up to so many bars have the whole width under their names, or more room between them."""
GROWN = {1: ".one", 2: ".pair"}
"""The fewer the rows, the larger: one row or two fill the picture."""


def rows(bars: Sequence[Bar], threshold: Threshold | None = None) -> h.Element:
    """Bars below each other, with a mark across where a threshold is given, its word under the last."""
    kind = (
        f".rows.tall{GROWN.get(len(bars), '')}" if len(bars) <= TALL else ".rows.few" if len(bars) <= FEW else ".rows"
    )
    marked = ".marked" if threshold else ""
    return h.div(kind + marked)[(_row(bar, threshold, last=bar is bars[-1]) for bar in bars)]


def _row(bar: Bar, threshold: Threshold | None, last: bool) -> h.Element:
    classes = ["row", "proposed" if bar.proposed else "", "fresh" if bar.fresh else ""]
    return h.div(class_=" ".join(filter(None, classes)))[
        h.span(".rank")[bar.mark],
        h.span(".unit")[bar.name, bar.why and h.small[bar.why]],
        h.span(class_="track" if bar.part is not None else "")[
            bar.part is not None and h.span(".bar", style=f"width:{_percent(bar.part)}"),
            bar.part is not None and threshold is not None and _mark(threshold, last),
        ],
        h.span(".value")[bar.value, bar.note and h.small[bar.note]],
    ]


def _mark(threshold: Threshold, last: bool) -> h.Element:
    word = h.small(".word")[threshold.word] if last else None
    return h.span(".line", style=f"left:{_percent(threshold.part)}")[word]


def _percent(part: Fraction) -> str:
    return f"{float(max(Fraction(0), min(Fraction(1), part)) * 100):.2f}%"
