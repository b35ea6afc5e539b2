"""The repository that all cases share, over both stores: who saves first, what is due, and what is asked for."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

import pytest

from services.ports import Conflict, Place
from storage.case_repository import DUE_AT_ONCE, PAGE, StoredAs, StoredCases
from storage.document_store import DocumentStore, Kind
from storage.instants import instant_text
from storage.shapes import NUMBER, TEXT, Stored, StoredShapeError, record
from storage.sqlite import SqliteStore
from tests.storage.books import NOW
from tests.storage.contract_terms import ManualClock
from tests.storage.memory_store import MemoryStore

KIND = Kind("thing", index_fields=("next_delivery_at", "next_step_at", "colour", "desk_at"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Thing:
    """A case whose delivery and step are due so many minutes from NOW; negative: never."""

    owner: str
    id: str
    colour: str = "red"
    delivery: int = -1
    step: int = -1


def _due(minutes: int) -> str | None:
    return None if minutes < 0 else instant_text(NOW + timedelta(minutes=minutes))


STORED_AS = StoredAs(
    kind=KIND,
    shape=record(
        Thing,
        Stored("owner", TEXT),
        Stored("id", TEXT),
        Stored("colour", TEXT),
        Stored("delivery", NUMBER),
        Stored("step", NUMBER),
    ),
    place=lambda thing: Place(thing.owner, thing.id),
    kept_until=lambda thing: NOW + timedelta(days=1) if thing.colour == "fading" else None,
    index={
        "next_delivery_at": lambda thing: _due(thing.delivery),
        "next_step_at": lambda thing: NOW + timedelta(minutes=thing.step) if thing.step >= 0 else None,
        "colour": lambda thing: thing.colour,
        "desk_at": lambda thing: NOW + timedelta(minutes=thing.step) if thing.step >= 0 else None,
    },
)


@pytest.fixture
def clock() -> ManualClock:
    return ManualClock(NOW)


@pytest.fixture(params=["memory", "sqlite"])
async def store(request: pytest.FixtureRequest, tmp_path: Path, clock: ManualClock) -> AsyncIterator[DocumentStore]:
    opened: DocumentStore
    if request.param == "memory":
        opened = MemoryStore(kinds=[KIND], now=clock.now)
    else:
        opened = await SqliteStore.open(tmp_path / "cases.db", kinds=[KIND], now=clock.now)
    yield opened
    await opened.close()


@pytest.fixture
def things(store: DocumentStore) -> StoredCases[Thing]:
    return StoredCases(store, STORED_AS)


async def test_a_case_comes_back_as_it_was_saved(things: StoredCases[Thing]) -> None:
    """And what is not there is None, not an empty one."""
    thing = Thing(owner="anna", id="t1", delivery=5)
    saved = await things.save(None, thing)
    assert await things.load(Place("anna", "t1")) == saved
    assert await things.load(Place("bo", "t1")) is None
    assert list(await things.load_many([Place("anna", "t1"), Place("bo", "t1")])) == [thing]


async def test_whoever_saves_second_meets_a_conflict(things: StoredCases[Thing]) -> None:
    """For a new case as for a changed one, and for one that is to be erased."""
    thing = Thing(owner="anna", id="t1")
    first = await things.save(None, thing)
    with pytest.raises(Conflict):
        await things.save(None, thing)
    second = await things.save(first, replace(thing, colour="blue"))
    with pytest.raises(Conflict):
        await things.save(first, thing)
    with pytest.raises(Conflict):
        await things.erase(first)
    await things.erase(second)
    assert await things.load(Place("anna", "t1")) is None


async def test_what_is_due_comes_the_longest_due_first(things: StoredCases[Thing]) -> None:
    """Deliveries and steps each by their own time; the very instant counts; what is never due is never found."""
    for number, (delivery, step) in enumerate([(5, -1), (1, 30), (-1, 0), (60, 2)]):
        await things.save(None, Thing(owner="anna", id=f"t{number}", delivery=delivery, step=step))
    at_five = NOW + timedelta(minutes=5)
    assert [[place.id for place in page] async for page in things.deliveries_due(at_five)] == [["t1", "t0"]]
    assert [[place.id for place in page] async for page in things.steps_due(at_five)] == [["t2", "t3"]]
    assert [page async for page in things.deliveries_due(NOW)] == []


async def test_what_waits_for_the_desk_comes_the_most_pressing_first_and_no_more_than_asked_for(
    things: StoredCases[Thing],
) -> None:
    """By its instant; of one colour where that is asked for; what waits for nobody is never found."""
    for number, (step, colour) in enumerate([(5, "red"), (1, "blue"), (-1, "red"), (3, "red")]):
        await things.save(None, Thing(owner="anna", id=f"t{number}", colour=colour, step=step))

    async def found(limit: int, before: int | None = None, **equal: str) -> list[str]:
        until = None if before is None else NOW + timedelta(minutes=before)
        return [one.value.id for one in await things.at_desk(limit, before=until, **equal)]

    assert await found(9) == ["t1", "t3", "t0"]
    assert await found(2) == ["t1", "t3"]
    assert await found(9, before=3) == ["t1", "t3"]
    assert await found(9, colour="red") == ["t3", "t0"]


async def test_a_thousand_that_are_due_are_each_met_once_though_each_is_put_off_as_it_is_met(
    things: StoredCases[Thing],
) -> None:
    """What has been seen to leaves the pages to come, and shifts nobody out of sight."""
    many = 10 * DUE_AT_ONCE + 1
    for number in range(many):
        await things.save(None, Thing(owner="anna", id=f"t{number:04}", step=number % 7))
    met = []
    async for page in things.steps_due(NOW + timedelta(minutes=7)):
        for place in page:
            met.append(place.id)
            loaded = await things.load(place)
            assert loaded is not None
            if not place.id.endswith("3"):
                await things.save(loaded, replace(loaded.value, step=60))
    assert len(met) == len(set(met)) == many


async def test_cases_are_found_by_what_they_are_in_one_partition_or_all(things: StoredCases[Thing]) -> None:
    """Every page of them is read."""
    for number in range(PAGE + 1):
        await things.save(None, Thing(owner="anna", id=f"t{number:04}", colour="red" if number else "blue"))
    await things.save(None, Thing(owner="bo", id="t1", colour="red"))
    assert len(await things.among("anna", colour="red")) == PAGE
    assert len(await things.among(colour="red")) == PAGE + 1
    assert [loaded.value.id for loaded in await things.among("anna", colour="blue")] == ["t0000"]
    assert await things.among("cia") == []


async def test_a_found_case_can_be_saved_on(things: StoredCases[Thing]) -> None:
    """It comes with its etag."""
    await things.save(None, Thing(owner="anna", id="t1"))
    (found,) = await things.among("anna")
    await things.save(found, replace(found.value, colour="green"))
    assert [loaded.value.colour for loaded in await things.among("anna")] == ["green"]


async def test_a_case_is_gone_when_it_is_to_be_kept_no_longer(things: StoredCases[Thing], clock: ManualClock) -> None:
    """It expires by itself."""
    await things.save(None, Thing(owner="anna", id="t1", colour="fading"))
    clock.instant = NOW + timedelta(days=1)
    assert await things.load(Place("anna", "t1")) is None


async def test_a_broken_case_is_refused_by_its_place(things: StoredCases[Thing], store: DocumentStore) -> None:
    """And what stands in it is not told."""
    await things.save(None, Thing(owner="anna", id="t1"))
    (found,) = (await store.query("thing")).documents
    await store.replace(found, {**found.body, "delivery": "secret"})
    with pytest.raises(StoredShapeError, match="thing anna/t1: delivery is not a whole number"):
        await things.load(Place("anna", "t1"))
