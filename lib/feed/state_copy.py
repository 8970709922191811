"""The last good tables of a source, and the result of the last attempt to read it.

A start shows them before the first answer, and a second process shows what the first one reads. A damaged copy is set
aside; only the old picture is lost with it. They hold all of the workbook, votes included.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import logging
from dataclasses import asdict, dataclass
from typing import Any

from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.as_json import UNREADABLE, table_as_json, table_of_json
from lib.sheets.sources.source import RawTables
from lib.store.atomic_file import stamp
from lib.store.shelf import Lease, Shelf

SCHEMA = 1
_LOG = logging.getLogger(__name__)


class _Newer(Exception):
    """A copy written by a later version of this program: intact, but not readable here."""


@dataclass(frozen=True)
class KeptTables:
    """Tables as last read: when this content was first seen (timezone-aware), and its version if it was taken."""

    tables: RawTables
    taken_at: dt.datetime
    version: str = ""


@dataclass(frozen=True)
class ReadReport:
    """The result of the last attempt.

    `agreed_at` is the last time that the source agreed with what is kept, `reads` how many reads of Google's quota were
    used in the last minute. `partly`: one part of several failed, the others were read.
    """

    attempted_at: dt.datetime
    agreed_at: dt.datetime | None
    failure: SourceFailure | None = None
    source: str = ""
    detail: str = ""
    reads: int = 0
    partly: bool = False

    def error(self) -> SourceError | None:
        """The failure as it was raised, None where the attempt succeeded."""
        return SourceError(self.failure, self.source, self.detail) if self.failure else None


class StateCopy:
    """The copy of one source on `shelf`; `identity` tells sources apart and is not visible in the file names."""

    def __init__(self, shelf: Shelf, identity: str) -> None:
        stem = hashlib.sha256(identity.encode()).hexdigest()[:16]
        self._shelf = shelf
        self.tables_name = f"{stem}.json"
        self.report_name = f"{stem}.report.json"
        self._lease_name = f"{stem}.lock"

    def lease(self) -> Lease:
        """The lease of the process that reads the source."""
        return self._shelf.lease(self._lease_name)

    def save(self, kept: KeptTables) -> None:
        """Keep these tables instead of the last ones; OSError where that is refused."""
        body = _written(kept)
        self._shelf.write(self.tables_name, _dumped({"sum": _sum(body), "kept": body}))

    def load(self) -> KeptTables | None:
        """The tables kept last; None where there are none, or where they are damaged (they are set aside)."""
        stored = self._read(self.tables_name)
        if stored is None:
            return None
        try:
            if stored["sum"] != _sum(stored["kept"]):
                raise ValueError("checksum")
            return _read_back(stored["kept"])
        except _Newer:
            _LOG.warning("%s was written by a newer version of this program", self.tables_name)
            return None
        except UNREADABLE as error:
            self._set_aside(self.tables_name, error)
            return None

    def report(self, report: ReadReport) -> None:
        """Note the result of an attempt; OSError where that is refused."""
        times = {name: _time(getattr(report, name)) for name in ("attempted_at", "agreed_at")}
        self._shelf.write(self.report_name, _dumped(asdict(report) | times), durable=False)

    def last_report(self) -> ReadReport | None:
        """The result of the last attempt, None where none was noted."""
        stored = self._read(self.report_name)
        if stored is None:
            return None
        try:
            failure = SourceFailure(stored["failure"]) if stored["failure"] else None
            agreed = stored["agreed_at"] and dt.datetime.fromisoformat(stored["agreed_at"])
            attempted = dt.datetime.fromisoformat(stored["attempted_at"])
            named = (str(stored["source"]), str(stored["detail"]), int(stored.get("reads", 0)))
            return ReadReport(attempted, agreed or None, failure, *named, partly=bool(stored.get("partly", False)))
        except UNREADABLE as error:
            self._set_aside(self.report_name, error)
            return None

    def _read(self, name: str) -> dict[str, Any] | None:
        try:
            text = self._shelf.read(name)
            stored = None if text is None else json.loads(text)
            if text is not None and not isinstance(stored, dict):
                raise ValueError("no object")
            return stored
        except OSError as error:
            _LOG.warning("%s cannot be read: %s", name, error.strerror)
            return None
        except UNREADABLE as error:
            self._set_aside(name, error)
            return None

    def _set_aside(self, name: str, error: Exception) -> None:
        try:
            aside = self._shelf.set_aside(name, stamp())
            _LOG.warning("%s is damaged (%s) and was set aside as %s", name, type(error).__name__, aside)
        except OSError as refused:
            _LOG.warning("%s is damaged and could not be set aside: %s", name, refused.strerror)


def _written(kept: KeptTables) -> dict[str, Any]:
    tables = [table_as_json(table) for table in kept.tables.tables]
    body = {"schema": SCHEMA, "taken_at": _time(kept.taken_at), "labels": list(kept.tables.labels), "tables": tables}
    return body | {"version": kept.version} if kept.version else body


def _read_back(body: dict[str, Any]) -> KeptTables:
    if isinstance(body["schema"], int) and body["schema"] > SCHEMA:
        raise _Newer
    if body["schema"] != SCHEMA:
        raise ValueError("schema")
    tables = RawTables(tuple(map(table_of_json, body["tables"])), tuple(body["labels"]))
    return KeptTables(tables, dt.datetime.fromisoformat(body["taken_at"]), str(body.get("version", "")))


def _dumped(value: object) -> str:
    return json.dumps(value, sort_keys=True, separators=(",", ":"))


def _sum(body: object) -> str:
    return hashlib.sha256(_dumped(body).encode()).hexdigest()


def _time(moment: dt.datetime | None) -> str | None:
    return moment.isoformat() if moment else None
