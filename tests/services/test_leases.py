"""Who does a job, where several processes share a store: one at a time, and somebody else when that one is gone."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

from services.leases import Leases
from services.ports import LEASES, Place
from storage.housekeeping_repository import stored_leases
from tests.storage.memory_store import MemoryStore

NOW = datetime(2026, 11, 24, 9, 0, tzinfo=UTC)
LASTS = timedelta(minutes=1)


def _processes(*names: str) -> list[Leases]:
    store = MemoryStore(now=lambda: NOW)
    return [Leases(cases=stored_leases(store), holder=name) for name in names]


async def test_one_process_at_a_time_holds_a_job() -> None:
    """The second is turned away as long as the first one's lease lasts."""
    first, second = _processes("first", "second")
    assert await first.hold("outbox", now=NOW, lasts=LASTS)
    assert not await second.hold("outbox", now=NOW + timedelta(seconds=59), lasts=LASTS)
    assert await second.hold("other", now=NOW, lasts=LASTS)


async def test_a_lease_that_has_lapsed_is_taken_over_and_the_fence_grows() -> None:
    """A process that died renews nothing; who held it before can be told from who holds it now."""
    first, second = _processes("first", "second")
    await first.hold("outbox", now=NOW, lasts=LASTS)
    assert await second.hold("outbox", now=NOW + LASTS, lasts=LASTS)
    assert not await first.hold("outbox", now=NOW + LASTS, lasts=LASTS)
    loaded = await second.cases.load(Place(LEASES, "outbox"))
    assert loaded is not None
    assert (loaded.value.holder, loaded.value.fence) == ("second", 2)


async def test_whoever_holds_it_goes_on_holding_it_and_writes_only_when_half_is_gone() -> None:
    """A tick of every few seconds costs a read, not a write."""
    (only,) = _processes("only")
    assert await only.hold("outbox", now=NOW, lasts=LASTS)
    before = await only.cases.load(Place(LEASES, "outbox"))
    assert await only.hold("outbox", now=NOW + timedelta(seconds=20), lasts=LASTS)
    assert await only.cases.load(Place(LEASES, "outbox")) == before
    assert await only.hold("outbox", now=NOW + timedelta(seconds=40), lasts=LASTS)
    after = await only.cases.load(Place(LEASES, "outbox"))
    assert after is not None
    assert after.value.until_at == NOW + timedelta(seconds=100)
    assert after.value.fence == 1


async def test_a_lease_let_go_of_is_free_at_once() -> None:
    """A process that is told to stop keeps nobody waiting; it can't let go of what is another's."""
    first, second = _processes("first", "second")
    await first.hold("outbox", now=NOW, lasts=LASTS)
    await second.release("outbox", now=NOW)
    assert not await second.hold("outbox", now=NOW, lasts=LASTS)
    await first.release("outbox", now=NOW)
    assert await second.hold("outbox", now=NOW, lasts=LASTS)


async def test_of_many_who_try_at_once_one_gets_it() -> None:
    """The store decides."""
    processes = _processes(*(f"p{number}" for number in range(20)))
    got = await asyncio.gather(*(process.hold("outbox", now=NOW, lasts=LASTS) for process in processes))
    assert sum(got) == 1


async def test_a_clock_that_was_put_back_does_not_hold_a_job_for_ever() -> None:
    """The holder's own lease reaches unreasonably far ahead: it is written anew from the time that it is now."""
    (only,) = _processes("only")
    await only.hold("outbox", now=NOW + timedelta(days=300), lasts=LASTS)
    assert await only.hold("outbox", now=NOW, lasts=LASTS)
    loaded = await only.cases.load(Place(LEASES, "outbox"))
    assert loaded is not None
    assert loaded.value.until_at == NOW + LASTS
