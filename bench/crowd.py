"""Many readers and one change: how soon every page shows it, and what it costs the server."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from statistics import median, quantiles

from bench.day import Day
from bench.opens import READER, in_turns
from bench.process import cpu, memory
from bench.session import Page
from tests.fake_sheets.faults import On

TAKE = "Đưa lên màn hình"
LONGEST = 20.0
SETTLED = 1.5


@dataclass(frozen=True)
class Change:
    """A change before so many readers: seconds until their pages were drawn anew, milliseconds of processor time for
    each and for all together, those who never saw it, memory with all of them there, the reads of Google a minute."""

    viewers: int
    p50: float
    p95: float
    worst: float
    each_ms: float
    all_ms: float
    missed: int
    memory_mb: float
    reads_a_minute: float


@dataclass
class Crowd:
    """Readers of a day, on all pages of theirs, and the secretary at the control."""

    day: Day
    control: Page
    readers: list[Page] = field(default_factory=list)
    changes: int = 0

    async def grow(self, viewers: int) -> None:
        wanted = range(len(self.readers), viewers)
        self.readers += await in_turns(
            [Page(self.day.address, READER[number % len(READER)]).open() for number in wanted]
        )
        await asyncio.sleep(SETTLED)

    async def change(self) -> tuple[list[float | None], float]:
        """Type into the sheet, take the version, wait for all; the seconds of each reader and the processor time."""
        self.changes += 1
        self.day.rename(f"Cụm thi đua số III, lần {self.changes}")
        await self._until(lambda: TAKE in self.control.heard.buttons)
        await asyncio.sleep(SETTLED)
        await self._until(lambda: TAKE in self.control.heard.buttons)  # the page may be drawn once more meanwhile
        before = cpu(self.day.server.pid)
        pressed = await self.control.press(TAKE)
        await self._until(lambda: all(page.redrawn_after(pressed) is not None for page in self.readers))
        await asyncio.sleep(SETTLED)
        return [page.redrawn_after(pressed) for page in self.readers], cpu(self.day.server.pid) - before

    async def measured(self, viewers: int, repeat: int) -> Change:
        """So many readers and several changes, each the median of its runs."""
        await self.grow(viewers)
        reads, began = self.day.fake.google.count(On.VALUES), time.monotonic()
        runs = [await self.change() for _ in range(repeat)]
        minutes = (time.monotonic() - began) / 60
        reads = self.day.fake.google.count(On.VALUES) - reads
        return summed_up(runs, memory(self.day.server.pid), reads / minutes)

    async def _until(self, done: object) -> None:
        until = time.monotonic() + LONGEST
        while not done() and time.monotonic() < until:  # type: ignore[operator]
            await asyncio.sleep(0.02)

    async def leave(self) -> None:
        for page in (*self.readers, self.control):
            await page.close()


async def crowd_of(day: Day) -> Crowd:
    return Crowd(day, await Page(day.address, "dieu_khien", cookies=day.secretary()).open())


def summed_up(runs: list[tuple[list[float | None], float]], memory_mb: float, reads: float) -> Change:
    """The medians of several changes before the same readers."""
    viewers = len(runs[0][0])
    seen = [sorted(lag for lag in lags if lag is not None) for lags, _ in runs]
    spent = median(used for _, used in runs) * 1000
    return Change(
        viewers,
        round(median(percentile(lags, 50) for lags in seen), 3),
        round(median(percentile(lags, 95) for lags in seen), 3),
        round(max((lags[-1] for lags in seen if lags), default=0.0), 3),
        round(spent / viewers, 2),
        round(spent, 1),
        sum(viewers - len(lags) for lags in seen),
        round(memory_mb, 1),
        round(reads, 1),
    )


def percentile(values: list[float], percent: int) -> float:
    """The value below which so many percent of the sorted values lie; infinite where there is none."""
    if not values:
        return float("inf")
    if len(values) == 1:
        return values[0]
    return quantiles(values, n=100, method="inclusive")[percent - 1]
