"""A write whose answer was lost, where what is read back is behind: another machine of the engine may answer that."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from typing import Any

import pytest

from storage.cosmos_attempts import Passing, Patience, Refused
from storage.cosmos_items import Item
from storage.cosmos_query import Question
from storage.cosmos_store import CosmosStore
from storage.declared_kinds import DeclaredKinds
from storage.document_store import DocumentChanged, Key
from tests.storage.contract_terms import KINDS, ManualClock

NOTE = Key("note", "anna", "1")


class Lagging:
    """The engine's items; so many reads after each write are answered as of before it."""

    def __init__(self, behind: int) -> None:
        self._behind = behind
        self._stale = 0
        self._items: dict[tuple[str, str], Item] = {}
        self._before: dict[tuple[str, str], Item] = {}
        self._etags = itertools.count(1)
        self.loses_answers = 0
        self.reads = 0

    async def properties(self) -> Mapping[str, Any] | None:
        return {}

    async def read(self, item_id: str, partition: str) -> Item | None:
        self.reads += 1
        if self._stale:
            self._stale -= 1
            return self._before.get((item_id, partition))
        return self._items.get((item_id, partition))

    async def create(self, item: Item) -> Item:
        if (item["id"], item["pk"]) in self._items:
            raise Refused("409")
        return await self._store(item)

    async def replace(self, item: Item, etag: str) -> Item:
        there = self._items.get((item["id"], item["pk"]))
        if there is None or there["_etag"] != etag:
            raise Refused("412")
        return await self._store(item)

    async def _store(self, item: Item) -> Item:
        place = (item["id"], item["pk"])
        self._before = dict(self._items)
        stored = self._items[place] = {**item, "_etag": f'"{next(self._etags)}"'}
        self._stale = self._behind
        if self.loses_answers:
            self.loses_answers -= 1
            raise Passing("no answer")
        return stored

    async def read_many(self, places: Sequence[tuple[str, str]]) -> Sequence[Item]:
        raise NotImplementedError

    async def remove(self, item_id: str, partition: str, etag: str) -> None:
        raise NotImplementedError

    async def ask(self, question: Question, partition: str | None, *, most: int) -> Sequence[Item]:
        raise NotImplementedError

    async def close(self) -> None:
        """There is nothing to let go of."""


def _store_over(items: Lagging) -> CosmosStore:
    patience = Patience(pause=0.001, longest_pause=0.002)
    return CosmosStore(items, kinds=DeclaredKinds(KINDS), now=ManualClock().now, patience=patience)


@pytest.mark.parametrize("behind", [0, 1, 3])
async def test_one_that_happened_is_not_taken_for_another_ones(behind: int) -> None:
    """The refusal says that what was to be replaced is not the newest: a read that gives just that is behind."""
    items = Lagging(behind)
    store = _store_over(items)
    first = await store.create(NOTE, {"text": "one"})
    items.loses_answers = 1
    second = await store.replace(first, {"text": "two"})
    assert (await store.replace(second, {"text": "three"})).body == {"text": "three"}


@pytest.mark.parametrize("behind", [0, 1, 3])
async def test_a_creation_that_happened_is_not_taken_for_another_ones(behind: int) -> None:
    """The same for what was not there before."""
    items = Lagging(behind)
    items.loses_answers = 1
    store = _store_over(items)
    made = await store.create(NOTE, {"text": "one"})
    assert (await store.replace(made, {"text": "two"})).body == {"text": "two"}


@pytest.mark.parametrize("behind", [0, 1, 3])
async def test_another_ones_is_told_of_as_such(behind: int) -> None:
    """However far behind the reads are."""
    items = Lagging(behind)
    one, two = _store_over(items), _store_over(items)
    first = await one.create(NOTE, {"text": "one"})
    await two.replace(first, {"text": "theirs"})
    with pytest.raises(DocumentChanged):
        await one.replace(first, {"text": "mine"})
