"""What tests of several folders share: their order, a real Redis, and both places where things may be kept."""

from __future__ import annotations

import gc
import itertools
import os
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import hypothesis
import pytest
from streamlit.components.v2 import manifest_scanner

from lib.store.shared import SharedStore
from lib.store.store import LocalStore, Store
from tests.clocks import DayClock, SecondsClock
from tests.days import Day, day_with
from tests.servers import REDIS, RedisServer

_numbers = itertools.count()

# Compiled modules are kept whatever the shell says: tests are rewritten when they are imported, and dozens of servers
# and copies of the program are started one after the other.
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
sys.dont_write_bytecode = False

# The same examples each time and no bound on how long one takes: the whole suite is red by the program alone, on a slow
# machine too. The quick tests look for new examples.
STEADY = hypothesis.settings.get_profile("ci")
hypothesis.settings.register_profile("quick", STEADY, max_examples=10, derandomize=False)
hypothesis.settings.load_profile("ci")


@pytest.fixture(scope="session")
def redis_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RedisServer]:
    """A Redis of this test process's own; skipped by name where none is installed."""
    if REDIS is None:
        pytest.skip("no Redis or Valkey is installed")
    server = RedisServer(tmp_path_factory.mktemp("redis")).start()
    yield server
    server.stop()


@pytest.fixture
def shared(redis_server: RedisServer) -> Iterator[SharedStore]:
    """An empty store in it."""
    store = SharedStore(redis_server.url, prefix=f"test{next(_numbers)}")
    yield store
    store.close()


@pytest.fixture(params=["this machine", "shared"])
def kept_in(request: pytest.FixtureRequest, tmp_path: Path) -> Store:
    """Where things are kept: in files and SQLite of the test's folder, or in a shared store."""
    store: Store = request.getfixturevalue("shared") if request.param == "shared" else LocalStore(tmp_path)
    return store


@pytest.fixture
def clock() -> SecondsClock:
    return SecondsClock()


@pytest.fixture
def hands() -> DayClock:
    return DayClock()


@pytest.fixture
def day(tmp_path: Path) -> Day:
    """A day with the sample as its first version."""
    return day_with(tmp_path)


SLOWEST = (
    "test_embargo",
    "test_google",
    "test_pages",
    "test_follow",
    "test_oidc",
    "test_access",
    "test_site",
    "test_hostile",
)
"""The browser tests that take longest, the longest first."""


@pytest.hookimpl(wrapper=True)
def pytest_collection() -> Iterator[None]:
    """What collecting makes stays until the end: the garbage collector is spared walking through thousands of tests."""
    gc.disable()
    try:
        return (yield)
    finally:
        gc.enable()
        gc.freeze()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the long tests, so that the last ones are short and two workers end together."""
    items.sort(key=_place)


def _place(item: pytest.Item) -> int:
    if item.path.parent.name != "browser":
        return len(SLOWEST) + 1
    return SLOWEST.index(item.path.stem) if item.path.stem in SLOWEST else len(SLOWEST)


@pytest.fixture(scope="session", autouse=True)
def installed_packages_are_scanned_once() -> Iterator[None]:
    """Streamlit reads the metadata of every installed package for each `AppTest`, and they stay as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(manifest_scanner, "scan_component_manifests", cache(manifest_scanner.scan_component_manifests))
        yield
