"""A Cosmos engine behind a proxy that spoils its requests, with little patience, so that tests needn't wait."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

from storage.cosmos_attempts import Patience
from storage.cosmos_containers import CosmosDatabase
from storage.cosmos_store import CosmosStore
from tests.cosmos.faulty_proxy import FaultyProxy
from tests.cosmos.server import CosmosServer
from tests.storage.contract_terms import KINDS, ManualClock

IMPATIENT = Patience(connect=0.5, answer=0.2, attempt=1.0, deadline=5.0, pause=0.005, longest_pause=0.02)
GIVES_UP = replace(IMPATIENT, answer=0.1, attempt=0.15, deadline=0.25)


@asynccontextmanager
async def spoilt_store(
    server: CosmosServer, database: CosmosDatabase, *, patience: Patience = IMPATIENT
) -> AsyncIterator[tuple[CosmosStore, FaultyProxy]]:
    """The store in the database, reached through a proxy, and the proxy."""
    async with FaultyProxy(server.port) as proxy:
        through = replace(database, endpoint=proxy.endpoint)
        store = await CosmosStore.open(through, kinds=KINDS, now=ManualClock().now, patience=patience)
        try:
            yield store, proxy
        finally:
            await store.close()
