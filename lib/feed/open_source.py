"""Opens the source of the settings; one that cannot be opened becomes a source that fails with the reason."""

from __future__ import annotations

import json
from collections.abc import Sequence

from lib.model.problems import SourceError, SourceFailure
from lib.model.sheet_address import UNTITLED
from lib.settings import Settings, SourceKind, SourceSettings, SpreadsheetLocation
from lib.sheets.sources.account import GoogleAccess, ServiceAccount
from lib.sheets.sources.confirmed import ConfirmedSource
from lib.sheets.sources.google import GoogleSource
from lib.sheets.sources.joined import PartSources, SeveralSources
from lib.sheets.sources.link import LinkSource
from lib.sheets.sources.quota_meter import ReadMeter
from lib.sheets.sources.source import RawTables, Source
from lib.sheets.sources.xlsx_file import ExcelSource

SETTINGS_FILE = "secrets.toml"


class ClosedSource(Source):
    """A source that always fails with the same reason."""

    def __init__(self, label: str, failure: SourceFailure, detail: str) -> None:
        self._why = (failure, label, detail)

    @property
    def label(self) -> str:
        return self._why[1]

    def fetch(self) -> RawTables:
        raise SourceError(*self._why)


def open_source(settings: Settings, meter: ReadMeter | None = None) -> Source:
    """The source of these settings, its requests counted by `meter`; a `ClosedSource` where they are wrong."""
    if settings.fault is not None:
        return ClosedSource(SETTINGS_FILE, SourceFailure.BAD_SETTINGS, settings.fault)
    try:
        return opened(settings.source, meter)
    except SourceError as error:
        return ClosedSource(error.source, error.failure, error.detail)


def opened(settings: SourceSettings, meter: ReadMeter | None = None) -> Source:
    """The spreadsheets of these settings as one source; `SourceError` where an address or the account is wrong."""
    meter = meter or ReadMeter()
    sources = tuple(
        _open(place, settings, meter, _called(number, settings.places))
        for number, place in enumerate(settings.places, 1)
    )
    paced = _confirmed_together([(source, place.pace) for source, place in zip(sources, settings.places, strict=True)])
    if len(paced) == 1:
        return paced[0][0]
    if any(place.poll_seconds for place in settings.places) or len({place.kind for place in settings.places}) > 1:
        return PartSources(paced)
    return SeveralSources(sources)


def _confirmed_together(sources: Sequence[tuple[Source, float]]) -> list[tuple[Source, float]]:
    """The sources with intervals, those of Google as one in the place of the first: a move between two is one edit."""
    google = [(source, pace) for source, pace in sources if isinstance(source, GoogleSource)]
    if not google:
        return list(sources)
    together = ConfirmedSource([source for source, _ in google]), min(pace for _, pace in google)
    place = next(place for place, (source, _) in enumerate(sources) if isinstance(source, GoogleSource))
    others = [(source, pace) for source, pace in sources if not isinstance(source, GoogleSource)]
    return [*others[:place], together, *others[place:]]


def _called(number: int, places: tuple[SpreadsheetLocation, ...]) -> str:
    return UNTITLED if len(places) == 1 else f"{UNTITLED} ({number})"


def _open(
    place: SpreadsheetLocation, settings: SourceSettings, meter: ReadMeter, called: str
) -> ExcelSource | GoogleSource | LinkSource:
    if place.kind is SourceKind.XLSX:
        return ExcelSource(place.where)
    if place.kind is SourceKind.GOOGLE_LINK:
        return LinkSource(place.where, settings.api_endpoint, called=called)
    account = ServiceAccount.of(json.loads(settings.account or "{}"))
    return GoogleSource(place.where, GoogleAccess(account, settings.api_endpoint), meter, called=called)
