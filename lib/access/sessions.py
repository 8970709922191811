"""Logins that last: kept on the server, so that they end at once when somebody says so, and outlive a restart.

The browser holds a random token, the file only its hash: whoever reads the file cannot log in with it.
"""

from __future__ import annotations

import hashlib
import secrets
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from lib.access.rights import Role

SCHEMA = """
create table if not exists login (
    id text primary key, role text not null, who text not null, via text not null, made real not null,
    until real not null, stamp text not null
);
create table if not exists gone (identity text primary key, until real not null);
"""


@dataclass(frozen=True, slots=True)
class Session:
    """A login. `id` is the hash of its token, `who` a label ("Thư ký", "Điện thoại"), `via` how it came to be.

    `stamp` names the passcode it rests on: when that changes, the login ends. Times are seconds since 1970.
    """

    id: str
    role: Role
    who: str
    via: str
    made: float
    until: float
    stamp: str


class Sessions:
    """The logins of one server, in one small file. `clock` gives seconds since 1970."""

    def __init__(self, path: Path, clock: Callable[[], float]) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600, exist_ok=True)
        self._clock = clock
        self._lock = threading.Lock()
        self._file = sqlite3.connect(path, check_same_thread=False, isolation_level=None)
        self._file.executescript(SCHEMA)

    def close(self) -> None:
        """Close the file."""
        self._file.close()

    def open(self, role: Role, who: str, via: str, *, seconds: float, stamp: str = "") -> str:
        """A new login; its token, which stands nowhere else."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        row = (digest(token), role.value, who, via, now, now + seconds, stamp)
        self._write("delete from login where until <= ?", (now,))
        self._write("insert into login values (?, ?, ?, ?, ?, ?, ?)", row)
        return token

    def find(self, token: str | None) -> Session | None:
        """The login of a token; None where there is none, or it has ended."""
        if not token:
            return None
        rows = self._read("select * from login where id = ? and until > ?", (digest(token), self._clock()))
        return _session(rows[0]) if rows else None

    def all(self) -> tuple[Session, ...]:
        """Every login that still holds, the newest first."""
        rows = self._read("select * from login where until > ? order by made desc", (self._clock(),))
        return tuple(_session(row) for row in rows)

    def end(self, session: str) -> None:
        """End a login by its id."""
        self._write("delete from login where id = ?", (session,))

    def forget(self, identity: str, *, seconds: float) -> None:
        """Remember that a login by an identity provider was logged out, as long as it could still be used."""
        self._write("delete from gone where until <= ?", (self._clock(),))
        self._write("insert or replace into gone values (?, ?)", (identity, self._clock() + seconds))

    def is_gone(self, identity: str) -> bool:
        """Whether a login by an identity provider was logged out, in whatever tab."""
        return bool(self._read("select 1 from gone where identity = ?", (identity,)))

    def _read(self, sql: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        with self._lock:
            return self._file.execute(sql, values).fetchall()

    def _write(self, sql: str, values: tuple[object, ...]) -> None:
        with self._lock:
            self._file.execute(sql, values)


def digest(token: str) -> str:
    """The hash by which a token is known."""
    return hashlib.sha256(token.encode()).hexdigest()


def _session(row: tuple[object, ...]) -> Session:
    identifier, role, who, via, made, until, stamp = row
    return Session(
        str(identifier), Role(str(role)), str(who), str(via), float(str(made)), float(str(until)), str(stamp)
    )
