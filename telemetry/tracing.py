"""Owns traces by OpenTelemetry: spans made, and sent to a collector by a thread of its own that nobody waits for.

What is waiting to be sent is bounded, and what doesn't fit is dropped. No exception is ever recorded, since its message
may quote a person: of one only its type is kept.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextvars import Token
from types import TracebackType
from typing import Self

from opentelemetry.context import Context
from opentelemetry.exporter.otlp.proto.http.trace_exporter import OTLPSpanExporter
from opentelemetry.sdk.resources import Resource
from opentelemetry.sdk.trace import ReadableSpan, SpanLimits, TracerProvider
from opentelemetry.sdk.trace.export import BatchSpanProcessor, SpanExporter, SpanExportResult
from opentelemetry.sdk.trace.sampling import ALWAYS_ON, ParentBased, TraceIdRatioBased
from opentelemetry.trace import Span as OtelSpan
from opentelemetry.trace import (
    SpanKind,
    Status,
    StatusCode,
    Tracer,
    format_span_id,
    format_trace_id,
    set_span_in_context,
)

from telemetry.spans import UNDER_WAY, Fact, Span

TRACES_PATH = "v1/traces"
MOST_WAITING = 2_048
SENT_EVERY_MS = 5_000
EXPORT_SECONDS = 5.0
KINDS = {"turn": SpanKind.SERVER, "connector": SpanKind.CLIENT, "graph": SpanKind.CLIENT, "exchange": SpanKind.CLIENT}
"""By the first word of a span's name."""
NOTHING_ABOVE = Context()

Sent = Callable[[str, bool], None]
"""Told what was sent to the collector (`traces`, `metrics`) and whether it took it."""


class TracedSpan:
    """A Span that becomes one of OpenTelemetry's."""

    __slots__ = ("_before", "_facts", "_name", "_numbers", "_span", "_tracer", "context")

    def __init__(self, tracer: Tracer, name: str, facts: Mapping[str, Fact] | None) -> None:
        self._tracer = tracer
        self._name = name
        self._facts = facts
        self._numbers: dict[str, float] = {}
        self.context: Context = NOTHING_ABOVE

    @property
    def ids(self) -> Mapping[str, str]:
        """As OpenTelemetry writes them."""
        own = self._span.get_span_context()
        return {"trace_id": format_trace_id(own.trace_id), "span_id": format_span_id(own.span_id)}

    def note(self, name: str, fact: Fact) -> None:
        """An attribute."""
        self._span.set_attribute(name, fact)

    def adds(self, name: str, number: float) -> None:
        """An attribute that is the sum."""
        self._numbers[name] = total = self._numbers.get(name, 0.0) + number
        self._span.set_attribute(name, total)

    def fails(self, why: str) -> None:
        """Its status, and the attribute for what was wrong."""
        self._span.set_attribute("error.type", why)
        self._span.set_status(Status(StatusCode.ERROR))

    def __enter__(self) -> Self:
        above = UNDER_WAY.get()
        context = above.context if isinstance(above, TracedSpan) else NOTHING_ABOVE
        kind = KINDS.get(self._name.partition(" ")[0], SpanKind.INTERNAL)
        self._span: OtelSpan = self._tracer.start_span(self._name, context, kind, self._facts)
        self.context = set_span_in_context(self._span, NOTHING_ABOVE)
        self._before: Token[Span | None] = UNDER_WAY.set(self)
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None, /
    ) -> None:
        UNDER_WAY.reset(self._before)
        if kind is not None:
            self.fails(kind.__name__)
        self._span.end()


class TracedSpans:
    """The Spans of a process whose traces are on."""

    def __init__(self, tracer: Tracer) -> None:
        self._tracer = tracer

    def open(self, name: str, facts: Mapping[str, Fact] | None = None) -> Span:
        """One that is traced."""
        return TracedSpan(self._tracer, name, facts)


class ToldExporter(SpanExporter):
    """The exporter that it is put over; says whether the collector took what was sent."""

    def __init__(self, exporter: SpanExporter, sent: Sent) -> None:
        self._exporter = exporter
        self._sent = sent

    def export(self, spans: Sequence[ReadableSpan]) -> SpanExportResult:
        """Send them."""
        result = self._exporter.export(spans)
        self._sent("traces", result is SpanExportResult.SUCCESS)
        return result

    def shutdown(self) -> None:
        """Send nothing any more."""
        self._exporter.shutdown()


class Traces:
    """The traces of one process, to the collector at `endpoint`. `part` is how many of all traces are kept."""

    def __init__(
        self, endpoint: str, resource: Resource, *, headers: Mapping[str, str], part: float, sent: Sent
    ) -> None:
        exporter = OTLPSpanExporter(f"{endpoint}/{TRACES_PATH}", headers=dict(headers), timeout=EXPORT_SECONDS)
        self._processor = BatchSpanProcessor(
            ToldExporter(exporter, sent), max_queue_size=MOST_WAITING, schedule_delay_millis=SENT_EVERY_MS
        )
        provider = TracerProvider(
            sampler=ParentBased(ALWAYS_ON if part >= 1 else TraceIdRatioBased(part)),
            resource=resource,
            span_limits=SpanLimits(max_events=0, max_links=0),
            shutdown_on_exit=False,
        )
        provider.add_span_processor(self._processor)
        self.spans = TracedSpans(provider.get_tracer("vaxelvis"))

    def end(self) -> None:
        """Send what waits, and nothing any more; may take long where the collector does."""
        shut_down: Callable[[], None] = self._processor.shutdown
        shut_down()
