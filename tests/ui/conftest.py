"""The app under Streamlit's own test runner: any page, any workbook, any role.

Started from `lib/ui/main.py`, never from a page file, so that frame, menu and access are always under test too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from lib.access.policy import Mode, PolicyFault
from lib.access.rights import Role
from lib.access.visitor import Visitor
from lib.feed.polling import Feed
from lib.settings import Settings, SourceSettings
from lib.sheets.sources.source import Source
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.snapshot import build_snapshot
from lib.ui import render_cache, running_app
from lib.ui.menu import HOME, PAGES
from lib.ui.parts.charts import ChartPlace
from tests.places import ROOT

MAIN = ROOT / "lib" / "ui" / "main.py"

_feeds: dict[Path, Feed] = {}


def feed_of(path: Path) -> Feed:
    """The feed of a workbook, read once per test process."""
    if path not in _feeds:
        _feeds[path] = Feed(ExcelSource(path), build_snapshot)
        _feeds[path].poll()
    return _feeds[path]


@pytest.fixture(autouse=True)
def nothing_is_kept() -> Iterator[None]:
    yield
    render_cache.forget_everything()


NO_SOURCE = Settings(SourceSettings(()))


@pytest.fixture
def running() -> Callable[..., Feed]:
    """Hand a workbook, a source or a feed over to the pages, as the server does at its start, with its other parts."""

    def handing(what: Source | Path | Feed, settings: Settings = NO_SOURCE, **parts: object) -> Feed:
        if isinstance(what, Path):
            feed = feed_of(what)
        elif isinstance(what, Feed):
            feed = what
        else:
            feed = Feed(what, build_snapshot)
            feed.poll()
        running_app.hand_over(running_app.RunningApp(feed, settings, **parts))  # type: ignore[arg-type]
        return feed

    return handing


@pytest.fixture
def become(monkeypatch: pytest.MonkeyPatch) -> Callable[..., None]:
    """Visit the pages in a role from now on."""

    def becoming(role: Role, policy: Mode | PolicyFault = PolicyFault.NOT_SET_UP) -> None:
        monkeypatch.setattr("lib.ui.access.current_visitor", lambda: Visitor(role, policy))

    return becoming


def unopened() -> AppTest:
    """The app before its first run; how long a run may take is for a machine that stalls."""
    return AppTest.from_file(str(MAIN), default_timeout=180)


@pytest.fixture
def open_as(become: Callable[..., None]) -> Callable[..., AppTest]:
    """Open a page by its address in a role, its charts with it: `open_as(Role.VIEWER, "bang_diem")`."""

    def opening(role: Role, stem: str = HOME.stem) -> AppTest:
        become(role)
        app = unopened()
        for place in ChartPlace:
            app.session_state[place] = True
        return app.run() if stem == HOME.stem else page(app, stem)

    return opening


def page(app: AppTest, stem: str) -> AppTest:
    """The page of this address."""
    return app.switch_page(f"../../{PAGES.name}/{stem}.py").run()
