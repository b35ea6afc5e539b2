"""Owns the ports to what is known of the processes that share a store: each is a life, from its start to its end.

A process that starts again is another life. Where one process is alone with its store none of this is asked. The work
of the scheduler is divided between them by shards (`services.shards`).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from services.ports import Place

SHARDS = 32
"""Enough that ten replicas hold three or four each, and few enough that the table of them is one small document."""
REPLICAS = "replicas"
"""The partition of that table."""
SHARDS_ID = "shards"
"""The id of it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replica:
    """A process that is there, and what it holds. `beats` is another number each time that it shows that it lives."""

    life: str
    beats: int
    seen_at: datetime
    """When it last did so, by its own clock."""
    shards: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gone:
    """A process that has ended, or was found dead, and when it had last shown that it lived."""

    life: str
    seen_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShardTable:
    """Who is there, and who holds what; a shard that nobody holds is in no row."""

    replicas: tuple[Replica, ...] = ()
    fences: tuple[int, ...] = (0,) * SHARDS
    """How many times each shard has changed hands."""
    gone: tuple[Gone, ...] = ()
    """Those of the last quarter of an hour."""

    def replica(self, life: str) -> Replica | None:
        """The process with that life, or None when it is not there."""
        return next((one for one in self.replicas if one.life == life), None)

    def shards_of(self, life: str) -> frozenset[int]:
        """What that process holds."""
        one = self.replica(life)
        return frozenset() if one is None else frozenset(one.shards)


NOBODY = ShardTable()
"""Before the first replica has come."""


class Lives(Protocol):
    """Tells of a process, by the id that it gave its life when it started, whether it is still there."""

    async def is_alive(self, life: str, *, now: datetime) -> bool:
        """Whether it has shown a sign of life lately; raises what the store raises.

        A process that is paused or cut off from the store counts as dead after a while, and may yet come back: what it
        saves then must be guarded by an etag.
        """

    async def seen_at(self, life: str) -> datetime | None:
        """When it last showed a sign of life, by its own clock; also after it has ended, for a quarter of an hour.

        What it had under way before then, and had not said to be going on, it had carried out: so whoever asks can be
        sure of that long before the life would count as dead. None for a life that nothing is known of.
        """


class Hold(Protocol):
    """What is this process's to do, asked at the very moment that something is done; it knows no instants."""

    @property
    def count(self) -> int:
        """How many shards it holds."""

    @property
    def gains(self) -> int:
        """How many times it has come to hold what it did not: what is new to it may have waited elsewhere."""

    def has(self, place: Place) -> bool:
        """Whether what is due in that case is this process's to do now."""

    def has_job(self, name: str) -> bool:
        """Whether a job that can't be divided is this process's to do now."""


class Gains(Protocol):
    """Tells when something has come to be this process's to do, which may have waited for long already."""

    @property
    def gains(self) -> int:
        """How many times it has come to hold what it did not."""

    async def gains_after(self, gains: int) -> None:
        """Return once it has done so more often than that."""
