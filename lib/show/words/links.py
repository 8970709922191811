"""Addresses that somebody typed into a sheet: https only, shown whole, so that nobody follows one unread."""

from __future__ import annotations

from urllib.parse import quote, urlsplit

_SAFE = "%/:?#@!$&'*+,;=~-._"


def quoted(address: str) -> str:
    """An address with every sign escaped that has no place in one."""
    return quote(address, safe=_SAFE)


def is_https_address(text: str) -> bool:
    """Whether a text is one https address of a named host and nothing else."""
    if any(sign.isspace() for sign in text) or not text.isprintable():
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.hostname) and "@" not in parts.netloc
