"""A spell of faults that outlasts an operation: it gives up by its deadline, and everything works again right after."""

from __future__ import annotations

import asyncio
import contextlib
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from storage.cosmos_containers import CosmosDatabase
from storage.cosmos_store import CosmosStore
from storage.document_store import Key, StoreUnavailable
from tests.cosmos.faulty_proxy import Fault, FaultyProxy, account_of, always
from tests.cosmos.server import CosmosServer
from tests.cosmos.spoilt import GIVES_UP, IMPATIENT, spoilt_store, straight_to, when_well
from tests.storage.contract_terms import KINDS, ManualClock, found, note

LASTING = [
    *(Fault.THROTTLED, Fault.BUSY, Fault.LOST_REQUEST, Fault.LOST_ANSWER, Fault.CUT_ANSWER, Fault.SILENT),
    *(Fault.GARBAGE, Fault.BEHIND, Fault.MOVED),
]

Spoilt = tuple[CosmosStore, FaultyProxy]


@pytest.fixture
async def hasty(cosmos_server: CosmosServer, cosmos_database: CosmosDatabase) -> AsyncIterator[Spoilt]:
    """A store that gives up soon."""
    async with spoilt_store(cosmos_server, cosmos_database, patience=GIVES_UP) as opened:
        yield opened


@pytest.mark.parametrize("fault", LASTING)
async def test_an_operation_gives_up_by_its_deadline_and_the_next_one_works(
    hasty: Spoilt, cosmos_database: CosmosDatabase, fault: Fault
) -> None:
    store, proxy = hasty
    async with straight_to(cosmos_database) as straight:
        kept = await straight.create(note("kept"), {"number": 1})
    async with proxy.spoiling(always(fault)):
        for doing in (store.get(kept.key), store.replace(kept, {"number": 2}), store.query("note")):
            async with asyncio.timeout(10 * GIVES_UP.deadline):
                with pytest.raises(StoreUnavailable, match="does not answer"):
                    await doing
    proxy.asked.clear()
    now = await when_well(lambda: found(store, kept.key))
    assert now.body["number"] in ({1, 2} if fault in (Fault.LOST_ANSWER, Fault.CUT_ANSWER, Fault.GARBAGE) else {1})
    assert {asked.what for asked in proxy.asked} == {"read"}
    await when_well(lambda: _replaced(store, kept.key))


async def _replaced(store: CosmosStore, key: Key) -> None:
    await store.replace(await found(store, key), {"number": 3})
    assert (await found(store, key)).body == {"number": 3}


async def test_a_server_that_refuses_to_be_connected_to_is_met_again_as_soon_as_it_is_back(
    hasty: Spoilt, cosmos_database: CosmosDatabase
) -> None:
    store, proxy = hasty
    async with straight_to(cosmos_database) as straight:
        kept = await straight.create(note("kept"), {"number": 1})
    await proxy.refuses()
    for _ in range(3):
        with pytest.raises(StoreUnavailable):
            await store.ping()
        with pytest.raises(StoreUnavailable):
            await store.replace(kept, {"number": 2})
    await proxy.listens()
    await when_well(lambda: _replaced(store, kept.key))


async def test_a_server_that_is_away_for_a_moment_is_waited_for(
    cosmos_server: CosmosServer, cosmos_database: CosmosDatabase
) -> None:
    async with spoilt_store(cosmos_server, cosmos_database) as (store, proxy):
        await proxy.refuses()
        made = asyncio.create_task(store.create(note("a"), {"number": 1}))
        await asyncio.sleep(0.05)
        await proxy.listens()
        assert (await made).body == {"number": 1}


async def test_what_is_cancelled_leaves_nothing_behind(
    cosmos_server: CosmosServer, cosmos_database: CosmosDatabase
) -> None:
    async with spoilt_store(cosmos_server, cosmos_database) as (store, proxy):
        kept = await store.create(note("kept"), {"number": 1})
        tasks, connections = len(asyncio.all_tasks()), proxy.open_connections
        async with proxy.spoiling(always(Fault.SILENT)):
            doing = [
                asyncio.create_task(store.get(kept.key)),
                asyncio.create_task(store.replace(kept, {"number": 2})),
                asyncio.create_task(store.query("note")),
            ]
            await asyncio.sleep(0.05)
            for task in doing:
                task.cancel()
            for task in doing:
                with pytest.raises(asyncio.CancelledError):
                    await task
        # What those were using is closed, not handed on to whoever asks next.
        await proxy.until(lambda it: it.open_connections <= connections)
        assert len(asyncio.all_tasks()) <= tasks
        assert (await found(store, kept.key)).body == {"number": 1}


