"""Owns where people come from, as this process has it: a municipality file, or a frame and what Microsoft 365 says."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path

from prometheus_client import CollectorRegistry

from assembly.diverting import Start
from assembly.graph_directory import GraphParts, graph_jobs, graph_parts, kept_directory
from assembly.outside import store_address
from assembly.reaches import Reaches
from directory.file_directory import FileDirectory
from directory.graph.client import GraphClient
from directory.graph.graph_directory import GraphDirectory
from scheduler import Job
from services.directory_sync import DirectorySyncService
from services.ports import Clock, Directory
from services.replica_ports import Hold
from settings import BadSettings, Settings
from storage.document_store import DocumentStore
from storage.opening import opened, require_there

log = logging.getLogger(__name__)

RELOADED_EVERY = timedelta(seconds=30)
NO_FRAME = "MUNICIPALITY_FILE is missing: with DIRECTORY=graph it has all but the people"


@dataclass(frozen=True, slots=True, kw_only=True)
class BaseDirectory:
    """It, and what keeps it up; `graph` is None where it is a file."""

    directory: FileDirectory | GraphDirectory
    graph: GraphParts | None = None

    async def begin(self) -> None:
        """Take what is in use before the first turn. Where that can't be had the job goes on trying, and the process
        says that it isn't ready.
        """
        if self.graph is not None:
            try:
                await self.graph.keeping.refresh()
            except Exception as error:  # noqa: BLE001 - whatever it is, the others may still be answered later
                log.error("the directory could not be taken", extra={"error": type(error).__name__})

    async def ready(self) -> None:
        """Return if there is somebody in it; raises NoDirectoryYet."""
        if self.graph is not None:
            await self.graph.keeping.ready()

    def reaches(self, reaches: Reaches, start: Start) -> Reaches:
        """What is reached, with what takes another edition soon."""
        if self.graph is None:
            return reaches
        keeping = self.graph.keeping
        return replace(reaches, directory_in_use=lambda: start(keeping.refresh()))

    def jobs(
        self, service: DirectorySyncService, *, hold: Hold, registry: CollectorRegistry, clock: Clock
    ) -> tuple[Job, ...]:
        """What keeps it up."""
        if self.graph is not None:
            return graph_jobs(self.graph, service, hold=hold, registry=registry, clock=clock)
        file = self.directory
        return (Job(name="directory", every=RELOADED_EVERY, run=lambda _now: asyncio.to_thread(file.reload)),)

    def once_filled(self, job: Job) -> Job:
        """The job, which does nothing as long as nobody is in the directory: it would take everybody for gone."""
        if self.graph is None:
            return job
        keeping = self.graph.keeping

        async def run(now: datetime) -> None:
            if keeping.is_filled:
                await job.run(now)

        return replace(job, run=run)


def base_directory(settings: Settings, store: DocumentStore, graph: GraphClient | None) -> BaseDirectory:
    """What the settings name. Raises BadMunicipalityFile with every fault of the file or the frame."""
    if settings.directory_file is not None:
        return BaseDirectory(directory=FileDirectory(settings.directory_file))
    if settings.municipality_file is None or graph is None:
        raise BadSettings([NO_FRAME])
    parts = graph_parts(settings.municipality_file, store, graph)
    return BaseDirectory(directory=parts.keeping.directory, graph=parts)


def directory_for_records(settings: Settings, *, now: Callable[[], datetime]) -> Directory:
    """The directory for a command that asks Microsoft Graph nothing. Raises as `base_directory`, and StoreError."""
    if settings.directory_file is not None:
        return FileDirectory(settings.directory_file)
    if settings.municipality_file is None:
        raise BadSettings([NO_FRAME])
    return asyncio.run(_as_stored(settings, settings.municipality_file, now))


async def _as_stored(settings: Settings, frame: Path, now: Callable[[], datetime]) -> Directory:
    address = store_address(settings)
    require_there(address)
    async with opened(address, now) as store:
        keeping = kept_directory(frame, store)
        await keeping.refresh()
        return keeping.directory
