"""Tickets of the hall's screens: a page passes one to its screen, so that the websocket knows its permissions.

A ticket is sealed with a secret of this installation and expires by itself; unlike a list in memory it survives a
restart of the server. It is no login: keys count only while the login that it names is valid, which the door checks
each time. A ticket has one spelling only: any other is refused.
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
    """What a `login` (`Visitor.login`) may do `until` a second since 1970; its `id` is that by which it is revoked."""

    kind: TicketKind
    login: str
    until: int
    id: str


def issue_ticket(kind: TicketKind, login: str, secret: str, now: float) -> str:
    """Issue a ticket that is valid from `now` (seconds since 1970), for the visitor of this login."""
    ticket = Ticket(kind, login, int(now) + LASTS, secrets.token_hex(8))
    body = urlsafe_b64encode(json.dumps(asdict(ticket)).encode()).decode()
    return f"{body}.{_seal(body, secret)}"


def read_ticket(text: str | None, secret: str, now: float) -> Ticket | None:
    """The content of a ticket; None for one that is forged, expired, or dated in the future."""
    if not text or len(text) > LONGEST or not text.isascii():
        return None
    body, _, seal = text.rpartition(".")
    if not hmac.compare_digest(seal.encode(), _seal(body, secret).encode()):
        return None
    try:
        fields = json.loads(urlsafe_b64decode(body))
        ticket = Ticket(TicketKind(fields["kind"]), str(fields["login"]), int(fields["until"]), str(fields["id"]))
    except (ValueError, KeyError, TypeError):
        return None
    return ticket if now < ticket.until <= now + LASTS + _CLOCKS_APART else None


def _seal(body: str, secret: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
