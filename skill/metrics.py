"""What Prometheus may know: how many requests were answered how, how long they took, and how much went wrong.

Nobody's words, no ids, and no intents: how often a small server's few people asked for help is theirs alone.
"""

import logging
import os
from time import perf_counter

from flask import Flask, Response, g, request
from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, Counter, Gauge, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from skill.limits import LIMITS

REGISTRY = CollectorRegistry()
SECONDS = Histogram(
    "small_wins_request_seconds",
    "How long requests took, by their route and the status of the answer.",
    ("route", "status"),
    registry=REGISTRY,
    buckets=LIMITS.seconds_told_apart,
)
IN_PROGRESS = Gauge(
    "small_wins_requests_in_progress",
    "Requests that are being answered, by their route.",
    ("route",),
    registry=REGISTRY,
    multiprocess_mode="livesum",
)
ERRORS = Counter("small_wins_errors", "What was logged as an error.", registry=REGISTRY)


class ErrorCounter(logging.Handler):
    """Counts records, and reads none of them."""

    def emit(self, record: logging.LogRecord) -> None:
        del record
        ERRORS.inc()


COUNTER = ErrorCounter(logging.ERROR)
LOGGERS = ("skill", "small_wins")
"""Whose errors are counted: those of our own rooms."""


def watch(app: Flask) -> None:
    """Count the errors, time every request of `app`, and tell of it at GET /metrics."""
    for name in LOGGERS:
        logging.getLogger(name).addHandler(COUNTER)

    @app.before_request
    def begin() -> None:
        g.begun = perf_counter()
        IN_PROGRESS.labels(_route()).inc()

    @app.after_request
    def end(response: Response) -> Response:
        IN_PROGRESS.labels(_route()).dec()
        SECONDS.labels(_route(), str(response.status_code)).observe(perf_counter() - g.begun)
        return response

    @app.get("/metrics")
    def metrics() -> Response:
        return Response(generate_latest(_all_processes()), content_type=CONTENT_TYPE_LATEST)


def _route() -> str:
    # What has no route may be anything at all, so it has no name of its own.
    return request.url_rule.rule if request.url_rule else "none"


def _all_processes() -> CollectorRegistry:
    if "PROMETHEUS_MULTIPROC_DIR" not in os.environ:
        return REGISTRY
    together = CollectorRegistry()
    MultiProcessCollector(together)  # type: ignore[no-untyped-call]
    return together
