"""What one process of several tells the others."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class News(StrEnum):
    """The day went on; the source was read; somebody wants it read now; another source was chosen.

    Whoever may have missed news, for the store was away, hears `AGAIN`.
    """

    DAY = "day"
    SOURCE = "source"
    WANTED = "wanted"
    CHOICE = "choice"
    AGAIN = "again"


Tell = Callable[[News], None]


def to_nobody(_news: News) -> None:
    """What one process alone tells."""
