"""A Cosmos engine behind a proxy that spoils its requests, with little patience, so that tests needn't wait."""

from __future__ import annotations

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import replace
from typing import TypeVar

from storage.cosmos_attempts import Patience
from storage.cosmos_containers import CosmosDatabase
from storage.cosmos_store import CosmosStore
from storage.document_store import StoreUnavailable
from tests.cosmos.faulty_proxy import FaultyProxy
from tests.cosmos.server import CosmosServer
from tests.storage.contract_terms import KINDS, ManualClock

GivenT = TypeVar("GivenT")
IMPATIENT = Patience(connect=0.5, answer=0.2, attempt=1.0, deadline=5.0, pause=0.005, longest_pause=0.02)
GIVES_UP = replace(IMPATIENT, answer=0.1, attempt=0.15, deadline=0.25)


@asynccontextmanager
async def spoilt_store(
    server: CosmosServer, database: CosmosDatabase, *, patience: Patience = IMPATIENT
) -> AsyncIterator[tuple[CosmosStore, FaultyProxy]]:
    """The store in the database, reached through a proxy, and the proxy."""
    async with FaultyProxy(server.port) as proxy:
        through = replace(database, endpoint=proxy.endpoint)
        store = await when_well(
            lambda: CosmosStore.open(through, kinds=KINDS, now=ManualClock().now, patience=patience)
        )
        try:
            yield store, proxy
        finally:
            await store.close()


@asynccontextmanager
async def straight_to(database: CosmosDatabase) -> AsyncIterator[CosmosStore]:
    """The same store past the proxy, with all the patience that a busy machine needs: for what is no part of a test."""
    store = await CosmosStore.open(database, kinds=KINDS, now=ManualClock().now)
    try:
        yield store
    finally:
        await store.close()


async def when_well(doing: Callable[[], Awaitable[GivenT]]) -> GivenT:
    """What it gives as soon as a busy machine lets a store that gives up soon have it; it may be done twice."""
    for _ in range(40):
        with suppress(StoreUnavailable):
            return await doing()
    return await doing()
