"""A Google Sheet shared by link as a source: its own export as .xlsx, without any account.

One request fetches all tabs as of one moment. Redirects are followed explicitly, at most three and only to Google's own
hosts over https; no cookie is kept and no credential is sent, not even one that the machine stores for that host. The
address alone gives access to the sheet, so it is never written into a text that others read.
"""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import dataclass, replace
from http.cookiejar import DefaultCookiePolicy
from urllib.parse import parse_qs, unquote, urljoin, urlsplit

import requests

from lib.model.problems import SourceError, SourceFailure
from lib.model.sheet_address import UNTITLED, spreadsheet_key
from lib.sheets.sources.failures import of_export, of_network
from lib.sheets.sources.http import NETWORK_ERRORS, body_of, no_credentials
from lib.sheets.sources.quota_meter import Spare
from lib.sheets.sources.retry import Clock, Patience, SystemClock, Unanswered, keep_trying, within
from lib.sheets.sources.source import RawTable, RawTables, Source
from lib.sheets.sources.xlsx.package import LARGEST_FILE
from lib.sheets.sources.xlsx_file import read_workbook

MOST_REDIRECTS = 3
LARGEST_LIST = 4 * 1024 * 1024
EXPORT = "https://docs.google.com"
_HOSTS = re.compile(r"docs\.google\.com|[\w-]+(?:\.[\w-]+)*\.googleusercontent\.com", re.ASCII)
_LATE = 1.0
_BUTTON = re.compile(r'id="sheet-button-(\d+)"[^>]*>\s*(?:<a[^>]*>)?([^<]*)')
_FILE_NAME = re.compile(r"filename\*=UTF-8'[^']*'([^;\s]+)", re.IGNORECASE)
_ESCAPE = re.compile(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))")
_ITEM = re.compile(r'\{\s*name:\s*"((?:[^"\\]|\\.)*)".{0,400}?gid:\s*"(\d+)"', re.DOTALL)


@dataclass(frozen=True, slots=True)
class _ExportAnswer:
    headers: requests.structures.CaseInsensitiveDict[str]
    body: bytes


class _Export:
    """The requests of one sheet. `until` is the time at which a reading gives up."""

    def __init__(self, endpoint: str | None, patience: Patience, clock: Clock) -> None:
        self._endpoint = (endpoint or EXPORT).rstrip("/")
        self._own_host = urlsplit(endpoint).netloc if endpoint else None
        self._patience = patience
        self._clock = clock
        self.until = 0.0

    def get(self, path: str, most: int) -> _ExportAnswer:
        """The answer of an address after its redirects; `Unanswered` where there is none."""
        url = f"{self._endpoint}{path}"
        with self._session() as session:
            for _ in range(MOST_REDIRECTS + 1):
                found = self._ask(session, url, most)
                if isinstance(found, _ExportAnswer):
                    return found
                url = urljoin(url, found)
                self._check(url)
        raise Unanswered(SourceFailure.ODD_ANSWER)

    def _session(self) -> requests.Session:
        session = requests.Session()
        session.trust_env = self._own_host is None
        session.auth = no_credentials
        session.cookies.set_policy(DefaultCookiePolicy(allowed_domains=[]))
        return session

    def _ask(self, session: requests.Session, url: str, most: int) -> _ExportAnswer | str:
        """The page, or the address of the redirect."""
        timeouts = (self._patience.connect, self._patience.read)
        try:
            with session.get(url, timeout=timeouts, stream=True, allow_redirects=False) as answer:
                if answer.is_redirect:
                    return answer.headers["Location"]
                body = body_of(answer, most, self._clock, self.until)
                if answer.status_code == 200:
                    return _ExportAnswer(answer.headers, body)
                raise of_export(answer.status_code, body, answer.headers.get("Retry-After"))
        except NETWORK_ERRORS as error:
            raise of_network(error) from None

    def _check(self, url: str) -> None:
        """Accept only Google's own hosts over https; a login page means that the sheet is not shared."""
        parts = urlsplit(url)
        if parts.netloc == self._own_host and parts.scheme == "http" and "/signin" not in parts.path:
            return
        host = parts.hostname or ""
        if "/signin" in parts.path or host == "accounts.google.com":
            of_domain = "hd" in parse_qs(parts.query) or "/a/" in parts.path
            raise Unanswered(SourceFailure.SHARING_FORBIDDEN if of_domain else SourceFailure.NOT_SHARED)
        if host == "drive.google.com" or host == "drive.usercontent.google.com":
            raise Unanswered(SourceFailure.DOWNLOAD_PAGE)
        if parts.scheme != "https" or not _HOSTS.fullmatch(host) or parts.port not in (None, 443):
            raise Unanswered(SourceFailure.LOGIN_PAGE)


