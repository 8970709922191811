"""Tickets of the hall's screens: what a page hands its screen, so that the websocket knows what it may do.

A ticket is signed with the secret of this installation and ends by itself; a screen keeps it through a restart of the
server, which no list in memory would survive.
"""

from __future__ import annotations

import hashlib
import hmac
from enum import StrEnum

LASTS = 24 * 3600
"""Seconds; longer than any conference."""


class Ticket(StrEnum):
    """`KEYS` may press as well as watch."""

    WATCH = "watch"
    KEYS = "keys"


def issue(kind: Ticket, secret: str, now: float) -> str:
    """A ticket that holds from `now` (seconds since 1970)."""
    body = f"{kind.value}.{int(now) + LASTS}"
    return f"{body}.{_seal(body, secret)}"


def check(text: str | None, secret: str, now: float) -> Ticket | None:
    """What a ticket allows; None for one that is forged or over."""
    body, _, seal = (text or "").rpartition(".")
    kind, _, until = body.partition(".")
    if not hmac.compare_digest(seal.encode(), _seal(body, secret).encode()):
        return None
    return Ticket(kind) if int(until) > now else None


def _seal(body: str, secret: str) -> str:
    return hmac.new(secret.encode(), body.encode(), hashlib.sha256).hexdigest()
