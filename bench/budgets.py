"""The budgets, each with what was measured: met or missed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan

from bench.results import EMPTY, ORDINARY, OURS, Results

READER = "reader"


@dataclass(frozen=True)
class Budget:
    """What is promised: a name, the most it may be, the unit, and where the figure stands."""

    name: str
    most: float
    unit: str
    figure: Callable[[Results], float]

    def line(self, results: Results) -> str:
        found = self.figure(results)
        state = "not measured" if found != found else "met" if found <= self.most else "**missed**"
        return f"| {self.name} | {self.most:g} {self.unit} | {found:.3g} {self.unit} | {state} |"


def _open(results: Results) -> float:
    """The dearest page of a reader."""
    return max((one.cpu_ms for one in results.opened if one.role == READER), default=nan)


def _beside(app: str) -> Callable[[Results], float]:
    return lambda results: results.open_of(OURS, READER) / results.open_of(app)


def _full(results: Results, name: str) -> float:
    found = max(results.changes, key=lambda one: one.viewers, default=None)
    return float(getattr(found, name)) if found and found.viewers >= 300 else nan


def _idle(results: Results) -> float:
    return next((one.idle_ms for one in results.kept if one.app == OURS), nan)


def _compute(results: Results) -> float:
    """Computing a workbook of 100 units and 100 criteria, beside what bare openpyxl needs to read it."""
    found = next((one for one in results.reading if (one.units, one.criteria) == (100, 100)), None)
    return found.compute / found.bare if found else nan


def _reveal(results: Results) -> float:
    return max((one.p95 for one in results.reveals if one.viewers >= 300 and not one.reloads), default=nan)


def _reloads(results: Results) -> float:
    return max((one.worst for one in results.reveals if one.reloads), default=nan)


def _later(results: Results) -> float:
    paints = {one.app: one.painted for one in results.starts}
    return paints.get(OURS, nan) - paints.get(EMPTY, nan)


def _visited(results: Results, name: str) -> float:
    return next((float(getattr(one, name)) for one in results.visits if one.app == OURS), nan)


def _asked(results: Results, name: str) -> float:
    return next((float(getattr(one, name)) for one in results.asked if one.path == "/xem"), nan)


def _followed(results: Results) -> float:
    return next((one.spread for one in results.followed if one.followers >= 3000), nan)


def _cold(results: Results) -> float:
    return max((one.longest for one in results.cold), default=nan)


BUDGETS = (
    Budget("page open, the dearest of a reader's pages", 15, "ms", _open),
    Budget("page open (overview) beside the empty app with defaults", 0.1, "×", _beside(EMPTY)),
    Budget("page open (overview) beside the ordinary page", 0.2, "×", _beside(ORDINARY)),
    Budget("idle minute of an open page", 60, "ms", _idle),
    Budget("a change reaches 300 readers, p95", 1.5, "s", lambda results: _full(results, "p95")),
    Budget("a change, for each of 300 readers", 5, "ms", lambda results: _full(results, "each_ms")),
    Budget("a reveal step on the projectors before 300 readers, p95", 1, "s", _reveal),
    Budget("the slowest step on the projectors while 60 pages are loaded anew", 1, "s", _reloads),
    Budget("300 open pages", 600, "MB", lambda results: _full(results, "memory_mb")),
    Budget("first paint after a cold start, later than the empty app", 1, "s", _later),
    Budget("a first visit in Chromium", 1300, "kB", lambda results: _visited(results, "received_kb")),
    Budget("requests of a first visit", 70, "requests", lambda results: _visited(results, "requests")),
    Budget("CPU of a first visit", 60, "ms", lambda results: _visited(results, "first_ms")),
    Budget("the live page in all", 25, "kB", lambda results: _asked(results, "sent") / 1000),
    Budget("a request of the live page", 0.3, "ms", lambda results: _asked(results, "cpu_ms")),
    Budget(
        "a request of the live page beside 2,000 a second", 1, "×", lambda results: 2000 / _asked(results, "a_second")
    ),
    Budget("a release at 3,000 followers, first to last", 1, "s", _followed),
    Budget("the longest answer to one of 300 cold phones", 3, "s", _cold),
    Budget("computing 100 x 100, beside openpyxl's reading", 0.5, "×", _compute),
)
