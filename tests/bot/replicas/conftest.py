"""Several processes of the bot over one store, in a loop whose time jumps: nothing is waited for but time."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pytest

from tests.bot.replicas.jumping_clock import JumpingLoop, jumping_now, jumping_seconds
from tests.bot.replicas.replica import Replica, Start, World
from tests.storage.memory_store import MemoryStore


def pytest_asyncio_loop_factories(config: pytest.Config, item: pytest.Item) -> Mapping[str, Callable[[], JumpingLoop]]:
    """The loop of every test here."""
    return {"jumping": JumpingLoop}


@pytest.fixture
def start() -> Start:
    """Starts replicas of one world over one store in memory."""
    world, store = World(now=jumping_now, seconds=jumping_seconds), MemoryStore(now=jumping_now)
    return lambda **options: Replica(world, store, **options)
