"""What the scheduler promises: jobs go on whatever one run does; one that stands still makes the process unready."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from scheduler import Errands, Job, Scheduler, SchedulerStalled, Whose
from services.ports import Place
from services.replicas import HeldShards
from tests.services.fakes import FixedClock

OFTEN = timedelta(milliseconds=5)
SELDOM = timedelta(hours=1)
NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)


class Observed:
    """Keeps how runs ended, and lets a test wait for a number of them."""

    def __init__(self) -> None:
        self.outcomes: list[tuple[str, str]] = []
        self._grown = asyncio.Event()

    def __call__(self, job: str, outcome: str) -> None:
        self.outcomes.append((job, outcome))
        self._grown.set()

    async def has(self, job: str, outcome: str, times: int = 1) -> None:
        async with asyncio.timeout(20):
            while self.outcomes.count((job, outcome)) < times:
                self._grown.clear()
                await self._grown.wait()


async def _nothing(_now: datetime) -> None:
    return None


async def test_a_job_is_given_the_present_instant() -> None:
    """Time is an argument also to what ticks."""
    given: list[datetime] = []
    observed = Observed()

    async def note(now: datetime) -> None:
        given.append(now)

    scheduler = Scheduler([Job(name="note", every=OFTEN, run=note)], clock=FixedClock(NOON), observe=observed)
    scheduler.start()
    await observed.has("note", "done")
    await scheduler.stop()
    assert given[0] == NOON


async def test_a_job_runs_soon_after_the_start_however_seldom_it_comes() -> None:
    """A process that is started over and over would otherwise never come to it."""
    observed = Observed()
    jobs = [Job(name="seldom", every=SELDOM, run=_nothing)]
    scheduler = Scheduler(jobs, clock=FixedClock(NOON), observe=observed, first_seconds=0.02)
    scheduler.start()
    await observed.has("seldom", "done")
    await scheduler.stop()


async def test_a_job_that_fails_ticks_on_and_stops_no_other() -> None:
    """Recovery: one bad run is an outcome, not an end."""
    observed = Observed()

    async def fail(_now: datetime) -> None:
        raise RuntimeError("broken")

    jobs = [Job(name="broken", every=OFTEN, run=fail), Job(name="sound", every=OFTEN, run=_nothing)]
    scheduler = Scheduler(jobs, clock=FixedClock(NOON), observe=observed)
    scheduler.start()
    await observed.has("broken", "failed", times=2)
    await observed.has("sound", "done", times=2)
    await scheduler.stop()


async def test_a_job_that_hangs_is_cut_off_at_its_time_limit() -> None:
    """A job that waits for ever would otherwise never run again."""
    observed = Observed()

    async def hang(_now: datetime) -> None:
        await asyncio.Event().wait()

    job = Job(name="hangs", every=OFTEN, run=hang, time_limit=timedelta(milliseconds=10))
    scheduler = Scheduler([job], clock=FixedClock(NOON), observe=observed)
    scheduler.start()
    await observed.has("hangs", "cut_off", times=2)
    await scheduler.stop()


async def test_the_process_is_ready_while_its_jobs_tick_and_not_when_one_stands_still() -> None:
    """Readiness looks at heartbeats, and names the job that has none."""
    clock = FixedClock(NOON)
    scheduler = Scheduler([Job(name="slow", every=timedelta(hours=1), run=_nothing)], clock=clock)
    with pytest.raises(SchedulerStalled):
        await scheduler.ready()
    scheduler.start()
    await scheduler.ready()
    clock.passes(hours=4)
    with pytest.raises(SchedulerStalled, match="slow"):
        await scheduler.ready()
    await scheduler.stop()


async def test_errands_under_way_are_finished_before_the_end_and_a_failing_one_harms_nobody() -> None:
    """What was decided is sent right after the turn, also when the process is told to stop."""
    errands, done = Errands(), []

    async def deliver() -> None:
        await asyncio.sleep(0.01)
        done.append("delivered")

    async def fail() -> None:
        raise RuntimeError("broken")

    errands.start(fail())
    errands.start(deliver())
    await errands.finish()
    assert done == ["delivered"]


class HoldSaid:
    """A Hold as a test says it is."""

    gains = 0

    def __init__(self, *jobs: str, count: int = 0) -> None:
        self.jobs = set(jobs)
        self.count = count

    def has(self, place: Place) -> bool:
        return self.count > 0

    def has_job(self, name: str) -> bool:
        return name in self.jobs


async def test_a_job_that_others_do_is_left_to_them_until_it_is_this_process_s() -> None:
    """One at a time does what can't be divided; what is divided, whoever holds some; what each does for itself, all."""
    observed, hold, runs = Observed(), HoldSaid(), []

    async def note(now: datetime) -> None:
        runs.append(now)

    jobs = [
        Job(name="one", every=OFTEN, run=note, whose=Whose.ONE),
        Job(name="divided", every=OFTEN, run=note, whose=Whose.DIVIDED),
        Job(name="own", every=OFTEN, run=_nothing),
    ]
    scheduler = Scheduler(jobs, clock=FixedClock(NOON), hold=hold, observe=observed)
    scheduler.start()
    for name in ("one", "divided"):
        await observed.has(name, "elsewhere", times=2)
    await observed.has("own", "done")
    assert runs == []
    hold.count = 3
    await observed.has("divided", "done")
    assert ("one", "done") not in observed.outcomes
    hold.jobs.add("one")
    await observed.has("one", "done")
    await scheduler.stop()


async def test_what_comes_to_be_this_process_s_is_done_soon_however_seldom_the_job_comes() -> None:
    """It has waited elsewhere; also what comes while the job runs. What each does for itself isn't hurried by that."""
    observed, hold, goes_on = Observed(), HeldShards(lambda: 0.0), asyncio.Event()
    jobs = [
        Job(name="divided", every=SELDOM, run=lambda _now: goes_on.wait(), whose=Whose.DIVIDED),
        Job(name="own", every=SELDOM, run=_nothing),
    ]
    clock = FixedClock(NOON)
    scheduler = Scheduler(jobs, clock=clock, hold=hold, gains=hold, observe=observed, first_seconds=0.001)
    scheduler.start()
    await observed.has("divided", "elsewhere")
    await observed.has("own", "done")
    hold.renewed({1, 2}, ends=1.0)
    await asyncio.sleep(0.01)
    hold.renewed({2, 3}, ends=1.0)
    goes_on.set()
    await observed.has("divided", "done", times=2)
    hold.renewed({3}, ends=1.0)
    await asyncio.sleep(0.01)
    await scheduler.stop()
    assert observed.outcomes.count(("divided", "done")) == 2
    assert observed.outcomes.count(("own", "done")) == 1


async def test_a_replica_that_holds_nothing_is_as_ready_as_any() -> None:
    """It answers turns all the same, and what it holds may change the next moment."""
    observed, clock = Observed(), FixedClock(NOON)
    jobs = [Job(name="one", every=OFTEN, run=_nothing, whose=Whose.ONE)]
    scheduler = Scheduler(jobs, clock=clock, hold=HoldSaid(), observe=observed)
    scheduler.start()
    clock.passes(hours=4)
    await observed.has("one", "elsewhere", times=2)
    await scheduler.ready()
    await scheduler.stop()
