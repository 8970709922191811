"""Login sessions, kept by the server so that they can be ended at once and survive a restart.

The browser holds a random token, the store only its hash: reading the store does not allow anyone to log in.
"""

from __future__ import annotations

import dataclasses
import hashlib
import json
import secrets
from collections.abc import Callable
from dataclasses import dataclass

from lib.access.rights import Role
from lib.store.notes import Notes

MOST_STOOD = 10_000
"""How many tickets and logins that were found valid are remembered."""


@dataclass(frozen=True, slots=True)
class LoginSession:
    """A login. `id` is the hash of its token, `who` a label ("Thư ký", "Điện thoại"), `via` how it was made.

    `stamp` identifies the passcode it rests on: when that changes, the login ends. Times are seconds since 1970.
    """

    id: str
    role: Role
    who: str
    via: str
    made: float
    until: float
    stamp: str


class Sessions:
    """The valid logins, in `logins`, and in `gone` the signed tickets and cookies that were ended.

    `clock` gives seconds since 1970. While the store cannot be reached, a login found valid before stays valid.
    """

    def __init__(self, logins: Notes, gone: Notes, clock: Callable[[], float]) -> None:
        self._logins = logins
        self._gone = gone
        self._clock = clock
        self._found: dict[str, LoginSession] = {}
        self._stood: set[str] = set()

    def open(self, role: Role, who: str, via: str, *, seconds: float, stamp: str = "") -> str:
        """Open a login; return its token, which is stored nowhere else."""
        token = secrets.token_urlsafe(32)
        now = self._clock()
        session = LoginSession(
            id=digest(token), role=role, who=who, via=via, made=now, until=now + seconds, stamp=stamp
        )
        self._logins.put(session.id, json.dumps(dataclasses.asdict(session)), seconds)
        return token

    def find(self, token: str | None) -> LoginSession | None:
        """The login of a token; None where there is none, or it has ended."""
        if not token:
            return None
        name = digest(token)
        try:
            text = self._logins.get(name)
        except OSError:
            known = self._found.get(name)
            return known if known is not None and known.until > self._clock() else None
        if text is None:
            self._found.pop(name, None)
            return None
        self._found[name] = session = _session(text)
        return session

    def has(self, session: str) -> bool:
        """Whether a login of this id is valid."""
        return self._logins.get(session) is not None

    def all(self) -> tuple[LoginSession, ...]:
        """Every login that is still valid, newest first."""
        sessions = (_session(text) for text in self._logins.all().values())
        return tuple(sorted(sessions, key=lambda session: session.made, reverse=True))

    def end(self, session: str) -> None:
        """End a login by its id."""
        self._logins.pop(session)

    def forget(self, identity: str, *, seconds: float) -> None:
        """Remember that a screen's ticket, or a provider login by its digests, was ended, while it could be used."""
        self._stood.clear()
        for piece in identity.split("."):
            self._gone.put(piece, "", seconds)

    def is_gone(self, identity: str) -> bool:
        """Whether a signed credential was ended; where the store is away, true unless it was found valid before."""
        try:
            gone = any(self._gone.get(piece) is not None for piece in identity.split("."))
        except OSError:
            return identity not in self._stood
        if gone or len(self._stood) >= MOST_STOOD:
            self._stood.clear()
        if not gone:
            self._stood.add(identity)
        return gone


def digest(token: str) -> str:
    """The hash under which a token is stored."""
    return hashlib.sha256(token.encode()).hexdigest()


def _session(text: str) -> LoginSession:
    fields = json.loads(text)
    return LoginSession(**{**fields, "role": Role(fields["role"])})
