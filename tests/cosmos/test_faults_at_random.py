"""Random faults, several writers: what was said to have happened did, once; what nobody was sure of, at most once."""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storage.cosmos import create_containers
from storage.cosmos_containers import CosmosDatabase
from storage.document_store import DocumentChanged, DocumentExists, DocumentStore, StoreUnavailable
from tests.cosmos.faulty_proxy import Fault, in_turn
from tests.cosmos.server import CosmosServer
from tests.cosmos.spoilt import GIVES_UP, spoilt_store, straight_to
from tests.storage.contract_terms import found, note

COUNTERS, EACH = 3, 4
PLANS = st.lists(st.sampled_from([None, None, None, *Fault]), min_size=5, max_size=40)

pytestmark = pytest.mark.usefixtures("cosmos_server")


@dataclass(slots=True)
class Told:
    """What its writers were told: how many writes were carried out, and of how many that isn't known."""

    done: int = 0
    unknown: int = 0
    written: list[str] = field(default_factory=list)


async def count_up(store: DocumentStore, name: str, told: Told) -> None:
    """Add one to the counter, and one's own mark, as often as EACH; what is unknown is not tried again."""
    for turn in range(EACH):
        mark = f"{name}{turn}"
        while True:
            try:
                counter = await store.get(note("counter"))
                assert counter is not None
                marks = counter.body["marks"]
                if mark in marks:
                    # Ours landed, and somebody wrote over it before it was read back.
                    told.done += 1
                    break
                await store.replace(counter, {"number": counter.body["number"] + 1, "marks": [*marks, mark]})
            except DocumentChanged:
                continue
            except StoreUnavailable:
                told.unknown += 1
                break
            told.done += 1
            break


@given(PLANS)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_counter_ends_where_its_writers_were_told(cosmos_server: CosmosServer, plan: list[Fault | None]) -> None:
    asyncio.run(_count_under(cosmos_server, plan))


async def _count_under(server: CosmosServer, plan: list[Fault | None]) -> None:
    database = await _new_database(server)
    told = Told()
    async with straight_to(database) as straight, spoilt_store(server, database, patience=GIVES_UP) as (store, proxy):
        await straight.create(note("counter"), {"number": 0, "marks": []})
        async with proxy.spoiling(in_turn(plan)):
            await asyncio.gather(*(count_up(store, name, told) for name in "abc"[:COUNTERS]))
        await proxy.all_late_has_landed()
        body = (await found(straight, note("counter"))).body
    assert body["number"] == len(set(body["marks"])) == len(body["marks"])
    assert told.done <= body["number"] <= told.done + told.unknown


@given(PLANS)
@settings(max_examples=12, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_what_is_made_once_has_one_maker(cosmos_server: CosmosServer, plan: list[Fault | None]) -> None:
    asyncio.run(_make_under(cosmos_server, plan))


async def _make_under(server: CosmosServer, plan: list[Fault | None]) -> None:
    database = await _new_database(server)
    async with straight_to(database) as straight, spoilt_store(server, database, patience=GIVES_UP) as (store, proxy):
        async with proxy.spoiling(in_turn(plan)):
            outcomes = [await asyncio.gather(*(_make(store, f"n{n}", name) for name in "ab")) for n in range(4)]
        await proxy.all_late_has_landed()
        for number, outcome in enumerate(outcomes):
            made = await straight.get(note(f"n{number}"))
            makers = [name for name, told in zip("ab", outcome, strict=True) if told is True]
            unsure = [name for name, told in zip("ab", outcome, strict=True) if told is None]
            assert len(makers) <= 1
            assert made is not None if makers else True
            assert made is None or made.body["by"] in (makers or unsure)


async def _make(store: DocumentStore, document_id: str, name: str) -> bool | None:
    """Whether it was this one who made it; None when that isn't known."""
    try:
        await store.create(note(document_id), {"number": 1, "by": name})
    except DocumentExists:
        return False
    except StoreUnavailable:
        return None
    return True


async def _new_database(server: CosmosServer) -> CosmosDatabase:
    database = server.new_database()
    await create_containers(database)
    return database
