"""What an answer or an error means; the others are tried over HTTP in `test_google.py`."""

from __future__ import annotations

import ssl

import pytest
import requests
import urllib3

from lib.model.problems import SourceFailure
from lib.sheets.sources.failures import of_network, of_status

POOL = urllib3.HTTPSConnectionPool("sheets.googleapis.com")


def certificate(code: int) -> requests.exceptions.SSLError:
    """What requests raises for a certificate that OpenSSL refuses with this code."""
    refusal = ssl.SSLCertVerificationError(1, "certificate verify failed")
    refusal.verify_code = code
    return requests.exceptions.SSLError(
        urllib3.exceptions.MaxRetryError(POOL, "/", urllib3.exceptions.SSLError(refusal))
    )


@pytest.mark.parametrize(
    ("error", "failure", "transient"),
    [
        (certificate(9), SourceFailure.CLOCK_WRONG, False),
        (certificate(10), SourceFailure.CLOCK_WRONG, False),
        (certificate(19), SourceFailure.LOGIN_PAGE, False),
        (requests.exceptions.SSLError("handshake"), SourceFailure.LOGIN_PAGE, False),
        (requests.exceptions.ConnectTimeout(), SourceFailure.NO_NETWORK, True),
        (requests.exceptions.ReadTimeout(), SourceFailure.TIMED_OUT, True),
        (urllib3.exceptions.ReadTimeoutError(POOL, "/", "late"), SourceFailure.TIMED_OUT, True),
        (urllib3.exceptions.ProtocolError("cut"), SourceFailure.NO_NETWORK, True),
        (requests.exceptions.ProxyError(), SourceFailure.NO_NETWORK, True),
        (requests.exceptions.InvalidURL(), SourceFailure.BAD_SETTINGS, False),
        (ConnectionResetError(), SourceFailure.NO_NETWORK, True),
    ],
)
def test_an_error_of_the_network(error: Exception, failure: SourceFailure, transient: bool) -> None:
    refusal = of_network(error)
    assert (refusal.failure, refusal.transient) == (failure, transient)


@pytest.mark.parametrize(
    ("header", "seconds"),
    [(None, 0.0), ("7", 7.0), ("Wed, 21 Oct 2026 07:28:00 GMT", 0.0), ("-3", 0.0), ("²", 0.0), ("", 0.0)],
)
def test_the_seconds_that_google_asks_to_wait(header: str | None, seconds: float) -> None:
    assert of_status(429, b"", header).retry_after == seconds


@pytest.mark.parametrize(
    ("status", "failure"),
    [
        (301, SourceFailure.LOGIN_PAGE),
        (407, SourceFailure.FIREWALL),
        (511, SourceFailure.LOGIN_PAGE),
        (408, SourceFailure.SERVER_DOWN),
        (413, SourceFailure.TOO_LARGE),
        (504, SourceFailure.SERVER_DOWN),
        (599, SourceFailure.SERVER_DOWN),
    ],
)
def test_a_status_decides_whatever_the_body_is(status: int, failure: SourceFailure) -> None:
    for body in (b"", b"<html>", b"[1]", b'"text"', b"\xff\xfe", b"null"):
        assert of_status(status, body, None).failure is failure
