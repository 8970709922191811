"""How many reads of the Google Sheets quota were used in the last minute."""

from __future__ import annotations

import math
import threading
from collections import deque

from lib.sheets.sources.retry import Clock, SystemClock

READS_PER_MINUTE = 60
"""Google's limit for one account (developers.google.com/workspace/sheets/api/limits)."""

MOST_EXTRA = 6
"""Requests a minute for one spreadsheet beyond its 12 regular readings and 2 lists of tabs: 20 in all."""
KEPT_BACK = 2
"""Number of these reserved for confirming what was typed, and for the first reading after a fault."""
CONFIRMING_GAP = 15.0
"""Seconds between two confirming readings while only the reserved ones are left, which spreads them over the minute."""
_MINUTE = 60.0


class Spare:
    """The requests that are not scheduled: confirming, a person's wish, retries. At most six a minute."""

    def __init__(self, clock: Clock) -> None:
        self._clock = clock
        self._taken: deque[float] = deque()
        self._confirmed_at = -math.inf

    @property
    def may_confirm(self) -> bool:
        """Whether a confirming reading may be sent: at once where many are left, else some time after the last."""
        rested = self._clock.now() >= self._confirmed_at + CONFIRMING_GAP
        return self.left > KEPT_BACK or (self.left > 0 and rested)

    def confirming(self) -> None:
        """Note that a confirming reading is sent now."""
        self._confirmed_at = self._clock.now()

    @property
    def left(self) -> int:
        """The number that may be sent now."""
        while self._taken and self._taken[0] <= self._clock.now() - _MINUTE:
            self._taken.popleft()
        return MOST_EXTRA - len(self._taken)

    def take(self) -> bool:
        """Use one; False where none is left."""
        if self.left <= 0:
            return False
        self._taken.append(self._clock.now())
        return True


class ReadMeter:
    """Counts reads; one meter for all spreadsheets of a service account, since they share its quota."""

    def __init__(self, clock: Clock | None = None) -> None:
        self._clock = clock or SystemClock()
        self._reads: deque[float] = deque()
        self._lock = threading.Lock()

    def count(self) -> None:
        """Count one read."""
        with self._lock:
            self._reads.append(self._clock.now())
            self._forget()

    @property
    def used(self) -> int:
        """Reads sent in the last 60 seconds."""
        with self._lock:
            self._forget()
            return len(self._reads)

    def _forget(self) -> None:
        oldest = self._clock.now() - _MINUTE
        while self._reads and self._reads[0] <= oldest:
            self._reads.popleft()
