"""What tests of several folders share: a real Redis, and both places where things may be kept."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pytest

from lib.store.shared import SharedStore
from tests.servers import REDIS, RedisServer

_numbers = itertools.count()


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
def kept_in(request: pytest.FixtureRequest) -> SharedStore | None:
    """Where things are kept: None for files and SQLite, else a shared store."""
    return request.getfixturevalue("shared") if request.param == "shared" else None
