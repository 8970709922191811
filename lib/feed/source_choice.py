"""Which source the feed reads: that of the settings, or a Google Sheet or local Excel file chosen at run time.

The choice survives a restart, because at a conference without Internet a restart must not try to reach Google. It is
discarded when the settings name another source.
"""

from __future__ import annotations

import json
import logging
from collections.abc import Callable
from pathlib import Path

from lib.feed.leader_lease import HostSource
from lib.feed.open_source import open_source, opened
from lib.feed.polling import Feed
from lib.feed.state_copy import StateCopy
from lib.model.problems import SourceError, SourceFailure
from lib.model.sheet_address import spreadsheet_key
from lib.settings import PACE, Settings, SourceKind, SourceSettings, SpreadsheetLocation, at_home
from lib.sheets.sources.account import ServiceAccount
from lib.sheets.sources.quota_meter import ReadMeter
from lib.sheets.sources.source import RawTables, Source
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.store.news import News, Publish, publish_to_nobody
from lib.store.shelf import Shelf

CHOICE_FILE = "source.json"
_LOG = logging.getLogger(__name__)


def look_at_settings(
    sources: SourceChoice, feed: Feed, read: Callable[[], Settings], then: Callable[[Settings], None]
) -> None:
    """Read settings again that could not be read; once they are mended, switch to their source, then call `then`."""
    if sources.settings.fault is None:
        return
    settings = read()
    source = sources.mended(settings)
    if source is not None:
        feed.switch(source, settings.source.poll_seconds)
    if settings.fault is None:
        then(settings)


def source_identity(places: tuple[SpreadsheetLocation, ...]) -> str:
    """A text that is equal exactly for the same spreadsheets in the same order."""
    return json.dumps([[place.kind.value, place.where] for place in places])


def _key(where: str) -> str:
    """The key of a sheet, empty where the address has none."""
    try:
        return spreadsheet_key(where)
    except SourceError:
        return ""


