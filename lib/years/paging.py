"""How much stands on one picture of the hall: names are measured in lines, and what does not fit is another step.

The unit of every size is one line; a test in Chromium measures the pictures that come of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import ceil
from typing import TypeVar

Item = TypeVar("Item")

BAR_LETTERS = 34
"""Letters of a name that stand in one line beside its bar."""
LISTED_LETTERS, SMALL_LETTERS, WIDE_LETTERS = 24, 36, 46
"""Letters in one line of two columns of names, of two columns in smaller type, of a list in large type."""
NEXT_LINE = 0.78
"""What every further line of a name needs, beside the first with the room around it."""


def in_pages(
    items: Iterable[Item], room: float, size: Callable[[Item], float] = lambda item: 1
) -> tuple[tuple[Item, ...], ...]:
    """The items in their order on as few pages as hold them, filled as evenly as that allows.

    An item that is larger than a page stands alone.
    """
    found = tuple(items)
    starts = _starts([size(item) for item in found], room)
    return tuple(found[first:last] for first, last in pairwise([*starts, len(found)]))


def _starts(sizes: list[float], room: float) -> list[int]:
    """Where pages begin: of the fewest pages those whose squared loads add up to the least."""
    best = [(0, 0.0, 0)]
    for end in range(1, len(sizes) + 1):
        ways, load = [], 0.0
        for first in range(end - 1, -1, -1):
            load += sizes[first]
            if load > room and first < end - 1:
                break
            pages, squares, _ = best[first]
            ways.append((pages + 1, round(squares + load * load, 6), first))
        best.append(min(ways, key=lambda way: way[:2]))
    starts: list[int] = []
    end = len(sizes)
    while end:
        end = best[end][2]
        starts.append(end)
    return starts[::-1]


def line_count(text: str, letters: int) -> int:
    """How many lines a text takes where so many letters stand in one; at least one."""
    return max(1, ceil(len(text) / letters))


def row_size(name: str, letters: int = BAR_LETTERS) -> float:
    """The room of a row with its name."""
    return 1 + NEXT_LINE * (line_count(name, letters) - 1)
