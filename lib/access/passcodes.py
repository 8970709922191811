"""Passcodes, hashed with scrypt and compared in constant time. A hash carries its own parameters:

scrypt$<cost>$<block size>$<parallelism>$<salt, hex>$<hash, hex>
"""

from __future__ import annotations

import hashlib
import hmac
import secrets
import unicodedata
from dataclasses import dataclass, replace

SHORTEST = 10
ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789"
MOST_MEMORY = 256 * 1024 * 1024
HASH_BYTES = 32


class BadHash(ValueError):
    """A stored hash that is malformed; the message never repeats it."""


@dataclass(frozen=True, slots=True)
class StoredHash:
    """A passcode's hash with its parameters; `cost` is scrypt's n, a power of two."""

    cost: int
    block_size: int
    parallelism: int
    salt: bytes
    digest: bytes

    def __str__(self) -> str:
        numbers = f"{self.cost}${self.block_size}${self.parallelism}"
        return f"scrypt${numbers}${self.salt.hex()}${self.digest.hex()}"


def parse_hash(text: str) -> StoredHash:
    """Parse a hash as stored in the settings. BadHash where it is malformed."""
    parts = text.strip().split("$")
    if len(parts) != 6 or parts[0] != "scrypt":
        raise BadHash("not a hash made by `python -m lib passcode`")
    try:
        cost, block_size, parallelism = (int(part) for part in parts[1:4])
        salt, digest = (bytes.fromhex(part) for part in parts[4:])
        stored = StoredHash(cost, block_size, parallelism, salt=salt, digest=digest)
    except ValueError as error:
        raise BadHash("a hash whose parts cannot be read") from error
    _check(stored)
    return stored


def _check(stored: StoredHash) -> None:
    power_of_two = stored.cost > 1 and stored.cost & (stored.cost - 1) == 0
    positive = stored.block_size > 0 and stored.parallelism > 0
    affordable = 128 * stored.cost * stored.block_size * max(stored.parallelism, 1) <= MOST_MEMORY
    if not (power_of_two and positive and affordable and stored.salt and len(stored.digest) == HASH_BYTES):
        raise BadHash("a hash whose parameters are out of range")


def hash_passcode(passcode: str, *, cost: int = 2**15, salt: bytes | None = None) -> StoredHash:
    """Hash a passcode; takes about 0.1 s and 32 MiB at the default cost."""
    salt = secrets.token_bytes(16) if salt is None else salt
    empty = StoredHash(cost=cost, block_size=8, parallelism=1, salt=salt, digest=b"")
    return replace(empty, digest=_scrypt(passcode, empty))


def _scrypt(passcode: str, stored: StoredHash) -> bytes:
    return hashlib.scrypt(
        unicodedata.normalize("NFC", passcode.strip()).encode(),
        salt=stored.salt, n=stored.cost, r=stored.block_size, p=stored.parallelism,
        maxmem=2 * MOST_MEMORY, dklen=HASH_BYTES,
    )  # fmt: skip


def matches(passcode: str, stored: StoredHash) -> bool:
    """Whether a passcode belongs to a hash; the comparison takes constant time."""
    return hmac.compare_digest(_scrypt(passcode, stored), stored.digest)


def new_passcode() -> str:
    """A random passcode of four groups of four characters without look-alikes: about 80 bits, easy to read aloud."""
    groups = ("".join(secrets.choice(ALPHABET) for _ in range(4)) for _ in range(4))
    return "-".join(groups)
