"""A Redis or Valkey that several processes and machines share; the only module that uses redis-py.

Any fault of it is a `StoreAway`, which is an `OSError` as from a disk that refuses: the program keeps its state,
reports the fault, and continues when the store is back. The store is not a cache: it must not evict keys
(`maxmemory-policy noeviction`) and must persist writes (`appendonly yes`, `appendfsync always`); docs/hosting.md.
"""

from __future__ import annotations

import base64
import json
import logging
import secrets
import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any, cast

import redis
from redis.backoff import ExponentialWithJitterBackoff
from redis.retry import Retry

from lib.store.atomic_file import stamp
from lib.store.entries import Entries
from lib.store.news import News
from lib.store.notes import MOST, SecondsClock
from lib.store.rows import LogRows
from lib.store.store import Store

PREFIX = "thidua"
PATIENCE = 2.0
"""Seconds that one command may take; a slower one is not retried, because a caller is waiting."""
LEASE = 12.0
"""Seconds after which the lease of a process that died is free."""
PAUSE = 1.0
"""Seconds that a process waits for one message, and before it tries again."""
LOOK = 10.0
"""Seconds after which a process checks by itself, whatever messages it received."""
_LOG = logging.getLogger(__name__)

# Adds rows where the list is as long as the caller believes; KEYS: the list, ARGV: that length, the rows.
_ADD = """
if redis.call('LLEN', KEYS[1]) ~= tonumber(ARGV[1]) then return 0 end
for place = 2, #ARGV do redis.call('RPUSH', KEYS[1], ARGV[place]) end
return 1
"""
# Takes or renews a lease that is free or one's own; KEYS: the lease, ARGV: owner, milliseconds.
_HOLD = """
local holder = redis.call('GET', KEYS[1])
if holder and holder ~= ARGV[1] then return 0 end
redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
return 1
"""
_FREE = "if redis.call('GET', KEYS[1]) == ARGV[1] then return redis.call('DEL', KEYS[1]) end return 0"

_PLACE = ".lock"
_READ: dict[str, Callable[[redis.Redis, str], Any]] = {
    "string": lambda base, key: base.get(key),
    "list": lambda base, key: base.lrange(key, 0, -1),
    "hash": lambda base, key: base.hgetall(key),
}
_WRITTEN: dict[str, Callable[[redis.Redis, str, Any], Any]] = {
    "string": lambda base, key, value: base.set(key, value),
    "list": lambda base, key, value: base.rpush(key, *value),
    "hash": lambda base, key, value: base.hset(key, mapping=value),
}


class StoreAway(OSError):
    """The shared store does not answer, or refuses."""

    def __init__(self, reason: str) -> None:
        super().__init__(None, reason)


