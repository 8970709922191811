"""A coroutine run to its end in a thread of its own, also in a worker whose own thread holds Playwright's loop."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

Given = TypeVar("Given")


def run(coroutine: Coroutine[Any, Any, Given]) -> Given:
    """What the coroutine gives; what it raises is raised here."""
    with ThreadPoolExecutor(1) as alone:
        return alone.submit(asyncio.run, coroutine).result()
