"""The messages that one process of several sends to the others."""

from __future__ import annotations

from collections.abc import Callable
from enum import StrEnum


class News(StrEnum):
    """The event log grew; the source was read; a fresh read is wanted; another source was chosen.

    A process that may have missed messages, because the store was away, receives `AGAIN`.
    """

    DAY = "day"
    SOURCE = "source"
    WANTED = "wanted"
    CHOICE = "choice"
    AGAIN = "again"


Publish = Callable[[News], None]


def publish_to_nobody(_news: News) -> None:
    """Send nothing: there is one process only."""
