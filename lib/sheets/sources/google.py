"""A Google spreadsheet as a source: the only module that uses gspread.

One `values:batchGet` per reading fetches all tabs. The list of tabs (one `spreadsheets.get` with a field mask) is read
first, again whenever Google no longer knows a name, and every `TABS_SECONDS`, because a new tab is not visible
otherwise; after a change, for `RESTLESS_SECONDS` with every reading that has a spare request, because a removed tab may
come back. Values come unformatted: numbers as numbers, dates as serial numbers, text as typed. `look` is the other kind
of reading, one `spreadsheets.get` with grid data, that confirms values and gives dates, percentages, merged and hidden
cells (`confirmed.py` decides when).

A minute has at most 12 readings of values and 2 lists of tabs, which are scheduled by the clock; every other request (a
confirming reading, a retry, a list out of turn, one asked for by a person) is one of the six of `Spare`: 20 in all.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any, TypeVar

import gspread
from gspread.urls import SPREADSHEETS_API_V4_BASE_URL

from lib.model.problems import SourceError, SourceFailure
from lib.model.sheet_address import UNTITLED, spreadsheet_key
from lib.sheets.sources.account import GoogleAccess
from lib.sheets.sources.failures import TabsMoved
from lib.sheets.sources.grid import GRID_FIELDS, grid_tab
from lib.sheets.sources.http import Answer, Wire
from lib.sheets.sources.quota_meter import KEPT_BACK, ReadMeter, Spare
from lib.sheets.sources.retry import Clock, SystemClock, Unanswered, keep_trying, within
from lib.sheets.sources.source import RawCell, RawTable, RawTables, Source

TABS_SECONDS = 30.0
RESTLESS_SECONDS = 60.0
_TAB_FIELDS = "properties(title,locale),sheets.properties(sheetId,title,sheetType)"
_RENDERING = {"valueRenderOption": "UNFORMATTED_VALUE", "dateTimeRenderOption": "SERIAL_NUMBER"}
_LATE = 1.0
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class _Tab:
    title: str
    gid: int

    @property
    def range(self) -> str:
        """The whole tab in A1 notation: always quoted, because a tab may be called A1."""
        return "'" + self.title.replace("'", "''") + "'"


@dataclass(frozen=True, slots=True)
class _Book:
    title: str
    locale: str | None
    tabs: tuple[_Tab, ...]
    changed_at: float


@dataclass(frozen=True, slots=True)
class SpreadsheetContent:
    """A spreadsheet at one moment: `values` as a reading of values gives them, `tables` with what formats tell."""

    values: RawTables
    tables: RawTables


class _Client(gspread.HTTPClient):
    """gspread's requests over the program's own HTTP connection."""

    def __init__(self, wire: Wire, access: GoogleAccess) -> None:
        super().__init__(auth=None, session=wire.session)  # type: ignore[arg-type]
        self._wire = wire
        self._base = f"{access.api_endpoint.rstrip('/')}/v4/spreadsheets" if access.api_endpoint else None

    def request(  # type: ignore[override]
        self, method: str, endpoint: str, params: Mapping[str, Any] | None = None, **_: Any
    ) -> Answer:
        """Send a GET, whatever the method: this program only reads."""
        if self._base:
            endpoint = endpoint.replace(SPREADSHEETS_API_V4_BASE_URL, self._base, 1)
        return self._wire.get(endpoint, params or {})


class RequestBudget:
    """The requests allowed for one spreadsheet: `due` ones by the clock, set for every reading, else a spare one.

    `tabs_until` is when the list of tabs is due again; an abandoned connection does not change it.
    """

    def __init__(self, meter: ReadMeter, spare: Spare) -> None:
        self._meter = meter
        self._spare = spare
        self.due = 0
        self.tabs_until = -math.inf
        self._next_list = -math.inf

    def count(self) -> None:
        """Count a request about to be sent; `Unanswered` where it is not allowed."""
        if self.due:
            self.due -= 1
        elif not self._spare.take():
            raise Unanswered(SourceFailure.QUOTA)
        self._meter.count()

    def grant_list(self, now: float) -> int:
        """How many lists of tabs may be read by the clock now: one, even if it fails, then none for a while."""
        if now < self._next_list:
            return 0
        self._next_list = now + TABS_SECONDS
        return 1

    def may_retry(self) -> bool:
        """Whether a retry may be sent: recovery needs a token, values and a confirming reading."""
        return self._spare.left > KEPT_BACK + 1

    def may_spare(self) -> bool:
        """Whether an optional request may be sent: the last ones are reserved for confirming."""
        return self._spare.left > KEPT_BACK


class _SpreadsheetReader:
    """One spreadsheet over one connection. `known` are the names of its tabs at the last reading."""

    def __init__(
        self, key: str, access: GoogleAccess, budget: RequestBudget, clock: Clock, known: tuple[str, ...] | None = None
    ) -> None:
        self._key = key
        self._budget = budget
        self._known = known
        self._clock = clock
        self._patience = access.patience
        direct = access.api_endpoint is not None
        self._wire = Wire(
            credentials=access.account.credentials(),
            patience=access.patience,
            clock=clock,
            count=budget.count,
            direct=direct,
        )
        self._client = _Client(self._wire, access)
        self._last_book: _Book | None = None
        self.book: _Book | None = None

    @property
    def tabs_due(self) -> bool:
        return self._clock.now() >= self._budget.tabs_until

    def read(self) -> RawTables:
        """Read all tabs as they are now, with retries within the deadline; `Unanswered` where they fail."""
        lists = self._budget.grant_list(self._clock.now()) if self.tabs_due else 0
        self._budget.due = 1 + lists
        return self._trying(self._read_once)

    def authorise(self) -> None:
        """Obtain a token for the account; `Unanswered` says why there is none."""
        self._trying(self._wire.authorise)

    def tabs(self) -> tuple[str, ...]:
        """The names of the tabs, which the next reading then knows."""
        self._budget.due = 1
        self.book = self._last_book = self._trying(self._fetch_book)
        return tuple(tab.title for tab in self.book.tabs)

    def look(self, due: bool) -> SpreadsheetContent:
        """All tabs at one moment with information from formats; `due`: in place of a list of tabs."""
        self._budget.due = 1 if due else 0
        return self._trying(self._look_once)

    def _trying(self, call: Callable[[], T]) -> T:
        self._wire.until = self._clock.now() + self._patience.deadline
        return keep_trying(call, self._patience, self._clock, may_retry=self._budget.may_retry)

    def _read_once(self) -> RawTables:
        restless = self.book is not None and self._clock.now() < self.book.changed_at + RESTLESS_SECONDS
        if self.book is None or self._budget.due > 1 or (restless and self._budget.may_spare()):
            self.book = self._last_book = self._fetch_book()
        try:
            return self._fetch_tables(self.book)
        except TabsMoved:
            self.book = None
            raise

    def _look_once(self) -> SpreadsheetContent:
        answer = self._client.fetch_sheet_metadata(self._key, {"fields": GRID_FIELDS, "prettyPrint": "false"})
        book = self._book_of(answer)
        try:
            sheets = [sheet for sheet in answer["sheets"] if _is_grid(sheet["properties"])]
            pairs = zip(book.tabs, sheets, strict=True)
            tabs = [grid_tab(sheet, book.title, self._url(tab), book.locale) for tab, sheet in pairs]
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Unanswered(SourceFailure.LOGIN_PAGE) from None
        self.book = self._last_book = book
        values = tuple(replace(tab.table, rows=tab.values) for tab in tabs)
        return SpreadsheetContent(
            RawTables(values, (book.title,)), RawTables(tuple(tab.table for tab in tabs), (book.title,))
        )

    def _fetch_book(self) -> _Book:
        return self._book_of(self._client.fetch_sheet_metadata(self._key, {"fields": _TAB_FIELDS}))

    def _book_of(self, answer: Mapping[str, Any]) -> _Book:
        try:
            found = [sheet["properties"] for sheet in answer["sheets"]]
            tabs = tuple(_Tab(_text(tab["title"]), int(tab.get("sheetId", 0))) for tab in found if _is_grid(tab))
            title = _text(answer["properties"]["title"]) or self._key
            locale = answer["properties"].get("locale")
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Unanswered(SourceFailure.LOGIN_PAGE) from None
        self._budget.tabs_until = self._clock.now() + TABS_SECONDS
        return _Book(title, str(locale) if locale else None, tabs, self._changed_at(tabs))

    def _changed_at(self, tabs: tuple[_Tab, ...]) -> float:
        last = self._last_book
        if last is None:
            same, before = self._known in (None, tuple(sorted(tab.title for tab in tabs))), -math.inf
        else:
            same, before = last.tabs == tabs, last.changed_at
        return before if same else self._clock.now()

    def _fetch_tables(self, book: _Book) -> RawTables:
        if not book.tabs:
            return RawTables((), (book.title,))
        answer = self._client.values_batch_get(self._key, [tab.range for tab in book.tabs], dict(_RENDERING))
        try:
            found = [_rows(each) for each in answer["valueRanges"]]
            tables = tuple(self._table(book, tab, rows) for tab, rows in zip(book.tabs, found, strict=True))
        except (AttributeError, KeyError, TypeError, ValueError):
            raise Unanswered(SourceFailure.LOGIN_PAGE) from None
        return RawTables(tables, (book.title,))

    def _table(self, book: _Book, tab: _Tab, rows: tuple[tuple[RawCell, ...], ...]) -> RawTable:
        return RawTable(tab.title, rows, book.title, self._url(tab), serial_dates=True, locale=book.locale)

    def _url(self, tab: _Tab) -> str:
        return f"https://docs.google.com/spreadsheets/d/{self._key}/edit#gid={tab.gid}"


def _is_grid(tab: Mapping[str, Any]) -> bool:
    """Charts and connected tables have tabs of their own without cells."""
    return bool(tab.get("sheetType", "GRID") == "GRID")


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError
    return value


def _rows(answer: Mapping[str, Any]) -> tuple[tuple[RawCell, ...], ...]:
    """The cells of one range; a range without a cell has no `values`."""
    _text(answer["range"])
    rows = answer.get("values", [])
    if not all(isinstance(row, list) for row in rows):
        raise TypeError
    return tuple(tuple(map(_cell, row)) for row in rows)


def _cell(value: object) -> RawCell:
    """A value as Google gives it; an empty text is a blank."""
    if value is None or value == "":
        return None
    if isinstance(value, str | int | float):
        return value
    raise TypeError


class GoogleSource(Source):
    """A spreadsheet read with a service account. `meter` counts the reads, shared by all sources of the account."""

    def __init__(
        self,
        spreadsheet: str,
        access: GoogleAccess,
        meter: ReadMeter | None = None,
        clock: Clock | None = None,
        called: str = UNTITLED,
    ) -> None:
        self.key = spreadsheet_key(spreadsheet)
        self._called = called
        self._extra = Spare(clock or SystemClock())
        self._access = access
        self._clock = clock or SystemClock()
        self._meter = meter or ReadMeter(self._clock)
        self._budget = RequestBudget(self._meter, self._extra)
        self._reader: _SpreadsheetReader | None = None
        self._title: str | None = None
        self._known: tuple[str, ...] | None = None

    @property
    def label(self) -> str:
        """The spreadsheet's title, or the name given to it here while the title is unknown; never the key."""
        return self._title or self._called

    @property
    def distant(self) -> bool:
        """True: Google limits the number of requests."""
        return True

    def may_hurry(self) -> bool:
        """Whether it may be read ahead of schedule at a person's request; uses up one of the spare requests."""
        return self._extra.left > KEPT_BACK and self._extra.take()

    def look_again(self) -> None:
        """Read the list of tabs again with the next reading, because a person asks for a fresh read."""
        if self._reader is not None and self._extra.left > KEPT_BACK:
            self._reader.book = None

    @property
    def may_confirm(self) -> bool:
        """Whether a confirming reading may be sent now."""
        return self._extra.may_confirm

    @property
    def tabs_due(self) -> bool:
        """Whether the next reading would read the list of tabs."""
        return self._reader is not None and self._reader.tabs_due

    def recall(self, tables: RawTables) -> None:
        """Take over the known tabs, from before a restart for instance: one that is missing now may come back."""
        self._known = tuple(sorted(table.tab for table in tables.tables if self.owns(table)))

    def owns(self, table: RawTable) -> bool:
        """Whether a table was read from this spreadsheet."""
        return f"/d/{self.key}/" in (table.url or "")

    def fetch(self) -> RawTables:
        """All tabs with cells, in the order of the spreadsheet; `SourceError` where they cannot be read."""
        tables = self._asked(_SpreadsheetReader.read)
        self.recall(tables)
        (self._title,) = tables.labels
        return tables

    def authorise(self) -> None:
        """Obtain a token for the account; `SourceError` says why there is none."""
        self._asked(_SpreadsheetReader.authorise)

    def tabs(self) -> tuple[str, ...]:
        """The names of the tabs; `SourceError` where the account may not see them."""
        return self._asked(_SpreadsheetReader.tabs)

    def look(self, *, due: bool = False) -> SpreadsheetContent:
        """The tabs at one moment with information from their formats, by one request; `SourceError` as in `fetch`.

        `due`: it replaces a list of tabs and uses no spare request.
        """
        if not due:
            self._extra.confirming()
        return self._asked(lambda reader: reader.look(due))

    def _asked(self, ask: Callable[[_SpreadsheetReader], T]) -> T:
        reader = self._reader or _SpreadsheetReader(
            key=self.key, access=self._access, budget=self._budget, clock=self._clock, known=self._known
        )
        self._reader = None
        try:
            found = within(self._access.patience.deadline + _LATE, lambda: ask(reader))
        except TimeoutError:
            raise SourceError(SourceFailure.TIMED_OUT, self.label) from None
        except Unanswered as refusal:
            self._reader = reader
            detail = self._detail(refusal.failure)
            raise SourceError(refusal.failure, self.label, detail, refusal.retry_after) from None
        self._reader = reader
        return found

    def _detail(self, failure: SourceFailure) -> str:
        """The detail that helps the secretary to mend a failure: never a secret."""
        account = self._access.account
        details = {
            SourceFailure.NO_PERMISSION: account.client_email,
            SourceFailure.KEY_REVOKED: account.client_email,
            SourceFailure.API_DISABLED: account.project_id or "",
        }
        return details.get(failure, "")
