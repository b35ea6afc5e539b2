"""Nothing is read twice within a turn, and nothing that matters is missed by that."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping, Sequence

import pytest

from storage.document_store import Document, DocumentChanged, DocumentExists, DocumentStore, Key
from storage.metering import Bill, Meter, MeteredStore
from storage.passing_on import StoreOver
from storage.turn_reads import TurnReads
from tests.storage.contract import DocumentStoreContract
from tests.storage.contract_terms import KINDS, ManualClock, OpenStore
from tests.storage.memory_store import MemoryStore

HERE, THERE = Key("progress", "anna", "here"), Key("progress", "bo", "there")


class TestTurnReads(DocumentStoreContract):
    """The contract holds through it."""

    @pytest.fixture
    def open_store(self, clock: ManualClock) -> OpenStore:
        async def open_one() -> DocumentStore:
            return TurnReads(MemoryStore(kinds=KINDS, now=clock.now))

        return open_one


class SlowToReadMany(StoreOver):
    """A store on which something else happens while several are read."""

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        await asyncio.sleep(0.01)
        return await self._inner.get_many(keys)


@pytest.fixture
def meter() -> Meter:
    """A new one."""
    return Meter()


@pytest.fixture
def below(meter: Meter) -> MeteredStore:
    """The store below, which others reach as well."""
    return MeteredStore(MemoryStore(), meter)


@pytest.fixture
def store(below: MeteredStore) -> TurnReads:
    """The store as a turn has it."""
    return TurnReads(below)


async def test_a_document_is_read_once_a_turn(store: TurnReads, meter: Meter) -> None:
    """Whether it is there or not, one by one or several at once; what is written, or found, need not be read."""
    await store.create(HERE, {"n": 1})
    meter.read_off()
    with store.of_a_turn():
        for _ in range(3):
            assert (await store.get(THERE)) is None
            assert (await store.get_many([HERE, THERE]))[HERE].body == {"n": 1}
        assert Bill.of(meter.read_off()).reads == 2
        made = await store.create(THERE, {"n": 2})
        await store.replace(made, {"n": 3})
        found = await store.get(THERE)
        assert found is not None
        assert found.body == {"n": 3}
        await store.delete(found)
        assert await store.get(THERE) is None
        assert Bill.of(meter.read_off()).reads == 0


async def test_what_a_query_has_found_need_not_be_read(store: TurnReads, meter: Meter) -> None:
    """It came whole."""
    await store.create(HERE, {"n": 1})
    with store.of_a_turn():
        await store.query("progress")
        meter.read_off()
        assert (await store.get(HERE)) is not None
    assert meter.calls == []


async def test_outside_a_turn_everything_is_read(store: TurnReads, meter: Meter) -> None:
    """And the next turn begins with nothing."""
    for _ in range(2):
        await store.get(HERE)
    with store.of_a_turn():
        await store.get(HERE)
    with store.of_a_turn():
        await store.get(HERE)
    assert Bill.of(meter.calls).reads == 4


async def test_what_a_turn_starts_beside_it_reads_anew(store: TurnReads, below: MeteredStore) -> None:
    """What follows a turn looks at how things stand then, not as the turn saw them."""
    made = await below.create(HERE, {"n": 1})
    with store.of_a_turn():
        assert (await store.get(HERE)) == made
        await below.replace(made, {"n": 2})
        beside = await asyncio.create_task(store.get(HERE))
    assert beside is not None
    assert beside.body == {"n": 2}


async def test_after_a_conflict_it_is_read_again(store: TurnReads, below: MeteredStore) -> None:
    """So that what is decided once more is decided on what is there."""
    made = await below.create(HERE, {"n": 1})
    with store.of_a_turn():
        mine = await store.get(HERE)
        await below.replace(made, {"n": 2})
        assert mine is not None
        with pytest.raises(DocumentChanged):
            await store.replace(mine, {"n": 3})
        again = await store.get(HERE)
        assert again is not None
        assert again.body == {"n": 2}
        assert await store.get(THERE) is None
        await below.create(THERE, {"n": 4})
        with pytest.raises(DocumentExists):
            await store.create(THERE, {"n": 5})
        assert await store.get(THERE) is not None


async def test_what_another_task_of_the_process_writes_is_read_again(store: TurnReads) -> None:
    """Turns of one process never see what their neighbours have changed as it was."""
    made = await store.create(HERE, {"n": 1})
    with store.of_a_turn():
        await store.get(HERE)
        await asyncio.create_task(store.replace(made, {"n": 2}))
        found = await store.get(HERE)
        assert found is not None
        assert found.body == {"n": 2}


async def test_what_another_writes_while_more_is_read_takes_nothing_away(below: MeteredStore) -> None:
    """What was read before is given, as if the other had written a moment later: an etag guards what is saved of it."""
    store = TurnReads(SlowToReadMany(below))
    here = await store.create(HERE, {"n": 1})
    with store.of_a_turn():
        await store.get(HERE)
        async with asyncio.TaskGroup() as tasks:
            several = tasks.create_task(_in_a_turn_of_its_own(store))
            await asyncio.sleep(0)
            await asyncio.sleep(0)
            await store.replace(here, {"n": 2})
    assert several.result() == {HERE: {"n": 1}}


async def _in_a_turn_of_its_own(store: TurnReads) -> dict[Key, object]:
    with store.of_a_turn():
        await store.get(HERE)
        return {key: document.body for key, document in (await store.get_many([HERE, THERE])).items()}


async def test_a_body_that_is_changed_is_nobody_elses(store: TurnReads) -> None:
    """Each read gives a copy."""
    await store.create(HERE, {"list": [1]})
    with store.of_a_turn():
        first = await store.get(HERE)
        assert isinstance(first, Document)
        first.body["list"].append(2)
        second = await store.get(HERE)
        assert second is not None
        assert second.body == {"list": [1]}
