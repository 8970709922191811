"""A reveal before a full hall: how soon a step stands on every projector, and what it costs."""

from __future__ import annotations

import asyncio
import json
import time
from dataclasses import dataclass, field

from websockets.asyncio.client import ClientConnection

from bench.crowd import Crowd, percentile
from bench.opens import READER
from bench.process import cpu
from bench.session import HALL, Page, line

PAUSE = 3.4
"""Seconds between two presses: longer than a name stands alone before its votes come by themselves."""
PATIENCE = 10.0


@dataclass(frozen=True)
class Reveal:
    """Steps of a reveal: seconds until they stood on a projector, milliseconds of processor time for each step.

    `reloads` pages were loaded anew at the moment of every press.
    """

    viewers: int
    projectors: int
    steps: int
    p50: float
    p95: float
    worst: float
    step_ms: float
    reloads: int = 0


@dataclass
class Projector:
    """The line of a screen of the hall. `seq` is the last entry that it received."""

    line: ClientConnection
    seq: int = 0
    shown: list[tuple[int, float]] = field(default_factory=list)
    _listening: asyncio.Task[None] | None = None

    def listen(self) -> Projector:
        self._listening = asyncio.create_task(self._listen())
        return self

    async def _listen(self) -> None:
        async for text in self.line:
            said = json.loads(text)
            if "html" in said:
                self.shown.append((said["seq"], time.monotonic()))
            self.seq = said["seq"]

    async def forward(self) -> None:
        await self.line.send(json.dumps({"press": "forward", "seq": self.seq}))

    def shown_after(self, seq: int) -> float | None:
        """When the first picture stood that is newer than an entry."""
        return next((at for told, at in self.shown if told > seq), None)

    async def close(self) -> None:
        if self._listening is not None:
            self._listening.cancel()
        await self.line.close()


async def projector(crowd: Crowd) -> Projector:
    """A window of the secretary that takes keys."""
    page = await Page(crowd.day.address, "trinh_chieu", "khoa=1", crowd.control.cookies).open()
    data = page.heard.components[HALL][1]
    await page.close()
    opened = await line(crowd.day.address, data["path"], page.cookies)
    await opened.send(json.dumps({"ticket": data["ticket"]}))
    return Projector(opened).listen()


async def reveal(crowd: Crowd, steps: int, projectors: int = 2, reloads: int = 0) -> Reveal:
    """Press forward so many times, and wait each time for every projector, while so many readers load a page anew."""
    screens = [await projector(crowd) for _ in range(projectors)]
    await asyncio.sleep(PAUSE)
    before, lags = cpu(crowd.day.server.pid), []
    for _ in range(steps):
        loading = [asyncio.create_task(_reload(crowd, number)) for number in range(reloads)]
        lags += await _step(screens)
        await asyncio.gather(*loading)
        await asyncio.sleep(PAUSE)
    used = cpu(crowd.day.server.pid) - before
    for screen in screens:
        await screen.close()
    found = sorted(lags)
    return Reveal(
        len(crowd.readers),
        projectors,
        len(found) // projectors,
        round(percentile(found, 50), 3),
        round(percentile(found, 95), 3),
        round(max(found, default=float("inf")), 3),
        round(used / steps * 1000, 1),
        reloads,
    )


async def _reload(crowd: Crowd, number: int) -> None:
    """A reader loads a page again and looks at it."""
    await (await Page(crowd.day.address, READER[number % len(READER)]).open()).close()


async def _step(screens: list[Projector]) -> list[float]:
    """The seconds of one press on each screen; nothing of a screen that never showed it."""
    seq, pressed = screens[0].seq, time.monotonic()
    await screens[0].forward()
    while any(screen.shown_after(seq) is None for screen in screens) and time.monotonic() - pressed < PATIENCE:
        await asyncio.sleep(0.002)
    found = [screen.shown_after(seq) for screen in screens]
    return [at - pressed for at in found if at is not None]
