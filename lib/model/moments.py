"""When something was held or decided, as far as the sheet states it."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Moment:
    """A time of day; `day` None is the day of the conference."""

    clock: dt.time
    day: dt.date | None = None