class SourceChoice:
    """The choice of the source, kept on `shelf`; `publish` notifies the processes that share it.

    `meter` counts the reads of Google of all sources opened here, `source` is the one opened last, `settings` are those
    in force: of the start, or as mended since.
    """

    def __init__(self, settings: Settings, shelf: Shelf, publish: Publish = publish_to_nobody) -> None:
        self.settings = settings
        self._shelf = shelf
        self._publish = publish
        self.meter = ReadMeter()
        self.file: Path | None = None
        self.sheet: str | None = None
        self.file, self.sheet = self._remembered()
        self.source: HostSource = self._chosen()

    @property
    def google(self) -> bool:
        """Whether a Google spreadsheet is read with the service account, unless a file stands in for it."""
        return any(place.kind is SourceKind.GOOGLE for place in self._places)

    @property
    def google_places(self) -> tuple[SpreadsheetLocation, ...]:
        """The Google spreadsheets that are configured or chosen, by link or with the service account."""
        return tuple(place for place in self._places if place.kind is not SourceKind.XLSX)

    @property
    def on_sample(self) -> bool:
        """Whether the sample is read because no source was ever configured or chosen."""
        settings = self.settings
        unset = settings.fault is None and settings.file is not None and settings.typed_in is None
        return unset and self.file is None and self.sheet is None

    @property
    def pace(self) -> float:
        """Seconds between two reads of the chosen source."""
        return self.settings.source.poll_seconds if self.sheet is None else PACE[self._sheet(self.sheet).kind]

    @property
    def _places(self) -> tuple[SpreadsheetLocation, ...]:
        return self.settings.source.places if self.sheet is None else (self._sheet(self.sheet),)

    def _sheet(self, address: str) -> SpreadsheetLocation:
        """A Google Sheet, read with the service account where one is configured, else by its link."""
        return SpreadsheetLocation(
            SourceKind.GOOGLE if self.settings.source.account else SourceKind.GOOGLE_LINK, address
        )

    @property
    def link_keys(self) -> frozenset[str]:
        """The keys of the sheets that are read by their link now; none while an Excel file stands in for all."""
        if self.file is not None:
            return frozenset()
        return frozenset(_key(place.where) for place in self._places if place.kind is SourceKind.GOOGLE_LINK) - {""}

    @property
    def account_address(self) -> str | None:
        """The address of the service account, with which spreadsheets are shared; None where none is configured."""
        try:
            return ServiceAccount.of(json.loads(self.settings.source.account or "{}")).client_email
        except SourceError:
            return None

    def choose_file(self, typed: str) -> HostSource:
        """Switch to the Excel file of this path; `SourceError`, and no change, where it cannot be read now."""
        path = at_home(typed.strip().strip('"'))
        if not path.is_absolute():
            raise SourceError(SourceFailure.NOT_FOUND, typed)
        if path.suffix.lower() != ".xlsx":
            raise SourceError(SourceFailure.NOT_A_WORKBOOK, path.name)
        ExcelSource(path).fetch()
        self.source = self._of_file(path)
        self.source.lead()
        self._remember(path)
        return self.source

    def keys_by_link(self, address: str) -> frozenset[str]:
        """The key of a sheet that would be read by its link; none where the service account would read it."""
        return frozenset({_key(address)} - {""}) if self._sheet(address).kind is SourceKind.GOOGLE_LINK else frozenset()

    def look_at_sheet(self, address: str) -> RawTables:
        """Read a Google Sheet once without switching to it; `SourceError` where it cannot be read."""
        return opened(self._of_sheet(address), self.meter).fetch()

    def choose_sheet(self, address: str) -> HostSource:
        """Switch to this Google Sheet, also for later starts; `SourceError` where it cannot be read now."""
        self.look_at_sheet(address)
        self.source = self._read_sheet(address)
        self.source.lead()
        self._remember(None, address)
        return self.source

    def choose_configured(self) -> HostSource:
        """Switch back to the source of the settings."""
        self.source = self._configured()
        self._remember(None)
        return self.source

    def mended(self, settings: Settings) -> HostSource | None:
        """The source of settings that were unreadable before and can be read now; None where nothing is to change."""
        if self.settings.fault is None or settings.fault is not None:
            return None
        self.settings = settings
        if self.file is not None:
            return None
        self.file, self.sheet = self._remembered()
        self.source = self._chosen()
        return self.source

    def chosen_elsewhere(self) -> HostSource | None:
        """The source that another process chose, None where it is the one that is read here."""
        chosen = self._remembered()
        if chosen == (self.file, self.sheet):
            return None
        self.file, self.sheet = chosen
        self.source = self._chosen()
        return self.source

    def _chosen(self) -> HostSource:
        if self.file is not None:
            return self._of_file(self.file)
        return self._read_sheet(self.sheet) if self.sheet is not None else self._configured()

    def _of_sheet(self, address: str) -> SourceSettings:
        settings = self.settings.source
        return SourceSettings((self._sheet(address),), api_endpoint=settings.api_endpoint, account=settings.account)

    def _read_sheet(self, address: str) -> HostSource:
        settings = self._of_sheet(address)
        return self._host(open_source(Settings(settings), self.meter), settings.places)

    def _configured(self) -> HostSource:
        return self._host(open_source(self.settings, self.meter), self.settings.source.places)

    def _of_file(self, path: Path) -> HostSource:
        places = (SpreadsheetLocation(SourceKind.XLSX, str(path)),)
        return self._host(opened(SourceSettings(places)), places)

    def _host(self, source: Source, places: tuple[SpreadsheetLocation, ...]) -> HostSource:
        copy = StateCopy(self._shelf, source_identity(places))
        return HostSource(source, copy, publish=self._publish, quota=lambda: self.meter.used)

    def _remember(self, path: Path | None, sheet: str | None = None) -> None:
        self.file, self.sheet = path, sheet
        configured = source_identity(self.settings.source.places)
        choice = {"configured": configured, "file": str(path) if path else None, "sheet": sheet}
        try:
            self._shelf.write(CHOICE_FILE, json.dumps(choice))
            self._publish(News.CHOICE)
        except OSError as error:
            _LOG.warning("the chosen source will be forgotten at a restart: %s", error.strerror)

    def _remembered(self) -> tuple[Path | None, str | None]:
        try:
            choice = json.loads(self._shelf.read(CHOICE_FILE) or "")
            same = choice["configured"] == source_identity(self.settings.source.places)
            file, sheet = (choice.get("file"), choice.get("sheet")) if same else (None, None)
            return (Path(file) if file else None), (str(sheet) if sheet else None)
        except (OSError, ValueError, LookupError, TypeError, AttributeError):
            return None, None
