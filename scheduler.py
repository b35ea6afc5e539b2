"""Owns the ticking: each job in its own loop, with a time limit, recovery, and a heartbeat that readiness looks at.

It must not know what a job does; it knows services alone, and `app.py` hands it the jobs.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any, Protocol

from services.ports import Clock

log = logging.getLogger(__name__)

ERRAND_SECONDS = 20.0
RELEASE_SECONDS = 2.0
MISSED_BEATS = 3
"""How many intervals a job may be late, on top of its time limit, before the process calls itself unready."""


class SchedulerStalled(Exception):
    """One or more jobs have stopped ticking; the message names them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something done again and again: `run` gets the present instant, and is cut off after `time_limit`."""

    name: str
    every: timedelta
    run: Callable[[datetime], Awaitable[object]]
    time_limit: timedelta = timedelta(seconds=30)
    alone: bool = False
    """Whether only one of the processes that share a store is to do it at a time."""


Observer = Callable[[str, str], None]
"""Told a job's name and how one run of it ended: `done`, `failed`, `cut_off`, or `elsewhere` when another process has
it."""


class Holder(Protocol):
    """Gives a job to one process at a time: `services.leases.Leases`."""

    async def hold(self, name: str, *, now: datetime, lasts: timedelta) -> bool:
        """Whether the job is this process's to do, for at least half of `lasts`."""

    async def release(self, name: str, *, now: datetime) -> None:
        """Let another process have it at once."""


class NobodyElse:
    """The Holder of a process that is alone with its store."""

    async def hold(self, name: str, *, now: datetime, lasts: timedelta) -> bool:
        """Always."""
        return True

    async def release(self, name: str, *, now: datetime) -> None:
        """Nobody waits for it."""


class Scheduler:
    """Runs the jobs until it is stopped."""

    def __init__(
        self,
        jobs: Sequence[Job],
        *,
        clock: Clock,
        holder: Holder | None = None,
        observe: Observer = lambda _name, _outcome: None,
    ) -> None:
        self._jobs = tuple(jobs)
        self._clock = clock
        self._holder: Holder = holder or NobodyElse()
        self._observe = observe
        self._beats: dict[str, datetime] = {}
        self._tasks: list[asyncio.Task[None]] = []

    def start(self) -> None:
        """Begin ticking, in the running event loop."""
        for job in self._jobs:
            self._beats[job.name] = self._clock.now()
            self._tasks.append(asyncio.create_task(self._tick(job), name=f"job {job.name}"))

    async def stop(self) -> None:
        """Stop ticking; a run under way is cancelled, which every job survives because it can be done again."""
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        self._tasks.clear()
        for job in self._jobs:
            if job.alone:
                await self._let_go(job)

    async def ready(self) -> None:
        """Return if every job ticks; raises SchedulerStalled."""
        now = self._clock.now()
        late = [job.name for job in self._jobs if now - self._beats.get(job.name, now) > _patience(job)]
        if late or not self._tasks:
            raise SchedulerStalled(", ".join(late) or "not started")

    async def _tick(self, job: Job) -> None:
        while True:
            # Jitter keeps replicas, and jobs of one process, from beating in step.
            await asyncio.sleep(job.every.total_seconds() * random.uniform(0.8, 1.0))  # noqa: S311
            outcome = await self._run_once(job)
            self._observe(job.name, outcome)
            self._beats[job.name] = self._clock.now()

    async def _run_once(self, job: Job) -> str:
        try:
            async with asyncio.timeout(job.time_limit.total_seconds()):
                now = self._clock.now()
                if job.alone and not await self._holder.hold(job.name, now=now, lasts=_lease(job)):
                    return "elsewhere"
                await job.run(now)
        except TimeoutError:
            log.error("job cut off", extra={"job": job.name})
            return "cut_off"
        except Exception as error:  # noqa: BLE001 - a job that fails must never end its loop
            log.error("job failed", extra={"job": job.name, "error": type(error).__name__})
            return "failed"
        return "done"

    async def _let_go(self, job: Job) -> None:
        try:
            async with asyncio.timeout(RELEASE_SECONDS):
                await self._holder.release(job.name, now=self._clock.now())
        except Exception as error:  # noqa: BLE001 - it lapses by itself
            log.warning("a job's lease could not be released", extra={"job": job.name, "error": type(error).__name__})


class Errands:
    """Things to do right after a turn, outside it; what is under way is finished before the process ends."""

    def __init__(self) -> None:
        self._tasks: set[asyncio.Task[None]] = set()

    def start(self, errand: Coroutine[Any, Any, None]) -> None:
        """Do it soon. If it fails that is logged: the job that sweeps the same ground does it again."""
        task = asyncio.create_task(_guarded(errand), name="errand")
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    async def finish(self) -> None:
        """Wait for what is under way."""
        await asyncio.gather(*self._tasks, return_exceptions=True)


async def _guarded(errand: Coroutine[Any, Any, None]) -> None:
    try:
        async with asyncio.timeout(ERRAND_SECONDS):
            await errand
    except Exception as error:  # noqa: BLE001 - nobody waits for it who could be told
        log.error("errand failed", extra={"error": type(error).__name__})


def _patience(job: Job) -> timedelta:
    return job.every * MISSED_BEATS + job.time_limit


def _lease(job: Job) -> timedelta:
    """Twice as long as a run and the pause before it can last: half of it is left when the run begins."""
    return 2 * (job.time_limit + job.every)
