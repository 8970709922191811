"""Pagination for the hall: names are measured in lines, and what does not fit continues in another step.

The unit of every size is one line; a test in Chromium measures the resulting pictures.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import pairwise
from math import ceil
from typing import TypeVar

Item = TypeVar("Item")

BAR_LETTERS = 34
"""Characters of a name in one line beside its bar."""
LISTED_LETTERS, SMALL_LETTERS, WIDE_LETTERS = 24, 36, 46
"""Characters in one line of two columns of names, of two columns in smaller type, of a list in large type."""
NEXT_LINE = 0.78
"""The height of every further line of a name, relative to the first one with its spacing."""


def in_pages(
    items: Iterable[Item], room: float, size: Callable[[Item], float] = lambda item: 1
) -> tuple[tuple[Item, ...], ...]:
    """The items in order on as few pages as possible, filled as evenly as possible.

    An item that is larger than a page gets a page of its own.
    """
    listed = tuple(items)
    starts = _starts([size(item) for item in listed], room)
    return tuple(listed[first:last] for first, last in pairwise([*starts, len(listed)]))


def _starts(sizes: list[float], room: float) -> list[int]:
    """The starts of the pages: with the fewest pages, the split with the least sum of squared loads."""
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
    """The number of lines of a text with this many characters per line; at least one."""
    return max(1, ceil(len(text) / letters))


def row_size(name: str, letters: int = BAR_LETTERS) -> float:
    """The height of a row with its name."""
    return 1 + NEXT_LINE * (line_count(name, letters) - 1)
