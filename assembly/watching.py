"""Owns how what the process tells of itself is put together: one registry, what counts into it, and the pulse."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from prometheus_client import CollectorRegistry, Counter

from assembly.counters import (
    JobAges,
    Known,
    LettersHere,
    charge_counter,
    delivery_counter,
    effect_counter,
    graph_counter,
    job_counter,
    pbx_counter,
    tell_of_shards,
)
from assembly.inside import Inside
from policy.effects import EffectKind, EffectOutcome
from scheduler import Job, Scheduler, Whose
from services.pbx_ports import PbxOutcome
from services.ports import Delivery
from services.replica_ports import Hold
from storage.document_store import DocumentStore
from storage.watched import WatchedStore
from telemetry.pulse import Pulse, Watched

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
        """Nothing is counted of it: the turn's kind is."""

    def missed(self) -> None:
        """A line was not understood."""
        self._missed.inc()

    def refused(self, code: str) -> None:
        """A rule said no; the codes are those that there are texts for."""
        self._refused.labels(code).inc()


@dataclass(frozen=True, slots=True, kw_only=True)
class Watch:
    """What each part of the whole is handed, to tell what it does."""

    registry: CollectorRegistry
    charged: Callable[[str, float], None]
    asked: Callable[[str, str], None]
    delivered: Callable[[Delivery], None]
    ran: Callable[[str, str], None]
    told: Callable[[PbxOutcome], None]
    carried: Callable[[EffectKind, EffectOutcome], None]
    store_failed: Callable[[str], None]
    heard: TurnsHeard

    def over(self, engine: DocumentStore) -> DocumentStore:
        """The engine with what watches it over it."""
        return WatchedStore(engine, failed=self.store_failed)

    def letters(self, inside: Inside, hold: Hold) -> tuple[LettersHere, Job]:
        """How many notifications were given up, and the job that counts them."""
        letters = LettersHere(LETTERS, hold, self.registry)

        async def count(_now: datetime) -> None:
            letters.counted = await inside.services.dead_letters.count()

        return letters, Job(name=LETTERS, every=LETTERS_EVERY, whose=Whose.ONE, run=count)

    def pulse(self, scheduler: Scheduler, inside: Inside, letters: LettersHere, hold: Hold) -> Pulse:
        """The pulse of the whole, once all of it is there, and what is asked for whenever anybody looks."""
        tell_of_shards(hold, self.registry)
        JobAges(scheduler.ages, self.registry)
        age, what = inside.outbox.age, "How long the oldest that is due and not sent has been due"
        Known("outbox_oldest_seconds", what, lambda: age.seconds, self.registry)
        return Pulse(watched=Watched(registry=self.registry, late=scheduler.late, dead_letters=letters.known))


def watching() -> Watch:
    """It, over a registry of the process's own."""
    registry = CollectorRegistry()
    failures = Counter("store_failures", "Operations that the store could not do", ("operation",), registry=registry)
    return Watch(
        registry=registry,
        charged=charge_counter(registry),
        asked=graph_counter(registry),
        delivered=delivery_counter(registry),
        ran=job_counter(registry),
        told=pbx_counter(registry),
        carried=effect_counter(registry),
        store_failed=lambda operation: failures.labels(operation).inc(),
        heard=TurnsHeard(registry),
    )
