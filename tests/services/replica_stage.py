"""Replicas over one store, each with clocks of its own, whose writes a test can stop, refuse, or not answer."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from services.ports import Loaded, Place
from services.replica_ports import SHARDS, ShardTable
from services.replicas import TABLE, Replicas
from services.shards import shard_of
from storage.document_store import StoreUnavailable
from storage.housekeeping_repository import stored_shard_table
from tests.storage.memory_store import MemoryStore

NOON = datetime(2026, 11, 24, 12, 0, tzinfo=UTC)


class Tables:
    """The table as one replica reaches it. `goes_on` unset stops a beat between its reading and its writing,
    `hears` unset between its writing and its hearing of that.
    """

    def __init__(self, store: MemoryStore) -> None:
        self._stored = stored_shard_table(store)
        self.goes_on = asyncio.Event()
        self.goes_on.set()
        self.hears = asyncio.Event()
        self.hears.set()
        self.is_down = False
        self.answers = True

    async def load(self, place: Place) -> Loaded[ShardTable] | None:
        """The table, unless the store is down."""
        if self.is_down:
            raise StoreUnavailable("down")
        return await self._stored.load(place)

    async def save(self, loaded: Loaded[ShardTable] | None, case: ShardTable) -> Loaded[ShardTable]:
        """Save it; where no answer comes it is saved all the same."""
        await self.goes_on.wait()
        saved = await self._stored.save(loaded, case)
        await self.hears.wait()
        if not self.answers:
            raise StoreUnavailable("no answer")
        return saved

    async def load_many(self, places: Sequence[Place]) -> Sequence[ShardTable]:
        """See `services.ports.Cases`."""
        return await self._stored.load_many(places)

    async def erase(self, loaded: Loaded[ShardTable]) -> None:
        """See `services.ports.Cases`."""
        await self._stored.erase(loaded)

    def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """See `services.ports.Cases`."""
        return self._stored.deliveries_due(before)

    def steps_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """See `services.ports.Cases`."""
        return self._stored.steps_due(before)

    async def among(self, partition: str | None = None, /, **equal: str | int | None) -> Sequence[Loaded[ShardTable]]:
        """See `services.ports.Cases`."""
        return await self._stored.among(partition, **equal)


@dataclass
class Process:
    """One replica: `skew` is how far its wall clock is off, in seconds."""

    replicas: Replicas
    tables: Tables
    skew: float
    beating: asyncio.Task[None] | None = None

    @property
    def is_stopped(self) -> bool:
        """Whether it stands still in the midst of a beat."""
        return self.beating is not None

    def held(self) -> set[int]:
        """The shards that it would work on now."""
        hold = self.replicas.hold
        return {shard for shard in range(SHARDS) if hold.has(CASES[shard])}


def _case_in(shard: int) -> Place:
    return next(place for number in range(10_000) if shard_of(place := Place(f"person-{number}", "book")) == shard)


CASES = [_case_in(shard) for shard in range(SHARDS)]
"""A case of each shard."""


@dataclass
class Site:
    """The store, the time that passes for all, and the processes that are there."""

    store: MemoryStore = field(default_factory=lambda: MemoryStore(now=lambda: NOON))
    seconds: float = 0.0
    processes: dict[int, Process] = field(default_factory=dict)
    _started: int = 0

    def start(self, number: int, skew: float = 0.0) -> Process:
        """A new process, which has yet to beat."""
        self._started += 1
        tables, begun = Tables(self.store), 1_000.0 * self._started
        replicas = Replicas(tables, life=f"life-{self._started}", seconds=lambda: self.seconds + begun)
        process = self.processes[number] = Process(replicas, tables, skew)
        return process

    def now(self, process: Process) -> datetime:
        """The instant that the process takes it to be."""
        return NOON + timedelta(seconds=self.seconds + process.skew)

    async def beat(self, number: int) -> None:
        """Have it beat; that the store does not answer is its own trouble."""
        process = self.processes[number]
        try:
            await process.replicas.beat(now=self.now(process))
        except StoreUnavailable:
            return

    async def stop_in_a_beat(self, number: int, *, written: bool = False) -> None:
        """Have it stand still between reading the table and writing it, or right after that."""
        process = self.processes[number]
        (process.tables.hears if written else process.tables.goes_on).clear()
        process.beating = asyncio.create_task(self.beat(number))
        for _ in range(5):
            await asyncio.sleep(0)

    async def go_on(self, number: int) -> None:
        """Let it run on from where it stood."""
        process = self.processes[number]
        process.tables.goes_on.set()
        process.tables.hears.set()
        if process.beating is not None:
            await process.beating
            process.beating = None

    async def kill(self, number: int) -> None:
        """End it as it stands."""
        process = self.processes.pop(number)
        if process.beating is not None:
            process.beating.cancel()
            await asyncio.gather(process.beating, return_exceptions=True)

    async def table(self) -> ShardTable:
        """The table as it is stored."""
        loaded = await stored_shard_table(self.store).load(TABLE)
        assert loaded is not None
        return loaded.value

    def holders(self) -> dict[int, list[int]]:
        """Who would work on each shard now."""
        return {shard: [n for n, one in self.processes.items() if shard in one.held()] for shard in range(SHARDS)}
