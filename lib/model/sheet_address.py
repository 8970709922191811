"""Pasted addresses, and the key of the Google Sheet in them.

An address comes from a browser or a phone, with `gid`, `range`, `?usp=`, `/u/1/`, a view or a domain in it, perhaps in
the middle of a message. Addresses of other services are recognised by kind, because each needs different advice.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from lib.model.problems import SourceError, SourceFailure

UNTITLED = "Google Sheet"
"""The label of a spreadsheet until its title is known. Its address opens it, so the address is not used as a label."""

_SHEET = re.compile(r"/spreadsheets/(?:u/\d+/)?d/(?!e/)([\w-]+)", re.ASCII)
_KEY = re.compile(r"[\w-]+", re.ASCII)
_ADDRESS = re.compile(r"https?://\S+|\b(?:docs|drive|sheets)\.google\.com/\S*", re.IGNORECASE)
_RANGE_GOES_ON = re.compile(r"\s*\$?[A-Za-z]{1,3}\$?\d+(?::\$?[A-Za-z]{1,3}\$?\d+)?\s*")
_OTHERS = (
    (re.compile(r"docs\.google\.com/.*/d/e/"), SourceFailure.PUBLISHED_ADDRESS),
    (
        re.compile(r"docs\.google\.com/(?:a/[^/]+/)?(?:document|presentation|forms|drawings)/"),
        SourceFailure.OTHER_DOCUMENT,
    ),
    (re.compile(r"drive\.google\.com/.*(?:/folders/|#folders/|/folderview)"), SourceFailure.FOLDER_ADDRESS),
    (re.compile(r"drive\.google\.com/|docs\.google\.com/(?:open|uc|file)\b"), SourceFailure.DRIVE_ADDRESS),
)


def is_web_address(text: str) -> bool:
    """Whether a text is, or contains, a web address: never the path of a file."""
    return _ADDRESS.search(text) is not None


def spreadsheet_key(text: str) -> str:
    """The key of a Google Sheet from its key or its address; `SourceError` names what else an address leads to.

    The error contains at most the host: an address by itself gives access to the sheet.
    """
    text = text.strip()
    if not text:
        raise SourceError(SourceFailure.NO_ADDRESS, UNTITLED)
    if _KEY.fullmatch(text):
        return text
    host = _host(text)
    found = _SHEET.search(text)
    if found is not None and (host is None or host == "docs.google.com"):
        return found[1]
    raise SourceError(_what_else(text, host), host or UNTITLED)


def split_places(text: str) -> tuple[str, ...]:
    """Split several places joined by commas; a comma inside the range of an address does not separate."""
    places: list[str] = []
    for part in text.split(","):
        if places and "range=" in places[-1] and is_web_address(places[-1]) and _RANGE_GOES_ON.fullmatch(part):
            places[-1] += f",{part}"
        else:
            places.append(part)
    return tuple(part.strip() for part in places if part.strip())


def _host(text: str) -> str | None:
    """The host of the first address in a text, None where there is none."""
    found = _ADDRESS.search(text)
    if found is None:
        return None
    address = found[0] if "://" in found[0] else f"https://{found[0]}"
    try:
        return urlsplit(address).hostname
    except ValueError:
        return None


def _what_else(text: str, host: str | None) -> SourceFailure:
    if host is None:
        return SourceFailure.NOT_FOUND
    for pattern, failure in _OTHERS:
        if host.endswith("google.com") and pattern.search(text):
            return failure
    return SourceFailure.OTHER_SERVICE
