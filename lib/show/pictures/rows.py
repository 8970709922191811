"""Rows of bars: the same shape for totals, groups and votes."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import htpy as h


@dataclass(frozen=True, slots=True)
class Bar:
    """One row: `part` is the length of its bar (0 to 1, None: none), `note` stands small beside the value."""

    name: str
    value: str
    part: Fraction | None = None
    mark: str = ""
    note: str = ""
    proposed: bool = False
    fresh: bool = False


TALL, FEW = 4, 8
"""Up to so many bars have the whole width under their names, or more room between them."""


def rows(bars: Sequence[Bar], threshold: Fraction | None = None) -> h.Element:
    """Bars below each other, with a line across where a threshold is given."""
    kind = ".rows.tall" if len(bars) <= TALL else ".rows.few" if len(bars) <= FEW else ".rows"
    return h.div(kind)[(_row(bar, threshold) for bar in bars)]


def _row(bar: Bar, threshold: Fraction | None) -> h.Element:
    classes = ["row", "proposed" if bar.proposed else "", "fresh" if bar.fresh else ""]
    return h.div(class_=" ".join(filter(None, classes)))[
        h.span(".rank")[bar.mark],
        h.span(".unit")[bar.name],
        h.span(class_="track" if bar.part is not None else "")[
            bar.part is not None and h.span(".bar", style=f"width:{_percent(bar.part)}"),
            bar.part is not None and threshold is not None and h.span(".line", style=f"left:{_percent(threshold)}"),
        ],
        h.span(".value")[bar.value, bar.note and h.small[bar.note]],
    ]


def _percent(part: Fraction) -> str:
    return f"{float(max(Fraction(0), min(Fraction(1), part)) * 100):.2f}%"
