"""Owns how this process shares the work with others over the same store, or has it all to itself."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic
from uuid import uuid4

from bot.wire.claim import require_turn
from bot.wire.claims import ClaimedTurns
from bot.wire.pacing import Pace
from bot.wire.remembering import ChatMemory
from bot.wire.turn_order import OneProcess, TurnOrder
from scheduler import Job
from services.ports import Clock
from services.replica_ports import SHARDS, Gains, Hold
from services.replicas import BEAT_EVERY, BEAT_LIMIT, Replicas
from services.sweeping import ALONE
from storage.document_store import DocumentStore
from storage.guarded import GuardedStore
from storage.housekeeping_repository import stored_shard_table


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What this process holds of the work, and its place among the others; None where there are none."""

    clock: Clock
    replicas: Replicas | None = None

    @property
    def hold(self) -> Hold:
        """What of the work is this process's."""
        return ALONE if self.replicas is None else self.replicas.hold

    @property
    def gains(self) -> Gains | None:
        """What tells when it has come to be more; None where it is all of it from the start."""
        return None if self.replicas is None else self.replicas.hold

    @property
    def jobs(self) -> tuple[Job, ...]:
        """What has it keep its place."""
        if self.replicas is None:
            return ()
        beat = self.replicas.beat
        return (Job(name="replicas", every=BEAT_EVERY, time_limit=BEAT_LIMIT, run=lambda now: beat(now=now)),)

    def turns(self, memory: ChatMemory, *, contended: Callable[[str], None]) -> TurnOrder:
        """What keeps a person's turns in order; `contended` is told what came of meeting another process's."""
        if self.replicas is None:
            return OneProcess(memory)
        life, now = self.replicas.life, self.clock.now
        turns = ClaimedTurns(memory, lives=self.replicas, life=life, now=now, contended=contended)
        self.replicas.says_first(turns.take_back)
        return turns

    def guarded(self, store: DocumentStore) -> DocumentStore:
        """The store for what turns and jobs do: no turn saves through it that another process's has gone ahead of."""
        return store if self.replicas is None else GuardedStore(store, require=require_turn)

    @property
    def pace(self) -> Pace:
        """How fast this process sends unasked: Teams' limit for the app is divided as the work is."""
        return Pace(part=lambda: self.hold.count / SHARDS)

    async def begin(self) -> None:
        """Take a place, before the first turn: from then on it can be asked whether this process lives."""
        if self.replicas is not None:
            await self.replicas.begin(now=self.clock.now())

    async def end(self) -> None:
        """Leave the place to the others, once no job runs any more."""
        if self.replicas is not None:
            await self.replicas.leave(now=self.clock.now())


def sharing(store: DocumentStore, *, clock: Clock, alone: bool) -> Sharing:
    """It, over that store; `alone`: no other process can have it open."""
    if alone:
        return Sharing(clock=clock)
    replicas = Replicas(stored_shard_table(store), life=uuid4().hex, seconds=monotonic)
    return Sharing(clock=clock, replicas=replicas)
