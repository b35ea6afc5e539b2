"""Owns this process's place among those that share a store: it shows that it lives, and knows what it holds meanwhile.

All stand in one table, saved by its etag, so that every change of it comes before or after every other. Two never hold
a shard at once, however their clocks are set:

- A hold ends `LASTS` after its beat was begun, by this process's monotonic clock; a process that was paused finds that
  out when it asks the next time, whatever it was in the midst of.
- A replica is dead to another that has seen the same beat of it for `LASTS` and `MARGIN`, by that one's own monotonic
  clock. It saw the beat after that was saved, thus after it was begun, and the table's etag says that there was no
  later one. So the hold has ended by then, as long as the two clocks run equally fast to within `MARGIN`: no instant
  of one machine is ever compared with another's, and clocks that differ by a second or an hour change nothing.
- What a replica gives away it stops doing before it saves that it does.

A shard may still change hands between the moment that its hold is asked and the moment that something is done. What is
saved then is fenced by the case's own etag, and what is sent by the note that it has begun (`services.outbox`).

`is_alive` alone goes by instants, since whoever asks may just have started: give or take `MARGIN`, for clocks that
differ by less. A shard is held again at most `LASTS`, `MARGIN` and two beats after its holder died: in half a minute.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Collection
from datetime import datetime, timedelta

from policy.errors import PolicyError
from policy.periods import as_utc
from services.ports import Cases, Place
from services.replica_ports import NOBODY, REPLICAS, SHARDS_ID, ShardTable
from services.retrying import LONGEST_PAUSE_SECONDS, until_saved
from services.shards import beaten, left, shard_of, shard_of_job

log = logging.getLogger(__name__)

BEAT_EVERY = timedelta(seconds=5)
BEAT_LIMIT = timedelta(seconds=5)
"""A beat that the store lets wait is cut off, so that the next comes well before the hold ends."""
LASTS = timedelta(seconds=15)
MARGIN = timedelta(seconds=2)
LEAVE_SECONDS = 2.0
TABLE = Place(REPLICAS, SHARDS_ID)

SaysFirst = Callable[[], Awaitable[bool]]
"""Gives whether all of it could be said; never raises."""
MOST_UNSAID = 1
"""How many beats in a row may be left out for that: with one, two of them lie no further apart than a hold lasts."""
Seconds = Callable[[], float]
"""A clock that only grows, also while the process is paused."""


class HeldShards:
    """Implements `services.replica_ports.Hold` and `Gains`: what one process holds, until the hold ends."""

    def __init__(self, seconds: Seconds) -> None:
        self._seconds = seconds
        self._shards: frozenset[int] = frozenset()
        self._ends = seconds()
        self._gains = 0
        self._has_gained = asyncio.Event()

    @property
    def gains(self) -> int:
        """How many times it has come to hold what it did not."""
        return self._gains

    async def gains_after(self, gains: int) -> None:
        """Return once it has done so more often than that."""
        while self._gains <= gains:
            await self._has_gained.wait()

    @property
    def count(self) -> int:
        """How many shards it holds."""
        return len(self._now())

    def has(self, place: Place) -> bool:
        """Whether what is due in that case is this process's to do now."""
        return shard_of(place) in self._now()

    def has_job(self, name: str) -> bool:
        """Whether a job that can't be divided is this process's to do now."""
        return shard_of_job(name) in self._now()

    def renewed(self, shards: Collection[int], ends: float) -> None:
        """It holds these until then."""
        more = not self._now().issuperset(shards)
        self._shards, self._ends = frozenset(shards), ends
        if more:
            self._gains += 1
            self._has_gained.set()
            self._has_gained = asyncio.Event()

    def kept_only(self, shards: Collection[int]) -> None:
        """It holds none but these any more, as long as it did."""
        self._shards = self._shards.intersection(shards)

    def _now(self) -> frozenset[int]:
        return self._shards if self._seconds() < self._ends else frozenset()


