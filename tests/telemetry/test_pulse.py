"""The pulse: one line a minute that says whether a process lives and does its work, also when its loop doesn't."""

from __future__ import annotations

import asyncio
import logging
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from prometheus_client import CollectorRegistry

from assembly.counters import JobAges, Known, job_counter, tell_of_shards
from assembly.watching import TurnsHeard, watching
from bot.wire.metrics import WireMetrics
from scheduler import Job, Scheduler
from services.sweeping import ALONE
from settings import Settings
from telemetry.pulse import EVENT_LOOP, PULSE_FIELDS, Pulse, Watched, counts_of, pulse_facts
from tests.services.fakes import FixedClock

QUICK = 0.02
NOON = datetime(2026, 11, 26, 12, tzinfo=UTC)


class Kept(logging.Handler):
    """Keeps each pulse, and lets any thread wait for so many."""

    def __init__(self) -> None:
        super().__init__()
        self.pulses: list[dict[str, Any]] = []
        self._grown = threading.Condition()

    def emit(self, record: logging.LogRecord) -> None:
        """Keep its facts."""
        with self._grown:
            self.pulses.append({name: record.__dict__[name] for name in PULSE_FIELDS if name in record.__dict__})
            self._grown.notify_all()

    def wait_for(self, many: int) -> None:
        with self._grown:
            assert self._grown.wait_for(lambda: len(self.pulses) >= many, timeout=20)


@pytest.fixture
def kept() -> Iterator[Kept]:
    """What is logged by the pulse."""
    log, handler = logging.getLogger("telemetry.pulse"), Kept()
    log.addHandler(handler)
    log.setLevel(logging.INFO)
    yield handler
    log.removeHandler(handler)
    log.setLevel(logging.NOTSET)


def _pulse(late: Sequence[str] = (), registry: CollectorRegistry | None = None) -> Pulse:
    watched = Watched(registry=registry or CollectorRegistry(), late=lambda: late, dead_letters=lambda: None)
    return Pulse(watched=watched, every=QUICK, answers_within=QUICK)


def test_it_says_what_came_since_the_last_one() -> None:
    """From the same counters as /metrics; what there was before is not told again."""
    watch = watching(Settings())
    wire, tell = WireMetrics(watch.registry), watch.registry
    wire.turn("message", "error", 0.2)
    before = counts_of(tell)
    for status, seconds in (("ok", 0.02), ("ok", 0.03), ("error", 0.04), ("unsent", 0.05)):
        wire.turn("message", status, seconds)
    wire.turn("invoke", "ok", 4.0)
    for outcome in ("sent", "refused", "refused", "later"):
        wire.sent(outcome)
    for outcome in ("done", "failed", "cut_off", "elsewhere"):
        watch.ran("outbox", outcome)
    watch.heard.missed()
    watch.heard.refused("store.busy")
    watch.store_failed("get")
    tell_of_shards(ALONE, tell)
    Known("outbox_oldest_seconds", "Age", lambda: 12.4, tell)
    told = pulse_facts(before, counts_of(tell), late=["promises", "outbox"], dead_letters=3)
    assert tuple(told) == PULSE_FIELDS
    assert told == {
        "turns": 5,
        "turns_failed": 1,
        "turn_p95_ms": 4375.0,
        "refused_sends": 2,
        "jobs_late": "outbox,promises",
        "jobs_failed": 2,
        "shards_held": 32,
        "dead_letters": 3,
        "outbox_oldest_seconds": 12,
        "understanding_missed": 1,
        "store_failed": 1,
    }


def test_what_isnt_known_is_left_out() -> None:
    """A minute without turns has no slowest one, and who doesn't count given-up notifications says nothing of them."""
    registry = CollectorRegistry()
    WireMetrics(registry)
    Known("outbox_oldest_seconds", "Age", lambda: None, registry)
    counts = counts_of(registry)
    told = pulse_facts(counts, counts, late=[])
    assert set(PULSE_FIELDS) - set(told) == {"turn_p95_ms", "dead_letters", "outbox_oldest_seconds"}
    assert told["jobs_late"] == ""