class SharedStore(Store):
    """The store at `url` (see `Store`). `prefix` separates its keys from others in the same database."""

    alone = False

    def __init__(self, url: str, prefix: str = PREFIX) -> None:
        patient = Retry(ExponentialWithJitterBackoff(base=0.05, cap=0.4), 4, (redis.ConnectionError,))
        self.base: redis.Redis = redis.Redis.from_url(
            url,
            decode_responses=True,
            socket_timeout=PATIENCE,
            socket_connect_timeout=PATIENCE,
            retry=patient,
            health_check_interval=15,
        )
        self._prefix = prefix
        self._ended = threading.Event()
        self._listener: threading.Thread | None = None

    def key(self, *parts: str) -> str:
        """The full key of a name."""
        return ":".join((self._prefix, *parts))

    def check(self) -> None:
        """Raise `StoreAway` where the store does not answer now."""
        with reaching():
            self.base.ping()

    def shelf(self, name: str) -> SharedShelf:
        return SharedShelf(self, name)

    def notes(self, name: str, clock: SecondsClock) -> SharedNotes:
        return SharedNotes(self, name, clock)

    def passing_notes(self, name: str, most: int = MOST) -> SharedNotes:
        return SharedNotes(self, name, time.time)

    def rows(self, name: str) -> SharedRows:
        return SharedRows(self, name)

    def entries(self, name: str) -> SharedEntries:
        return SharedEntries(self, name)

    def secret(self, name: str, fresh: Callable[[], str]) -> str:
        """The secret is stored apart from every log, so that a copy of a log contains no secret."""
        key = self.key("secrets", "keys")
        with reaching():
            self.base.hsetnx(key, name, fresh())
            return str(self.base.hget(key, name))

    def dumped(self) -> Iterator[tuple[str, str, Any, int]]:
        """Everything under the prefix except leases."""
        with reaching():
            for key in sorted(self._keys()):
                kind = str(self.base.type(key))
                if kind not in _READ or key.endswith(_PLACE):
                    continue
                value = _READ[kind](self.base, key)
                if value is not None:
                    yield key.removeprefix(self.key("")), kind, value, int(self.base.pttl(key))

    def load(self, rows: Sequence[Sequence[Any]]) -> None:
        """Existing keys are kept under another name."""
        with reaching():
            old = f"{self._prefix}-truoc-{int(time.time())}"
            for key in list(self._keys()):
                self.base.rename(key, old + key.removeprefix(self._prefix))
            for name, kind, value, left in rows:
                _WRITTEN[kind](self.base, self.key(name), value)
                if left > 0:
                    self.base.pexpire(self.key(name), left)

    def is_empty(self) -> bool:
        with reaching():
            return next(self._keys(), None) is None

    def held_leases(self) -> bool:
        with reaching():
            return any(key.endswith(_PLACE) for key in self._keys())

    def _keys(self) -> Iterator[str]:
        return iter(self.base.scan_iter(match=self.key("*"), count=500))

    def publish(self, news: News) -> None:
        """A process that misses the message checks by itself within a while."""
        try:
            with reaching():
                self.base.publish(self.key("news"), news.value)
        except StoreAway as error:
            _LOG.warning("news could not be told: %s", error.strerror)

    def listen(self, listener: Callable[[News], None]) -> None:
        self._listener = threading.Thread(target=self._listen, args=(listener,), name="news", daemon=True)
        self._listener.start()

    def close(self) -> None:
        """End listening, then the connections."""
        self._ended.set()
        if self._listener is not None:
            self._listener.join(2 * PAUSE)
        self.base.close()

    def _listen(self, listener: Callable[[News], None]) -> None:
        while not self._ended.is_set():
            try:
                with reaching():
                    self._receive(listener)
            except StoreAway as error:
                if not self._ended.is_set():
                    _LOG.warning("the shared store does not answer: %s", error.strerror)
                self._ended.wait(PAUSE)

    def _receive(self, listener: Callable[[News], None]) -> None:
        with self.base.pubsub(ignore_subscribe_messages=True) as line:
            line.subscribe(self.key("news"))
            looked = -LOOK
            while not self._ended.is_set():
                if time.monotonic() - looked >= LOOK:
                    _call_listener(listener, News.AGAIN)
                    looked = time.monotonic()
                message = line.get_message(timeout=PAUSE)
                if message is not None and message["data"] in set(News):
                    _call_listener(listener, News(message["data"]))


def _call_listener(listener: Callable[[News], None], news: News) -> None:
    """A fault of the listener does not end listening; a failure of the store does, until it is back."""
    try:
        listener(news)
    except OSError:
        raise
    except Exception:
        _LOG.exception("a fault in the listener of %s", news)


@contextmanager
def reaching() -> Iterator[None]:
    """Turn exceptions of redis-py into `StoreAway`."""
    try:
        yield
    except (redis.RedisError, OSError) as error:
        raise StoreAway(f"{type(error).__name__}: {error}") from error


class SharedShelf:
    """Texts by name (see `Shelf`)."""

    def __init__(self, store: SharedStore, name: str) -> None:
        self._store = store
        self._name = name

    def read(self, name: str) -> str | None:
        with reaching():
            return cast("str | None", self._store.base.get(self._key(name)))

    def write(self, name: str, text: str, *, durable: bool = True) -> None:
        with reaching():
            self._store.base.set(self._key(name), text)

    def set_aside(self, name: str, stamp: str) -> str:
        aside = f"{name}.hong-{stamp}"
        with reaching():
            self._store.base.rename(self._key(name), self._key(aside))
        return aside

    def drop(self, *names: str) -> None:
        with reaching():
            self._store.base.delete(*map(self._key, names))

    def lease(self, name: str) -> SharedLease:
        return SharedLease(self._store, self._key(name))

    def _key(self, name: str) -> str:
        return self._store.key(self._name, name)


class SharedLease:
    """A lease in the store, renewed by a thread while this process lives."""

    def __init__(self, store: SharedStore, key: str, seconds: float = LEASE) -> None:
        self._store = store
        self._key = key
        self._seconds = seconds
        self._who = secrets.token_hex(8)
        self._held = False
        self._freed = threading.Event()

    @property
    def held(self) -> bool:
        return self._held

    def take(self) -> bool:
        """While the store is away no other process can take the lease, so its holder keeps it."""
        try:
            before, self._held = self._held, self._hold()
        except StoreAway:
            return self._held
        if self._held and not before:
            self._freed = threading.Event()
            threading.Thread(target=self._renew, args=(self._freed,), name="lease", daemon=True).start()
        return self._held

    def free(self) -> None:
        self._freed.set()
        held, self._held = self._held, False
        if held:
            try:
                with reaching():
                    self._store.base.eval(_FREE, 1, self._key, self._who)
            except StoreAway:
                _LOG.info("a place frees itself in %s seconds", self._seconds)

    def _renew(self, freed: threading.Event) -> None:
        while not freed.wait(self._seconds / 4):
            try:
                self._held = self._hold()
            except StoreAway:
                continue
            if not self._held:
                return

    def _hold(self) -> bool:
        with reaching():
            return bool(self._store.base.eval(_HOLD, 1, self._key, self._who, str(int(self._seconds * 1000))))


