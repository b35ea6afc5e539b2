"""The meter: it passes everything on, and counts each call with what it is reckoned to cost."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from storage.document_store import Condition, Document, DocumentChanged, DocumentExists, DocumentStore, Key
from storage.metering import Bill, Meter, MeteredStore, Operation
from storage.request_units import insert, point_read, query, replacement
from tests.storage.contract import DocumentStoreContract
from tests.storage.contract_terms import KINDS, ManualClock, OpenStore
from tests.storage.memory_store import MemoryStore

HERE, THERE = Key("progress", "anna", "here"), Key("progress", "bo", "there")


@pytest.fixture
def meter() -> Meter:
    """A new one."""
    return Meter()


@pytest.fixture
def store(meter: Meter) -> MeteredStore:
    """A store with nothing in it."""
    return MeteredStore(MemoryStore(), meter)


class TestMeteredStore(DocumentStoreContract):
    """The contract holds through it."""

    @pytest.fixture
    def open_store(self, clock: ManualClock) -> OpenStore:
        async def open_one() -> DocumentStore:
            return MeteredStore(MemoryStore(kinds=KINDS, now=clock.now), Meter(), kinds=KINDS)

        return open_one


async def test_reads_and_writes_are_counted_by_what_they_move(store: MeteredStore, meter: Meter) -> None:
    """A creation, a replacement and reads, of which one finds nothing."""
    body = {"text": "x" * 2_000}
    made = await store.create(HERE, {})
    await store.replace(made, body)
    await store.get(HERE)
    await store.get(THERE)
    size = store.item_size(HERE, body)
    bill = Bill.of(meter.read_off())
    assert (bill.reads, bill.writes, bill.queries) == (2, 2, 0)
    assert bill.size == store.item_size(HERE, {}) + 2 * size
    assert bill.request_units == pytest.approx(
        insert(store.item_size(HERE, {}), indexed=2) + replacement(size, indexed=2) + point_read(size) + point_read(0)
    )


async def test_each_key_of_several_is_a_read(store: MeteredStore, meter: Meter) -> None:
    """Once, however often it is named."""
    await store.get_many([HERE, THERE, HERE])
    assert Bill.of(meter.calls).reads == 2


async def test_a_query_over_all_partitions_looks_in_every_one(store: MeteredStore, meter: Meter) -> None:
    """In one partition it looks in one, however many there are."""
    meter.partitions = 7
    await store.create(HERE, {"a": 1})
    meter.read_off()
    await store.query("progress")
    await store.query("progress", partition="anna")
    across, within = meter.read_off()
    assert (across.across, within.across) == (True, False)
    assert (across.documents, within.documents) == (1, 1)
    assert across.request_units == query(store.item_size(HERE, {"a": 1}), partitions=7)
    assert within.request_units == query(store.item_size(HERE, {"a": 1}), partitions=1)


async def test_an_index_field_that_holds_nothing_adds_nothing(meter: Meter, store: MeteredStore) -> None:
    """Only what is in an item is indexed."""
    await store.create(Key("erasure", "anna", "a"), {"next_step_at": None})
    await store.create(Key("erasure", "anna", "b"), {"next_step_at": "2026-11-24T00:00:00Z"})
    expires_at = datetime(2026, 11, 25, tzinfo=UTC)
    await store.create(Key("erasure", "anna", "c"), {"next_step_at": "2026-11-24T00:00:00Z"}, expires_at=expires_at)
    without, with_it, expiring = meter.read_off()
    assert without.request_units < with_it.request_units < expiring.request_units


async def test_what_fails_is_counted_too(store: MeteredStore, meter: Meter) -> None:
    """It is charged all the same."""
    made = await store.create(HERE, {})
    with pytest.raises(DocumentExists):
        await store.create(HERE, {})
    await store.delete(made)
    with pytest.raises(DocumentChanged):
        await store.replace(Document(HERE, {}, made.etag), {})
    assert [call.operation for call in meter.calls] == [
        Operation.CREATE,
        Operation.CREATE,
        Operation.DELETE,
        Operation.REPLACE,
    ]
    assert Bill.of(meter.calls).writes == 4


async def test_conditions_and_order_are_passed_on(store: MeteredStore) -> None:
    """It is the store within that answers."""
    for number in (2, 1, 3):
        await store.create(Key("erasure", "anna", str(number)), {"next_step_at": f"2026-11-2{number}"})
    page = await store.query(
        "erasure",
        where=[Condition("next_step_at", "<=", "2026-11-22")],
        order_by="next_step_at",
        descending=True,
        limit=1,
    )
    assert [document.key.id for document in page.documents] == ["2"]
    assert page.continuation is not None
