"""Tickets of the hall's screens: what a page hands its screen, so that the websocket knows what it may do.

A ticket is sealed with a secret of this installation and ends by itself, and a screen keeps it through a restart of the
server, which no list in memory would survive. It is no login: keys count only while the login that it names stands, and
that is asked of the door each time. There is one way to write a ticket: any other spelling of it is refused.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import secrets
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import asdict, dataclass
from enum import StrEnum

LASTS = 24 * 3600
"""Seconds; longer than any conference."""
LONGEST = 1000
_CLOCKS_APART = 300
"""Seconds by which the clocks of two machines of one site may differ."""


class TicketKind(StrEnum):
    """`KEYS` may press as well as watch."""

    WATCH = "watch"
    KEYS = "keys"


@dataclass(frozen=True, slots=True)
class Ticket:
    """`login` is what it rests on (`lib.access.visitor.Visitor.login`), `until` its end in seconds since 1970, `id` its
    own name, by which it can be ended."""

    kind: TicketKind
    login: str
    until: int
    id: str


def issue_ticket(kind: TicketKind, login: str, secret: str, now: float) -> str:
    """A ticket that holds from `now` (seconds since 1970), for whoever has this login."""
    ticket = Ticket(kind, login, int(now) + LASTS, secrets.token_hex(8))
    body = urlsafe_b64encode(json.dumps(asdict(ticket)).encode()).decode()
    return f"{body}.{_seal(body, secret)}"


def read_ticket(text: str | None, secret: str, now: float) -> Ticket | None:
    """What a ticket says; None for one that is forged, over, or dated later than one could be made."""
    if not text or len(text) > LONGEST or not text.isascii():
        return None
    body, _, seal = text.rpartition(".")
    if not hmac.compare_digest(seal.encode(), _seal(body, secret).encode()):
        return None
    try:
        found = json.loads(urlsafe_b64decode(body))
        ticket = Ticket(TicketKind(found["kind"]), str(found["login"]), int(found["until"]), str(found["id"]))
    except (ValueError, KeyError, TypeError):
        return None
    return ticket if now < ticket.until <= now + LASTS + _CLOCKS_APART else None


def _seal(body: str, secret: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