class Replicas:
    """This process, which is `life`, among the others; implements `services.replica_ports.Lives`."""

    def __init__(self, tables: Cases[ShardTable], *, life: str, seconds: Seconds) -> None:
        self.life = life
        self.hold = HeldShards(seconds)
        self._tables = tables
        self._seconds = seconds
        self._beats = 0
        self._unsaid = 0
        self._says_first: SaysFirst | None = None
        self._seen: dict[str, tuple[int, float]] = {}
        """The latest beat of each other, and when this process first saw it."""

    def says_first(self, says: SaysFirst) -> None:
        """Before each sign of life from now on this is said, which the sign would otherwise belie."""
        self._says_first = says

    async def beat(self, *, now: datetime) -> None:
        """Show that this process lives, and hold its share from now on; raises what the store raises, and PolicyError
        `store.busy`.

        What is to be said first holds it up, but never for so long that the hold ends.
        """
        if self._says_first is not None and not await self._says_first() and self._unsaid < MOST_UNSAID:
            self._unsaid += 1
            return
        self._unsaid = 0
        await until_saved(lambda: self._beat(now))

    async def begin(self, *, now: datetime) -> None:
        """The first beat, which gives up for no crowd of others that begin as well; raises what the store raises."""
        while True:
            try:
                await self.beat(now=now)
            except PolicyError:
                await asyncio.sleep(random.uniform(0, LONGEST_PAUSE_SECONDS))  # noqa: S311 - jitter, not a secret
            else:
                return

    async def leave(self, *, now: datetime) -> None:
        """Hold nothing any more, and let the others have it at once. Never raises: it lapses by itself too."""
        self.hold.kept_only(())
        try:
            async with asyncio.timeout(LEAVE_SECONDS):
                if self._says_first is not None:
                    await self._says_first()
                await until_saved(lambda: self._leave(now))
        except Exception as error:  # noqa: BLE001 - nobody waits for it who could be told
            log.warning("the shards could not be handed over", extra={"error": type(error).__name__})

    async def is_alive(self, life: str, *, now: datetime) -> bool:
        """Whether that process has shown a sign of life lately; raises what the store raises."""
        if life == self.life:
            return True
        loaded = await self._tables.load(TABLE)
        one = None if loaded is None else loaded.value.replica(life)
        return one is not None and as_utc(now) < one.seen_at + LASTS + MARGIN

    async def seen_at(self, life: str) -> datetime | None:
        """When it last showed a sign of life, by its own clock; None when nothing is known of it."""
        loaded = await self._tables.load(TABLE)
        table = NOBODY if loaded is None else loaded.value
        seen = {one.life: one.seen_at for one in table.gone} | {one.life: one.seen_at for one in table.replicas}
        return seen.get(life)

    async def _beat(self, now: datetime) -> None:
        begun = self._seconds()
        loaded = await self._tables.load(TABLE)
        table = NOBODY if loaded is None else loaded.value
        self._beats += 1
        dead = self._dead(table, self._seconds())
        after = beaten(table, self.life, beats=self._beats, dead=dead, now=as_utc(now))
        shards = after.shards_of(self.life)
        self.hold.kept_only(shards)
        await self._tables.save(loaded, after)
        self.hold.renewed(shards, begun + LASTS.total_seconds())
        if dead:
            log.warning("replicas were gone", extra={"gone": len(dead), "shards": len(shards)})

    async def _leave(self, now: datetime) -> None:
        loaded = await self._tables.load(TABLE)
        if loaded is not None and loaded.value.replica(self.life) is not None:
            await self._tables.save(loaded, left(loaded.value, self.life, now=as_utc(now)))

    def _dead(self, table: ShardTable, at: float) -> frozenset[str]:
        """Those of the others that have shown no sign of life for so long that nothing is theirs any more."""
        beats = {one.life: one.beats for one in table.replicas if one.life != self.life}
        self._seen = {
            life: seen if (seen := self._seen.get(life)) is not None and seen[0] == count else (count, at)
            for life, count in beats.items()
        }
        long = (LASTS + MARGIN).total_seconds()
        return frozenset(life for life, (_, since) in self._seen.items() if at - since >= long)
