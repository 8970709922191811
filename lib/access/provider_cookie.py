"""The cookie of an identity-provider login, verified without the page script.

Streamlit signs it with `cookie_secret`; a long one is split into several cookies. Base64 has several spellings of one
value, so a login is identified by the decoded content: a cookie that was logged out stays invalid in any spelling.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass

from itsdangerous import BadData, URLSafeTimedSerializer

IDENTITY_COOKIE = "_streamlit_user"
LASTS = 31 * 24 * 3600
"""Seconds; Streamlit's cookie lasts thirty days and one of grace."""
MOST_PIECES = 20
_IN_PIECES = re.compile(r"chunks-(\d{1,2})")


@dataclass(frozen=True, slots=True)
class Identity:
    """A login with a valid signature: its digest (one for each cookie, joined by dots) and the claims of its token."""

    digest: str
    claims: Mapping[str, object]


def provider_identity(cookies: Mapping[str, str], secret: str | None) -> Identity | None:
    """The login in a request's cookies; None where there is none, or not one that this server signed."""
    first = _piece(cookies, IDENTITY_COOKIE, secret)
    if first is None:
        return None
    split = _IN_PIECES.fullmatch(first[0])
    pieces = [first] if split is None else _pieces(cookies, int(split[1]), secret)
    claims = _claims("".join(text for text, _ in pieces))
    return None if claims is None else Identity(".".join(digest for _, digest in pieces), claims)


def _pieces(cookies: Mapping[str, str], count: int, secret: str | None) -> list[tuple[str, str]]:
    names = (f"{IDENTITY_COOKIE}_{number}" for number in range(1, min(count, MOST_PIECES) + 1))
    return [piece for name in names if (piece := _piece(cookies, name, secret)) is not None]


def _piece(cookies: Mapping[str, str], name: str, secret: str | None) -> tuple[str, str] | None:
    """The text of one cookie, and the digest of its name, text and time stamp."""
    value = cookies.get(name)
    if not value or not secret or not value.isascii():
        return None
    try:
        text, made = URLSafeTimedSerializer(secret, salt=name).loads(value, max_age=LASTS, return_timestamp=True)
    except BadData:
        return None
    if not isinstance(text, str):
        return None
    content = json.dumps([name, text, made.timestamp()])
    return text, hashlib.sha256(content.encode()).hexdigest()


def _claims(text: str) -> dict[str, object] | None:
    try:
        claims = json.loads(text)
    except ValueError:
        return None
    return claims if isinstance(claims, dict) else None
