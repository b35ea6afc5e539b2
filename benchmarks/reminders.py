"""Measures what ticks over promises to call back: the reminder sweep and the outbox, by what is due and what exists.

    python -m benchmarks.reminders [PROMISES]

SQLite with `synchronous=FULL`, a file for each size. So many of the promises are due, the same number in each size, the
largest of which is PROMISES (100,000 unless told): if a sweep costs what is due and not what exists, it takes as long
in each. The outbox speaks to a messenger that answers at once, so that its own cost is seen; Teams takes 25 messages a
second of one app.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from collections.abc import Coroutine
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from math import inf
from pathlib import Path
from typing import Any

from assembly import Inside, put_together
from benchmarks.variants.whole import InventedDirectory
from policy.callbacks import Callback, Stage
from policy.organisation import PersonId
from policy.outgoing import Notification, StandingCard
from scheduler import Job
from services.ports import Delivery, Sending
from storage.callback_repository import stored_callbacks
from storage.document_store import DocumentStore
from storage.opening import open_store

LARGEST = 100_000
SIZES = (0.01, 0.1, 1.0)
DUE = 1_000
NOW = datetime(2026, 11, 24, 10, 0, tzinfo=UTC)
"""A Tuesday, in working hours."""
AT_ONCE = 64
IDLE_SWEEPS = 50


@dataclass(frozen=True, slots=True)
class Measured:
    """One size's figures, in seconds; `sent` is how many messages and changed cards the outbox sent."""

    promises: int
    idle: float
    reminded: float
    delivered: float
    sent: int


class AnsweringAtOnce:
    """A Messenger whose far end takes everything, and has every card where it was put."""

    def __init__(self) -> None:
        self.sent = 0

    async def can_reach(self, person: PersonId) -> bool:
        """Everyone."""
        return True

    async def deliver(
        self, notification: Notification, about: object, standing: StandingCard | None = None, *, before: float = inf
    ) -> Sending:
        """Taken."""
        self.sent += 1
        if not notification.card:
            return Sending(outcome=Delivery.SENT)
        activity = standing.activity if standing is not None else str(self.sent)
        card = StandingCard(to=notification.to, card=notification.card, conversation="chat", activity=activity)
        return Sending(outcome=Delivery.SENT, standing=card)


class StandingClock:
    """The instant that everything is measured at."""

    def now(self) -> datetime:
        """NOW."""
        return NOW


async def measure(promises: int, directory: InventedDirectory) -> Measured:
    """A store with so many open promises, of which DUE have come to their time to call."""
    with tempfile.TemporaryDirectory(prefix="bench-") as folder:
        store = await open_store(Path(folder, "store.db"), now=lambda: NOW)
        messenger = AnsweringAtOnce()
        inside = put_together(
            store=store, directory=directory, messenger=messenger, clock=StandingClock(), start=_later
        )
        await _promise(store, inside, directory, promises)
        reminders = _job(inside, "promises")
        before = NOW - timedelta(hours=1)
        idle = await _timed(reminders, before, times=IDLE_SWEEPS) / IDLE_SWEEPS
        reminded = await _timed(reminders, NOW)
        delivered = await _timed(_job(inside, "outbox"), NOW)
        await store.close()
    return Measured(promises, idle, reminded, delivered, messenger.sent)


def _later(errand: Coroutine[Any, Any, None]) -> None:
    """The sweep that is measured does what this would have done at once."""
    errand.close()


def _job(inside: Inside, name: str) -> Job:
    (job,) = [job for job in inside.jobs if job.name == name]
    return job


async def _timed(job: Job, now: datetime, *, times: int = 1) -> float:
    began = time.perf_counter()
    for _ in range(times):
        await job.run(now)
    return time.perf_counter() - began


async def _promise(store: DocumentStore, inside: Inside, directory: InventedDirectory, promises: int) -> None:
    """Fill the store as the use cases would have: each promise with the instant at which it is next looked at."""
    people = list(directory.municipality.people)
    cases, numbers = stored_callbacks(store), iter(range(promises))

    async def some() -> None:
        for number in numbers:
            holder = people[number * 7 % len(people)]
            callback = _callback(number, holder, promises)
            await cases.save(None, inside.services.callbacks.callbacks.desk.reminding(holder).scheduled(callback))

    await asyncio.gather(*(some() for _ in range(AT_ONCE)))


def _callback(number: int, holder: PersonId, promises: int) -> Callback:
    ahead = NOW + timedelta(days=2, minutes=number % 40_000)
    promise = Callback(
        id=f"p{number}",
        holder=holder,
        caller="Kalle Persson",
        phone="+46701740605",
        matter="bygglov för en carport på Storgatan",
        contact_due_at=ahead,
        made_by=holder,
        made_at=NOW - timedelta(days=1),
    )
    is_due = number % (promises // DUE) == 0
    return replace(promise, contact_due_at=NOW, contact_reminded=Stage.BEFORE) if is_due else promise


def main() -> None:
    """Measure and print."""
    largest = int(sys.argv[1]) if len(sys.argv) > 1 else LARGEST
    directory = InventedDirectory()
    runs = [asyncio.run(measure(max(DUE, int(largest * size)), directory)) for size in SIZES]
    print(f"Open promises in SQLite, {DUE:,} of them due; a sweep with nothing due; the due ones reminded of and told")
    print("  promises   idle sweep     reminding   x smallest    outbox   x smallest   reminded/s   sent/s")
    first = runs[0]
    for run in runs:
        times_reminded, times_delivered = run.reminded / first.reminded, run.delivered / first.delivered
        print(
            f"{run.promises:>10,}{run.idle * 1000:>10.2f} ms{run.reminded * 1000:>11.0f} ms{times_reminded:>13.2f}"
            f"{run.delivered * 1000:>7.0f} ms{times_delivered:>13.2f}"
            f"{DUE / run.reminded:>13,.0f}{run.sent / run.delivered:>9,.0f}"
        )


if __name__ == "__main__":
    main()
