"""Several processes of the bot over one store, for the tests about turns that reach any of them."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack
from datetime import UTC, datetime
from pathlib import Path

import pytest

from storage.cosmos import create_containers
from storage.document_store import DocumentStore
from storage.opening import StoreAddress, open_store
from tests.bot.wire.replicas import Replica, Start, World
from tests.cosmos.server import CosmosServer
from tests.storage.memory_store import MemoryStore

MOST_REPLICAS = 3


@pytest.fixture(params=["memory", "sqlite", "cosmos"])
async def start(request: pytest.FixtureRequest, tmp_path: Path) -> AsyncIterator[Start]:
    """Starts replicas of one world over one store, which each has open for itself where that is a real one."""
    world = World()
    async with AsyncExitStack() as stack:
        stores = iter(await _opened(request, tmp_path, stack))
        yield lambda **options: Replica(world, next(stores), **options)


async def _opened(request: pytest.FixtureRequest, folder: Path, stack: AsyncExitStack) -> Sequence[DocumentStore]:
    if request.param == "memory":
        return [MemoryStore()] * MOST_REPLICAS
    address: StoreAddress = folder / "shared.db"
    if request.param == "cosmos":
        server: CosmosServer = request.getfixturevalue("cosmos_server")
        address = server.new_database()
        await create_containers(address)
    stores = [await open_store(address, now=lambda: datetime.now(UTC)) for _ in range(MOST_REPLICAS)]
    for store in stores:
        stack.push_async_callback(store.close)
    return stores
