"""Classifying answers that are not tables: the HTTP status and the kind of failure become a `SourceFailure`.

The status decides, as the Sheets API documents it; the body only distinguishes causes that share a status. A body may
be anything (a login page, half a sentence), so nothing here relies on its structure.
"""

from __future__ import annotations

import json
import ssl
from collections.abc import Iterator

import requests
import urllib3
from google.auth.exceptions import GoogleAuthError, RefreshError

from lib.model.problems import SourceFailure
from lib.sheets.sources.retry import Unanswered

_CERTIFICATE_NOT_YET_VALID = 9
_CERTIFICATE_EXPIRED = 10
_OF_STATUS = {
    401: SourceFailure.KEY_REVOKED,
    404: SourceFailure.NOT_FOUND,
    407: SourceFailure.FIREWALL,
    408: SourceFailure.SERVER_DOWN,
    413: SourceFailure.TOO_LARGE,
    414: SourceFailure.TOO_LARGE,
    429: SourceFailure.QUOTA,
    511: SourceFailure.LOGIN_PAGE,
}
_TRANSIENT = frozenset({SourceFailure.SERVER_DOWN, SourceFailure.QUOTA})


class TabsMoved(Unanswered):
    """A requested tab no longer exists under that name."""

    def __init__(self) -> None:
        super().__init__(SourceFailure.ODD_ANSWER, transient=True)


def of_status(status: int, body: bytes, retry_after: str | None) -> Unanswered:
    """The meaning of a status other than 200; `retry_after` is that header, in seconds, or None."""
    if status == 400:
        # An .xlsx in Drive that was never converted into a Google Sheet, or a range that names no tab.
        converted = "FAILED_PRECONDITION" not in set(_words(body))
        return TabsMoved() if converted else Unanswered(SourceFailure.OFFICE_FILE)
    if status == 403:
        return _of_forbidden(body)
    if status == 429 and _is_of_the_day(set(_words(body))):
        return Unanswered(SourceFailure.DAILY_QUOTA)
    failure = _OF_STATUS.get(status, SourceFailure.ODD_ANSWER)
    if 300 <= status < 400:
        failure = SourceFailure.LOGIN_PAGE
    elif status >= 500 and status not in _OF_STATUS:
        failure = SourceFailure.SERVER_DOWN
    return Unanswered(failure, failure in _TRANSIENT, _seconds(retry_after))


def _of_forbidden(body: bytes) -> Unanswered:
    """Not shared, a project or an organisation that refuses, the quota (sometimes a 403), or a proxy's own page."""
    words = set(_words(body))
    if not words:
        return Unanswered(SourceFailure.FIREWALL)
    if _is_of_the_day(words):
        return Unanswered(SourceFailure.DAILY_QUOTA)
    failure = next((failure for reasons, failure in _REASONS if words & reasons), SourceFailure.NO_PERMISSION)
    return Unanswered(failure, transient=failure is SourceFailure.QUOTA)


_REASONS: tuple[tuple[frozenset[str], SourceFailure], ...] = (
    (frozenset({"CONSUMER_SUSPENDED", "CONSUMER_INVALID"}), SourceFailure.PROJECT_CLOSED),
    (
        frozenset(
            {
                "ORG_RESTRICTION_VIOLATION",
                "ORG_RESTRICTION_HEADER_INVALID",
                "SECURITY_POLICY_VIOLATED",
                "RESOURCE_USAGE_RESTRICTION_VIOLATED",
                "LOCATION_POLICY_VIOLATED",
                "USER_BLOCKED_BY_ADMIN",
                "domainPolicy",
            }
        ),
        SourceFailure.ORGANISATION_POLICY,
    ),
    (frozenset({"SERVICE_DISABLED", "accessNotConfigured"}), SourceFailure.API_DISABLED),
    (frozenset({"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded"}), SourceFailure.QUOTA),
)
"""The reasons of a 403 (google.api.ErrorReason, and the older ones of Drive). A suspended project is checked first,
because Google may report its API as disabled as well.
"""


