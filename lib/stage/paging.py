"""How much stands on one picture: names are measured in lines, and what does not fit is another step."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from math import ceil
from typing import TypeVar

Item = TypeVar("Item")

BAR_LETTERS = 30
"""Letters of a name that stand in one line beside its bar; `LISTED_LETTERS` in one of two columns of names."""
LISTED_LETTERS = 24
WIDE_LETTERS = 42
"""Letters of a name that stand in one line of a list in large type."""


def in_pages(items: Iterable[Item], room: float, size: Callable[[Item], float]) -> tuple[tuple[Item, ...], ...]:
    """The items in their order on as few pages as hold them; `size` and `room` are in lines. One that is larger than a
    page stands alone."""
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


def lines(text: str, letters: int) -> int:
    """How many lines a text takes where so many letters stand in one; at least one."""
    return max(1, ceil(len(text) / letters))


def bar_size(name: str, *, note: bool = False) -> float:
    """The lines of a bar with its name, and with a sentence under it."""
    return 1 + 0.8 * (lines(name, BAR_LETTERS) - 1) + note
