"""The settings of a run: `.streamlit/secrets.toml`, overridden by `THIDUA_SOURCE` (docs/workbook.md section 6).

Nothing raises: an unreadable setting is named by `fault`, its dotted name as in the example file. Access control is
read from the same file by `lib/access/policy.py`.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

from lib.model.sheet_address import is_web_address, split_places
from lib.store.settings_file import BadSettingsFile, read_toml

SOURCE_VARIABLE = "THIDUA_SOURCE"
SHARED_SCHEMES = frozenset({"redis", "rediss", "unix"})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_GOOGLE_KEY = re.compile(r"[A-Za-z0-9_-]{20,}")
_SLOWEST = 3600


class SourceKind(StrEnum):
    """How a spreadsheet is read: as a file, with the service account, or by its link."""

    XLSX = "xlsx"
    GOOGLE = "google"
    GOOGLE_LINK = "google-link"


PACE = {SourceKind.XLSX: 5.0, SourceKind.GOOGLE: 5.0, SourceKind.GOOGLE_LINK: 30.0}
"""Default seconds between two reads, by kind of source."""
_FASTEST = {SourceKind.XLSX: 1.0, SourceKind.GOOGLE: 5.0, SourceKind.GOOGLE_LINK: 15.0}


@dataclass(frozen=True)
class SpreadsheetLocation:
    """One spreadsheet: an absolute path, or a key or address of Google; `poll_seconds`: its own interval."""

    kind: SourceKind
    where: str
    poll_seconds: float | None = None

    @property
    def pace(self) -> float:
        """Seconds between two reads of this part."""
        return self.poll_seconds or PACE[self.kind]


@dataclass(frozen=True)
class SourceSettings:
    """The source of the year. `account` is the service account's JSON, never shown.

    `api_endpoint` is the address of a fake server on loopback.
    """

    places: tuple[SpreadsheetLocation, ...]
    poll_seconds: float = 5.0
    api_endpoint: str | None = None
    account: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Settings:
    """The settings of a run. `fault` names the setting that cannot be read; then `source.places` is empty.

    `shared` is the address of the store that several processes share, None for a single process. `live_page`: everyone
    may read what is released without the app. `file` is the settings file, `typed_in` where the source was set: the
    environment variable, or the setting in the file.
    """

    source: SourceSettings
    fault: str | None = None
    history: tuple[SourceSettings, ...] = ()
    shared: str | None = field(default=None, repr=False)
    live_page: bool = True
    file: Path | None = None
    typed_in: str | None = None


class _BadSetting(Exception):
    """The dotted name of a setting that cannot be read."""


def read_settings(secrets: Path, environment: Mapping[str, str], default: Path) -> Settings:
    """The settings of this run; `default` is the workbook to show where none is set.

    A relative path in the file is relative to the folder above `.streamlit`, one in the environment to the current
    folder.
    """
    try:
        table = _toml(secrets)
        folder = secrets.parent.parent
        source = _source(table, environment, folder, default)
        history, shared, live = _history(table, folder), _shared(table), _live(table)
        return Settings(
            source, history=history, shared=shared, live_page=live, file=secrets, typed_in=_typed_in(table, environment)
        )
    except _BadSetting as bad:
        return Settings(SourceSettings(()), str(bad), live_page=False, file=secrets)


def places_of(text: str, folder: Path) -> tuple[SpreadsheetLocation, ...]:
    """The spreadsheets named by a path, key or address, several joined by commas; paths are relative to `folder`.

    A comma in the name of an existing file does not separate.
    """
    pieces = text.split(",")
    parts: list[str] = []
    rest: list[str] = []
    while pieces:
        length = next((n for n in range(len(pieces), 1, -1) if _is_file(",".join(pieces[:n]), folder)), 0)
        if length:
            parts += [*split_places(",".join(rest)), ",".join(pieces[:length]).strip()]
            rest = []
        else:
            rest.append(pieces[0])
        pieces = pieces[length or 1 :]
    return tuple(_place(part, folder) for part in (*parts, *split_places(",".join(rest))))


def _is_file(text: str, folder: Path) -> bool:
    try:
        return bool(text.strip()) and spelled(folder / at_home(text.strip())).is_file()
    except OSError:
        return False


def at_home(text: str) -> Path:
    """The path, with a leading `~` as the home folder where there is such a home."""
    try:
        return Path(text).expanduser()
    except RuntimeError:
        return Path(text)


def spelled(path: Path) -> Path:
    """`path` as spelled on disk: letters with diacritics may be written there in another Unicode normal form."""
    try:
        if path.exists():
            return path
    except OSError:  # a name that is longer than any name of a file
        return path
    parent = spelled(path.parent) if path.parent != path else path
    wanted = unicodedata.normalize("NFC", path.name)
    try:
        there = (one for one in parent.iterdir() if unicodedata.normalize("NFC", one.name) == wanted)
        return next(there, path)
    except OSError:
        return path


def without_account(places: tuple[SpreadsheetLocation, ...], account: str | None) -> tuple[SpreadsheetLocation, ...]:
    """The same places; without a service account, a Google Sheet, by its address or key, is read by its link."""
    if account is not None:
        return places
    return tuple(
        replace(place, kind=SourceKind.GOOGLE_LINK) if place.kind is SourceKind.GOOGLE else place for place in places
    )


def _place(text: str, folder: Path) -> SpreadsheetLocation:
    path = spelled(folder / at_home(text))
    if is_web_address(text) or (_GOOGLE_KEY.fullmatch(text) and not path.exists()):
        return SpreadsheetLocation(SourceKind.GOOGLE, text)
    return SpreadsheetLocation(SourceKind.XLSX, str(path.absolute()))


def _toml(path: Path) -> dict[str, object]:
    try:
        return read_toml(path.read_bytes())
    except FileNotFoundError:
        return {}
    except (OSError, BadSettingsFile) as error:
        raise _BadSetting(path.name) from error


def _source(table: dict[str, object], environment: Mapping[str, str], folder: Path, default: Path) -> SourceSettings:
    section, account = _section(table, "source"), _account(table)
    typed = environment.get(SOURCE_VARIABLE, "").strip()
    if typed:
        places = without_account(places_of(typed, Path.cwd()), account)
    elif "parts" in section:
        places = _parts(section, folder)
    else:
        named = set(section) - {"api_endpoint", "poll_seconds"}
        places = _places(section, folder) if named else (SpreadsheetLocation(SourceKind.XLSX, str(default)),)
    endpoint = _endpoint(section)
    pace = _pace(section, places, trial=endpoint is not None, stated=not typed)
    return SourceSettings(places, pace, endpoint, account)


def _typed_in(table: dict[str, object], environment: Mapping[str, str]) -> str | None:
    """Where the source was set: the variable, or its setting in the file; None where it is the sample."""
    if environment.get(SOURCE_VARIABLE, "").strip():
        return SOURCE_VARIABLE
    section = _section(table, "source")
    names = ("parts", "paths", "path", "spreadsheets", "spreadsheet")
    return next((f"source.{name}" for name in names if name in section), None)


def _parts(section: dict[str, object], folder: Path) -> tuple[SpreadsheetLocation, ...]:
    """`[[source.parts]]`: one spreadsheet or file each, of any kind, with an interval of its own."""
    parts = section["parts"]
    if not isinstance(parts, list) or not parts or not all(isinstance(part, dict) for part in parts):
        raise _BadSetting("source.parts")
    trial = _endpoint(section) is not None
    return tuple(
        replace(place, poll_seconds=_pace(part, (place,), trial, stated=True))
        for part in parts
        for place in _places(part, folder)
    )


def _history(table: dict[str, object], folder: Path) -> tuple[SourceSettings, ...]:
    sections = table.get("history", [])
    if not isinstance(sections, list) or not all(isinstance(section, dict) for section in sections):
        raise _BadSetting("history")
    source = _section(table, "source")
    return tuple(
        SourceSettings(_places(section, folder), api_endpoint=_endpoint(source), account=_account(table))
        for section in sections
    )


def _section(table: dict[str, object], name: str) -> dict[str, object]:
    section = table.get(name, {})
    if not isinstance(section, dict):
        raise _BadSetting(name)
    return section


def _places(section: dict[str, object], folder: Path) -> tuple[SpreadsheetLocation, ...]:
    kind = section.get("kind")
    if kind == SourceKind.XLSX:
        return tuple(_place(text, folder) for text in _texts(section, "path", "paths"))
    if isinstance(kind, str) and kind in (SourceKind.GOOGLE, SourceKind.GOOGLE_LINK):
        return tuple(
            SpreadsheetLocation(SourceKind(kind), text) for text in _texts(section, "spreadsheet", "spreadsheets")
        )
    raise _BadSetting("source.kind")


def _texts(section: dict[str, object], one: str, several: str) -> tuple[str, ...]:
    texts = section.get(several, [section.get(one)])
    if not isinstance(texts, list) or not texts:
        raise _BadSetting(f"source.{several}")
    if not all(isinstance(text, str) and text.strip() for text in texts):
        raise _BadSetting(f"source.{several if several in section else one}")
    return tuple(text.strip() for text in texts)


def _pace(section: dict[str, object], places: tuple[SpreadsheetLocation, ...], trial: bool, stated: bool) -> float:
    """Seconds between two reads of these places: the shortest interval of their kinds.

    An interval shorter than a service allows is refused where these very settings state it (`stated`), and raised
    elsewhere; a server on this machine, for a `trial`, allows any.
    """
    least = min((_FASTEST[place.kind] for place in places), default=1.0)
    seconds = section.get("poll_seconds", min((place.pace for place in places), default=PACE[SourceKind.XLSX]))
    allowed = 1.0 if trial or not stated else least
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not allowed <= seconds <= _SLOWEST:
        raise _BadSetting("source.poll_seconds")
    return float(seconds) if trial else max(float(seconds), least)


def _endpoint(section: dict[str, object]) -> str | None:
    """Only a server on this machine: elsewhere the key of the service account would be sent to a stranger."""
    address = section.get("api_endpoint")
    if address is None:
        return None
    if isinstance(address, str):
        parts = urlsplit(address)
        if parts.scheme in {"http", "https"} and parts.hostname in LOOPBACK:
            return address
    raise _BadSetting("source.api_endpoint")


def _shared(table: dict[str, object]) -> str | None:
    address = _section(table, "shared").get("url")
    if address is None or (isinstance(address, str) and urlsplit(address).scheme in SHARED_SCHEMES):
        return address
    raise _BadSetting("shared.url")


def _live(table: dict[str, object]) -> bool:
    """Whether there is a live page; it is off while the settings cannot be read."""
    enabled = _section(table, "live_page").get("enabled", True)
    if not isinstance(enabled, bool):
        raise _BadSetting("live_page.enabled")
    return enabled


def _account(table: dict[str, object]) -> str | None:
    section = _section(table, "google")
    return json.dumps(section) if section else None
