"""Owns the ticking: each job in its own loop, with a time limit, recovery, and a heartbeat that readiness looks at.

It must not know what a job does; it knows services alone, and `app.py` hands it the jobs.
"""

from __future__ import annotations

import asyncio
import logging
import random
from collections.abc import Awaitable, Callable, Coroutine, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any

from services.ports import Clock
from services.replica_ports import Gains, Hold
from services.sweeping import ALONE

log = logging.getLogger(__name__)

ERRAND_SECONDS = 20.0
FIRST_SECONDS = 10.0
"""How soon a job runs once the process has started: what fell due while none was there has waited long enough, and one
that is started over and over would never come to it else."""
MISSED_BEATS = 3
"""How many intervals a job may be late, on top of its time limit, before the process calls itself unready."""


class SchedulerStalled(Exception):
    """One or more jobs have stopped ticking; the message names them."""


class Whose(StrEnum):
    """Which of the processes that share a store do a job."""

    EACH = "each"
    """Every one, for itself."""
    DIVIDED = "divided"
    """Those that hold something, each what it holds."""
    ONE = "one"
    """One at a time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Job:
    """Something done again and again: `run` gets the present instant, and is cut off after `time_limit`."""

    name: str
    every: timedelta
    run: Callable[[datetime], Awaitable[object]]
    time_limit: timedelta = timedelta(seconds=30)
    whose: Whose = Whose.EACH


Observer = Callable[[str, str], None]
"""Told a job's name and how one run of it ended: `done`, `failed`, `cut_off`, or `elsewhere` when other processes have
it, or all that is divided of it."""


class Scheduler:
    """Runs the jobs until it is stopped."""

    def __init__(
        self,
        jobs: Sequence[Job],
        *,
        clock: Clock,
        hold: Hold = ALONE,
        observe: Observer = lambda _name, _outcome: None,
        gains: Gains | None = None,
        first_seconds: float = FIRST_SECONDS,
    ) -> None:
        self._jobs = tuple(jobs)
        self._clock = clock
        self._hold = hold
        self._observe = observe
        self._gains = gains
        self._first_seconds = first_seconds
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

    async def ready(self) -> None:
        """Return if every job ticks; raises SchedulerStalled."""
        late = self.late()
        if late or not self._tasks:
            raise SchedulerStalled(", ".join(late) or "not started")

    def late(self) -> list[str]:
        """The names of the jobs that have stopped ticking; may be asked by any thread."""
        now = self._clock.now()
        return [job.name for job in self._jobs if now - self._beats.get(job.name, now) > _patience(job)]

    def ages(self) -> Mapping[str, float]:
        """How many seconds ago each job ended a run, or was begun with; may be asked by any thread."""
        now, beats = self._clock.now(), dict(self._beats)
        return {name: (now - beat).total_seconds() for name, beat in beats.items()}

    async def _tick(self, job: Job) -> None:
        # Jitter keeps replicas, and jobs of one process, from beating in step.
        every = job.every.total_seconds()
        await asyncio.sleep(min(every, self._first_seconds) * random.uniform(0.2, 1.0))  # noqa: S311
        while True:
            gains = 0 if self._gains is None else self._gains.gains
            outcome = await self._run_once(job)
            self._observe(job.name, outcome)
            self._beats[job.name] = self._clock.now()
            await self._rests(job, every * random.uniform(0.8, 1.0), gains)  # noqa: S311

    async def _rests(self, job: Job, seconds: float, gains: int) -> None:
        """Let so long pass; less if something has come to be this process's meanwhile, which has waited elsewhere."""
        if self._gains is None or job.whose is Whose.EACH:
            await asyncio.sleep(seconds)
            return
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._gains.gains_after(gains)
                await asyncio.sleep(min(seconds, self._first_seconds) * random.uniform(0.0, 0.5))  # noqa: S311

    async def _run_once(self, job: Job) -> str:
        if not self._is_ours(job):
            return "elsewhere"
        try:
            async with asyncio.timeout(job.time_limit.total_seconds()):
                await job.run(self._clock.now())
        except TimeoutError:
            log.error("job cut off", extra={"job": job.name})
            return "cut_off"
        except Exception as error:  # noqa: BLE001 - a job that fails must never end its loop
            log.error("job failed", extra={"job": job.name, "error": type(error).__name__})
            return "failed"
        return "done"

    def _is_ours(self, job: Job) -> bool:
        if job.whose is Whose.ONE:
            return self._hold.has_job(job.name)
        return job.whose is Whose.EACH or self._hold.count > 0


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
