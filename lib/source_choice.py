"""Which source the feed reads: the one of the settings, or for the day an Excel file of this machine.

The choice outlives a restart, for on the day without Internet a restart must not go looking for Google. It is
forgotten where the settings name another source.
"""

from __future__ import annotations

import json
import logging
from pathlib import Path

from lib.one_reader import HostSource
from lib.opening import open_source, opened
from lib.problems import SourceError, SourceFailure
from lib.settings import Place, Settings, SourceKind, SourceSettings
from lib.sheets.account import ServiceAccount
from lib.sheets.meter import ReadMeter
from lib.sheets.workbook import ExcelSource
from lib.state_copy import StateCopy
from lib.whole_file import write_whole

CHOICE_FILE = "source.json"
_LOG = logging.getLogger(__name__)


def identity_of(places: tuple[Place, ...]) -> str:
    """A text that is the same exactly for the same spreadsheets in the same order."""
    return json.dumps([[place.kind.value, place.where] for place in places])


class SourceChoice:
    """The choice and its file in `folder`. `meter` counts the reads of Google of all sources opened here."""

    def __init__(self, settings: Settings, folder: Path) -> None:
        self._settings = settings
        self._folder = folder
        self.meter = ReadMeter()
        self.file: Path | None = self._remembered()

    @property
    def google(self) -> bool:
        """Whether the settings name a Google spreadsheet."""
        return any(place.kind is SourceKind.GOOGLE for place in self._settings.source.places)

    @property
    def account_address(self) -> str | None:
        """The address of the service account, with which spreadsheets are shared; None where none is set."""
        try:
            return ServiceAccount.of(json.loads(self._settings.source.account or "{}")).client_email
        except SourceError:
            return None

    def chosen(self) -> HostSource:
        """The source to start with."""
        return self._of_file(self.file) if self.file is not None else self.configured()

    def configured(self) -> HostSource:
        """The source of the settings."""
        source = open_source(self._settings, self.meter)
        return HostSource(source, StateCopy(self._folder, identity_of(self._settings.source.places)))

    def choose_file(self, typed: str) -> HostSource:
        """From now on the Excel file of this path; `SourceError` where it cannot be read now, and nothing changes."""
        path = Path(typed.strip().strip('"')).expanduser()
        if not path.is_absolute():
            raise SourceError(SourceFailure.NOT_FOUND, typed)
        if path.suffix.lower() != ".xlsx":
            raise SourceError(SourceFailure.NOT_A_WORKBOOK, path.name)
        ExcelSource(path).fetch()
        self._remember(path)
        return self._of_file(path)

    def choose_configured(self) -> HostSource:
        """From now on the source of the settings again."""
        self._remember(None)
        return self.configured()

    def _of_file(self, path: Path) -> HostSource:
        places = (Place(SourceKind.XLSX, str(path)),)
        return HostSource(opened(SourceSettings(places)), StateCopy(self._folder, identity_of(places)))

    def _remember(self, path: Path | None) -> None:
        self.file = path
        choice = {"configured": identity_of(self._settings.source.places), "file": str(path) if path else None}
        try:
            write_whole(self._folder / CHOICE_FILE, json.dumps(choice))
        except OSError as error:
            _LOG.warning("the chosen source will be forgotten at a restart: %s", error.strerror)

    def _remembered(self) -> Path | None:
        try:
            choice = json.loads((self._folder / CHOICE_FILE).read_text(encoding="utf-8"))
            same = choice["configured"] == identity_of(self._settings.source.places)
            return Path(choice["file"]) if same and choice["file"] else None
        except (OSError, ValueError, LookupError, TypeError):
            return None
