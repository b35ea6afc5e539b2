"""Turns of several replicas over real stores, which each has open for itself: a file, and Cosmos DB's test server.

A claim lapses when the test says so, and never because the machine was busy.
"""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from bot.chat import Outcome
from storage.cosmos import create_containers
from storage.opening import StoreAddress, open_store
from tests.bot.replicas.jumping_clock import BEGINNING
from tests.bot.replicas.replica import Replica, Start, World
from tests.cosmos.server import CosmosServer

DONE = Outcome(200)
MOST_REPLICAS = 3


@dataclass
class HandClock:
    """Moved by hand, for all replicas."""

    passed: float = 0.0

    def seconds(self) -> float:
        return self.passed

    def now(self) -> datetime:
        return BEGINNING + timedelta(seconds=self.passed)

    def passes(self) -> None:
        """So much that every claim that was made before has lapsed to everybody, and none that is made after."""
        self.passed += 2.0


@pytest.fixture
def clock() -> HandClock:
    """The time of the test."""
    return HandClock()


@pytest.fixture(params=["sqlite", "cosmos"])
async def start(request: pytest.FixtureRequest, tmp_path: Path, clock: HandClock) -> AsyncIterator[Start]:
    """Starts replicas of one world over one store."""
    world = World(now=clock.now, seconds=clock.seconds)
    address: StoreAddress = tmp_path / "shared.db"
    if request.param == "cosmos":
        server: CosmosServer = request.getfixturevalue("cosmos_server")
        address = server.new_database()
        await create_containers(address)
    async with AsyncExitStack() as stack:
        stores = [await open_store(address, now=world.now) for _ in range(MOST_REPLICAS)]
        for store in stores:
            stack.push_async_callback(store.close)
        unused = iter(stores)
        yield lambda **options: Replica(world, next(unused), **options)


async def test_turns_of_replicas_wait_for_each_other(start: Start, clock: HandClock) -> None:
    """In order, each seeing what came before, the first one of a new person too."""
    one, two, three = start(), start(), start()
    gate = one.stop_at("before")
    first = one.does("1")
    await gate.reached.wait()
    lined_up = two.stop_at("chat.written")
    second = two.does("2")
    await lined_up.reached.wait()
    lined_up.open.set()
    third = three.presses("3")
    gate.open.set()
    for task in (first, second):
        assert await task == DONE
        clock.passes()
    assert (await third).body["value"]["told"] == "1+2+3"
    assert one.world.texts == ["1", "1+2"]


async def test_an_activity_at_every_replica_at_once_is_carried_out_once(start: Start, clock: HandClock) -> None:
    """One create or one etag wins."""
    replicas = [start(), start(), start()]
    for number in range(3):
        tasks = [replica.does("lunch", f"17-{number}") for replica in replicas]
        await asyncio.wait(tasks, return_when=asyncio.FIRST_COMPLETED)
        clock.passes()
        assert await asyncio.gather(*tasks) == [DONE] * 3
    assert sum(len(replica.turns) for replica in replicas) == 3
    assert await replicas[0].done() == ["lunch"] * 3
    assert len(replicas[0].world.said) == 3


async def test_what_a_process_died_over_is_taken_over(start: Start, clock: HandClock) -> None:
    """The act was saved and the answer not given: it is given, and the act not done again."""
    one, two = start(), start()
    gate = one.stop_at("after")
    task = one.does("lunch", "17")
    await gate.reached.wait()
    await one.dies(task)
    clock.passes()
    assert await two.does("lunch", "17") == DONE
    assert await two.done() == ["lunch"]
    assert one.world.said == [(two.life, "lunch")]


async def test_a_paused_process_is_fenced(start: Start, clock: HandClock) -> None:
    """It saves nothing from before the turn that went ahead."""
    one, two = start(), start()
    gate = one.stop_at("before")
    paused = one.does("lunch")
    await gate.reached.wait()
    one.freeze()
    clock.passes()
    await two.does("klar")
    clock.passes()
    gate.open.set()
    one.thaw()
    await paused
    assert await one.done() == ["klar", "lunch"]
    assert one.world.texts == ["klar", "klar+lunch"]
