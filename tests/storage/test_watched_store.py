"""A store that says what the engine could not do: every operation, and no more than that."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from storage import watched
from storage.document_store import Document, DocumentExists, Key, Kind, StoreUnavailable
from storage.watched import WatchedStore
from tests.storage.memory_store import MemoryStore

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
KEY = Key("thing", "p", "1")


class Unanswering(MemoryStore):
    """Its engine never comes back."""

    async def get(self, key: Key) -> Document | None:
        """Wait for ever."""
        await asyncio.Event().wait()
        return await super().get(key)


def _store() -> MemoryStore:
    return MemoryStore(kinds=[Kind("thing")], now=lambda: NOW)


async def test_each_operation_that_fails_is_told() -> None:
    """And raises what it raised."""
    told: list[str] = []
    inner = _store()
    store = WatchedStore(inner, failed=told.append)
    document = await store.create(KEY, {"a": 1})
    inner.fails = StoreUnavailable("away")
    operations: list[Callable[[], Awaitable[object]]] = [
        lambda: store.get(KEY),
        lambda: store.get_many([KEY]),
        lambda: store.create(KEY, {}),
        lambda: store.replace(document, {}),
        lambda: store.delete(document),
        lambda: store.query("thing"),
        store.delete_expired,
        store.ping,
    ]
    for operation in operations:
        with pytest.raises(StoreUnavailable):
            await operation()
    assert told == ["get", "get_many", "create", "replace", "delete", "query", "delete_expired", "ping"]


async def test_a_conflict_is_an_answer_and_no_failure() -> None:
    """So is what isn't there."""
    told: list[str] = []
    store = WatchedStore(_store(), failed=told.append)
    await store.create(KEY, {"a": 1})
    with pytest.raises(DocumentExists):
        await store.create(KEY, {"a": 2})
    assert await store.get(Key("thing", "p", "2")) is None
    assert (await store.query("thing")).documents
    await store.ping()
    assert told == []


async def test_what_was_waited_for_in_vain_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    """At night all that asks a dead engine are jobs, which are cut off before its attempts come to their end."""
    told: list[str] = []
    inner = Unanswering(kinds=[Kind("thing")], now=lambda: NOW)
    store = WatchedStore(inner, failed=told.append)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.01):
            await store.get(KEY)
    assert told == [], "given up at once, as where a turn ends: that says nothing of the engine"
    monkeypatch.setattr(watched, "WAITED_FOR", 0.01)
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.02):
            await store.get(KEY)
    assert told == ["get"]
