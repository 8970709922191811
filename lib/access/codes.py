"""A one-time code that brings a phone into control, and its QR picture.

A code lives two minutes, works once, and is kept only as a hash. It opens nothing by itself: the phone shows a button.
"""

from __future__ import annotations

import hashlib
import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass

import segno

from lib.access.rights import Role

LIFETIME = 120.0
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 12
MOST_WAITING = 20


@dataclass(frozen=True, slots=True)
class _Waiting:
    role: Role
    issued_by: str
    until: float


@dataclass(frozen=True, slots=True)
class Admission:
    """What a code admits to: a role, and who vouched for it."""

    role: Role
    issued_by: str


class OneTimeCodes:
    """Codes that wait to be used. `clock` gives seconds that never go back."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._clock = clock
        self._lock = threading.Lock()
        self._waiting: dict[str, _Waiting] = {}

    def issue(self, role: Role, issued_by: str) -> str:
        """A new code (60 bits, three groups of four signs); the oldest one gives way when too many wait."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        with self._lock:
            self._sweep()
            while len(self._waiting) >= MOST_WAITING:
                self._waiting.pop(next(iter(self._waiting)))
            self._waiting[_digest(code)] = _Waiting(role, issued_by, self._clock() + LIFETIME)
        return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))

    def redeem(self, code: str) -> Admission | None:
        """Use up a code; None where it is unknown, used or too old."""
        with self._lock:
            self._sweep()
            found = self._waiting.pop(_digest(code), None)
        return None if found is None else Admission(found.role, found.issued_by)

    def _sweep(self) -> None:
        now = self._clock()
        self._waiting = {digest: one for digest, one in self._waiting.items() if one.until > now}


def _digest(code: str) -> str:
    letters = "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()


def qr_svg(address: str, *, scale: int = 6) -> str:
    """The QR picture of an address as one inline `<svg>` element, black on white whatever the theme."""
    picture = segno.make(address, error="m", micro=False)
    return picture.svg_inline(scale=scale, border=4, dark="#000000", light="#ffffff")
