"""Owns the counters and gauges in /metrics of the whole, beside the wire's own (`bot.wire.metrics`)."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from prometheus_client import CollectorRegistry, Counter, Gauge
from prometheus_client.core import GaugeMetricFamily, Metric
from prometheus_client.registry import Collector

from policy.effects import EffectKind, EffectOutcome
from services.pbx_ports import PbxOutcome
from services.ports import Delivery
from services.replica_ports import Hold


def delivery_counter(registry: CollectorRegistry) -> Callable[[str, Delivery], None]:
    """Told of which subject each sending was, and how it ended."""
    labels = ("about", "outcome")
    deliveries = Counter("notifications", "Notifications by how sending ended", labels, registry=registry)
    return lambda about, delivery: deliveries.labels(about, delivery.value).inc()


def alert_counter(registry: CollectorRegistry) -> Callable[[str], None]:
    """Told what becomes of alerts of gaps."""
    alerts = Counter("coverage_alerts", "Alerts of gaps by what became of them", ("what",), registry=registry)
    return lambda what: alerts.labels(what).inc()


def job_counter(registry: CollectorRegistry) -> Callable[[str, str], None]:
    """Told of each run of a job, and how it ended."""
    runs = Counter("job_runs", "Runs of the scheduler's jobs by how they ended", ("job", "outcome"), registry=registry)
    return lambda job, outcome: runs.labels(job, outcome).inc()


def charge_counter(registry: CollectorRegistry) -> Callable[[str, float], None]:
    """Told what the store charged for an operation."""
    units = Counter("store_request_units", "Request units that the store charged", ("operation",), registry=registry)
    return lambda operation, charge: units.labels(operation).inc(charge)


def graph_counter(registry: CollectorRegistry) -> Callable[[str, str], None]:
    """Told what was asked of Microsoft Graph, and how that ended."""
    asked = Counter("graph_requests", "Questions to Microsoft Graph", ("asked", "outcome"), registry=registry)
    return lambda what, outcome: asked.labels(what, outcome).inc()


def effect_counter(registry: CollectorRegistry) -> Callable[[EffectKind, EffectOutcome], None]:
    """Told how each attempt to set elsewhere what a diversion also sets went."""
    attempts = Counter("effects", "Attempts to set what a diversion also sets", ("kind", "outcome"), registry=registry)
    return lambda kind, outcome: attempts.labels(kind.value, outcome.value).inc()


def pbx_counter(registry: CollectorRegistry) -> Callable[[PbxOutcome], None]:
    """Told how each attempt to tell the telephone exchange ended."""
    attempts = Counter("pbx_events", "Attempts to tell the exchange by how they ended", ("outcome",), registry=registry)
    return lambda outcome: attempts.labels(outcome.value).inc()


def tell_of_shards(hold: Hold, registry: CollectorRegistry) -> None:
    """How many of them this process holds, whenever that is asked."""
    held = Gauge("shards_held", "Shards of the scheduler's work that this process holds", registry=registry)
    held.set_function(lambda: hold.count)


class LettersHere:
    """How many notifications were given up. Only who counts them now tells: what it counted before it handed that over
    is old.
    """

    def __init__(self, name: str, hold: Hold, registry: CollectorRegistry) -> None:
        self.counted: int | None = None
        self._name = name
        self._hold = hold
        gauge = Gauge(name, "Notifications given up in the last thirty days", registry=registry)
        gauge.set_function(lambda: self.known() or 0)

    def known(self) -> int | None:
        """How many there are, as far as this process is the one to say."""
        return self.counted if self._hold.has_job(self._name) else None


class Known(Collector):
    """A gauge that has a value only where there is one to tell: 0 would say something else."""

    def __init__(self, name: str, what: str, value: Callable[[], float | None], registry: CollectorRegistry) -> None:
        self._name = name
        self._what = what
        self._value = value
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """It, as the registry asks for it."""
        yield GaugeMetricFamily(self._name, self._what, value=self._value())


class JobAges(Collector):
    """How long ago each job ended a run, whatever came of it."""

    def __init__(self, ages: Callable[[], Mapping[str, float]], registry: CollectorRegistry) -> None:
        self._ages = ages
        registry.register(self)

    def collect(self) -> Iterator[Metric]:
        """They, as the registry asks for them."""
        family = GaugeMetricFamily("job_age_seconds", "Since each job last ended a run", labels=("job",))
        for job, seconds in self._ages().items():
            family.add_metric((job,), seconds)
        yield family
