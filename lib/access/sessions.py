"""Logins that last: kept by the server, so that they end at once when somebody says so, and outlive a restart.

The browser holds a random token, the notes only its hash: whoever reads them cannot log in with it.
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
"""How many tickets and logins are remembered that were found standing."""


@dataclass(frozen=True, slots=True)
class LoginSession:
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
    """The logins that stand in `logins`, and in `gone` what was signed and is ended.

    `clock` gives seconds since 1970. While the notes cannot be reached, a login that was found before goes on.
    """

    def __init__(self, logins: Notes, gone: Notes, clock: Callable[[], float]) -> None:
        self._logins = logins
        self._gone = gone
        self._clock = clock
        self._found: dict[str, LoginSession] = {}
        self._stood: set[str] = set()

    def open(self, role: Role, who: str, via: str, *, seconds: float, stamp: str = "") -> str:
        """A new login; its token, which stands nowhere else."""
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
        return self._known(name, text)

    def has(self, session: str) -> bool:
        """Whether a login of this id stands."""
        return self._logins.get(session) is not None

    def all(self) -> tuple[LoginSession, ...]:
        """Every login that still holds, the newest first."""
        found = (_session(text) for text in self._logins.all().values())
        return tuple(sorted(found, key=lambda session: session.made, reverse=True))

    def end(self, session: str) -> None:
        """End a login by its id."""
        self._logins.pop(session)

    def forget(self, identity: str, *, seconds: float) -> None:
        """Remember that something signed was ended, as long as it could still be used.

        It is the ticket of a screen, or a login by an identity provider: the digests of its pieces, joined by dots.
        """
        self._stood.clear()
        for piece in identity.split("."):
            self._gone.put(piece, "", seconds)

    def is_gone(self, identity: str) -> bool:
        """Whether it was ended, in whatever tab; where nobody can tell, it was, unless it stood when that was known."""
        try:
            gone = any(self._gone.get(piece) is not None for piece in identity.split("."))
        except OSError:
            return identity not in self._stood
        if gone or len(self._stood) >= MOST_STOOD:
            self._stood.clear()
        if not gone:
            self._stood.add(identity)
        return gone

    def _known(self, name: str, text: str | None) -> LoginSession | None:
        if text is None:
            self._found.pop(name, None)
            return None
        self._found[name] = session = _session(text)
        return session


def digest(token: str) -> str:
    """The hash by which a token is known."""
    return hashlib.sha256(token.encode()).hexdigest()


def _session(text: str) -> LoginSession:
    found = json.loads(text)
    return LoginSession(**{**found, "role": Role(found["role"])})
