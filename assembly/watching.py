"""Owns how what the process tells of itself is put together: one registry, what counts into it, and the pulse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import uuid4

from prometheus_client import CollectorRegistry, Counter

from assembly.counters import (
    JobAges,
    Known,
    LettersHere,
    alert_counter,
    charge_counter,
    delivery_counter,
    effect_counter,
    graph_counter,
    job_counter,
    pbx_counter,
    tell_of_shards,
)
from assembly.inside import Inside
from assembly.spanning import NOTHING_AROUND, Around
from policy.effects import EffectKind, EffectOutcome
from scheduler import Job, Scheduler, Whose
from services.pbx_ports import PbxOutcome
from services.ports import Delivery
from services.replica_ports import Hold
from settings import Settings
from storage.document_store import DocumentStore
from storage.watched import WatchedStore
from telemetry.pulse import Pulse, Watched
from telemetry.spans import UNDER_WAY, note_now

if TYPE_CHECKING:
    from telemetry.exporting import Export

VERSION = "0.1.0"
"""The program's own; pyproject.toml says the same."""

LETTERS = "dead_letters"
LETTERS_EVERY = timedelta(minutes=10)
"""Counting them reads them all, and a large employer has tens of thousands."""


class TurnsHeard:
    """Implements `bot.heard.Heard`: counts what was not understood, and what people were refused for."""

    def __init__(self, registry: CollectorRegistry) -> None:
        self._missed = Counter(
            "understanding_missed", "Lines answered with the nearest things that would be understood", registry=registry
        )
        self._refused = Counter(
            "refusals",
            "What people were refused for, by the code of the rule",
            ("code",),
            registry=registry,
        )

    def understood(self, what: str) -> None:
        """For the turn's span; counted are turns by kind."""
        note_now("turn.intent", what)

    def missed(self) -> None:
        """A line was not understood."""
        self._missed.inc()
        note_now("turn.missed", 1)

    def refused(self, code: str) -> None:
        """A rule said no; the codes are those that there are texts for."""
        self._refused.labels(code).inc()
        note_now("turn.refused", code)


@dataclass(frozen=True, slots=True, kw_only=True)
class Telling:
    """What tells of the process while it runs, from `begin` to `end`."""

    pulse: Pulse
    export: Export | None

    def begin(self) -> None:
        """Tell from now on, in the running event loop's process."""
        self.pulse.begin()
        if self.export is not None:
            self.export.begin()

    def end(self) -> None:
        """Tell nothing any more; takes a few seconds at most."""
        self.pulse.end()
        if self.export is not None:
            self.export.end()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What each part of the whole is handed, to tell what it does."""

    registry: CollectorRegistry
    charged: Callable[[str, float], None]
    asked: Callable[[str, str], None]
    delivered: Callable[[str, Delivery], None]
    alerted: Callable[[str], None]
    ran: Callable[[str, str], None]
    told: Callable[[PbxOutcome], None]
    carried: Callable[[EffectKind, EffectOutcome], None]
    store_failed: Callable[[str], None]
    heard: TurnsHeard
    engine: str
    """What the store is called where it is told of."""
    around: Around
    export: Export | None

    def over(self, engine: DocumentStore) -> DocumentStore:
        """The engine with what watches it over it."""
        return self.around.store(WatchedStore(engine, failed=self.store_failed), self.engine)

    def letters(self, inside: Inside, hold: Hold) -> tuple[LettersHere, Job]:
        """How many notifications were given up, and the job that counts them."""
        letters = LettersHere(LETTERS, hold, self.registry)

        async def count(_now: datetime) -> None:
            letters.counted = await inside.services.dead_letters.count()

        return letters, Job(name=LETTERS, every=LETTERS_EVERY, whose=Whose.ONE, run=count)

    def telling(self, scheduler: Scheduler, inside: Inside, letters: LettersHere, hold: Hold) -> Telling:
        """What tells of the whole, once all of it is there, and what is asked for whenever anybody looks."""
        tell_of_shards(hold, self.registry)
        JobAges(scheduler.ages, self.registry)
        what = "How long the oldest that is due and not sent has been due"
        Known("outbox_oldest_seconds", what, inside.outbox.oldest_due, self.registry)
        pulse = Pulse(watched=Watched(registry=self.registry, late=scheduler.late, dead_letters=letters.known))
        return Telling(pulse=pulse, export=self.export)


def watching(settings: Settings) -> Watch:
    """It, over a registry of the process's own; it is sent to the collector that the settings name, if they do."""
    registry = CollectorRegistry()
    export = _export(settings, registry) if settings.collecting.endpoint else None
    units = charge_counter(registry)

    def charged(operation: str, charge: float) -> None:
        units(operation, charge)
        span = UNDER_WAY.get()
        if span is not None:
            span.adds("store.request_units", charge)

    failures = Counter("store_failures", "Operations that the store could not do", ("operation",), registry=registry)
    return Watch(
        registry=registry,
        charged=charged,
        asked=graph_counter(registry),
        delivered=delivery_counter(registry),
        alerted=alert_counter(registry),
        ran=job_counter(registry),
        told=pbx_counter(registry),
        carried=effect_counter(registry),
        store_failed=lambda operation: failures.labels(operation).inc(),
        heard=TurnsHeard(registry),
        engine="azure.cosmosdb" if settings.sqlite_path is None else "sqlite",
        around=NOTHING_AROUND if export is None else Around(spans=export.spans, is_traced=True),
        export=export,
    )


def _export(settings: Settings, registry: CollectorRegistry) -> Export:
    from telemetry.exporting import Collector, Export  # noqa: PLC0415 - it takes long to load, and is seldom needed

    collecting = settings.collecting
    counted = Counter("telemetry_exports", "Telemetry sent to the collector", ("what", "outcome"), registry=registry)
    collector = Collector(
        endpoint=collecting.endpoint,
        headers=dict(collecting.headers),
        service=collecting.service,
        version=VERSION,
        instance=uuid4().hex,
        part=collecting.part,
    )
    return Export(
        collector, registry, sent=lambda what, taken: counted.labels(what, "taken" if taken else "not_taken").inc()
    )
