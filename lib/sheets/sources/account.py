"""The service account that reads the spreadsheets: the fields of its JSON key, and access to Google with it."""

from __future__ import annotations

import base64
import binascii
import ipaddress
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal, Self
from urllib.parse import urlsplit

from google.auth.exceptions import GoogleAuthError
from google.oauth2.service_account import Credentials

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.retry import Patience

KeyPart = Literal["letters", "start", "middle", "end", "locked"]
_BEGIN = re.compile(r"[-–—\s]*BEGIN (?:RSA )?PRIVATE KEY[-–—]*")
_END = re.compile(r"[-–—]*END (?:RSA )?PRIVATE KEY[-–—\s]*")
_SEQUENCE = 0x30
_LINE = 64


class TornKey(Exception):
    """An incomplete key. `part`: letters are missing, invalid letters, or a password."""

    def __init__(self, part: KeyPart) -> None:
        super().__init__(part)
        self.part = part


def pem_of(pasted: str) -> str:
    """The key as PEM from pasted text: without its first and last line, with line ends escaped once or twice, with
    blank lines or quotes around it. `TornKey` says which part of it is missing.
    """
    text = re.sub(r"\\+[nr]", "\n", pasted).strip(" \t\r\n\"'“”‘’,")
    if "ENCRYPTED" in text:
        raise TornKey("locked")
    begun, ended = _BEGIN.search(text), _END.search(text)
    body = "".join(text[begun.end() if begun else 0 : ended.start() if ended else len(text)].split())
    _check(body, begun=begun is not None, ended=ended is not None)
    kind = "RSA PRIVATE KEY" if begun and "RSA" in begun[0] else "PRIVATE KEY"
    lines = [body[start : start + _LINE] for start in range(0, len(body), _LINE)]
    return "\n".join([f"-----BEGIN {kind}-----", *lines, f"-----END {kind}-----", ""])


def _check(body: str, *, begun: bool, ended: bool) -> None:
    """Check that these letters are one whole DER sequence, whose first bytes give its length."""
    lost: KeyPart = "middle" if begun and ended else "start" if ended else "end"
    if not body:
        raise TornKey(lost)
    if not re.fullmatch(r"[A-Za-z0-9+/]+={0,2}", body):
        raise TornKey("letters")
    try:
        found = base64.b64decode(body + "=" * (-len(body) % 4))
    except binascii.Error:
        raise TornKey(lost) from None
    if found[0] != _SEQUENCE:
        raise TornKey("start")
    if len(found) < _length(found):
        raise TornKey(lost)


def _length(content: bytes) -> int:
    """The length in bytes of a DER sequence, its header included."""
    size = content[1] if len(content) > 1 else 0
    if size < 0x80:
        return 2 + size
    more = size & 0x7F
    return 2 + more + int.from_bytes(content[2 : 2 + more])


SCOPE = "https://www.googleapis.com/auth/spreadsheets.readonly"
_REQUIRED = ("client_email", "private_key", "token_uri")
_OPTIONAL = ("private_key_id", "project_id")


def is_loopback_url(address: str) -> bool:
    """Whether an http(s) address names this machine and cannot be mistaken for another."""
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        return parts.scheme in {"http", "https"} and (host == "localhost" or ipaddress.ip_address(host).is_loopback)
    except ValueError:
        return False


@dataclass(frozen=True, slots=True)
class ServiceAccount:
    """The required fields of a service account's JSON key; the private key never appears in a text."""

    client_email: str
    private_key: str = field(repr=False)
    token_uri: str
    private_key_id: str | None = field(default=None, repr=False)
    project_id: str | None = None

    @classmethod
    def of(cls, info: Mapping[str, Any]) -> Self:
        """The account of a JSON key's fields; `SourceError` names the first missing or invalid one."""
        for name in _REQUIRED:
            if not isinstance(info.get(name), str) or not info[name].strip():
                raise _bad(name)
        if not info["token_uri"].startswith("https://") and not is_loopback_url(info["token_uri"]):
            raise _bad("token_uri")
        optional = (str(info[name]) if info.get(name) else None for name in _OPTIONAL)
        return cls(info["client_email"].strip(), info["private_key"], info["token_uri"].strip(), *optional)

    def credentials(self) -> Credentials:
        """Read-only credentials of this account; `SourceError` where the private key cannot be read."""
        fields = {name: getattr(self, name) for name in (*_REQUIRED, *_OPTIONAL)}
        try:
            fields["private_key"] = pem_of(self.private_key)
            found: Credentials = Credentials.from_service_account_info(fields, scopes=[SCOPE])
            return found
        except TornKey as torn:
            raise _bad(f"private_key.{torn.part}") from None
        except (ValueError, GoogleAuthError):
            raise _bad("private_key.middle") from None


@dataclass(frozen=True, slots=True)
class GoogleAccess:
    """Access to Google: the account, the limits, and for tests another endpoint on this machine."""

    account: ServiceAccount
    api_endpoint: str | None = None
    patience: Patience = field(default_factory=Patience)

    def __post_init__(self) -> None:
        if self.api_endpoint is not None and not is_loopback_url(self.api_endpoint):
            raise _bad("api_endpoint")


def _bad(name: str) -> SourceError:
    return SourceError(SourceFailure.BAD_SETTINGS, "google", name)
