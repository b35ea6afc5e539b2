"""A store that says what the engine could not do: every operation, and no more than that."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import UTC, datetime

import pytest

from storage.document_store import DocumentExists, Key, Kind, StoreUnavailable
from storage.watched import WatchedStore
from tests.storage.memory_store import MemoryStore

NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)
KEY = Key("thing", "p", "1")


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