class SharedNotes:
    """Notes (see `Notes`), timed by `clock`; the store expires them by its own."""

    def __init__(self, store: SharedStore, name: str, clock: SecondsClock) -> None:
        self._store = store
        self._name = name
        self.clock = clock

    def put(self, name: str, text: str, seconds: float) -> None:
        with reaching():
            self._store.base.set(self._key(name), json.dumps([text, self.clock() + seconds]), ex=max(1, int(seconds)))

    def get(self, name: str) -> str | None:
        with reaching():
            return self._text(self._store.base.get(self._key(name)))

    def pop(self, name: str) -> str | None:
        with reaching():
            return self._text(self._store.base.getdel(self._key(name)))

    def all(self) -> dict[str, str]:
        start = self._key("")
        with reaching():
            keys = sorted(self._store.base.scan_iter(match=f"{start}*", count=500))
            found = cast("list[str | None]", self._store.base.mget(keys)) if keys else []
        texts = {key.removeprefix(start): self._text(value) for key, value in zip(keys, found, strict=True)}
        return {name: text for name, text in texts.items() if text is not None}

    def _text(self, found: Any) -> str | None:
        if found is None:
            return None
        text, until = json.loads(found)
        return str(text) if until > self.clock() else None

    def _key(self, name: str) -> str:
        return self._store.key("notes", self._name, name)


class SharedRows(LogRows):
    """Rows that are only ever added."""

    alone = False

    def __init__(self, store: SharedStore, name: str) -> None:
        self._store = store
        self._key = store.key(name)

    def rows(self, start: int = 0) -> list[str]:
        with reaching():
            return cast("list[str]", self._store.base.lrange(self._key, start, -1))

    def add(self, rows: Sequence[str], after: int) -> bool:
        with reaching():
            return bool(self._store.base.eval(_ADD, 1, self._key, str(after), *rows))

    def keep(self, count: int) -> str:
        aside = f"{self._key}.hong-{stamp()}"
        with reaching():
            rows = cast("list[str]", self._store.base.lrange(self._key, 0, count - 1)) if count else []
            with self._store.base.pipeline(transaction=True) as act:
                act.rename(self._key, aside)
                if rows:
                    act.rpush(self._key, *rows)
                act.execute()
        return aside


class SharedEntries(Entries):
    """Numbered entries: their heads in one hash, their bodies in another."""

    def __init__(self, store: SharedStore, name: str) -> None:
        self._store = store
        self._heads, self._bodies, self._last = (
            store.key("entries", name, part) for part in ("heads", "bodies", "last")
        )

    def add(self, head: str, body: bytes, *, twice: bool = False) -> int:
        with reaching():
            number = int(self._store.base.incr(self._last))
            names = (str(number), f"{number}+") if twice else (str(number),)
            with self._store.base.pipeline(transaction=True) as act:
                act.hset(self._bodies, mapping=dict.fromkeys(names, base64.b85encode(body).decode()))
                act.hset(self._heads, str(number), head)
                act.execute()
        return number

    def heads(self, after: int = 0) -> Sequence[tuple[int, str]]:
        with reaching():
            if int(self._store.base.get(self._last) or 0) <= after:
                return ()
            found = cast("dict[str, str]", self._store.base.hgetall(self._heads))
        return sorted((int(number), head) for number, head in found.items() if int(number) > after)

    def bodies(self, number: int) -> tuple[bytes, ...]:
        with reaching():
            found = cast("list[str | None]", self._store.base.hmget(self._bodies, [str(number), f"{number}+"]))
        return tuple(_decoded(one) for one in found if one is not None)

    def change(self, heads: Iterable[tuple[int, str]]) -> None:
        with reaching():
            for number, head in heads:
                self._store.base.hset(self._heads, str(number), head)

    def drop(self, numbers: Iterable[int]) -> None:
        with reaching():
            for number in numbers:
                self._store.base.hdel(self._heads, str(number))
                self._store.base.hdel(self._bodies, str(number), f"{number}+")


def _decoded(text: str) -> bytes:
    """The bytes of a body; a damaged one yields bytes that fail their checksum."""
    try:
        return base64.b85decode(text)
    except ValueError:
        return b""
