"""Owns telemetry to a collector over OTLP: traces and metrics, each from a thread of its own that nobody waits for.

A collector that is away, slow or wrong costs nothing but what it doesn't get, and a log line now and then. Imported
only where there is one: OpenTelemetry takes a quarter of a second to load.
"""

from __future__ import annotations

import logging
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from threading import Event, Lock, Thread

from opentelemetry.exporter.otlp.proto.http.metric_exporter import OTLPMetricExporter
from opentelemetry.sdk.metrics.export import MetricExportResult
from opentelemetry.sdk.resources import Resource
from prometheus_client import CollectorRegistry

from telemetry.bridging import metrics_data
from telemetry.spans import Spans
from telemetry.tracing import EXPORT_SECONDS, Traces

log = logging.getLogger(__name__)

METRICS_PATH = "v1/metrics"
METRICS_SECONDS = 60.0
END_SECONDS = 2.0
"""So much of the end of the process is given to what has not been sent yet."""
SAID_EVERY_SECONDS = 600.0
"""How far apart log lines about a collector that takes nothing are."""
THEIR_LOGGER = "opentelemetry"
"""It quotes addresses and errors, and says so often; what there is to say is said here."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Collector:
    """Where telemetry goes, and as whose."""

    endpoint: str
    """The address that `/v1/traces` and `/v1/metrics` stand under."""
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    service: str = "vaxelvis"
    version: str = ""
    instance: str = ""
    """Which process it is: another each time that one starts."""
    part: float = 1.0
    """How many of all traces are kept, 0 to 1."""


class Export:
    """Telemetry to a collector, from `begin` to `end`. `sent` is told what was sent, and whether it was taken."""

    def __init__(
        self,
        collector: Collector,
        registry: CollectorRegistry,
        *,
        sent: Callable[[str, bool], None] = lambda _what, _taken: None,
        every: float = METRICS_SECONDS,
    ) -> None:
        logging.getLogger(THEIR_LOGGER).setLevel(logging.CRITICAL)
        self._sent = sent
        self._said = Sayings()
        self._registry = registry
        self._every = every
        self._begun = time.time_ns()
        self._resource = Resource(
            {
                "service.name": collector.service,
                "service.version": collector.version,
                "service.instance.id": collector.instance,
            }
        )
        address = collector.endpoint.rstrip("/")
        self._metrics = OTLPMetricExporter(
            f"{address}/{METRICS_PATH}", headers=dict(collector.headers), timeout=EXPORT_SECONDS
        )
        self._traces = Traces(
            address, self._resource, headers=collector.headers, part=collector.part, sent=self._was_sent
        )
        self._ended = Event()
        self._thread = Thread(target=self._send_metrics, name="telemetry metrics", daemon=True)

    @property
    def spans(self) -> Spans:
        """What opens spans that are sent."""
        return self._traces.spans

    def begin(self) -> None:
        """Send what is counted from now on."""
        self._thread.start()

    def end(self) -> None:
        """Send what waits, within a few seconds; what is not taken by then is left."""
        self._ended.set()
        traces = Thread(target=self._traces.end, name="telemetry ends", daemon=True)
        traces.start()
        ends_at = time.monotonic() + END_SECONDS
        for thread in (traces, self._thread):
            if thread.is_alive():
                thread.join(max(0.0, ends_at - time.monotonic()))

    def _send_metrics(self) -> None:
        while not self._ended.wait(self._every):
            self._send_once()
        self._send_once()
        self._metrics.shutdown()

    def _send_once(self) -> None:
        try:
            counted = metrics_data(self._registry.collect(), self._resource, begun=self._begun, now=time.time_ns())
            taken = self._metrics.export(counted) is MetricExportResult.SUCCESS
        except Exception as error:  # noqa: BLE001 - the next minute may go better
            log.error("metrics could not be made", extra={"error": type(error).__name__})
            return
        self._was_sent("metrics", taken)

    def _was_sent(self, what: str, taken: bool) -> None:
        self._sent(what, taken)
        if not taken and self._said.is_time(what, time.monotonic()):
            log.warning("the collector took no telemetry", extra={"what": what})


class Sayings:
    """When something was last said, so that it is said now and then only."""

    def __init__(self) -> None:
        self._lock = Lock()
        self._at: dict[str, float] = {}

    def is_time(self, what: str, now: float) -> bool:
        """Whether it is time to say it, which it then is not for a while."""
        with self._lock:
            if now - self._at.get(what, float("-inf")) < SAID_EVERY_SECONDS:
                return False
            self._at[what] = now
            return True
