"""`make bench`: ours beside an empty Streamlit app and an ordinary page, in one run on one machine.

    python -m bench [--quick] [--only PART …] [--draw]

Clients and servers are separate processes; only the server's whole process tree is counted. Prints tables of ratios,
writes `build/bench/latest.json` and, with `--draw`, the curves of docs/performance.md.
"""

from __future__ import annotations

import argparse
import asyncio
import datetime as dt
import os
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from bench import browsers, crowd, curves, live, reading, table
from bench.budgets import READER
from bench.day import Day, conference, processes
from bench.opens import READER as READER_PAGES
from bench.opens import SECRETARY, Effort, kept, opened
from bench.process import machine
from bench.results import EMPTY, ORDINARY, ORDINARY_TUNED, TUNED, Results
from bench.reveal import reveal
from bench.servers import ROOT, Server, rival, running
from bench.session import Page
from tests.servers import REDIS

RIVALS = {
    EMPTY: ("empty.py", False),
    TUNED: ("empty.py", True),
    ORDINARY: ("ordinary.py", False),
    ORDINARY_TUNED: ("ordinary.py", True),
}
CROWDS = (1, 20, 100, 300)
RELOADS = 60
"""Pages that readers load anew at the moment of a step."""
FILE = ROOT / "build" / "bench" / "latest.json"
CURVES = ROOT / "docs" / "performance"
QUICK = Effort(batches=2, opens=4, held=20, watched=8)


class Bench:
    """One run; every part adds to `results`."""

    def __init__(self, folder: Path, quick: bool) -> None:
        self._folder = folder
        self._quick = quick
        self._effort = QUICK if quick else Effort()
        self._made = 0
        now = dt.datetime.now(dt.UTC).isoformat(timespec="seconds")
        self.results = Results(now, machine(), quick=quick)

    def parts(self) -> dict[str, Callable[[], None]]:
        return {
            "rivals": self.rivals,
            "ours": self.ours,
            "browsers": self.browsers,
            "starts": self.starts,
            "reading": self.reading,
            "live": self.live,
        }

    def run(self, wanted: list[str]) -> Results:
        began = time.monotonic()
        for name, part in self.parts().items():
            if not wanted or name in wanted:
                print(f"{name} …", flush=True)
                self.results.load.append([round(one, 2) for one in os.getloadavg()])
                part()
        self.results.seconds = round(time.monotonic() - began, 1)
        return self.results

    def _new(self) -> Path:
        self._made += 1
        return self._folder / str(self._made)

    def _rival(self, name: str) -> Server:
        script, tuned = RIVALS[name]
        return rival(name, script, self._new(), tuned=tuned)

    def rivals(self) -> None:
        for name in RIVALS:
            with running(self._rival(name)) as server:
                asyncio.run(self._look_at(server))

    async def _look_at(self, server: Server) -> None:
        def page(path: str) -> Page:
            return Page(server.address, path)

        self.results.opened.append(await opened(server, "", "", page, self._effort))
        self.results.kept.append(await kept(server, ("",), page, self._effort))

    def ours(self) -> None:
        with conference(self._new()) as day:
            live.packed(day.server)
            asyncio.run(self._our_pages(day))
            packs = list((day.server.home / "state" / "pack").glob("*.html"))
            self.results.pack_bytes = sum(pack.stat().st_size for pack in packs)

    async def _our_pages(self, day: Day) -> None:
        for role, cookies, paths in ((READER, "", READER_PAGES), ("secretary", day.secretary(), SECRETARY)):
            for path in paths:
                page = lambda path, cookies=cookies: Page(day.address, path, cookies=cookies)  # noqa: E731
                self.results.opened.append(await opened(day.server, role, path, page, self._effort))
        self.results.kept.append(
            await kept(day.server, READER_PAGES, lambda path: Page(day.address, path), self._effort)
        )
        hall = await crowd.crowd_of(day)
        for viewers in CROWDS:
            self.results.changes.append(await hall.measured(viewers, 1 if self._quick else 3))
            print("  ", self.results.changes[-1], flush=True)
        for reloads in (0, RELOADS):
            self.results.reveals.append(await reveal(hall, 6 if self._quick else 10, reloads=reloads))
            print("  ", self.results.reveals[-1], flush=True)
        await hall.leave()

    def browsers(self) -> None:
        with browsers.chromium() as browser:
            if browser is None:
                return
            for name in (EMPTY, TUNED):
                with running(self._rival(name)) as server:
                    self.results.visits.append(browsers.visit(browser, server, 1 if self._quick else 3))
            with conference(self._new(), released=False) as day:
                live.packed(day.server)
                self.results.visits.append(browsers.visit(browser, day.server, 3))
                self.results.edits += browsers.edits(browser, day, 2 if self._quick else 6)

    def starts(self) -> None:
        repeat = 1 if self._quick else 3
        with browsers.chromium() as browser:
            if browser is None:
                return
            for name in (EMPTY, ORDINARY):
                self.results.starts.append(browsers.cold_start(browser, lambda name=name: self._rival(name), repeat))
            with conference(self._new()) as day:
                day.server.stop()
                self.results.starts.append(browsers.cold_start(browser, lambda: day.server, repeat))

    def reading(self) -> None:
        sizes = reading.SIZES[:2] if self._quick else reading.SIZES
        folder = self._new()
        folder.mkdir()
        for units, criteria in sizes:
            path = folder / f"{units}.xlsx"
            self.results.reading.append(reading.measure(path, units, criteria, 1 if self._quick else 3))

    def live(self) -> None:
        crowds = live.CROWDS[:2] if self._quick else live.CROWDS
        with conference(self._new(), released=False) as day:
            asked, followed, phones = asyncio.run(live.measure(day, crowds))
        if REDIS is not None:
            with processes(self._new(), 2) as day:
                followed += asyncio.run(live.over_a_store(day, crowds))
        self.results.asked, self.results.followed, self.results.cold = asked, followed, [phones]


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__.partition("\n")[0])
    parser.add_argument("--quick", action="store_true", help="fewer repetitions, about three minutes")
    parser.add_argument("--only", nargs="*", default=[], metavar="PART", help="rivals, ours, browsers, starts …")
    parser.add_argument("--draw", action="store_true", help="draw the curves into docs/performance")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench") as folder:
        results = Bench(Path(folder), asked.quick).run(asked.only)
    results.write(FILE)
    print(table.whole(results))
    print(f"{results.machine}, load {results.load}, {results.seconds:.0f} s, {FILE.relative_to(ROOT)}")
    if asked.draw:
        curves.draw(results, CURVES)


if __name__ == "__main__":
    main()
