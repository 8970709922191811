"""Routes for operators: liveness, readiness, and figures for Prometheus.

`/healthz` says that the process answers; `/readyz` that what it shows is younger than three polls; `/metrics` gives
figures to this machine only. None of them contains a name, a total or a vote.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, Histogram, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lib.feed.latest import FeedState
from lib.feed.polling import Feed
from lib.model.problems import Severity
from lib.web import under
from lib.web.guard.gate import LOCAL_HEADER

POLLS = 3
NAMESPACE = "thidua"
BUCKETS = (0.002, 0.005, 0.01, 0.015, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5)
"""Seconds of a run; 0.015 is the budget of a page open (docs/performance.md)."""


class RenderTimes:
    """The duration of the runs of each page, in seconds of wall-clock time."""

    def __init__(self) -> None:
        text = "Seconds that a run of a page took."
        self.histogram = Histogram(f"{NAMESPACE}_render_seconds", text, ["page"], buckets=BUCKETS, registry=None)

    def note(self, page: str, seconds: float) -> None:
        """Count one run of the page of this file stem."""
        self.histogram.labels(page).observe(seconds)


class MonitoringRoutes(Collector):
    """The three routes. `viewers` gives the number of open pages, `renders` holds the times of their runs."""

    def __init__(self, feed: Feed, viewers: Callable[[], int], renders: RenderTimes) -> None:
        self._feed = feed
        self._viewers = viewers
        self._registry = CollectorRegistry()
        self._registry.register(renders.histogram)
        self._registry.register(self)

    def routes(self, base: str = "") -> list[Route]:
        """The routes to mount; `base` is the path that the server is mounted under."""
        ends = {"/healthz": self._alive, "/readyz": self._ready, "/metrics": self._metrics}
        return [Route(under(base, path), end, methods=["GET"]) for path, end in ends.items()]

    async def _alive(self, _request: Request) -> Response:
        return PlainTextResponse("ok")

    async def _ready(self, _request: Request) -> Response:
        """503 where nothing was read, or the source last agreed more than three polls ago."""
        age = self._feed.checked_ago()
        fresh = age is not None and age <= POLLS * self._feed.interval
        return PlainTextResponse("ok" if fresh else "stale", status_code=200 if fresh else 503)

    async def _metrics(self, request: Request) -> Response:
        if request.headers.get(LOCAL_HEADER.decode()) != "1":
            return PlainTextResponse("", status_code=404)
        return Response(generate_latest(self._registry), media_type=CONTENT_TYPE_LATEST)

    def collect(self) -> Iterable[Metric]:
        """Read the figures when Prometheus asks, so that nothing has to be counted in between."""
        feed, latest = self._feed, self._feed.latest
        stale = latest.state is FeedState.STALE
        failed = latest.failure.attempts if latest.failure else 0
        gauges: tuple[tuple[str, str, float | None], ...] = (
            ("source_age_seconds", "Seconds since the source last agreed.", feed.checked_ago()),
            ("source_failures", "Failed attempts in a row.", failed),
            ("stale", "1 while the source fails.", stale),
            ("viewers", "Open pages.", self._viewers()),
            ("reader", "1 where this process reads the source, 0 where another one does.", feed.reads),
        )
        yield from (GaugeMetricFamily(f"{NAMESPACE}_{name}", text, value) for name, text, value in gauges)
        counters = (
            ("polls", "Attempts to read the source.", feed.counts.polls),
            ("poll_failures", "Attempts that failed.", feed.counts.failures),
            ("versions", "Versions of the workbook shown.", feed.counts.versions),
        )
        yield from (CounterMetricFamily(f"{NAMESPACE}_{name}", text, value) for name, text, value in counters)
        reported = latest.snapshot.problems if latest.snapshot else ()
        by_severity = Counter(problem.severity for problem in reported)
        problems = GaugeMetricFamily(f"{NAMESPACE}_problems", "Problems of the workbook.", labels=["severity"])
        for severity in Severity:
            problems.add_metric([severity.value], by_severity[severity])
        yield problems
