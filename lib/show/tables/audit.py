"""The audit log as a display table."""

from __future__ import annotations

import datetime as dt
import re

import pandas as pd

from lib.audit.entries import LATE, AuditEntry, AuditEvent
from lib.audit.verify import Verification
from lib.show.words.access import EVENTS, LOG_FAULTS, PLACES, ROLES, SUBJECTS, THINGS
from lib.show.words.numbers import HANOI, date

_ROLES = {role.value: name for role, name in ROLES.items()} | {LATE: "ghi bổ sung từ nhật ký của ngày"}
_OF_THE_DAY = re.compile(r"(?P<kind>[a-z_]+)(?: (?P<code>[^()]+?))?(?: \((?P<place>[a-z]+)\))?")
_OF_A_VERSION = (AuditEvent.TOOK, AuditEvent.FIXED)
COLUMNS = ["STT", "Thời gian", "Việc", "Người, máy", "Quyền", "Nội dung"]


def audit_table(entries: tuple[AuditEntry, ...], versions: tuple[str, ...] = ()) -> pd.DataFrame:
    """One row of texts per entry, in the order given; `versions` are all taken ones in order, which numbers them."""
    return pd.DataFrame([_row(entry, versions) for entry in entries], columns=COLUMNS)


def _row(entry: AuditEntry, versions: tuple[str, ...]) -> list[str]:
    role = _ROLES.get(entry.role, entry.role)
    if entry.event in _OF_A_VERSION:
        subject = _version(entry.subject, versions)
    else:
        subject = SUBJECTS.get(entry.subject) or subject_words(entry.subject)
    local = dt.datetime.fromisoformat(entry.at).astimezone(HANOI)
    when = f"{local.strftime('%H:%M:%S')} {date(local.date())}"
    return [str(entry.number), when, EVENTS[entry.event], entry.who, role, subject]


def _version(subject: str, versions: tuple[str, ...]) -> str:
    """The version by its number, "bản số 3"; for one not taken on this machine, the name in the log."""
    numbered = (number for number, name in enumerate(versions, 1) if subject and name.startswith(subject))
    number = next(numbered, None)
    return f"bản số {number}" if number else subject


def subject_words(subject: str) -> str:
    """The subject of an entry: "ballot P3 (web)" as "phiên P3, trang web"; other subjects unchanged."""
    found = _OF_THE_DAY.fullmatch(subject)
    if found is None or found["kind"] not in THINGS:
        return subject
    place = f", {PLACES[found['place']]}" if found["place"] in PLACES else ""
    return f"{THINGS[found['kind']]} {found['code'] or ''}".strip() + place


def finding_text(verification: Verification) -> str:
    """The result of verifying the log, in one sentence."""
    if verification.fault is not None:
        where = f" (từ {verification.where})" if verification.where else ""
        fault = LOG_FAULTS[verification.fault]
        return f"Nhật ký không còn nguyên vẹn: {fault}{where}. {verification.entries} dòng trước đó khớp."
    if verification.entries == 0:
        return "Nhật ký chưa có dòng nào."
    since = "" if verification.first == 1 else f", bắt đầu từ dòng {verification.first} vì các tệp cũ đã được cất đi"
    return f"Nhật ký nguyên vẹn: {verification.entries} dòng nối nhau{since}. Mã dòng cuối: {verification.head[:16]}."
