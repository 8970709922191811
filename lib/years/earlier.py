"""The workbooks of earlier years in the settings: read once, in the background, by this year's rules."""

from __future__ import annotations

import datetime as dt
import logging
import threading

from lib.feed.open_source import opened
from lib.model.problems import SourceError
from lib.settings import SourceSettings
from lib.sheets.sources.quota_meter import ReadMeter
from lib.snapshot import Snapshot, build_snapshot

log = logging.getLogger(__name__)


class EarlierYears:
    """Snapshots of earlier years, none until they are read, and `failures`; `meter` counts the requests to Google."""

    def __init__(self, places: tuple[SourceSettings, ...], meter: ReadMeter | None = None) -> None:
        self._places = places
        self._meter = meter
        self.snapshots: tuple[Snapshot, ...] = ()
        self.failures: tuple[SourceError, ...] = ()

    def read_instead(self, places: tuple[SourceSettings, ...]) -> threading.Thread:
        """Read other workbooks from now on: those of settings that could not be read at the start."""
        self._places = places
        return self.start()

    def start(self) -> threading.Thread:
        """Read in a thread of its own; the caller may wait for it."""
        thread = threading.Thread(target=self.read, name="earlier-years", daemon=True)
        thread.start()
        return thread

    def read(self) -> None:
        """Read all of them; one that fails is recorded and does not affect the others."""
        snapshots, failures = [], []
        for place in self._places:
            try:
                snapshots.append(build_snapshot(opened(place, self._meter).fetch(), dt.datetime.now(dt.UTC)))
            except SourceError as error:
                log.warning("an earlier workbook cannot be read: %s", error)
                failures.append(error)
        self.snapshots, self.failures = tuple(snapshots), tuple(failures)