async def test_closing_lets_what_is_under_way_end(cosmos_server: CosmosServer, cosmos_database: CosmosDatabase) -> None:
    async with spoilt_store(cosmos_server, cosmos_database) as (store, proxy):
        async with proxy.spoiling(always(Fault.THROTTLED)):
            doing = [asyncio.create_task(store.create(note(f"n{n}"), {"number": n})) for n in range(20)]
            await asyncio.sleep(0.02)
            closing = asyncio.create_task(store.close())
            await asyncio.sleep(0.02)
            assert not closing.done()
        for task in doing:
            await task
        await closing
        with pytest.raises(StoreUnavailable, match="closed"):
            await store.get(note("n1"))
        await proxy.until(lambda it: not it.open_connections)


async def test_closing_does_not_wait_for_ever(cosmos_server: CosmosServer, cosmos_database: CosmosDatabase) -> None:
    async with spoilt_store(cosmos_server, cosmos_database, patience=GIVES_UP) as (store, proxy):
        proxy.plan = always(Fault.SILENT)
        doing = asyncio.create_task(store.create(note("a"), {"number": 1}))
        await asyncio.sleep(0)
        await store.close()
        with pytest.raises(StoreUnavailable):
            await doing


async def test_others_go_on_while_one_waits(cosmos_server: CosmosServer, cosmos_database: CosmosDatabase) -> None:
    """Nothing in the SDK sleeps or connects in the event loop."""
    async with spoilt_store(cosmos_server, cosmos_database, patience=GIVES_UP) as (store, proxy):
        for fault in (Fault.THROTTLED, Fault.SILENT, Fault.LOST_REQUEST):
            turns = 0
            async with proxy.spoiling(always(fault)):
                waiting = asyncio.create_task(store.ping())
                while not waiting.done():
                    await asyncio.sleep(0.005)
                    turns += 1
            assert isinstance(waiting.exception(), StoreUnavailable)
            assert turns > 2


async def test_a_bad_spell_at_the_start_is_waited_out(
    cosmos_server: CosmosServer, cosmos_database: CosmosDatabase
) -> None:
    async with FaultyProxy(cosmos_server.port) as proxy:
        through = replace(cosmos_database, endpoint=proxy.endpoint)
        proxy.plan = always(Fault.BUSY)
        opening = asyncio.create_task(CosmosStore.open(through, kinds=KINDS, now=ManualClock().now, patience=IMPATIENT))
        await asyncio.sleep(0.1)
        proxy.plan = always(Fault.LOST_REQUEST)
        await asyncio.sleep(0.1)
        proxy.plan = lambda _asked: None
        store = await opening
        await store.ping()
        await store.close()


@pytest.mark.parametrize("fault", [Fault.SILENT, Fault.BUSY, Fault.LOST_REQUEST, Fault.FORBIDDEN])
async def test_a_start_without_a_database_ends_with_a_line_that_says_why(
    cosmos_server: CosmosServer, cosmos_database: CosmosDatabase, fault: Fault
) -> None:
    async with FaultyProxy(cosmos_server.port) as proxy:
        proxy.plan = always(fault)
        through = replace(cosmos_database, endpoint=proxy.endpoint)
        with pytest.raises(StoreUnavailable, match=r"the database (does not answer|refuses what it is asked): \w+"):
            await CosmosStore.open(through, kinds=KINDS, now=ManualClock().now, patience=GIVES_UP)
        await proxy.until(lambda it: not it.open_connections)


async def test_reads_turn_to_the_next_region_and_writes_wait_for_theirs(
    cosmos_server: CosmosServer, cosmos_database: CosmosDatabase
) -> None:
    """Both regions are the same server here: what is shown is where requests go."""
    async with contextlib.AsyncExitStack() as stack:
        sweden, europe = [await stack.enter_async_context(FaultyProxy(cosmos_server.port)) for _ in range(2)]
        where = {"West Europe": europe.endpoint, "Sweden Central": sweden.endpoint}
        europe.account = sweden.account = account_of(writes={"West Europe": europe.endpoint}, reads=where)
        through = replace(cosmos_database, endpoint=europe.endpoint, regions=("Sweden Central", "West Europe"))
        store = await CosmosStore.open(through, kinds=KINDS, now=ManualClock().now, patience=IMPATIENT)
        stack.push_async_callback(store.close)
        kept = await store.create(note("kept"), {"number": 1})
        await store.get(kept.key)
        assert [asked.what for asked in sweden.asked if asked.what != "other"] == ["read"]
        assert [asked.what for asked in europe.asked if asked.what != "other"] == ["create"]
        await sweden.refuses()
        assert (await found(store, kept.key)).body == {"number": 1}
        europe.plan = always(Fault.MOVED, "replace")
        replacing = asyncio.create_task(store.replace(kept, {"number": 2}))
        await asyncio.sleep(0.1)
        europe.plan = lambda _asked: None
        await replacing
        await sweden.listens()
        assert (await found(store, kept.key)).body == {"number": 2}