class LinkSource(Source):
    """A Google Sheet read by its address; `endpoint` is a fake server on this machine for tests."""

    distant = True

    def __init__(
        self,
        address: str,
        endpoint: str | None = None,
        patience: Patience | None = None,
        clock: Clock | None = None,
        called: str = UNTITLED,
    ) -> None:
        self.key = spreadsheet_key(address)
        self.patience = patience or Patience()
        self._clock = clock or SystemClock()
        self._export = _Export(endpoint, self.patience, self._clock)
        self._called = called
        self._last: tuple[str, RawTables] | None = None
        self._gids: dict[str, str] = {}
        self._tabs: tuple[str, ...] | None = None
        self._extra = Spare(self._clock)

    @property
    def label(self) -> str:
        """The title of the sheet, or the name given to it here while the title is unknown."""
        return self._called

    def may_hurry(self) -> bool:
        """Whether it may be read ahead of schedule at a person's request."""
        return self._extra.take()

    def look_again(self) -> None:
        """Read the ids of the tabs again with the next reading."""
        self._tabs = None

    def tabs(self) -> tuple[str, ...]:
        """The names of the tabs that were read last."""
        return self._tabs or ()

    def owns(self, table: RawTable) -> bool:
        """Whether a table was read from this sheet."""
        return f"/d/{self.key}/" in (table.url or "")

    def fetch(self) -> RawTables:
        """All tabs as they are now, the same object where the answer is the same; `SourceError` where unreadable."""
        try:
            return within(self.patience.deadline + _LATE, self._read)
        except TimeoutError:
            raise SourceError(SourceFailure.TIMED_OUT, self.label) from None
        except Unanswered as refusal:
            raise SourceError(refusal.failure, self.label, "", refusal.retry_after) from None

    def _read(self) -> RawTables:
        self._export.until = self._clock.now() + self.patience.deadline
        return keep_trying(self._read_once, self.patience, self._clock)

    def _read_once(self) -> RawTables:
        page = self._export.get(f"/spreadsheets/d/{self.key}/export?format=xlsx", LARGEST_FILE)
        _check_kind(page)
        digest = hashlib.sha256(page.body).hexdigest()
        if self._last is not None and self._last[0] == digest:
            return self._last[1]
        self._called = _title(page) or self._called
        found = read_workbook(page.body, self._called)
        self._learn_gids(tuple(table.tab for table in found.tables))
        tables = RawTables(tuple(map(self._linked, found.tables)), found.labels)
        self._last = digest, tables
        return tables

    def _learn_gids(self, tabs: tuple[str, ...]) -> None:
        """Fetch the ids of the tabs, which the export lacks; without them a link opens the sheet only."""
        if tabs == self._tabs:
            return
        self._tabs = tabs
        try:
            page = self._export.get(f"/spreadsheets/d/{self.key}/htmlview", LARGEST_LIST)
        except Unanswered:
            return
        self._gids = gids_of(page.body.decode("utf-8", "replace"))

    def _linked(self, table: RawTable) -> RawTable:
        gid = self._gids.get(table.tab)
        address = f"https://docs.google.com/spreadsheets/d/{self.key}/edit"
        return replace(table, url=f"{address}#gid={gid}" if gid is not None else address)


def gids_of(page: str) -> dict[str, str]:
    """The id of every tab by its name, as Google's own view of a sheet lists them; empty where it does not."""
    listed = [
        (_ESCAPE.sub(lambda found: found[3] or chr(int(found[1] or found[2], 16)), name), gid)
        for name, gid in _ITEM.findall(page)
    ]
    return dict(listed or [(html.unescape(name).strip(), gid) for gid, name in _BUTTON.findall(page)])


_MARKS: tuple[tuple[tuple[str, ...], SourceFailure], ...] = (
    (("servicelogin", "accounts.google.com"), SourceFailure.NOT_SHARED),
    (("uc-download-link", "virus"), SourceFailure.DOWNLOAD_PAGE),
)
"""Words in a web page that comes in place of the file, and their meaning."""


def _check_kind(page: _ExportAnswer) -> None:
    """Check the content: an .xlsx begins with PK; a web page instead gives the reason."""
    if page.body[:2] == b"PK":
        return
    if "html" not in page.headers.get("Content-Type", "").lower() and page.body.lstrip()[:1] != b"<":
        return
    text = page.body[:200_000].decode("utf-8", "replace").lower()
    meant = (failure for marks, failure in _MARKS if any(mark in text for mark in marks))
    raise Unanswered(next(meant, SourceFailure.LOGIN_PAGE))


def _title(page: _ExportAnswer) -> str | None:
    """The title of the sheet from the name of the file, None where there is none."""
    found = _FILE_NAME.search(page.headers.get("Content-Disposition", ""))
    name = unquote(found[1], errors="replace").removesuffix(".xlsx") if found else ""
    return " ".join(name.split())[:200] or None
