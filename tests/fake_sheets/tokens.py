"""The token endpoint: an assertion signed by a service account's key against an access token."""

from __future__ import annotations

import base64
import json
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import parse_qs

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

AUDIENCE = "https://oauth2.googleapis.com/token"
"""For whom a token is asked, whatever the address of this server."""

GRANT = "urn:ietf:params:oauth:grant-type:jwt-bearer"
SCOPES = frozenset(
    f"https://www.googleapis.com/auth/{name}" for name in ("spreadsheets.readonly", "spreadsheets", "drive.readonly")
)
_LIFETIME = 3600
_SLACK = 300
_TIMES = (
    "Invalid JWT: Token must be a short-lived token (60 minutes) and in a reasonable timeframe. "
    "Check your iat and exp values in the JWT claim."
)


class Refused(Exception):
    """Why no token is given: error and description."""


@dataclass
class Account:
    """A service account with its key, as the JSON that Google lets one download."""

    email: str
    key: rsa.RSAPrivateKey = field(repr=False)
    key_id: str = "fake-key-1"
    revoked: bool = False

    def info(self, token_uri: str) -> dict[str, str]:
        """The fields of the JSON key."""
        pem = self.key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return {
            "type": "service_account",
            "project_id": "thi-dua-test",
            "private_key_id": self.key_id,
            "private_key": pem.decode(),
            "client_email": self.email,
            "client_id": "1234567890",
            "token_uri": token_uri,
        }


def new_account(email: str = "doc-so-lieu@thi-dua-test.iam.gserviceaccount.com") -> Account:
    """An account with a key of its own."""
    return Account(email, rsa.generate_private_key(public_exponent=65537, key_size=2048))


@dataclass
class Tokens:
    """Tokens given; `ahead` is how far the server's clock is ahead of this machine's, in seconds."""

    accounts: dict[str, Account] = field(default_factory=dict)
    given: dict[str, str] = field(default_factory=dict)
    ahead: float = 0.0

    def add(self, account: Account) -> None:
        self.accounts[account.email] = account

    def give(self, body: str) -> dict[str, Any]:
        """The answer to a request for a token; `Refused` where its assertion does not hold."""
        form = {name: values[0] for name, values in parse_qs(body).items()}
        if form.get("grant_type") != GRANT:
            raise Refused("unsupported_grant_type", "Invalid grant_type: " + form.get("grant_type", ""))
        claims = self._claims(form.get("assertion", ""))
        self._check_times(claims)
        if claims.get("aud") != AUDIENCE:
            raise Refused("invalid_grant", "Invalid JWT: Failed audience check.")
        if not set(str(claims.get("scope", "")).split()) & SCOPES:
            raise Refused("invalid_scope", "Invalid OAuth scope or ID token audience provided.")
        token = "ya29." + secrets.token_urlsafe(24)
        self.given[token] = str(claims["iss"])
        return {"access_token": token, "expires_in": _LIFETIME - 1, "token_type": "Bearer"}

    def _claims(self, assertion: str) -> Mapping[str, Any]:
        try:
            header, claims, signature = assertion.split(".")
            found, about = json.loads(_decoded(claims)), json.loads(_decoded(header))
            account = self.accounts[found["iss"]]
        except (ValueError, KeyError, TypeError):
            raise Refused("invalid_grant", "Invalid grant: account not found") from None
        if account.revoked or about.get("alg") != "RS256" or about.get("kid") != account.key_id:
            raise Refused("invalid_grant", "Invalid JWT Signature.")
        try:
            account.key.public_key().verify(
                _decoded(signature), f"{header}.{claims}".encode(), padding.PKCS1v15(), hashes.SHA256()
            )
        except InvalidSignature:
            raise Refused("invalid_grant", "Invalid JWT Signature.") from None
        return dict(found)

    def _check_times(self, claims: Mapping[str, Any]) -> None:
        now = time.time() + self.ahead
        issued, expires = float(claims.get("iat", 0)), float(claims.get("exp", 0))
        if issued > now + _SLACK or expires < now or expires - issued > _LIFETIME + _SLACK:
            raise Refused("invalid_grant", _TIMES)


def _decoded(part: str) -> bytes:
    return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
