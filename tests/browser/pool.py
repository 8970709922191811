"""Browsers that go from test to test: emptied, but with the program that shows pages still compiled.

A fresh renderer process spends over a second of processor time on Streamlit's front end, one that has loaded it before
a third of that. A tab on an empty page keeps the renderer of a context alive, and `ONE_RENDERER` puts all tabs of
localhost into it; every test has tabs, cookies and storage of its own.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, BrowserContext

Take = Callable[..., BrowserContext]
Kind = tuple[tuple[int, int], bool, bool]
ONE_RENDERER = "--process-per-site"


def fresh(chromium: Browser, size: tuple[int, int], dark: bool = False, calm: bool = False) -> BrowserContext:
    """An unused browser, closed with its Chromium; `calm` asks pages for less motion."""
    return chromium.new_context(
        viewport={"width": size[0], "height": size[1]}, locale="vi-VN", color_scheme="dark" if dark else "light",
        reduced_motion="reduce" if calm else "no-preference",
    )  # fmt: skip


class BrowserPool:
    """Contexts of one Chromium by size and scheme. `empty` is the address of a page of localhost with nothing on it."""

    def __init__(self, chromium: Browser, empty: str) -> None:
        self._chromium = chromium
        self._empty = empty
        self._idle: dict[Kind, list[BrowserContext]] = defaultdict(list)
        self._kinds: dict[BrowserContext, Kind] = {}

    @contextmanager
    def lent(self) -> Iterator[Take]:
        """Gives browsers with nothing in them by `take(size, dark, calm)`, where calm asks pages for less motion."""
        lent: list[BrowserContext] = []

        def take(size: tuple[int, int], dark: bool = False, calm: bool = False) -> BrowserContext:
            kind = (size, dark, calm)
            lent.append(self._idle[kind].pop() if self._idle[kind] else self._fresh(*kind))
            self._kinds[lent[-1]] = kind
            return lent[-1]

        try:
            yield take
        finally:
            for context in lent:
                self._empty_out(context)
                self._idle[self._kinds[context]].append(context)

    def _fresh(self, size: tuple[int, int], dark: bool, calm: bool) -> BrowserContext:
        context = fresh(self._chromium, size, dark, calm)
        context.new_page().goto(self._empty)
        return context

    def _empty_out(self, context: BrowserContext) -> None:
        """Close its tabs and forget what pages kept in it: the next test finds nothing of this one."""
        keeper, *tabs = context.pages
        for tab in tabs:
            tab.close()
        tools = context.new_cdp_session(keeper)
        tools.send("Storage.clearDataForOrigin", {"origin": "*", "storageTypes": "all"})
        tools.detach()
