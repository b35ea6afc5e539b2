"""Many lines of one person, sent as Teams sends them to whichever replica, while these die and are paused at random."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from contextlib import suppress
from datetime import datetime, timedelta

import pytest

from bot.chat import Outcome
from tests.bot.replicas.replica import Replica, Start

REPLICAS, LINES = 3, 25
BEAT_SECONDS, DEAD_AFTER = 5.0, timedelta(seconds=17)
PATIENCE = 15.0


class Town:
    """Replicas that beat, take their time and meet with accidents; and Teams, which sends again what went wrong."""

    def __init__(self, start: Start, seed: int) -> None:
        self.random = random.Random(seed)  # noqa: S311 - no secret
        random.seed(seed)
        self._start = start
        self._beats: dict[str, datetime] = {}
        self._running: dict[Replica, set[asyncio.Task[Outcome]]] = {}
        self._beating: set[asyncio.Task[None]] = set()
        self.killed_over: set[str] = set()
        """The activities that somebody was at when they died."""
        for _ in range(REPLICAS):
            self._begin_one()
        self.any = next(iter(self._running))
        self.any.world.lives.is_alive = self._is_alive  # type: ignore[method-assign]
        self.any.world.lives.seen_at = self._seen_at  # type: ignore[method-assign]

    async def sends(self, activity: str) -> None:
        """A line, until somebody has taken it."""
        while True:
            replica = self.random.choice(list(self._running))
            task = replica.does(activity, activity)
            self._running[replica].add(task)
            with suppress(TimeoutError, asyncio.CancelledError):
                outcome = await asyncio.wait_for(asyncio.shield(task), PATIENCE)
                if outcome.status == 200:
                    return
            if task.cancelled():
                self.killed_over.add(activity)
            await asyncio.sleep(self.random.uniform(0.0, 1.0))

    async def kills(self) -> None:
        """One dies, wherever it is, and another one starts."""
        replica = self.random.choice(list(self._running))
        tasks = self._running.pop(replica)
        replica.freeze()
        for task in tasks:
            task.cancel()
        self._begin_one()

    async def pauses(self) -> None:
        """One stands still at the store for a while."""
        replica = self.random.choice(list(self._running))
        replica.freeze()
        await asyncio.sleep(self.random.uniform(0.1, 3.0))
        if replica in self._running:
            replica.thaw()

    async def close(self) -> None:
        """Nothing beats any more."""
        for task in self._beating:
            task.cancel()

    def _begin_one(self) -> None:
        replica = self._start(skew=self.random.uniform(-0.2, 0.2))
        replica.way.takes = lambda: self.random.choice([0.002, 0.005, 0.01, 0.03])
        self._running[replica] = set()
        self._beats[replica.life] = replica.world.now()
        self._beating.add(asyncio.create_task(self._beat(replica)))

    async def _beat(self, replica: Replica) -> None:
        while replica in self._running:
            await replica.way.thawed.wait()
            self._beats[replica.life] = replica.world.now()
            await asyncio.sleep(BEAT_SECONDS)

    async def _is_alive(self, life: str, *, now: datetime) -> bool:
        return self.any.world.now() - self._beats[life] < DEAD_AFTER

    async def _seen_at(self, life: str) -> datetime | None:
        return self._beats[life]


@pytest.mark.parametrize("seed", range(12))
async def test_lines_are_done_and_answered_once_each_in_order(start: Start, seed: int) -> None:
    """As long as nobody meets with an accident: whatever the pauses between the lines."""
    town, sent = Town(start, seed), []
    for number in range(LINES):
        sent.append(asyncio.create_task(town.sends(f"line-{number}")))
        await asyncio.sleep(town.random.choice([0.15, 0.2, 0.5, 1.0, 3.0]))
    await asyncio.gather(*sent)
    lines = [f"line-{number}" for number in range(LINES)]
    assert await town.any.done() == lines
    assert town.any.world.answered == lines
    assert "försök igen" not in town.any.world.texts
    await town.close()


@pytest.mark.parametrize("seed", range(12))
async def test_nothing_is_lost_or_done_twice_while_replicas_die_and_are_paused(start: Start, seed: int) -> None:
    """Each line is done once and answered, and answered twice only where somebody died over it."""
    town, happening = Town(start, seed), []
    for number in range(LINES):
        happening.append(asyncio.create_task(town.sends(f"line-{number}")))
        await asyncio.sleep(town.random.choice([0.02, 0.1, 0.5, 2.0]))
        if town.random.random() < 0.3:
            happening.append(asyncio.create_task(town.random.choice([town.kills, town.pauses])()))
    await asyncio.gather(*happening)
    await asyncio.sleep(30)
    lines = [f"line-{number}" for number in range(LINES)]
    assert sorted(await town.any.done()) == sorted(lines)
    answers = Counter(town.any.world.answered)
    assert set(answers) == set(lines)
    assert {line for line, times in answers.items() if times > 1} <= town.killed_over
    await town.close()
