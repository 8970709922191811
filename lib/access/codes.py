"""One-time codes that give a phone control of the hall, and their QR pictures.

A code is valid for two minutes, works once, and is stored as a hash. To open it does nothing: the phone asks first.
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
    """What a code grants: a role, and who issued it: the name, the login, and the stamp that login rested on."""

    role: Role
    issued_by: str
    login: str = ""
    stamp: str = ""


class OneTimeCodes:
    """The issued codes that have not been used yet, stored in `waiting`."""

    def __init__(self, waiting: Notes) -> None:
        self._waiting = waiting

    def issue(self, admission: Admission) -> str:
        """Issue a new code (60 bits, three groups of four characters). OSError where the store cannot be reached."""
        code = "".join(secrets.choice(ALPHABET) for _ in range(LENGTH))
        fields = [admission.role.value, admission.issued_by, admission.login, admission.stamp]
        self._waiting.put(_digest(code), json.dumps(fields), LIFETIME)
        return "-".join(code[start : start + 4] for start in range(0, LENGTH, 4))

    def redeem(self, code: str) -> Admission | None:
        """Use up a code; None where it is unknown, used or expired. OSError where the store cannot be reached."""
        stored = self._waiting.pop(_digest(code))
        if stored is None:
            return None
        role, *who = json.loads(stored)
        return Admission(Role(role), *who)


def _digest(code: str) -> str:
    letters = "".join(sign for sign in code.upper() if sign.isascii() and sign.isalnum())
    return hashlib.sha256(letters.encode()).hexdigest()


def qr_picture(address: str) -> str:
    """The QR picture of an address without a fixed size: it fills its container."""
    return segno.make(address, error="m", micro=False).svg_inline(
        border=2, omitsize=True, dark="#000000", light="#ffffff"
    )


def qr_svg(address: str) -> str:
    """The QR picture of an address as one inline `<svg>` element, black on white in every theme."""
    picture = segno.make(address, error="m", micro=False)
    return picture.svg_inline(scale=6, border=4, dark="#000000", light="#ffffff")
