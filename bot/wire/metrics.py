"""Owns what the wire counts. Labels are words of our own, never anything from a request."""

from __future__ import annotations

from prometheus_client import CollectorRegistry, Counter, Histogram

TURN_SECONDS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0, 10.0, 15.0)
"""Up to the 15 seconds after which Teams sends a turn again."""


class WireMetrics:
    """The wire's counters, in a registry of the process's own."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._turns = Counter("bot_turns", "Turns by kind and how they ended", ("kind", "status"), registry=registry)
        self._seconds = Histogram(
            "bot_turn_seconds", "How long a turn took", ("kind",), buckets=TURN_SECONDS, registry=registry
        )
        self._sends = Counter(
            "bot_sends", "Requests to the connector by how they ended", ("outcome",), registry=registry
        )
        self._refused = Counter(
            "bot_requests_refused", "Requests turned away by status", ("status",), registry=registry
        )
        self._connections = Counter("bot_connections_opened", "Connections to the connector", registry=registry)
        self._tokens = Counter("bot_token_requests", "Tokens asked for", registry=registry)
        self._duplicates = Counter("bot_turns_repeated", "Activities that came again", registry=registry)
        self._contended = Counter(
            "bot_turns_contended",
            "Turns that met another, by what came of it",
            ("how",),
            registry=registry,
        )
        # `labels` takes a lock and a tuple each time.
        self._send_series: dict[str, Counter] = {}
        self._series: dict[tuple[str, str], tuple[Counter, Histogram]] = {}

    def turn(self, kind: str, status: str, seconds: float) -> None:
        """A turn has ended."""
        series = self._series.get((kind, status))
        if series is None:
            series = self._series[kind, status] = (self._turns.labels(kind, status), self._seconds.labels(kind))
        series[0].inc()
        series[1].observe(seconds)

    def sent(self, outcome: str) -> None:
        """A send has ended: `sent`, `later` or `refused`."""
        series = self._send_series.get(outcome)
        if series is None:
            series = self._send_series[outcome] = self._sends.labels(outcome)
        series.inc()

    def refused(self, status: int) -> None:
        """A request was turned away."""
        self._refused.labels(str(status)).inc()

    def connection_opened(self) -> None:
        """A connection to the connector was opened."""
        self._connections.inc()

    def token_requested(self) -> None:
        """A token was asked for."""
        self._tokens.inc()

    def repeated(self) -> None:
        """An activity came again, and was given its first outcome."""
        self._duplicates.inc()

    def contended(self, how: str) -> None:
        """A turn met another one of its person at another process: `waited`, `gave_up`, `overtaken`, or `taken_over`
        from a process that had died.
        """
        self._contended.labels(how).inc()
