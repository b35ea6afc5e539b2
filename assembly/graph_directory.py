"""Owns the directory that comes from Microsoft 365 as this process has it: put together, kept up, counted."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import dataclass
from datetime import datetime, timedelta
from math import inf
from pathlib import Path

from prometheus_client import CollectorRegistry, Counter, Gauge

from directory.graph.bucket_reader import BucketReader
from directory.graph.graph_directory import GraphDirectory
from directory.graph.judging import RemovalJudge
from directory.graph.keeping import DirectoryKeeping
from directory.graph.mapping import Mapped
from directory.graph.rosters import RosterInUse
from directory.graph.rounds import Graph
from directory.graph.runs import Pacing, Run, RunEnd
from directory.graph.sync import DirectorySync
from scheduler import Job, Whose
from services.directory_ports import Edition
from services.directory_sync import DirectorySyncService
from services.ports import Clock, Directory, Place
from services.replica_ports import Hold
from services.sweeping import ALONE, HoldOfJob, seconds_passed
from storage.directory_repository import StoredBuckets, stored_sync_state
from storage.document_store import DocumentStore
from storage.held_repository import stored_held

log = logging.getLogger(__name__)

SYNC = "directory_sync"
SYNC_TICK = timedelta(minutes=1)
SYNC_LIMIT = timedelta(minutes=8)
TAKE_EVERY = timedelta(minutes=1)
TAKE_LIMIT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class GraphParts:
    """The directory as it is kept, and what reads it anew."""

    keeping: DirectoryKeeping
    sync: DirectorySync
    reader: BucketReader

    async def mapped(self, edition: Edition) -> Mapped:
        """What would come of an edition that has what is asked for."""
        directory = self.keeping.directory
        return await asyncio.to_thread(directory.mapped, await self.reader.roster(edition, directory.asked.groups))

    async def run(
        self,
        service: DirectorySyncService,
        *,
        now: datetime,
        hold: Hold = ALONE,
        anew: bool = False,
        at_once: bool = False,
    ) -> Run:
        """Read on, take what has come into use, and have it told where something is held up."""
        ours = HoldOfJob(hold, SYNC)
        run = await self.sync.run(now=now, is_ours=lambda: ours.has_job(SYNC), anew=anew, at_once=at_once)
        if run.end is RunEnd.HELD and run.judged is not None:
            losses = run.judged.losses
            log.warning("the directory is held up", extra={"people": losses.people_before, "gone": losses.gone})
            await service.note(losses, now=now)
        elif run.end in (RunEnd.IN_USE, RunEnd.NOTHING_NEW):
            await service.note(None, now=now)
        await self.keeping.refresh()
        return run


def kept_directory(frame: Path, store: DocumentStore) -> DirectoryKeeping:
    """The directory as the store has it; raises BadMunicipalityFile with every fault of the frame."""
    return DirectoryKeeping(
        GraphDirectory(frame), RosterInUse(stored_sync_state(store), BucketReader(StoredBuckets(store)))
    )


def graph_parts(frame: Path, store: DocumentStore, graph: Graph) -> GraphParts:
    """Them, over a store and a client; raises BadMunicipalityFile with every fault of the frame."""
    directory, states = GraphDirectory(frame), stored_sync_state(store)
    buckets = StoredBuckets(store)
    reader = BucketReader(buckets)
    keeping = DirectoryKeeping(directory, RosterInUse(states, reader))
    judge = RemovalJudge(
        made_of=lambda roster: directory.mapped(roster).municipality,
        in_use=keeping.made_of,
        asked=lambda: directory.asked,
        terms=lambda: directory.frame.removals,
    )
    sync = DirectorySync(
        graph,
        states=states,
        buckets=buckets,
        reader=reader,
        asked=lambda: directory.asked,
        judge=judge,
        pacing=Pacing(clock=seconds_passed),
    )
    return GraphParts(keeping, sync, reader)


def sync_service(store: DocumentStore, directory: Directory) -> DirectorySyncService:
    """The use cases without a bot around: what is to be told is told by the one that serves."""

    def later(_place: Place) -> None:
        """Its outbox finds it."""

    return DirectorySyncService(
        states=stored_sync_state(store), cases=stored_held(store), directory=directory, deliver_soon=later
    )


def graph_jobs(
    parts: GraphParts, service: DirectorySyncService, *, hold: Hold, registry: CollectorRegistry, clock: Clock
) -> tuple[Job, ...]:
    """What keeps it up: one process reads, every one takes."""
    ends = Counter("directory_runs", "Runs of reading the directory by how they ended", ("end",), registry=registry)
    _tell(parts.keeping, registry, clock)

    async def read(now: datetime) -> None:
        run = await parts.run(service, now=now, hold=hold)
        ends.labels(run.end.value).inc()

    return (
        Job(name="directory", every=TAKE_EVERY, time_limit=TAKE_LIMIT, run=lambda _now: parts.keeping.refresh()),
        Job(name=SYNC, every=SYNC_TICK, time_limit=SYNC_LIMIT, whose=Whose.ONE, run=read),
    )


def _tell(keeping: DirectoryKeeping, registry: CollectorRegistry, clock: Clock) -> None:
    """How it stands, as this process saw it last, whenever that is asked."""
    people = Gauge("directory_people", "People in the directory that is in use", registry=registry)
    people.set_function(lambda: len(keeping.directory.municipality.people))
    age = Gauge("directory_age_seconds", "Since Microsoft 365 was last read to its end", registry=registry)
    age.set_function(lambda: _age(keeping, clock))
    held = Gauge("directory_held", "1 while what was read would take too much away, and waits", registry=registry)
    held.set_function(lambda: 0 if keeping.state is None or not keeping.state.held else 1)


def _age(keeping: DirectoryKeeping, clock: Clock) -> float:
    """In seconds; endless where it never was."""
    state = keeping.state
    return inf if state is None or state.read_at is None else (clock.now() - state.read_at).total_seconds()