def test_a_turn_beyond_the_last_bucket_is_told_as_where_that_begins() -> None:
    """How long it took is known no better."""
    registry = CollectorRegistry()
    wire = WireMetrics(registry)
    wire.turn("message", "ok", 100.0)
    assert pulse_facts({}, counts_of(registry), late=[])["turn_p95_ms"] == 15_000.0


async def test_it_comes_again_and_again_and_ends(kept: Kept) -> None:
    """Each with what has come since the one before."""
    registry = CollectorRegistry()
    heard, pulse = TurnsHeard(registry), _pulse(["promises"], registry)
    heard.missed()
    pulse.begin()
    heard.missed()
    await asyncio.to_thread(kept.wait_for, 2)
    pulse.end()
    many = len(kept.pulses)
    assert sum(one["understanding_missed"] for one in kept.pulses) == 1
    assert {one["jobs_late"] for one in kept.pulses} == {"promises"}
    await asyncio.sleep(3 * QUICK)
    assert len(kept.pulses) == many
    assert "pulse" not in {thread.name for thread in threading.enumerate()}


async def test_an_event_loop_that_stands_still_is_named(kept: Kept) -> None:
    """The line comes all the same: from a thread that needs the loop for nothing."""
    pulse = _pulse()
    pulse.begin()
    kept.wait_for(1)  # This holds up the loop.
    pulse.end()
    assert kept.pulses[0]["jobs_late"] == EVENT_LOOP


async def test_an_event_loop_that_goes_is_not(kept: Kept) -> None:
    """However short it is asked."""
    pulse = _pulse()
    pulse.answers_within = 20
    pulse.begin()
    await asyncio.to_thread(kept.wait_for, 2)
    pulse.end()
    assert kept.pulses[0]["jobs_late"] == ""


async def test_a_job_that_hangs_is_named(kept: Kept) -> None:
    """One that can't even be cut off, while the others go on."""
    clock, held, registry = FixedClock(NOON), asyncio.Event(), CollectorRegistry()

    async def hangs(_now: datetime) -> None:
        while not held.is_set():
            with suppress(asyncio.CancelledError):
                await held.wait()

    job = Job(name="hangs", every=timedelta(milliseconds=1), time_limit=timedelta(milliseconds=1), run=hangs)
    scheduler = Scheduler([job], clock=clock, observe=job_counter(registry))
    JobAges(scheduler.ages, registry)
    scheduler.start()
    await asyncio.sleep(5 * QUICK)
    clock.passes(seconds=1)
    age = registry.get_sample_value("job_age_seconds", {"job": "hangs"})
    pulse = Pulse(watched=Watched(registry=registry, late=scheduler.late, dead_letters=lambda: None), every=QUICK)
    pulse.begin()
    await asyncio.to_thread(kept.wait_for, 1)
    pulse.end()
    held.set()
    await asyncio.sleep(QUICK)
    await scheduler.stop()
    assert (kept.pulses[0]["jobs_late"], age) == ("hangs", 1.0)


async def test_one_that_cant_be_made_stands_in_no_others_way(kept: Kept) -> None:
    """A thread that died of an error would look like a dead process."""
    asked = 0

    def late() -> Sequence[str]:
        nonlocal asked
        asked += 1
        if asked == 1:
            raise ValueError("no")
        return ()

    watched = Watched(registry=CollectorRegistry(), late=late, dead_letters=lambda: None)
    pulse = Pulse(watched=watched, every=QUICK)
    pulse.begin()
    await asyncio.to_thread(kept.wait_for, 2)
    pulse.end()
    assert asked >= 2


def test_it_is_cheap() -> None:
    """Reading the counters takes a few thousandths of a second of one thread, once a minute."""
    watch = watching(Settings())
    wire = WireMetrics(watch.registry)
    for kind in ("message", "invoke", "event", "search"):
        for status in ("ok", "error", "repeated", "unsent"):
            wire.turn(kind, status, 0.1)
    for number in range(40):
        watch.ran(f"job{number}", "done")
    began = time.process_time()
    for _ in range(10):
        counts_of(watch.registry)
    assert time.process_time() - began < 0.5
