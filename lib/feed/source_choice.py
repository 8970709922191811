"""Which source the feed reads: the one of the settings, or for the day an Excel file of this machine.

The choice outlives a restart, for on the day without Internet a restart must not go looking for Google. It is
forgotten where the settings name another source.
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
from lib.settings import Place, Settings, SourceKind, SourceSettings
from lib.sheets.sources.account import ServiceAccount
from lib.sheets.sources.quota_meter import ReadMeter
from lib.sheets.sources.source import Source
from lib.sheets.sources.xlsx_file import ExcelSource
from lib.store.news import News, Tell, to_nobody
from lib.store.shelf import Shelf

CHOICE_FILE = "source.json"
_LOG = logging.getLogger(__name__)


def look_at_settings(sources: SourceChoice, feed: Feed, read: Callable[[], Settings]) -> None:
    """Settings that could not be read are looked at again; once they are mended their source is read."""
    if sources.settings.fault is None:
        return
    settings = read()
    source = sources.mended(settings)
    if source is not None:
        feed.switch(source, settings.source.poll_seconds)


def identity_of(places: tuple[Place, ...]) -> str:
    """A text that is the same exactly for the same spreadsheets in the same order."""
    return json.dumps([[place.kind.value, place.where] for place in places])


def _key(where: str) -> str:
    """The key of a sheet, empty where its address is none."""
    try:
        return spreadsheet_key(where)
    except SourceError:
        return ""


class SourceChoice:
    """The choice, kept on `shelf`; `tell` reaches the processes that share it.

    `meter` counts the reads of Google of all sources opened here, `source` is the one opened last.
    """

    def __init__(self, settings: Settings, shelf: Shelf, tell: Tell = to_nobody) -> None:
        self._settings = settings
        self._shelf = shelf
        self._tell = tell
        self.meter = ReadMeter()
        self.file: Path | None = self._remembered()
        self.source: HostSource = self._of_file(self.file) if self.file is not None else self._configured()

    @property
    def google(self) -> bool:
        """Whether the settings name a Google spreadsheet."""
        return any(place.kind is SourceKind.GOOGLE for place in self._settings.source.places)

    @property
    def link_keys(self) -> frozenset[str]:
        """The keys of the sheets that are read by their link now; none while an Excel file stands in for all."""
        if self.file is not None:
            return frozenset()
        places = self._settings.source.places
        return frozenset(_key(place.where) for place in places if place.kind is SourceKind.GOOGLE_LINK) - {""}

    @property
    def account_address(self) -> str | None:
        """The address of the service account, with which spreadsheets are shared; None where none is set."""
        try:
            return ServiceAccount.of(json.loads(self._settings.source.account or "{}")).client_email
        except SourceError:
            return None

    def choose_file(self, typed: str) -> HostSource:
        """From now on the Excel file of this path; `SourceError` where it cannot be read now, and nothing changes."""
        path = Path(typed.strip().strip('"')).expanduser()
        if not path.is_absolute():
            raise SourceError(SourceFailure.NOT_FOUND, typed)
        if path.suffix.lower() != ".xlsx":
            raise SourceError(SourceFailure.NOT_A_WORKBOOK, path.name)
        ExcelSource(path).fetch()
        self.source = self._of_file(path)
        self.source.lead()
        self._remember(path)
        return self.source

    def choose_configured(self) -> HostSource:
        """From now on the source of the settings again."""
        self.source = self._configured()
        self._remember(None)
        return self.source

    def mended(self, settings: Settings) -> HostSource | None:
        """The source of settings that could not be read before and now can be; None where nothing is to change."""
        if self._settings.fault is None or settings.fault is not None:
            return None
        self._settings = settings
        self.file = self._remembered()
        if self.file is not None:
            return None
        self.source = self._configured()
        return self.source

    @property
    def settings(self) -> Settings:
        """The settings in force; those of the start, or as they were mended since."""
        return self._settings

    def chosen_elsewhere(self) -> HostSource | None:
        """The source that another process chose, None where it is the one that is read here."""
        file = self._remembered()
        if file == self.file:
            return None
        self.file = file
        self.source = self._of_file(file) if file is not None else self._configured()
        return self.source

    def _configured(self) -> HostSource:
        return self._host(open_source(self._settings, self.meter), self._settings.source.places)

    def _of_file(self, path: Path) -> HostSource:
        places = (Place(SourceKind.XLSX, str(path)),)
        return self._host(opened(SourceSettings(places)), places)

    def _host(self, source: Source, places: tuple[Place, ...]) -> HostSource:
        copy = StateCopy(self._shelf, identity_of(places))
        return HostSource(source, copy, tell=self._tell, quota=lambda: self.meter.used)

    def _remember(self, path: Path | None) -> None:
        self.file = path
        choice = {"configured": identity_of(self._settings.source.places), "file": str(path) if path else None}
        try:
            self._shelf.write(CHOICE_FILE, json.dumps(choice))
            self._tell(News.CHOICE)
        except OSError as error:
            _LOG.warning("the chosen source will be forgotten at a restart: %s", error.strerror)

    def _remembered(self) -> Path | None:
        try:
            choice = json.loads(self._shelf.read(CHOICE_FILE) or "")
            same = choice["configured"] == identity_of(self._settings.source.places)
            return Path(choice["file"]) if same and choice["file"] else None
        except (OSError, ValueError, LookupError, TypeError):
            return None
