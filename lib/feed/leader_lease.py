"""One process reads a source; the others, on this machine or on several, show what it read.

However many copies of the app run side by side, Google is asked once. A lease decides which one reads; it is released
when that process ends, for whatever reason, and taken over at the next attempt of another process.
"""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Callable, Hashable
from dataclasses import replace

from lib.feed.state_copy import KeptTables, ReadReport, StateCopy
from lib.model.problems import SourceError, SourceFailure
from lib.sheets.sources.source import RawTables, Source
from lib.snapshot import version_of
from lib.store.news import News, Publish, publish_to_nobody

SILENT = dt.timedelta(minutes=2)
"""A reading process without any noted attempt for this long is considered hung: it pauses a minute at most."""
_LOG = logging.getLogger(__name__)


class HostSource(Source):
    """A `source` that one process reads, kept in `copy`; `publish` notifies the others, `quota` counts reads of it."""

    def __init__(
        self,
        source: Source,
        copy: StateCopy,
        now: Callable[[], dt.datetime] = lambda: dt.datetime.now(dt.UTC),
        publish: Publish = publish_to_nobody,
        quota: Callable[[], int] = lambda: 0,
    ) -> None:
        self.source = source
        self._copy = copy
        self._now = now
        self._publish = publish
        self._quota = quota
        self._others_quota = 0
        self._others_failing: SourceError | None = None
        self._lease = copy.lease()
        self._saved: str | None = None
        self._kept_tables: RawTables | None = None
        self._agreed_at: dt.datetime | None = None
        self._recalled_label = ""
        self._failure_logged = False
        self._fingerprint: Hashable | None = None

    @property
    def label(self) -> str:
        """What is read; after a restart the label kept with the tables, until the source answers."""
        return self._recalled_label or self.source.label

    def kept(self) -> KeptTables | None:
        """The tables read last, perhaps before a restart, from then on with `agreed_at`; None where none are kept."""
        kept, report = self._copy.load(), self._copy.last_report()
        if kept is None:
            return None
        self.source.recall(kept.tables)
        self._saved = version_of(kept.tables)
        self._recalled_label = " + ".join(kept.tables.labels)
        self._agreed_at = report.agreed_at if report and report.agreed_at else kept.taken_at
        return kept

    @property
    def reads(self) -> bool:
        """Whether this process is the one that reads."""
        return self._lease.held

    @property
    def agreed_at(self) -> dt.datetime | None:
        """When the source last agreed with the kept tables, in whichever process; None where that is unknown."""
        return self._agreed_at

    @property
    def quota_used(self) -> int:
        """Reads of Google in the last minute, by whichever process reads."""
        return self._quota() if self.reads else self._others_quota

    def lead(self) -> None:
        """Become the reading process where there is no other."""
        self._may_read()

    def fingerprint(self) -> Hashable | None:
        """The fingerprint of the source where this process reads; an unchanged one is noted as an agreement."""
        fingerprint = self.source.fingerprint() if self.reads else None
        if fingerprint is not None and fingerprint == self._fingerprint and self._may_read():
            self._agree()
        self._fingerprint = fingerprint
        return fingerprint

    @property
    def distant(self) -> bool:
        """Whether the source is behind a service that counts requests."""
        return self.source.distant

    def may_hurry(self) -> bool:
        """Whether the source may be read ahead of schedule; the process that reads decides for itself."""
        return not self.reads or self.source.may_hurry()

    @property
    def failing(self) -> SourceError | None:
        """Why one part of several could not be read while the others were, in whichever process."""
        return self.source.failing if self.reads else self._others_failing

    @property
    def agreed_ago(self) -> float:
        """Seconds since the oldest part was read."""
        if self.reads:
            return self.source.agreed_ago
        return (self._now() - self._agreed_at).total_seconds() if self._agreed_at else 0.0

    def look_again(self) -> None:
        """Pass on the wish for a fresh read to the process that reads."""
        if not self._may_read():
            self._publish(News.WANTED)
            return
        self.source.look_again()

    def close(self) -> None:
        """Give up the lease, so that another process may read."""
        self._lease.free()

    def fetch(self) -> RawTables:
        """The tables, read here or by the reading process; `SourceError` where that process failed."""
        return self._read() if self._may_read() else self._read_by_other()

    def keep(self, tables: RawTables) -> None:
        """Keep the tables that are shown now, if this process reads and they are not kept yet."""
        if tables is self._kept_tables or not self._may_read():
            return
        version = version_of(tables)
        try:
            if version != self._saved:
                self._copy.save(KeptTables(tables, self._now()))
                self._publish(News.SOURCE)
            self._saved, self._kept_tables = version, tables
        except OSError as error:
            self._log_failure(error)

    def _may_read(self) -> bool:
        try:
            return self._lease.take()
        except OSError as error:
            self._log_failure(error)
            return True

    def _read(self) -> RawTables:
        try:
            tables = self.source.fetch()
        except SourceError as error:
            self._note(error)
            raise
        self._recalled_label = ""
        self._agree()
        return tables

    def _agree(self) -> None:
        failing = self.failing
        self._agreed_at = self._now() - dt.timedelta(seconds=self.agreed_ago)
        self._note(failing, partly=failing is not None)

    def _note(self, error: SourceError | None, *, partly: bool = False) -> None:
        """Note the result of an attempt for the processes that do not read."""
        report = ReadReport(self._now(), self._agreed_at, reads=self._quota(), partly=partly)
        if error is not None:
            report = replace(report, failure=error.failure, source=error.source, detail=error.detail)
        try:
            self._copy.report(report)
        except OSError as error:
            self._log_failure(error)

    def _log_failure(self, error: OSError) -> None:
        """Log a failing copy once, not at every attempt: the app runs on without it."""
        if not self._failure_logged:
            _LOG.warning("the last good copy cannot be kept: %s", error.strerror)
        self._failure_logged = True

    def _read_by_other(self) -> RawTables:
        report, kept = self._copy.last_report(), self._copy.load()
        if report is None:
            raise SourceError(SourceFailure.TIMED_OUT, self.label)
        self._agreed_at, self._others_quota = report.agreed_at, report.reads
        error = report.error()
        self._others_failing = error if report.partly else None
        if error is not None and not report.partly:
            raise error
        if kept is None or self._now() - report.attempted_at > SILENT:
            raise SourceError(SourceFailure.TIMED_OUT, self.label)
        return kept.tables
