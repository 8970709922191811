"""Everything that goes wrong on the way to a spreadsheet, by script: a queue of faults, each for the next requests."""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum


class On(StrEnum):
    """Which requests a fault meets."""

    ANY = "any"
    TOKEN = "token"
    READ = "read"
    BOOK = "spreadsheets.get"
    VALUES = "values"


@dataclass(frozen=True)
class Fault:
    """What happens to a request instead of, or on the way to, its answer. Seconds throughout.

    `status` and `body` replace the answer. `delay` waits before it, `trickle` sends it a byte at a time with such a
    pause, `cut` ends it after so many bytes. `before` changes the spreadsheet just before it is read.
    """

    name: str
    on: On = On.READ
    times: float = 1
    status: int | None = None
    body: bytes = b""
    content_type: str = "application/json; charset=UTF-8"
    headers: tuple[tuple[str, str], ...] = ()
    delay: float = 0.0
    trickle: float = 0.0
    cut: int | None = None
    before: Callable[[], None] | None = None

    def meets(self, kind: On) -> bool:
        wide = {On.ANY: set(On), On.READ: {On.BOOK, On.VALUES}}
        return kind in wide.get(self.on, {self.on})


@dataclass
class Script:
    """Faults in the order in which they happen; the first that meets a request is used up by it."""

    faults: list[Fault] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def add(self, *faults: Fault) -> None:
        with self._lock:
            self.faults.extend(faults)

    def clear(self) -> None:
        with self._lock:
            self.faults.clear()

    def next(self, kind: On) -> Fault | None:
        """The fault for a request of this kind, None where all is well."""
        with self._lock:
            for index, fault in enumerate(self.faults):
                if fault.meets(kind):
                    left = fault.times - 1
                    self.faults[index : index + 1] = [replace(fault, times=left)] if left > 0 else []
                    return fault
        return None


def error(status: int, message: str, word: str, *reasons: str, **more: object) -> Fault:
    """A refusal in Google's JSON; `reasons` become `ErrorInfo` details."""
    inner: dict[str, object] = {"code": status, "message": message, "status": word}
    if reasons:
        kind = "type.googleapis.com/google.rpc.ErrorInfo"
        inner["details"] = [{"@type": kind, "reason": reason, "domain": "googleapis.com"} for reason in reasons]
    body = json.dumps({"error": inner}, indent=2).encode()
    return Fault(f"{status} {word}", status=status, body=body, **more)  # type: ignore[arg-type]


def always(fault: Fault) -> Fault:
    return replace(fault, times=math.inf)


def unauthenticated() -> Fault:
    return error(401, "Request had invalid authentication credentials.", "UNAUTHENTICATED")


def forbidden() -> Fault:
    return error(403, "The caller does not have permission", "PERMISSION_DENIED")


def api_disabled() -> Fault:
    message = "Google Sheets API has not been used in project 1234567890 before or it is disabled."
    return error(403, message, "PERMISSION_DENIED", "SERVICE_DISABLED")


def not_found() -> Fault:
    return error(404, "Requested entity was not found.", "NOT_FOUND")


def office_file() -> Fault:
    """An .xlsx in Drive that was never turned into a Google Sheet."""
    return error(400, "This operation is not supported for this document", "FAILED_PRECONDITION")


def over_quota(retry_after: int | None = None) -> Fault:
    message = "Quota exceeded for quota metric 'Read requests' and limit 'Read requests per minute per user'."
    headers = (("Retry-After", str(retry_after)),) if retry_after is not None else ()
    return replace(error(429, message, "RESOURCE_EXHAUSTED", "RATE_LIMIT_EXCEEDED"), headers=headers)


def internal_error() -> Fault:
    return error(500, "Internal error encountered.", "INTERNAL")


def bad_gateway() -> Fault:
    page = "<!DOCTYPE html><html lang=en><title>Error 502 (Server Error)!!1</title><p>That’s an error."
    return Fault("502 html", status=502, body=page.encode(), content_type="text/html; charset=UTF-8")


def unavailable() -> Fault:
    return error(503, "The service is currently unavailable.", "UNAVAILABLE")


def login_page(on: On = On.READ) -> Fault:
    page = "<!doctype html><html><head><title>Đăng nhập Wi-Fi</title></head><body><form></form></body></html>"
    return Fault("login page", on=on, status=200, body=page.encode(), content_type="text/html; charset=UTF-8")


def redirect_to_login() -> Fault:
    return Fault("redirect", status=302, headers=(("Location", "/login"),), content_type="text/html")


def text_error(status: int) -> Fault:
    """An error that is a string where Google documents an object."""
    return Fault(f"{status} text", status=status, body=json.dumps({"error": "backend rejected the call"}).encode())


def blocked(status: int) -> Fault:
    """The page of a firewall in place of a token."""
    page = "<html><head><title>Access Denied</title></head><body>Chính sách an toàn thông tin</body></html>"
    return Fault(f"{status} firewall", on=On.TOKEN, status=status, body=page.encode(), content_type="text/html")


def project_suspended() -> Fault:
    message = "Permission denied: Consumer 'project:1234567890' has been suspended."
    return error(403, message, "PERMISSION_DENIED", "CONSUMER_SUSPENDED")


def project_deleted() -> Fault:
    message = "Permission denied: Consumer 'project:1234567890' is invalid: Project #1234567890 has been deleted."
    return error(403, message, "PERMISSION_DENIED", "CONSUMER_INVALID")


def of_organisation() -> Fault:
    message = "Request is prohibited by organization's policy."
    return error(403, message, "PERMISSION_DENIED", "SECURITY_POLICY_VIOLATED")


def over_daily_quota(status: int = 429) -> Fault:
    """The quota of a day, which differs from that of a minute in its unit alone."""
    details = [{"reason": "RATE_LIMIT_EXCEEDED", "metadata": {"quota_unit": "1/d/{project}"}}]
    body = {"code": status, "message": "Quota exceeded.", "status": "RESOURCE_EXHAUSTED", "details": details}
    return Fault("daily quota", status=status, body=json.dumps({"error": body}).encode())


def token_refused(description: str = "Invalid JWT Signature.", code: str = "invalid_grant") -> Fault:
    body = json.dumps({"error": code, "error_description": description}).encode()
    return Fault("token refused", on=On.TOKEN, status=400, body=body)


def slow(seconds: float) -> Fault:
    return Fault("latency", delay=seconds)


def trickling(seconds: float) -> Fault:
    return Fault("trickle", on=On.VALUES, trickle=seconds)


def cut_off(after: int) -> Fault:
    return Fault("cut body", on=On.VALUES, cut=after)


def meanwhile(change: Callable[[], None]) -> Fault:
    """The spreadsheet changes between the list of tabs and the values."""
    return Fault("meanwhile", on=On.VALUES, before=change)
