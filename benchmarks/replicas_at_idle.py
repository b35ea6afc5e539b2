"""Measures what replicas cost at idle, when nothing is due and nobody writes: beats, and the looks at what is due.

Everything is the product's own over a store in memory; the clock is moved by hand through ten minutes, each job runs as
often as it does in production, at its longest pace. What each call is reckoned to cost is `storage.request_units`'s.
Run: `python -m benchmarks.replicas_at_idle`.
"""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine, Sequence
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assembly import put_together
from directory.file_directory import FileDirectory
from policy.organisation import PersonId
from policy.outgoing import Notification, StandingCard
from scheduler import Job, Whose
from services.ports import Delivery, Sending
from services.replica_ports import Hold
from services.replicas import BEAT_EVERY, Replicas
from services.sweeping import ALONE
from storage.housekeeping_repository import stored_shard_table
from storage.metering import Bill, Call, Meter, MeteredStore
from tests.storage.memory_store import MemoryStore

EXAMPLE = Path(__file__).parents[1] / "examples" / "exempelkommun.yaml"
BEGINS = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
MINUTES = 10
PACE = 0.9
"""Of a job's interval, the scheduler's jitter taken as its mean."""
MONTH = timedelta(days=30.4).total_seconds()
REPLICAS = (1, 2, 4, 10)


class Nobody:
    """The Messenger of a town where nobody is told anything."""

    async def can_reach(self, person: PersonId) -> bool:
        """Nobody."""
        return False

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = 0.0
    ) -> Sending:
        """To nobody."""
        return Sending(outcome=Delivery.UNREACHABLE)


class Site:
    """The store on a meter, and the time."""

    def __init__(self) -> None:
        self.seconds = 0.0
        self.meter = Meter()
        self.store = MeteredStore(MemoryStore(now=self.now), self.meter)
        self.directory = FileDirectory(EXAMPLE)

    def now(self) -> datetime:
        """The instant that it is, everywhere."""
        return BEGINS + timedelta(seconds=self.seconds)

    def jobs(self, hold: Hold) -> Sequence[Job]:
        """What a replica's scheduler does."""

        def never(errand: Coroutine[Any, Any, None]) -> None:
            errand.close()

        return put_together(
            store=self.store, directory=self.directory, messenger=Nobody(), clock=self, start=never, hold=hold
        ).jobs


def _is_ours(job: Job, hold: Hold) -> bool:
    if job.whose is Whose.ONE:
        return hold.has_job(job.name)
    return job.whose is Whose.EACH or hold.count > 0


async def idle(replicas: int, *, shared: bool) -> tuple[Bill, Bill]:
    """What the beats come to, and all else, of so many replicas in those minutes, once all is evened out."""
    site = Site()
    table = stored_shard_table(site.store)
    processes = [Replicas(table, life=f"{n:032}", seconds=lambda: site.seconds) for n in range(replicas)]
    holds: list[Hold] = [one.hold for one in processes] if shared else [ALONE]
    jobs = [(hold, job) for hold in holds for job in site.jobs(hold)]
    due = dict.fromkeys(range(len(jobs)), 0.0)
    beat_due = -60.0
    beats: list[Call] = []
    rest: list[Call] = []
    for second in range(-60, MINUTES * 60):
        site.seconds = float(second)
        if second == 0:
            beats, rest = [], []
        if shared and site.seconds >= beat_due:
            beat_due += BEAT_EVERY.total_seconds() * PACE
            for process in processes:
                await process.beat(now=site.now())
        beats += site.meter.read_off()
        for number, (hold, job) in enumerate(jobs):
            if site.seconds >= due[number] and _is_ours(job, hold):
                due[number] = max(due[number], 0.0) + job.every.total_seconds() * PACE
                await job.run(site.now())
        rest += site.meter.read_off()
    return Bill.of(beats), Bill.of(rest)


async def main() -> None:
    """Print the table."""
    print("Replicas at idle: request units a second, by the published formula; one physical partition")
    print("  replicas   beats RU/s   looks RU/s   together   queries/min   a month, million RU")
    for replicas, shared in ((1, False), *((number, True) for number in REPLICAS)):
        beats, rest = await idle(replicas, shared=shared)
        seconds = MINUTES * 60
        both = (beats.request_units + rest.request_units) / seconds
        name = f"{replicas}" if shared else "alone"
        print(
            f"  {name:>8}   {beats.request_units / seconds:10.1f}   {rest.request_units / seconds:10.1f}   {both:8.1f}"
            f"   {(beats.queries + rest.queries) / MINUTES:11.0f}   {both * MONTH / 1e6:19.0f}"
        )


if __name__ == "__main__":
    asyncio.run(main())
