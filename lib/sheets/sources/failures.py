"""What an answer that is no table means: the HTTP status and the kind of failure, turned into a `SourceFailure`.

The status decides, as the Sheets API documents it; the body only tells apart what shares a status. A body may be
anything (a login page, half a sentence), so that nothing here relies on its shape.
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
    407: SourceFailure.LOGIN_PAGE,
    408: SourceFailure.SERVER_DOWN,
    413: SourceFailure.TOO_LARGE,
    414: SourceFailure.TOO_LARGE,
    429: SourceFailure.QUOTA,
}
_TRANSIENT = frozenset({SourceFailure.SERVER_DOWN, SourceFailure.QUOTA})


class TabsMoved(Unanswered):
    """A tab that was asked for is not there under that name any more."""

    def __init__(self) -> None:
        super().__init__(SourceFailure.ODD_ANSWER, transient=True)


def of_status(status: int, body: bytes, retry_after: str | None) -> Unanswered:
    """What a status other than 200 means; `retry_after` is that header, in seconds or absent."""
    if status == 400:
        return _of_bad_request(body)
    if status == 403:
        return _of_forbidden(body)
    failure = _OF_STATUS.get(status, SourceFailure.ODD_ANSWER)
    if 300 <= status < 400:
        failure = SourceFailure.LOGIN_PAGE
    elif status >= 500:
        failure = SourceFailure.SERVER_DOWN
    return Unanswered(failure, failure in _TRANSIENT, _seconds(retry_after))


def _of_bad_request(body: bytes) -> Unanswered:
    """A range that names no tab, or an .xlsx that lies in Drive and was never turned into a Google Sheet."""
    if "FAILED_PRECONDITION" in set(_words(body)):
        return Unanswered(SourceFailure.OFFICE_FILE)
    return TabsMoved()


def _of_forbidden(body: bytes) -> Unanswered:
    """Not shared, the API not switched on, the quota (some Google services say so by 403), or a proxy's own page."""
    words = set(_words(body))
    if not words:
        return Unanswered(SourceFailure.LOGIN_PAGE)
    if words & {"SERVICE_DISABLED", "accessNotConfigured"}:
        return Unanswered(SourceFailure.API_DISABLED)
    if words & {"RATE_LIMIT_EXCEEDED", "rateLimitExceeded", "userRateLimitExceeded"}:
        return Unanswered(SourceFailure.QUOTA, transient=True)
    return Unanswered(SourceFailure.NO_PERMISSION)


_EXPORT = {
    400: SourceFailure.OFFICE_FILE,
    401: SourceFailure.NOT_SHARED,
    403: SourceFailure.SHARING_FORBIDDEN,
    410: SourceFailure.NOT_FOUND,
}


def of_export(status: int, body: bytes, retry_after: str | None) -> Unanswered:
    """What a status other than 200 means where a sheet is asked for without an account."""
    if status == 403 and not _is_googles(body):
        return Unanswered(SourceFailure.LOGIN_PAGE)
    if status in _EXPORT:
        return Unanswered(_EXPORT[status])
    return of_status(status, body, retry_after)


def _is_googles(body: bytes) -> bool:
    """Whether a page is one of Google's own, and not that of a firewall."""
    return not body.strip() or b"google" in body[:200_000].lower()


def _words(body: bytes) -> Iterator[str]:
    """The strings of an error body, however it is nested; nothing where it is no JSON."""
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
    """The seconds of a Retry-After header; 0 where there is none, or a date (Google sends seconds)."""
    return float(header) if header and header.isascii() and header.isdigit() else 0.0


def of_network(error: Exception) -> Unanswered:
    """What a request that got no answer means: no way to Google, cut in the middle, too late, or a false Google."""
    if isinstance(error, requests.exceptions.SSLError | urllib3.exceptions.SSLError | ssl.SSLError):
        return _of_certificate(error)
    if isinstance(error, requests.exceptions.InvalidURL | requests.exceptions.InvalidSchema):
        return Unanswered(SourceFailure.BAD_SETTINGS)
    late = isinstance(error, requests.exceptions.ReadTimeout | urllib3.exceptions.ReadTimeoutError)
    return Unanswered(SourceFailure.TIMED_OUT if late else SourceFailure.NO_NETWORK, transient=True)


def _of_certificate(error: BaseException) -> Unanswered:
    """A certificate outside its time means a wrong clock here; any other fault, somebody between us and Google."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            break
        cause = _inner(cause)
    if getattr(cause, "verify_code", None) in {_CERTIFICATE_NOT_YET_VALID, _CERTIFICATE_EXPIRED}:
        return Unanswered(SourceFailure.CLOCK_WRONG)
    return Unanswered(SourceFailure.LOGIN_PAGE)


def _inner(error: BaseException) -> BaseException | None:
    """What an error wraps: urllib3 keeps it in `reason`, others in the first argument or as the cause."""
    held = (getattr(error, "reason", None), *error.args[:1], error.__cause__, error.__context__)
    return next((cause for cause in held if isinstance(cause, BaseException)), None)


def of_token(error: GoogleAuthError) -> Unanswered:
    """What a refused token means: a clock that differs too much from Google's, or a key that is no longer good."""
    text = str(error)
    if isinstance(error, RefreshError) and ("iat and exp" in text or "short-lived token" in text):
        return Unanswered(SourceFailure.CLOCK_WRONG)
    return Unanswered(SourceFailure.KEY_REVOKED)
