"""How much stands on one picture of the hall: names are measured in lines, and what does not fit is another step.

The unit of every size is one line; a test in Chromium measures the pictures that come of it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
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
    """The items in their order on as few pages as hold them; one that is larger than a page stands alone."""
    pages: list[list[Item]] = []
    left = 0.0
    for item in items:
        needed = size(item)
        if not pages or needed > left:
            pages.append([])
            left = room
        pages[-1].append(item)
        left -= needed
    return tuple(map(tuple, pages))


def line_count(text: str, letters: int) -> int:
    """How many lines a text takes where so many letters stand in one; at least one."""
    return max(1, ceil(len(text) / letters))


def row_size(name: str, letters: int = BAR_LETTERS) -> float:
    """The room of a row with its name."""
    return 1 + NEXT_LINE * (line_count(name, letters) - 1)
