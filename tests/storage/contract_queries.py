"""What every engine promises of queries: conditions, order, pages."""

from __future__ import annotations

from typing import Any

import pytest

from storage.document_store import (
    Body,
    Condition,
    DocumentStore,
    IndexValue,
    Key,
)
from tests.storage.contract_terms import everything, ids, note


class QueriesContract:
    """Finding documents."""

    @pytest.mark.parametrize(
        ("op", "value", "expected"),
        [
            ("=", 2, "c"),
            ("<", 2, "b"),
            ("<=", 2, "bc"),
            (">", 2, "d"),
            (">=", 2, "cd"),
            ("=", None, "ag"),
            ("=", "2", "f"),
            ("<", "2", "e"),
            ("<=", "2", "ef"),
            (">", "1", "f"),
            (">=", "", "ef"),
            (">", "2", ""),
        ],
    )
    async def test_a_condition_compares_values_of_its_own_type(
        self, store: DocumentStore, op: Any, value: IndexValue, expected: str
    ) -> None:
        """Numbers meet numbers, texts meet texts, and only `= None` finds null and absent."""
        bodies: list[Body] = [*({"number": n} for n in (None, 1, 2, 3, "1", "2")), {}]
        for name, body in zip("abcdefg", bodies, strict=True):
            await store.create(note(name), body)
        assert ids(await everything(store, where=[Condition("number", op, value)])) == list(expected)

    async def test_conditions_are_met_all_together(self, store: DocumentStore) -> None:
        """Two ends of a range, and another field."""
        for number in range(10):
            await store.create(note(f"{number}"), {"number": number, "due_at": "x" if number % 2 else "y"})
        where = [Condition("number", ">=", 3), Condition("number", "<", 8), Condition("due_at", "=", "x")]
        assert ids(await everything(store, where=where)) == ["3", "5", "7"]

    async def test_a_query_keeps_to_its_kind_and_partition(self, store: DocumentStore) -> None:
        """Without a partition it finds the kind's documents in all of them."""
        for key in (note("a"), note("b", "bo"), Key("other", "anna", "c")):
            await store.create(key, {"number": 1})
        assert ids(await everything(store, partition="anna")) == ["a"]
        assert ids(await everything(store)) == ["a", "b"]
        assert ids(await everything(store, partition="cia")) == []

    async def test_a_value_is_never_part_of_the_question(self, store: DocumentStore) -> None:
        """What looks like the query language is compared to the letter."""
        odd = "' OR '1'='1"
        await store.create(note("a"), {"due_at": odd})
        await store.create(note("b"), {"due_at": "x"})
        assert ids(await everything(store, where=[Condition("due_at", "=", odd)])) == ["a"]
        assert ids(await everything(store, partition=odd)) == []

    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("limit", [1, 2, 3, 100])
    @pytest.mark.parametrize("partition", [None, "anna"])
    async def test_order_is_by_field_then_id_then_partition_and_none_has_no_place(
        self, store: DocumentStore, descending: bool, limit: int, partition: str | None
    ) -> None:
        """Numbers, then texts, ties by id; turned around as a whole; whatever the pages' size."""
        without = [("a", "anna", None), ("a", "bo", None), ("h", "anna", None)]
        ordered = [
            ("c", "anna", -1), ("b", "anna", 2), ("g", "anna", 2), ("g", "bo", 2), ("f", "anna", 10),
            ("e", "bo", "10"), ("d", "anna", "9"), ("d", "bo", "9"), ("i", "anna", "Z"), ("j", "anna", "å"),
        ]  # fmt: skip
        for document_id, owner, value in sorted([*without, *ordered], key=lambda row: row[0], reverse=True):
            await store.create(note(document_id, owner), {"number": value})
        found = await everything(store, order_by="number", descending=descending, limit=limit, partition=partition)
        expected = [row[:2] for row in ordered if partition in (None, row[1])]
        assert [(d.key.id, d.key.partition) for d in found] == (expected[::-1] if descending else expected)

    @pytest.mark.parametrize("descending", [False, True])
    async def test_without_a_field_order_is_by_partition_then_id(self, store: DocumentStore, descending: bool) -> None:
        """The same on every page."""
        places = [(owner, document_id) for owner in ("anna", "bo", "åsa") for document_id in ("1", "2", "3")]
        for owner, document_id in reversed(places):
            await store.create(note(document_id, owner), {})
        found = await everything(store, limit=2, descending=descending)
        assert [(d.key.partition, d.key.id) for d in found] == (places[::-1] if descending else places)

    async def test_the_last_page_has_no_continuation(self, store: DocumentStore) -> None:
        """Also when it is exactly full, and when there is nothing at all."""
        assert (await store.query("note")).continuation is None
        for number in range(4):
            await store.create(note(f"{number}"), {})
        first = await store.query("note", limit=2)
        assert first.continuation is not None
        last = await store.query("note", limit=2, continuation=first.continuation)
        assert [ids(list(page.documents)) for page in (first, last)] == [["0", "1"], ["2", "3"]]
        assert last.continuation is None

    @pytest.mark.parametrize("descending", [False, True])
    @pytest.mark.parametrize("order_by", [None, "number"])
    async def test_paging_is_complete_while_others_write(
        self, store: DocumentStore, descending: bool, order_by: str | None
    ) -> None:
        """What is there all the while is met exactly once, though documents come and go around every page."""
        lasting = [note(f"lasting-{number:02}") for number in range(20)]
        for number, key in enumerate(lasting):
            await store.create(key, {"number": None if number < 5 else number // 3})
        expected = [key.id for key in (lasting if order_by is None else lasting[5:])]
        passing = await store.create(note("a passing one"), {"number": 0})
        met: list[str] = []
        continuation: str | None = None
        for step in range(100):
            page = await store.query(
                "note", order_by=order_by, descending=descending, limit=3, continuation=continuation
            )
            met += ids(list(page.documents))
            continuation = page.continuation
            if continuation is None:
                break
            await store.create(note(f"before-{step:02}"), {"number": None})
            await store.create(note(f"zz-after-{step:02}"), {"number": 99})
            await store.delete(passing)
            passing = await store.create(note("a passing one"), {"number": step % 5})
        assert continuation is None
        assert sorted(name for name in met if name.startswith("lasting")) == expected

    async def test_paging_goes_on_from_a_document_that_is_gone(self, store: DocumentStore) -> None:
        """A continuation names a place, not a document that must still be there."""
        for number in range(6):
            await store.create(note(f"{number}"), {"number": number})
        page = await store.query("note", order_by="number", limit=3)
        for document in page.documents:
            await store.delete(document)
        rest = await store.query("note", order_by="number", limit=3, continuation=page.continuation)
        assert ids(list(rest.documents)) == ["3", "4", "5"]
