"""Every engine keeps the contract; so does the one in memory that other tests use in their place."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.cosmos_containers import CosmosDatabase
from storage.cosmos_store import CosmosStore
from storage.document_store import DocumentStore
from storage.sqlite import SqliteStore
from tests.storage.contract import DocumentStoreContract
from tests.storage.contract_terms import KINDS, ManualClock, OpenStore
from tests.storage.memory_store import MemoryStore


class TestSqliteStore(DocumentStoreContract):
    @pytest.fixture
    async def open_store(self, tmp_path: Path, clock: ManualClock) -> AsyncIterator[OpenStore]:
        opened: list[SqliteStore] = []

        async def open_one() -> DocumentStore:
            opened.append(await SqliteStore.open(tmp_path / "store.db", kinds=KINDS, now=clock.now))
            return opened[-1]

        yield open_one
        for store in opened:
            await store.close()


class TestCosmosStore(DocumentStoreContract):
    @pytest.fixture
    async def open_store(self, cosmos_database: CosmosDatabase, clock: ManualClock) -> AsyncIterator[OpenStore]:
        opened: list[CosmosStore] = []

        async def open_one() -> DocumentStore:
            opened.append(await CosmosStore.open(cosmos_database, kinds=KINDS, now=clock.now))
            return opened[-1]

        yield open_one
        for store in opened:
            await store.close()


class TestMemoryStore(DocumentStoreContract):
    @pytest.fixture
    def open_store(self, clock: ManualClock) -> OpenStore:
        async def open_one() -> DocumentStore:
            return MemoryStore(kinds=KINDS, now=clock.now)

        return open_one
