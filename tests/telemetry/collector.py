"""A collector of the tests' own: takes traces and metrics by OTLP over http, in a thread, and keeps what it is sent."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread
from typing import Any

from google.protobuf.text_format import MessageToString
from opentelemetry.proto.collector.metrics.v1.metrics_service_pb2 import ExportMetricsServiceRequest
from opentelemetry.proto.collector.trace.v1.trace_service_pb2 import ExportTraceServiceRequest


@dataclass(frozen=True, slots=True)
class Seen:
    """A span as it came."""

    name: str
    id: bytes
    parent: bytes
    trace: bytes
    facts: dict[str, Any]
    failed: bool
    events: int


@dataclass
class OtlpCollector:
    """Listens on loopback. `status` and `delay` are how it answers."""

    status: int = 200
    delay: float = 0.0
    bodies: list[tuple[str, bytes, dict[str, str]]] = field(default_factory=list)
    """What came: path, protobuf and headers."""

    def __enter__(self) -> OtlpCollector:
        collector = self

        class Handler(BaseHTTPRequestHandler):
            """Takes what is posted."""

            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                collector.bodies.append((self.path, body, dict(self.headers)))
                time.sleep(collector.delay)  # in a thread of its own
                self.send_response(collector.status)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, format: str, *args: Any) -> None:  # noqa: A002 - as the base class names it
                """Say nothing."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._thread = Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        self._thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._server.shutdown()
        self._server.server_close()

    @property
    def endpoint(self) -> str:
        """Its address."""
        return f"http://127.0.0.1:{self._server.server_port}"

    @property
    def spans(self) -> list[Seen]:
        """Every span that came."""
        return [span for path, body, _ in self.bodies if path == "/v1/traces" for span in _spans(body)]

    @property
    def resource(self) -> dict[str, Any]:
        """Whose telemetry it is."""
        request = next(body for path, body, _ in self.bodies if path == "/v1/traces")
        return _facts(_read(ExportTraceServiceRequest, request).resource_spans[0].resource.attributes)

    @property
    def metrics(self) -> dict[str, Any]:
        """The metrics that came last, by their names."""
        last = [body for path, body, _ in self.bodies if path == "/v1/metrics"][-1]
        request = _read(ExportMetricsServiceRequest, last)
        return {one.name: one for one in request.resource_metrics[0].scope_metrics[0].metrics}

    def everything(self) -> str:
        """All that came, as it can be read; but for spans' ids, which are random bytes."""
        return "\n".join(_text(path, body) for path, body, _ in self.bodies)


def _text(path: str, body: bytes) -> str:
    request = _read(ExportTraceServiceRequest if path == "/v1/traces" else ExportMetricsServiceRequest, body)
    for of_resource in getattr(request, "resource_spans", ()):
        for of_scope in of_resource.scope_spans:
            for one in of_scope.spans:
                for field_name in ("trace_id", "span_id", "parent_span_id"):
                    one.ClearField(field_name)
    return MessageToString(request, as_utf8=True)


def _spans(body: bytes) -> Iterator[Seen]:
    for of_resource in _read(ExportTraceServiceRequest, body).resource_spans:
        for of_scope in of_resource.scope_spans:
            for one in of_scope.spans:
                failed = one.status.code == one.status.STATUS_CODE_ERROR
                facts = _facts(one.attributes)
                yield Seen(one.name, one.span_id, one.parent_span_id, one.trace_id, facts, failed, len(one.events))


def _facts(attributes: Any) -> dict[str, Any]:
    return {one.key: getattr(one.value, one.value.WhichOneof("value")) for one in attributes}


def _read(request: Any, body: bytes) -> Any:
    return request.FromString(body)
