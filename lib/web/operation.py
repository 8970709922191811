"""For whoever runs the server: is it alive, is its picture fresh, and figures for Prometheus.

`/healthz` says that the process answers; `/readyz` that what it shows is younger than three polls; `/metrics` gives
figures to this machine only. None of them holds a name, a total or a vote.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from prometheus_client import CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.exposition import CONTENT_TYPE_LATEST
from prometheus_client.registry import Collector
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response
from starlette.routing import Route

from lib.feed import Feed
from lib.latest import FeedState
from lib.problems import Severity
from lib.web import under
from lib.web.gate import LOCAL_HEADER

POLLS = 3
NAMESPACE = "thidua"


class Operation:
    """The three routes. `viewers` counts the open pages."""

    def __init__(self, feed: Feed, viewers: Callable[[], int]) -> None:
        self._feed = feed
        self._registry = CollectorRegistry()
        self._registry.register(_Figures(feed, viewers))

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


class _Figures(Collector):
    """Read when Prometheus asks, so that nothing has to be counted in between."""

    def __init__(self, feed: Feed, viewers: Callable[[], int]) -> None:
        self._feed = feed
        self._viewers = viewers

    def collect(self) -> Iterable[Metric]:
        latest = self._feed.latest
        yield _gauge("source_age_seconds", "Seconds since the source last agreed.", self._feed.checked_ago())
        yield _gauge("source_failures", "Failed attempts in a row.", latest.failure.attempts if latest.failure else 0)
        yield _gauge("stale", "1 while the source fails.", latest.state is FeedState.STALE)
        yield _gauge("viewers", "Open pages.", self._viewers())
        found = latest.snapshot.problems if latest.snapshot else ()
        problems = GaugeMetricFamily(f"{NAMESPACE}_problems", "Problems of the workbook.", labels=["severity"])
        for severity in Severity:
            problems.add_metric([severity.value], sum(one.severity is severity for one in found))
        yield problems


def _gauge(name: str, text: str, value: float | None) -> Metric:
    """A figure; one that nobody knows yet has no sample."""
    gauge = GaugeMetricFamily(f"{NAMESPACE}_{name}", text)
    if value is not None:
        gauge.add_metric([], float(value))
    return gauge
