"""The store's contract against a real account, and what no test server can show.

None of what is marked `real_account` has ever been run: there was no account to run it against. What an assertion here
expects is what Microsoft's documentation says and the engine builds on.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from storage.cosmos import CosmosItems
from storage.cosmos_attempts import Passing, Patience
from storage.cosmos_containers import CosmosDatabase
from storage.cosmos_items import TTL_MARGIN, item_id, item_of
from storage.cosmos_query import question_of
from storage.cosmos_store import CosmosStore
from storage.declared_kinds import DeclaredKinds
from storage.document_store import Document, DocumentChanged, DocumentStore, StoreUnavailable
from storage.queries import Query
from storage.request_units import insert, point_read, query, replacement
from tests.real_account.shared_container import SharedContainer
from tests.storage.contract import DocumentStoreContract
from tests.storage.contract_terms import KINDS, NOTE, ManualClock, OpenStore, everything, ids, note

CHEAPEST = 0.2
"""What is charged may be this share of what is reckoned, and no more than all of it: the reckoning takes the dearer."""


def now() -> datetime:
    return datetime.now(UTC)


@pytest.mark.real_account
class TestRealAccount(DocumentStoreContract):
    """What every engine promises."""

    @pytest.fixture
    async def open_store(self, account: SharedContainer, clock: ManualClock) -> OpenStore:
        return lambda: account.open(KINDS, now=clock.now)


class TestTheSharedContainer:
    """The stand-ins' own test: what is open in a shared container is as alone as in one of its own."""

    async def test_two_tests_see_nothing_of_each_other(
        self, stand_in: SharedContainer, cosmos_database: CosmosDatabase
    ) -> None:
        """Not by id, not by a query, and the one that ends takes only its own away."""
        other = SharedContainer(cosmos_database)
        mine, theirs = [await container.open(KINDS, now=now) for container in (stand_in, other)]
        first = await mine.create(note("a"), {"number": 1}, expires_at=now() + timedelta(days=1))
        second = await theirs.create(note("a"), {"number": 2})
        assert await mine.get_many([note("a")]) == {note("a"): first}
        assert await everything(theirs) == [second]
        replaced = await mine.replace(first, {"number": 3})
        await other.sweep()
        assert await everything(mine, order_by="number") == [replaced]
        again = await other.open(KINDS, now=now)
        assert await everything(again) == []
        await other.sweep()
        await mine.delete(replaced)


