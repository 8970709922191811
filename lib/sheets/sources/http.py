"""One HTTP exchange with Google, strictly limited.

Every request of the program to Google goes through `Wire.exchange`: timeouts on each step, one deadline, no redirect
(the API never sends one; a captive portal does), a size limit, only JSON. `google.oauth2` fetches the token the same
way. google-auth's own `AuthorizedSession` is not used: since 2.5x it also asks another service, in the background,
where the account may be used.
"""

from __future__ import annotations

import http.client
import json
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import requests
import urllib3
from google.auth.exceptions import GoogleAuthError
from google.auth.transport import Request
from google.oauth2.service_account import Credentials

from lib.model.problems import SourceFailure
from lib.sheets.sources.failures import is_no_json, of_network, of_status, of_token
from lib.sheets.sources.retry import Clock, Patience, Unanswered

MAX_BYTES = 32 * 1024 * 1024
_CHUNK = 64 * 1024
_LOG = logging.getLogger(__name__)
NETWORK_ERRORS = (requests.RequestException, urllib3.exceptions.HTTPError, http.client.HTTPException, OSError)


@dataclass(frozen=True, slots=True)
class Answer:
    """A complete answer: status, headers and body."""

    status: int
    headers: Mapping[str, str]
    data: bytes

    def json(self) -> Any:
        """The body as JSON; `Unanswered` where it is another page, or incomplete."""
        if "json" not in self.headers.get("Content-Type", "").lower():
            raise Unanswered(SourceFailure.LOGIN_PAGE)
        try:
            return json.loads(self.data)
        except (ValueError, RecursionError):
            raise Unanswered(SourceFailure.SERVER_DOWN, transient=True) from None


class Wire(Request):
    """A connection of one service account, kept open between readings; for one thread at a time.

    `until` is the time of `clock` at which an exchange gives up; it is set before every reading. `count` is called for
    every request that costs quota; `direct` bypasses the proxy of the environment.
    """

    def __init__(
        self, credentials: Credentials, patience: Patience, clock: Clock, count: Callable[[], None], direct: bool
    ) -> None:
        self._credentials = credentials
        self._count = count
        self._patience = patience
        self._clock = clock
        self.session = requests.Session()
        self.session.trust_env = not direct
        self.session.auth = no_credentials
        self.until = clock.now() + patience.deadline

    def get(self, url: str, params: Mapping[str, Any]) -> Answer:
        """The answer to a GET with the account's token. A token that is refused is fetched anew, once."""
        answer = self._authorised(url, params)
        if answer.status == 401:
            self._credentials.token = None
            answer = self._authorised(url, params)
        if answer.status != 200:
            raise of_status(answer.status, answer.data, answer.headers.get("Retry-After"))
        return answer

    def __call__(
        self,
        url: str,
        method: str = "GET",
        body: bytes | None = None,
        headers: Mapping[str, str] | None = None,
        timeout: float | None = None,
        **ignored: Any,
    ) -> Answer:
        """Called by google-auth to fetch a token; its own retries are unwanted, so a temporary failure ends here."""
        answer = self.exchange(method, url, data=body, headers=dict(headers or {}))
        if answer.status == 200 and not isinstance(answer.json(), dict):
            raise Unanswered(SourceFailure.LOGIN_PAGE)
        if answer.status != 200 and (answer.status < 400 or answer.status in {408, 429} or answer.status >= 500):
            raise of_status(answer.status, answer.data, answer.headers.get("Retry-After"))
        if answer.status == 407 or (answer.status != 200 and is_no_json(answer.data)):
            raise Unanswered(SourceFailure.FIREWALL)
        return answer

    def authorise(self) -> None:
        """Obtain a valid token; `Unanswered` says why there is none."""
        try:
            if not self._credentials.valid:
                self._credentials.refresh(self)
        except GoogleAuthError as error:
            raise of_token(error) from None
        except (AttributeError, TypeError, ValueError):
            raise Unanswered(SourceFailure.LOGIN_PAGE) from None

    def _authorised(self, url: str, params: Mapping[str, Any]) -> Answer:
        self.authorise()
        self._count()
        return self.exchange("GET", url, params=params, headers={"Authorization": f"Bearer {self._credentials.token}"})

    def exchange(self, method: str, url: str, **content: Any) -> Answer:
        """Send one request: its complete answer of any status; `Unanswered` where it was incomplete or late."""
        timeouts = (self._patience.connect, self._patience.read)
        try:
            response = self.session.request(
                method, url, timeout=timeouts, stream=True, allow_redirects=False, **content
            )
            with response:
                return Answer(
                    response.status_code, response.headers, body_of(response, MAX_BYTES, self._clock, self.until)
                )
        except NETWORK_ERRORS as error:
            failure = of_network(error)
            _LOG.info("%s: %s", failure.failure.value, type(error).__name__)
            raise failure from None


def no_credentials(request: requests.PreparedRequest) -> requests.PreparedRequest:
    """The request as it is: without this the machine's own credentials for a host (.netrc) would be sent."""
    return request


def body_of(response: requests.Response, most: int, clock: Clock, until: float) -> bytes:
    """Read the body in pieces, `most` bytes at most, so that the deadline holds for a slow server."""
    body = bytearray()
    while chunk := response.raw.read1(_CHUNK, decode_content=True):
        body += chunk
        if len(body) > most:
            raise Unanswered(SourceFailure.TOO_LARGE)
        if clock.now() >= until:
            raise Unanswered(SourceFailure.TIMED_OUT, transient=True)
    promised = response.headers.get("Content-Length", "")
    if promised.isdigit() and not response.headers.get("Content-Encoding") and len(body) < int(promised):
        raise Unanswered(SourceFailure.NO_NETWORK, transient=True)
    return bytes(body)
