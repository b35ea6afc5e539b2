"""What every engine refuses, and how it answers as a whole."""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import UTC, datetime
from typing import Any

import pytest

from storage.document_store import (
    Condition,
    Document,
    DocumentStore,
    Key,
    StoreUnavailable,
)
from tests.storage.contract_terms import everything, ids, note


class RefusalsContract:
    """Questions and documents that no engine takes."""

    async def test_a_field_that_is_not_declared_is_refused(self, store: DocumentStore) -> None:
        """Whether compared or ordered by, and though documents have it."""
        await store.create(note("a"), {"text": "x"})
        with pytest.raises(ValueError, match="text"):
            await store.query("note", where=[Condition("text", "=", "x")])
        with pytest.raises(ValueError, match="text"):
            await store.query("note", order_by="text")
        with pytest.raises(ValueError, match="due_at"):
            await store.query("other", order_by="due_at")

    async def test_a_kind_that_is_not_declared_is_refused(self, store: DocumentStore) -> None:
        """By every operation that names one."""
        key = Key("unknown", "anna", "a")
        calls: list[Awaitable[object]] = [
            store.get(key),
            store.get_many([key]),
            store.create(key, {}),
            store.replace(Document(key, {}, "x"), {}),
            store.delete(Document(key, {}, "x")),
            store.query("unknown"),
        ]
        for call in calls:
            with pytest.raises(ValueError, match="unknown"):
                await call

    @pytest.mark.parametrize("key", [Key("note", "", "a"), Key("note", "anna", ""), note("x" * 256)])
    async def test_an_empty_or_endless_key_is_refused(self, store: DocumentStore, key: Key) -> None:
        """Partition and id take 1 to 255 characters."""
        with pytest.raises(ValueError, match="255"):
            await store.create(key, {})

    @pytest.mark.parametrize(
        "body",
        [
            {"when": datetime(2026, 6, 1, tzinfo=UTC)},
            {"set": {1}},
            {"object": object()},
            {1: "a number as a name"},
            {"half a letter": "\ud800"},
            {"number": 1.5},
            {"number": True},
            {"number": [1]},
            {"number": 2**53},
            {"deep": [{"whole": -(2**53)}]},
            {"number": "a\0b"},
            {"text": "x" * 1_500_000},
        ],
    )
    async def test_a_body_that_is_not_plain_json_is_refused(self, store: DocumentStore, body: Any) -> None:
        """So is one that is too large, or has in an index field what engines don't compare alike."""
        with pytest.raises(ValueError, match="note"):
            await store.create(note("a"), body)
        document = await store.create(note("b"), {})
        with pytest.raises(ValueError, match="note"):
            await store.replace(document, body)
        assert [d.body for d in await everything(store)] == [{}]

    async def test_a_continuation_of_another_query_is_refused(self, store: DocumentStore) -> None:
        """So is one that no query gave."""
        for number in range(3):
            await store.create(note(f"{number}"), {"number": number})
        continuation = (await store.query("note", order_by="number", limit=1)).continuation
        assert continuation is not None
        for other in (continuation[:-4], "x", "", "å"):
            with pytest.raises(ValueError, match="continuation"):
                await store.query("note", order_by="number", limit=1, continuation=other)
        with pytest.raises(ValueError, match="continuation"):
            await store.query("note", order_by="number", descending=True, limit=1, continuation=continuation)
        with pytest.raises(ValueError, match="continuation"):
            await store.query("note", partition="anna", order_by="number", continuation=continuation)

    @pytest.mark.parametrize("limit", [0, -1, 1001])
    async def test_a_page_of_no_sensible_size_is_refused(self, store: DocumentStore, limit: int) -> None:
        """A page holds 1 to 1000 documents."""
        with pytest.raises(ValueError, match="1000"):
            await store.query("note", limit=limit)

    @pytest.mark.parametrize("op", ["", "!=", "LIKE", "IS NOT NULL OR 1 ="])
    async def test_an_operator_that_is_none_is_refused(self, store: DocumentStore, op: Any) -> None:
        """Nothing that a caller says becomes part of the question."""
        with pytest.raises(ValueError, match="compares nothing"):
            await store.query("note", where=[Condition("number", op, 1)])

    @pytest.mark.parametrize("op", ["<", "<=", ">", ">="])
    async def test_nothing_is_less_or_more_than_none(self, store: DocumentStore, op: Any) -> None:
        """None is compared by `=` alone."""
        with pytest.raises(ValueError, match="number"):
            await store.query("note", where=[Condition("number", op, None)])

    async def test_an_open_store_answers_a_ping_and_keeps_what_it_has(self, store: DocumentStore) -> None:
        """ping() returns, and leaves no trace."""
        await store.create(note("a"), {})
        await store.ping()
        assert ids(await everything(store)) == ["a"]

    async def test_a_closed_store_is_unavailable(self, store: DocumentStore) -> None:
        """Every operation says so at once; closing again is no fault."""
        document = await store.create(note("a"), {})
        await store.close()
        await store.close()
        calls: list[Awaitable[object]] = [
            store.get(note("a")),
            store.get_many([note("a")]),
            store.create(note("b"), {}),
            store.replace(document, {}),
            store.delete(document),
            store.query("note"),
            store.delete_expired(),
            store.ping(),
        ]
        for call in calls:
            with pytest.raises(StoreUnavailable):
                await call
