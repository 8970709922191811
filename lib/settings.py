"""What the secretary set: `.streamlit/secrets.toml`, with `THIDUA_SOURCE` above it (docs/workbook.md section 6).

Nothing raises: what cannot be read is named by `fault`, the dotted name of the setting as in the example file. Who may
get in is read from the same file by `lib/access/policy.py`.
"""

from __future__ import annotations

import json
import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from urllib.parse import urlsplit

SOURCE_VARIABLE = "THIDUA_SOURCE"
SHARED_SCHEMES = frozenset({"redis", "rediss", "unix"})
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
_GOOGLE_ADDRESS = "docs.google.com/"
_GOOGLE_KEY = re.compile(r"[A-Za-z0-9_-]{20,}")
_FASTEST, _SLOWEST = 1, 3600


class SourceKind(StrEnum):
    XLSX = "xlsx"
    GOOGLE = "google"


@dataclass(frozen=True)
class Place:
    """One spreadsheet: an absolute path, or a key or address of Google."""

    kind: SourceKind
    where: str


@dataclass(frozen=True)
class SourceSettings:
    """Where the year is read from. `account` is the service account's JSON, never shown.

    `api_endpoint` is the address of a fake server on loopback.
    """

    places: tuple[Place, ...]
    poll_seconds: float = 5.0
    api_endpoint: str | None = None
    account: str | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Settings:
    """The settings of a run. `fault` names the setting that cannot be read; then `source.places` is empty.

    `shared` is the address of the store that several processes share, None for one process alone.
    """

    source: SourceSettings
    fault: str | None = None
    history: tuple[SourceSettings, ...] = ()
    shared: str | None = field(default=None, repr=False)


class _BadSetting(Exception):
    """The dotted name of a setting that cannot be read."""


def read_settings(secrets: Path, environment: Mapping[str, str], default: Path) -> Settings:
    """The settings of this run; `default` is the workbook shown where none is set.

    A relative path in the file is relative to the folder above `.streamlit`, one in the environment to the current one.
    """
    try:
        table = _toml(secrets)
        folder = secrets.parent.parent
        source = _source(table, environment, folder, default)
        return Settings(source, history=_history(table, folder), shared=_shared(table))
    except _BadSetting as bad:
        return Settings(SourceSettings(()), str(bad))


def places_of(text: str, folder: Path) -> tuple[Place, ...]:
    """The spreadsheets named by a path, key or address, several joined by commas; paths are relative to `folder`."""
    if (folder / text.strip()).is_file():
        return (_place(text.strip(), folder),)
    return tuple(_place(part.strip(), folder) for part in text.split(",") if part.strip())


def _place(text: str, folder: Path) -> Place:
    path = folder / Path(text).expanduser()
    if _GOOGLE_ADDRESS in text or (_GOOGLE_KEY.fullmatch(text) and not path.exists()):
        return Place(SourceKind.GOOGLE, text)
    return Place(SourceKind.XLSX, str(path.absolute()))


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise _BadSetting(path.name) from error


def _source(table: dict[str, object], environment: Mapping[str, str], folder: Path, default: Path) -> SourceSettings:
    section = _section(table, "source")
    typed = environment.get(SOURCE_VARIABLE, "").strip()
    if typed:
        places = places_of(typed, Path.cwd())
    else:
        places = _places(section, folder) if section else (Place(SourceKind.XLSX, str(default)),)
    return SourceSettings(places, _poll_seconds(section), _endpoint(section), _account(table))


def _history(table: dict[str, object], folder: Path) -> tuple[SourceSettings, ...]:
    """The earlier workbooks, `[[history]]`, each given like `[source]`."""
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


def _places(section: dict[str, object], folder: Path) -> tuple[Place, ...]:
    kind = section.get("kind")
    if kind == SourceKind.XLSX:
        return tuple(_place(text, folder) for text in _texts(section, "path", "paths"))
    if kind == SourceKind.GOOGLE:
        return tuple(Place(SourceKind.GOOGLE, text) for text in _texts(section, "spreadsheet", "spreadsheets"))
    raise _BadSetting("source.kind")


def _texts(section: dict[str, object], one: str, several: str) -> tuple[str, ...]:
    found = section.get(several, [section.get(one)])
    if not isinstance(found, list) or not found:
        raise _BadSetting(f"source.{several}")
    if not all(isinstance(text, str) and text.strip() for text in found):
        raise _BadSetting(f"source.{several if several in section else one}")
    return tuple(text.strip() for text in found)


def _poll_seconds(section: dict[str, object]) -> float:
    seconds = section.get("poll_seconds", SourceSettings.poll_seconds)
    if isinstance(seconds, bool) or not isinstance(seconds, int | float) or not _FASTEST <= seconds <= _SLOWEST:
        raise _BadSetting("source.poll_seconds")
    return float(seconds)


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


def _account(table: dict[str, object]) -> str | None:
    section = _section(table, "google")
    return json.dumps(section) if section else None
