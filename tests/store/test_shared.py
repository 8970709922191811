"""The shared store: places, news, and what happens while it is away. A real Redis or Valkey."""

from __future__ import annotations

import queue
import signal
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest

from lib.store.news import News
from lib.store.shared import SharedLease, SharedStore, StoreAway
from lib.store.store import open_store
from tests.servers import REDIS, RedisServer, free_port
from tests.waiting import PATIENCE, until


@pytest.fixture
def own_server(tmp_path: Path) -> Iterator[RedisServer]:
    """A server that this test may kill."""
    if REDIS is None:
        pytest.skip("no Redis or Valkey is installed")
    server = RedisServer(tmp_path).start()
    yield server
    server.stop()


@pytest.fixture
def own_store(own_server: RedisServer) -> Iterator[SharedStore]:
    store = SharedStore(own_server.url)
    yield store
    store.close()


def test_a_place_is_held_by_one_and_free_when_given_up(shared: SharedStore) -> None:
    one, other = shared.shelf("s").lease("reader"), shared.shelf("s").lease("reader")
    assert (one.take(), other.take(), one.take()) == (True, False, True)
    one.free()
    assert (one.held, other.take(), one.take()) == (False, True, False)
    other.free()


def test_a_place_is_renewed_while_its_holder_lives(shared: SharedStore) -> None:
    key = shared.key("place")
    one, other = SharedLease(shared, key, seconds=4), SharedLease(shared, key, seconds=4)
    one.take()
    until(lambda: 0 < shared.base.pttl(key) < 3500)
    until(lambda: not 0 < shared.base.pttl(key) < 3500)  # renewed, or over
    assert not other.take()
    one.free()


def test_the_place_of_a_holder_that_died_is_free_after_a_while(shared: SharedStore) -> None:
    key = shared.key("place")
    shared.base.set(key, "somebody who died", px=3_600_000)
    lease = SharedLease(shared, key)
    assert not lease.take()
    shared.base.pexpire(key, 1)
    until(lambda: not shared.base.exists(key))
    assert lease.take()
    lease.free()


def test_while_the_store_is_away_the_holder_goes_on_and_nobody_else_begins(own_server, own_store) -> None:
    one, other = own_store.shelf("s").lease("reader"), own_store.shelf("s").lease("reader")
    one.take()
    own_server.stop(signal.SIGKILL)
    assert (one.take(), other.take()) == (True, False)
    own_server.start()
    assert (one.take(), other.take()) == (True, False)
    one.free()


def test_everything_written_survives_a_power_cut(own_server, own_store) -> None:
    own_store.rows("stage").add(["một", "hai"], after=0)
    own_store.shelf("taken").write("v1", "bảng")
    own_server.stop(signal.SIGKILL)
    own_server.start()
    assert own_store.rows("stage").rows() == ["một", "hai"]
    assert own_store.shelf("taken").read("v1") == "bảng"


def test_what_is_wrong_with_the_store_is_an_error_of_the_operating_system(own_server, own_store) -> None:
    own_server.stop()
    for ask in (own_store.check, own_store.rows("a").rows, lambda: own_store.shelf("a").write("b", "c")):
        with pytest.raises(StoreAway) as away:
            ask()
        assert isinstance(away.value, OSError)
        assert away.value.strerror
    own_server.start()
    own_store.check()


def test_rows_are_added_where_the_caller_knows_them_all(shared: SharedStore) -> None:
    rows = shared.rows("r")
    assert rows.add(["a", "b"], after=0)
    assert not rows.add(["c"], after=1)
    assert rows.add(["c"], after=2)
    assert (rows.rows(), rows.rows(2)) == (["a", "b", "c"], ["c"])


def heard_next(heard: queue.Queue[News]) -> News:
    """The next news but for the word to look again, which comes by itself now and then."""
    news = heard.get(timeout=PATIENCE)
    return heard_next(heard) if news is News.AGAIN else news


def test_news_reach_every_process_and_after_an_outage_everybody_looks_again(own_server, own_store, monkeypatch) -> None:
    monkeypatch.setattr("lib.store.shared.LOOK", 3.0)
    heard: queue.Queue[News] = queue.Queue()
    other = SharedStore(own_server.url)
    other.listen(heard.put)
    assert heard.get(timeout=PATIENCE) is News.AGAIN
    own_store.publish(News.DAY)
    assert heard_next(heard) is News.DAY
    own_server.stop(signal.SIGKILL)
    heard.queue.clear()
    own_server.start()
    assert heard.get(timeout=PATIENCE) is News.AGAIN
    until(lambda: own_store.base.pubsub_numsub(own_store.key("news"))[0][1])
    own_store.publish(News.SOURCE)
    assert heard_next(heard) is News.SOURCE
    other.close()


def test_a_listener_that_fails_once_goes_on_listening(own_server, own_store) -> None:
    heard: queue.Queue[News] = queue.Queue()

    def hear(news: News) -> None:
        if news is News.DAY:
            raise LookupError("a fault of ours")
        heard.put(news)

    own_store.listen(hear)
    assert heard.get(timeout=PATIENCE) is News.AGAIN
    own_store.publish(News.DAY)
    own_store.publish(News.CHOICE)
    assert heard_next(heard) is News.CHOICE


def test_without_an_address_the_store_is_of_this_machine(tmp_path: Path) -> None:
    assert open_store(None, tmp_path).alone


def test_a_store_that_does_not_answer_at_the_start_is_said(tmp_path: Path) -> None:
    with pytest.raises(OSError, match=r"\[Errno None\]|Connection") as away:
        open_store(f"redis://127.0.0.1:{free_port()}/0", tmp_path, patience=0)
    assert "Connection" in str(away.value.strerror)


def test_a_store_that_hangs_is_asked_once_for_somebody_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lib.store.shared.PATIENCE", 0.2)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        store = SharedStore(f"redis://127.0.0.1:{silent.getsockname()[1]}/0")
        with pytest.raises(StoreAway) as away:
            store.check()
        assert "Timeout" in str(away.value.strerror)
        silent.setblocking(False)  # a second question would have arrived by now
        silent.accept()
        with pytest.raises(BlockingIOError):
            silent.accept()