def _is_of_the_day(words: set[str]) -> bool:
    """Whether a refusal concerns the daily quota, for which waiting minutes does not help."""
    return any(word == "dailyLimitExceeded" or word.startswith("1/d/") or "PerDay" in word for word in words)


_EXPORT = {
    400: SourceFailure.OFFICE_FILE,
    401: SourceFailure.NOT_SHARED,
    403: SourceFailure.SHARING_FORBIDDEN,
    410: SourceFailure.NOT_FOUND,
}


def of_export(status: int, body: bytes, retry_after: str | None) -> Unanswered:
    """The meaning of a status other than 200 for a sheet requested without an account."""
    if status == 403 and body.strip() and b"google" not in body[:200_000].lower():  # not a page of Google's own
        return Unanswered(SourceFailure.FIREWALL)
    if status in _EXPORT:
        return Unanswered(_EXPORT[status])
    return of_status(status, body, retry_after)


def _words(body: bytes) -> Iterator[str]:
    """The strings in an error body at any depth; none where it is not JSON."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return
    waiting = [found]
    while waiting:
        value = waiting.pop()
        if isinstance(value, str):
            yield value
        elif isinstance(value, dict):
            waiting.extend(value.values())
        elif isinstance(value, list):
            waiting.extend(value)


def _seconds(header: str | None) -> float:
    """The seconds of a Retry-After header; 0 where it is absent or a date (Google sends seconds)."""
    return float(header) if header and header.isascii() and header.isdigit() else 0.0


def of_network(error: Exception) -> Unanswered:
    """The meaning of a request without an answer: no route to Google, interrupted, timed out, or a false Google."""
    if isinstance(error, requests.exceptions.SSLError | urllib3.exceptions.SSLError | ssl.SSLError):
        return _of_certificate(error)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Unanswered(SourceFailure.BAD_SETTINGS)
    late = isinstance(error, requests.exceptions.ReadTimeout | urllib3.exceptions.ReadTimeoutError)
    return Unanswered(SourceFailure.TIMED_OUT if late else SourceFailure.NO_NETWORK, transient=True)


def _of_certificate(error: BaseException) -> Unanswered:
    """A certificate outside its validity means a wrong clock here; any other fault, an interception."""
    cause: BaseException | None = error
    while cause is not None and not isinstance(cause, ssl.SSLCertVerificationError):
        cause = _inner(cause)
    if getattr(cause, "verify_code", None) in {_CERTIFICATE_NOT_YET_VALID, _CERTIFICATE_EXPIRED}:
        return Unanswered(SourceFailure.CLOCK_WRONG)
    return Unanswered(SourceFailure.LOGIN_PAGE)


def _inner(error: BaseException) -> BaseException | None:
    """The cause of an error: urllib3 keeps it in `reason`, others in the first argument or as `__cause__`."""
    held = (getattr(error, "reason", None), *error.args[:1], error.__cause__, error.__context__)
    return next((cause for cause in held if isinstance(cause, BaseException)), None)


_TOKEN: tuple[tuple[tuple[str, ...], SourceFailure], ...] = (
    (("iat and exp", "short-lived token"), SourceFailure.CLOCK_WRONG),
    (("deleted_client", "disabled_client"), SourceFailure.PROJECT_CLOSED),
    (("admin_policy_enforced", "org_internal"), SourceFailure.ORGANISATION_POLICY),
)
"""Words in the answer to a refused token, and their meaning."""


def of_token(error: GoogleAuthError) -> Unanswered:
    """The meaning of a refused token: a wrong clock, a project or an organisation that refuses, or a revoked key."""
    text = str(error)
    if isinstance(error, RefreshError):
        for marks, failure in _TOKEN:
            if any(mark in text for mark in marks):
                return Unanswered(failure)
    return Unanswered(SourceFailure.KEY_REVOKED)


def is_no_json(body: bytes) -> bool:
    """Whether a body is a web page: the token endpoint answers in JSON, a firewall does not."""
    try:
        json.loads(body)
    except (ValueError, RecursionError):
        return True
    return False