@pytest.mark.real_account
class TestWhatOnlyARealAccountShows:
    """Never run: see above."""

    async def test_what_has_lived_its_time_is_removed_by_the_account_itself(self, account: SharedContainer) -> None:
        """TTL. It ended a day ago but for seconds, so that the account's own count comes to an end within the test."""
        store = await account.open(KINDS, now=now)
        await store.create(note("a"), {}, expires_at=now() - TTL_MARGIN + timedelta(seconds=5))
        there = account.key_there(note("a"))
        items = CosmosItems(account.database, Patience())
        await items.properties()
        assert await items.read(item_id(there), there.partition) is not None
        for _ in range(60):
            await asyncio.sleep(1)
            if await items.read(item_id(there), there.partition) is None:
                break
        assert await items.read(item_id(there), there.partition) is None
        await items.close()

    async def test_a_burst_is_throttled_and_lived_through(self, account: SharedContainer) -> None:
        """429. For a container of 400 RU/s: 300 writes of some 45 RU each are half a minute's. What was answered is
        there; what was refused says so; and a while later all is well. Never anything twice.
        """
        throttled = _Throttled(account.database)
        store = CosmosStore(throttled, kinds=DeclaredKinds(_kinds_there(account)), now=now)
        await account.open(KINDS, now=now)
        await throttled.properties()
        keys = [account.key_there(note(f"{number:03}")) for number in range(300)]
        body = {"text": "x" * 80_000}
        outcomes = await asyncio.gather(*(store.create(key, body) for key in keys), return_exceptions=True)
        assert throttled.times, "the account took it all: give the container 400 RU/s, not autoscale or serverless"
        assert {type(outcome) for outcome in outcomes} <= {Document, StoreUnavailable}
        await asyncio.sleep(30)
        for key, outcome in zip(keys, outcomes, strict=True):
            if isinstance(outcome, Document):
                assert await store.get(key) == outcome
        await store.close()

    async def test_a_read_that_is_older_loses_to_the_newer_write(self, account: SharedContainer) -> None:
        """Session consistency. Another client's write may be seen late; nothing is ever saved over it."""
        one, other = [await account.open(KINDS, now=now) for _ in range(2)]
        document = await one.create(note("a"), {"number": 0})
        for number in range(1, 50):
            stale, document = document, await one.replace(document, {"number": number})
            with pytest.raises(DocumentChanged):
                await other.replace(stale, {"number": -1})
            assert await one.get(note("a")) == document
        assert await _seen_in_time(other, document)

    async def test_pages_are_merged_across_physical_partitions(self, account: SharedContainer) -> None:
        """ORDER BY over all partitions, numbers and texts, both ways, in pages. It takes a container that has been
        scaled to more than 10,000 RU/s once, and so has several physical partitions.
        """
        items = CosmosItems(account.database, Patience())
        await items.properties()
        ranges = [part async for part in items._container.read_feed_ranges()]
        await items.close()
        assert len(ranges) > 1, "one physical partition: scale the container to 11,000 RU/s once, then back"
        store = await account.open(KINDS, now=now)
        values: list[str | int | None] = [None, *range(-20, 20), *(f"{number}å" for number in range(20))]
        for number in range(300):
            await store.create(note(f"{number:03}", f"person-{number % 100}"), {"number": values[number % 61]})
        ordered = sorted(
            (document for document in await everything(store, limit=1000) if document.body["number"] is not None),
            key=lambda d: (isinstance(d.body["number"], str), d.body["number"], d.key.id),
        )
        assert len(ordered) > 290
        for descending in (False, True):
            met = await everything(store, order_by="number", descending=descending, limit=7)
            assert ids(met) == ids(ordered[::-1] if descending else ordered)

    @pytest.mark.parametrize("size", [100, 1_000, 10_000, 100_000])
    async def test_what_is_charged_is_within_what_is_reckoned(self, account: SharedContainer, size: int) -> None:
        """RU, from the header of each answer, against storage/request_units.py and so docs/costs.md."""
        await account.open(KINDS, now=now)
        items = CosmosItems(account.database, Patience())
        await items.properties()
        key, kind = account.key_there(note("a")), replace(NOTE, name=account.key_there(note("a")).kind)
        text = f'{{"due_at":"2026-06-01","number":1,"text":"{"x" * size}"}}'
        item = item_of(key, text, kind, token="t", expires_at=None, now=now())
        charges: dict[str, tuple[float, float]] = {}
        made = await items.create(item)
        charges["create"] = (_charge(items), insert(size + 400, indexed=3))
        await items.read(item_id(key), key.partition)
        charges["read"] = (_charge(items), point_read(size + 400))
        await items.replace(item, made["_etag"])
        charges["replace"] = (_charge(items), replacement(size + 400, indexed=3))
        asked = Query(kind=kind.name, partition=key.partition, where=(), order_by="number", descending=False, limit=10)
        await items.ask(question_of(asked, None, now=now()), key.partition, most=10)
        charges["query"] = (_charge(items), query(size + 400, partitions=1))
        await items.close()
        odd = {what: pair for what, pair in charges.items() if not CHEAPEST * pair[1] <= pair[0] <= pair[1]}
        assert not odd, f"charged, and reckoned at most: {odd}"

    async def test_a_token_that_is_none_is_refused_in_time(self, account: SharedContainer) -> None:
        """Role-based access: who can't prove who it is gets nothing, and is told so before a turn is over."""
        stranger = replace(account.database, key="", tokens=_NoToken())
        async with asyncio.timeout(Patience().deadline + 2):
            with pytest.raises(StoreUnavailable):
                await CosmosStore.open(stranger, kinds=KINDS, now=now)


async def _seen_in_time(store: DocumentStore, document: Document) -> bool:
    """Whether the document is read as it is within ten seconds."""
    for _ in range(200):
        if await store.get(document.key) == document:
            return True
        await asyncio.sleep(0.05)
    return False


class _NoToken:
    async def get_token(self) -> str:
        """What no authority has signed."""
        return "e30.e30.e30"

    def forget(self, token: str) -> None:
        """There is no other."""


class _Throttled(CosmosItems):
    """Counts how often the account said that it is asked too much."""

    def __init__(self, database: CosmosDatabase) -> None:
        super().__init__(database, Patience())
        self.times = 0

    async def create(self, item: Mapping[str, Any]) -> Mapping[str, Any]:
        try:
            return await super().create(item)
        except Passing as passing:
            self.times += "429" in str(passing)
            raise


def _kinds_there(account: SharedContainer) -> Sequence[Any]:
    return [replace(kind, name=account.key_there(replace(note("a"), kind=kind.name)).kind) for kind in KINDS]


def _charge(items: CosmosItems) -> float:
    return float(items._container.client_connection.last_response_headers["x-ms-request-charge"])
