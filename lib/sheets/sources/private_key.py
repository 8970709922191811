"""The private key of a service account in every form in which its letters are whole; else which part is missing."""

from __future__ import annotations

import base64
import binascii
import re
from typing import Literal

KeyPart = Literal["letters", "start", "middle", "end", "locked"]
_BEGIN = re.compile(r"[-–—\s]*BEGIN (?:RSA )?PRIVATE KEY[-–—]*")
_END = re.compile(r"[-–—]*END (?:RSA )?PRIVATE KEY[-–—\s]*")
_SEQUENCE = 0x30
_LINE = 64


class TornKey(Exception):
    """A key that is not whole. `part`: where letters are missing, that some are no letters of a key, or a password."""

    def __init__(self, part: KeyPart) -> None:
        super().__init__(part)
        self.part = part


def pem_of(pasted: str) -> str:
    """The key as PEM from what was pasted: without its first and last line, with line ends written once or twice, with
    blank lines or quotes round it. `TornKey` says which part of it is missing."""
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
    """Whether these letters are one whole DER sequence, whose first bytes say how long it is."""
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
    """The length in bytes of a DER sequence, its head included."""
    size = content[1] if len(content) > 1 else 0
    if size < 0x80:
        return 2 + size
    more = size & 0x7F
    return 2 + more + int.from_bytes(content[2 : 2 + more])
