"""The entries of the audit log and their text form."""

from __future__ import annotations

import hashlib
import json
import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

NAME = "audit"
HEAD = f"{NAME}.head"
LONGEST = 120
LATE = "late"
_FIELDS = ("number", "at", "event", "who", "role", "subject", "act", "before")
"""The fields of an entry in the order of its line; one without `act` has none there."""
_UNSAFE = re.compile(r"[^\w .,:;@/+*()–—-]")


class AuditEvent(StrEnum):
    """The closed list of audited events."""

    STARTED = "started"
    LOGGED_IN = "logged_in"
    LOGIN_FAILED = "login_failed"
    LOGIN_SLOWED = "login_slowed"
    LOGIN_REFUSED = "login_refused"
    LOGGED_OUT = "logged_out"
    LOGIN_ENDED = "login_ended"
    CODE_ISSUED = "code_issued"
    LINK_ISSUED = "link_issued"
    KEYS_ENDED = "keys_ended"
    SOURCE_SWITCHED = "source_switched"
    RUN_STARTED = "run_started"
    RUN_ENDED = "run_ended"
    FIXED = "fixed"
    TOOK = "took"
    READ_BACK = "read_back"
    RELEASED = "released"
    LEFT_OPEN = "left_open"
    WITHDRAWN = "withdrawn"
    PAUSED = "paused"
    CORRECTED = "corrected"
    RESUMED = "resumed"
    UNDONE = "undone"
    PRINTED = "printed"
    WENT_ON = "went_on"
    TORN_LINE = "torn_line"
    LINES_LOST = "lines_lost"


@dataclass(frozen=True, slots=True)
class AuditEntry:
    """An entry of the audit log.

    `at` is in UTC to the second, `who` a person or a machine, `subject` the code of what it was about (a version, an
    award, a session of ballots, an address), `before` the hash of the previous line. `act` refers to the entry of the
    stage's event log that it reports (run and number, "2.41"); the role `LATE` marks an entry added from there later.
    """

    number: int
    at: str
    event: AuditEvent
    who: str
    role: str
    subject: str
    before: str
    act: str = ""

    @property
    def hash(self) -> str:
        """The SHA-256 of the canonical form of the entry, in hexadecimal."""
        return hashlib.sha256(_canonical(_fields(self)).encode()).hexdigest()


def line_of_entry(entry: AuditEntry) -> str:
    """An entry as one line of JSON, its own hash at the end."""
    return _canonical({**_fields(entry), "hash": entry.hash})


def entry_of(line: str) -> AuditEntry | None:
    """The entry of a line; None where the line is malformed or its hash does not match."""
    try:
        found = json.loads(line)
        found["event"] = AuditEvent(found["event"])
        entry = AuditEntry(**{name: found[name] for name in _FIELDS if name in found or name != "act"})
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None
    return entry if line == line_of_entry(entry) else None


def log_text(text: str) -> str:
    """Text made safe for the log: short, on one line, without control or formatting characters."""
    cut = _UNSAFE.sub("·", unicodedata.normalize("NFC", text))
    return cut if len(cut) <= LONGEST else f"{cut[: LONGEST - 1]}…"


def _fields(entry: AuditEntry) -> dict[str, object]:
    return {name: getattr(entry, name) for name in _FIELDS if name != "act" or entry.act}


def _canonical(fields: dict[str, object]) -> str:
    return json.dumps(fields, ensure_ascii=False, separators=(",", ":"))
