"""Owns how what is counted for `/metrics` becomes what OpenTelemetry sends: the same numbers, counted once.

Pure. Counters become sums that only grow, histograms what they are, and everything else what it is at that moment.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from math import isfinite

from opentelemetry.sdk.metrics.export import (
    AggregationTemporality,
    Gauge,
    Histogram,
    HistogramDataPoint,
    Metric,
    MetricsData,
    NumberDataPoint,
    ResourceMetrics,
    ScopeMetrics,
    Sum,
)
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.util.instrumentation import InstrumentationScope
from prometheus_client.core import Metric as Counted
from prometheus_client.samples import Sample

SCOPE = InstrumentationScope("vaxelvis")
CUMULATIVE = AggregationTemporality.CUMULATIVE
LE = "le"


def metrics_data(counted: Iterable[Counted], resource: Resource, *, begun: int, now: int) -> MetricsData:
    """All of it, as it is now; `begun` is since when it is counted, and both are nanoseconds of the wall clock."""
    metrics = [
        Metric(name=one.name, description=one.documentation, unit="", data=data)
        for one in counted
        if (data := _data(one, begun, now)).data_points
    ]
    scope = ScopeMetrics(scope=SCOPE, metrics=metrics, schema_url="")
    return MetricsData([ResourceMetrics(resource=resource, scope_metrics=[scope], schema_url="")])


def _data(one: Counted, begun: int, now: int) -> Sum | Gauge | Histogram:
    if one.type == "histogram":
        return Histogram(list(_histograms(one.samples, begun, now)), CUMULATIVE)
    if one.type == "counter":
        totals = [sample for sample in one.samples if sample.name.endswith("_total")]
        return Sum([_point(sample, begun, now) for sample in totals], CUMULATIVE, is_monotonic=True)
    return Gauge([_point(sample, None, now) for sample in one.samples if isfinite(sample.value)])


def _point(sample: Sample, begun: int | None, now: int) -> NumberDataPoint:
    return NumberDataPoint(
        attributes=dict(sample.labels), start_time_unix_nano=begun or 0, time_unix_nano=now, value=sample.value
    )


def _histograms(samples: Iterable[Sample], begun: int, now: int) -> Iterator[HistogramDataPoint]:
    """One for each set of labels; Prometheus counts each bucket with all below it."""
    found: dict[tuple[tuple[str, str], ...], dict[str, float]] = {}
    for sample in samples:
        labels = tuple(sorted((name, value) for name, value in sample.labels.items() if name != LE))
        found.setdefault(labels, {})[sample.labels.get(LE) or sample.name.rpartition("_")[2]] = sample.value
    for labels, values in found.items():
        bounds = sorted(
            (float(bound), count) for bound, count in values.items() if bound not in ("sum", "count", "created")
        )
        counts = [count for _, count in bounds]
        yield HistogramDataPoint(
            attributes=dict(labels),
            start_time_unix_nano=begun,
            time_unix_nano=now,
            count=round(values["count"]),
            sum=values["sum"],
            bucket_counts=[round(upto - below) for upto, below in zip(counts, [0.0, *counts], strict=False)],
            explicit_bounds=[bound for bound, _ in bounds if isfinite(bound)],
            min=0.0,
            max=0.0,
        )
