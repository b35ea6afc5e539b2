"""Each operation of the Cosmos engine meets each fault, once: it ends as it would have, and is carried out once."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator

import pytest

from storage.cosmos_containers import CosmosDatabase
from storage.cosmos_store import CosmosStore
from storage.document_store import Document, DocumentChanged, DocumentExists, StoreUnavailable
from tests.cosmos.faulty_proxy import Fault, FaultyProxy, in_turn
from tests.cosmos.server import CosmosServer
from tests.cosmos.spoilt import spoilt_store
from tests.storage.contract_terms import ManualClock, found, note

FOR_GOOD = frozenset({Fault.NO_TOKEN, Fault.FORBIDDEN, Fault.NO_CONTAINER})
"""What trying again is no use against."""
UNHEARD_OF = [Fault.BUSY_AFTER, Fault.LOST_ANSWER, Fault.CUT_ANSWER, Fault.SLOW, Fault.GARBAGE]
"""What a write is carried out in spite of."""
PASSING = [fault for fault in Fault if fault not in FOR_GOOD]

Spoilt = tuple[CosmosStore, FaultyProxy]


@pytest.fixture
async def spoilt(cosmos_server: CosmosServer, cosmos_database: CosmosDatabase) -> AsyncIterator[Spoilt]:
    async with spoilt_store(cosmos_server, cosmos_database) as opened:
        yield opened


async def everything(store: CosmosStore) -> dict[str, int]:
    return {d.key.id: d.body["number"] for d in (await store.query("note")).documents}


@pytest.mark.parametrize("fault", PASSING)
async def test_each_write_is_carried_out_once(spoilt: Spoilt, fault: Fault) -> None:
    store, proxy = spoilt
    kept, gone = await store.create(note("kept"), {"number": 1}), await store.create(note("gone"), {"number": 1})
    async with proxy.spoiling(in_turn([fault], "create")):
        made = await store.create(note("made"), {"number": 2})
    async with proxy.spoiling(in_turn([fault], "replace")):
        changed = await store.replace(kept, {"number": 3})
    async with proxy.spoiling(in_turn([fault], "delete")):
        await _removed(store, gone, fault)
    await proxy.all_late_has_landed()
    assert await everything(store) == {"made": 2, "kept": 3}
    # What was given back is the newest there is, so that it can be written over.
    assert (await found(store, made.key)).etag == made.etag
    assert (await store.replace(changed, {"number": 4})).body == {"number": 4}


async def _removed(store: CosmosStore, document: Document, fault: Fault) -> None:
    """The one write whose doer can't be told where the connection broke on the way back."""
    try:
        await store.delete(document)
    except DocumentChanged:
        assert fault in (Fault.LOST_ANSWER, Fault.CUT_ANSWER)


@pytest.mark.parametrize("fault", PASSING)
async def test_each_question_is_answered_in_the_end(spoilt: Spoilt, fault: Fault) -> None:
    store, proxy = spoilt
    keys = [note(f"n{number}") for number in range(10)]
    for number, key in enumerate(keys):
        await store.create(key, {"number": number})
    for question in (
        store.get(keys[3]),
        store.get_many(keys[:2]),
        store.get_many(keys),
        store.query("note", partition="anna", order_by="number"),
        store.query("note", limit=3),
        store.ping(),
        store.delete_expired(),
    ):
        proxy.plan = in_turn([fault])
        await question
    assert len(await everything(store)) == 10


@pytest.mark.parametrize("fault", sorted(FOR_GOOD))
async def test_what_trying_again_is_no_use_against_is_said_at_once(spoilt: Spoilt, fault: Fault) -> None:
    store, proxy = spoilt
    kept = await store.create(note("kept"), {"number": 1})
    for doing in (
        lambda: store.get(kept.key),
        lambda: store.get_many([note(f"n{number}") for number in range(10)]),
        lambda: store.query("note"),
        lambda: store.replace(kept, {"number": 2}),
        store.ping,
    ):
        async with proxy.spoiling(in_turn([fault] * 5)):
            proxy.asked.clear()
            with pytest.raises(StoreUnavailable, match=r"refuses what it is asked: 40|the container is not there"):
                await doing()
            assert len([asked for asked in proxy.asked if asked.what != "other"]) <= 2
    assert await everything(store) == {"kept": 1}


@pytest.mark.parametrize("fault", UNHEARD_OF)
async def test_who_is_second_is_told_so_in_spite_of_faults(spoilt: Spoilt, fault: Fault) -> None:
    store, proxy = spoilt
    first = await store.create(note("a"), {"number": 1})
    await store.replace(first, {"number": 2})
    async with proxy.spoiling(in_turn([fault, fault, fault])):
        with pytest.raises(DocumentExists):
            await store.create(note("a"), {"number": 3})
    async with proxy.spoiling(in_turn([fault, fault, fault])):
        with pytest.raises(DocumentChanged):
            await store.replace(first, {"number": 3})
    async with proxy.spoiling(in_turn([fault, fault, fault])):
        with pytest.raises(DocumentChanged):
            await store.delete(first)
    assert await everything(store) == {"a": 2}


async def test_a_write_that_landed_unheard_of_and_was_written_over_before_it_was_read_back_is_taken_for_lost(
    spoilt: Spoilt,
) -> None:
    """The one exception: its writer is told that somebody else has written, decides once more, and finds its own act
    in what it reads.
    """
    store, proxy = spoilt
    first = await store.create(note("a"), {"number": 1})
    async with proxy.spoiling(in_turn([Fault.LATE], "replace")):
        late = asyncio.create_task(store.replace(first, {"number": 2}))
        await proxy.until(lambda it: it.asked[-1].what == "replace")
        proxy.plan = in_turn([Fault.SILENT] * 2, "replace")
        await proxy.all_late_has_landed()
        proxy.plan = in_turn([])
        await store.replace(await found(store, first.key), {"number": 3})
        with pytest.raises(DocumentChanged):
            await late
    assert await everything(store) == {"a": 3}


async def test_a_document_that_has_expired_gives_its_place_to_one_writer_in_spite_of_faults(spoilt: Spoilt) -> None:
    store, proxy = spoilt
    past = ManualClock().now()
    await store.create(note("a"), {"number": 1}, expires_at=past)
    for fault in UNHEARD_OF:
        proxy.plan = in_turn([None, None, fault])
        made = await store.create(note(f"a{fault}"), {"number": 2}, expires_at=past)
        proxy.plan = in_turn([None, None, fault])
        assert (await store.create(note(f"a{fault}"), {"number": 3})).etag != made.etag
    assert set((await everything(store)).values()) == {3}
