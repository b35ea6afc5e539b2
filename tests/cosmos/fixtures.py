"""One test server for each process that runs tests, and a database of its own for each test that asks for one."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from storage.cosmos import create_containers
from storage.cosmos_containers import CosmosDatabase
from tests.cosmos.server import CosmosServer


@pytest.fixture(scope="session")
def cosmos_server() -> Iterator[CosmosServer]:
    with CosmosServer() as server:
        yield server


@pytest.fixture
async def cosmos_database(cosmos_server: CosmosServer) -> CosmosDatabase:
    """An empty database with its container."""
    database = cosmos_server.new_database()
    await create_containers(database)
    return database
