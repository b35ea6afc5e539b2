"""The whole over a real connection that is spoilt: errands end as ever, and a bot without its database says so."""

from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from aiohttp.test_utils import TestClient, TestServer

from app import build_app
from bot.wire import health
from settings import Settings
from storage.cosmos_containers import CosmosDatabase
from storage.cosmos_store import CosmosStore
from storage.document_store import DocumentStore
from storage.kinds import KINDS
from tests.bot import test_phone_orders_in_chat as orders
from tests.bot.house import MONDAY_MORNING, House
from tests.cosmos.faulty_proxy import Fault, FaultyProxy
from tests.cosmos.server import CosmosServer
from tests.cosmos.spoilt import IMPATIENT
from tests.storage.memory_store import MemoryStore

EXAMPLE = Path(__file__).parents[2] / "examples" / "exempelkommun.yaml"
SPELL = (Fault.LOST_ANSWER, None, Fault.BUSY_AFTER, Fault.THROTTLED, None, Fault.CUT_ANSWER, Fault.GARBAGE, None, None)


class HouseOnCosmos(House):
    """A house over the engine behind a proxy."""

    def __init__(self, engine: CosmosStore) -> None:
        self._engine = engine
        super().__init__(MONDAY_MORNING)

    def reached_through(self, store: MemoryStore) -> DocumentStore:
        """The engine."""
        return self._engine


@pytest.fixture(autouse=True)
def leftovers() -> Iterator[None]:
    """What a house has left to do is let go of."""
    yield
    for leftover in House.leftovers:
        for errand in leftover:
            errand.close()
    House.leftovers.clear()


async def test_errands_across_chats_end_as_ever(cosmos_server: CosmosServer, cosmos_database: CosmosDatabase) -> None:
    """Two of three requests are spoilt, half of those after they were carried out: nothing comes twice or is lost."""
    async with FaultyProxy(cosmos_server.port) as proxy:
        through = replace(cosmos_database, endpoint=proxy.endpoint)
        store = await CosmosStore.open(through, kinds=KINDS, now=lambda: MONDAY_MORNING, patience=IMPATIENT)
        faults = itertools.cycle(SPELL)
        proxy.plan = lambda asked: None if asked.what == "other" else next(faults)
        house = HouseOnCosmos(store)
        anna, karin, vera = map(house.someone, ("Anna Svensson", "Karin Lindqvist", "Vera Åkesson"))
        await orders.test_an_order_across_three_chats(house, anna, karin, vera)
        house.nobody_left_anything_unseen()
        await store.close()


async def test_a_bot_whose_database_is_away_is_alive_and_not_ready_and_ready_right_after(
    cosmos_server: CosmosServer, cosmos_database: CosmosDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    """So the platform sends it nobody, and needn't start it anew."""
    monkeypatch.setattr(health, "KEPT_SECONDS", 0.0)
    async with FaultyProxy(cosmos_server.port) as proxy:
        settings = Settings(
            sqlite_path=None,
            cosmos_endpoint=proxy.endpoint,
            cosmos_database=cosmos_database.database,
            cosmos_key=cosmos_database.key,
            directory_file=EXAMPLE,
        )
        async with TestClient(TestServer(build_app(settings))) as client:
            assert (await client.get("/readyz")).status == 200
            await proxy.refuses()
            ready = await client.get("/readyz")
            assert (ready.status, (await ready.json())["checks"]["store"]) == (503, "failing")
            assert (await client.get("/healthz")).status == 200
            await proxy.listens()
            assert (await client.get("/readyz")).status == 200
