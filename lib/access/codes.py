"""A one-time code that brings a phone into control, and its QR picture.

A code lives two minutes, works once, and is kept only as a hash. It opens nothing by itself: the phone shows a button.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from dataclasses import dataclass

import segno

from lib.access.rights import Role
from lib.store.notes import Notes

LIFETIME = 120.0
ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789"
LENGTH = 12
MOST_WAITING = 20


@dataclass(frozen=True, slots=True)
class Admission:
    """What a code admits to: a role, and who vouched for it: a name, his login, and what his role rested on."""

    role: Role
    issued_by: str
    login: str = ""
    stamp: str = ""


class OneTimeCodes:
    """Codes that wait to be used, in `waiting`."""

    def __init__(self, waiting: Notes) -> None:
        self._waiting = waiting

    def issue(self, admission: Admission) -> str:
        """A new code (60 bits, three groups of four signs). OSError where the notes cannot be reached."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        said = [admission.role.value, admission.issued_by, admission.login, admission.stamp]
        self._waiting.put(_digest(code), json.dumps(said), LIFETIME)
        return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))

    def redeem(self, code: str) -> Admission | None:
        """Use up a code; None where it is unknown, used or too old. OSError as above."""
        found = self._waiting.pop(_digest(code))
        if found is None:
            return None
        role, *who = json.loads(found)
        return Admission(Role(role), *who)


def _digest(code: str) -> str:
    letters = "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()


def qr_picture(address: str) -> str:
    """The same without a size of its own: it is as large as its place."""
    return segno.make(address, error="m", micro=False).svg_inline(
        border=2, omitsize=True, dark="#000000", light="#ffffff"
    )


def qr_svg(address: str, *, scale: int = 6) -> str:
    """The QR picture of an address as one inline `<svg>` element, black on white whatever the theme."""
    picture = segno.make(address, error="m", micro=False)
    return picture.svg_inline(scale=scale, border=4, dark="#000000", light="#ffffff")
