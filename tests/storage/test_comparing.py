"""What counts as the same in two stores, and that a store out of order is found out rather than believed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone
from typing import Any

import pytest

from storage.comparing import Comparison, StoreOutOfOrder, Walk, canonical
from storage.document_store import Document, Key, Page
from storage.passing_on import PassingOnStore
from tests.storage.memory_store import MemoryStore
from tests.storage.moving_stage import NOW, fill


def document(body: dict[str, Any], *, at: str = "x", etag: str = "1", expires_at: datetime | None = None) -> Document:
    return Document(Key("chat", "anna", at), body, etag, expires_at)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (document({"a": 1, "b": [2]}), document({"b": [2], "a": 1}, etag="2")),
        (document({"a": {"b": 1}}), document({"a": {"b": 1.0}})),
        (document({}, expires_at=NOW), document({}, expires_at=NOW.astimezone(timezone(timedelta(hours=2))))),
    ],
    ids=["order of fields and etag", "a whole number with a point", "another zone"],
)
def test_what_json_does_not_tell_apart_is_the_same(one: Document, other: Document) -> None:
    """An engine may keep `1.0` as `1`, and every write has an etag of its own."""
    assert canonical(one) == canonical(other)


@pytest.mark.parametrize(
    "other",
    [
        document({"a": 1}, at="y"),
        document({"a": "1"}),
        document({"a": True}),
        document({"a": 1.5}),
        document({"a": 1, "b": None}),
        document({"a": 1}, expires_at=NOW),
    ],
)
def test_what_is_another_document_is_not(other: Document) -> None:
    """Also what Python itself takes for equal, such as true and 1."""
    assert canonical(document({"a": 1})) != canonical(other)


def test_the_same_documents_under_other_ids_have_another_digest() -> None:
    """And so do the same in another order, though as many."""
    one, other = document({"a": 1}), document({"a": 1}, at="y")
    comparison = Comparison(kind="chat")
    comparison.add(one, other)
    assert (comparison.source.documents, comparison.target.documents) == (1, 1)
    assert comparison.source.digest != comparison.target.digest
    assert not comparison.is_equal


async def test_a_store_out_of_order_is_found_out() -> None:
    """Else what is there would be told to be missing, and written or removed."""
    store = MemoryStore(now=lambda: datetime(2026, 6, 1, tzinfo=UTC))
    await fill(store)

    class Turned(PassingOnStore):
        inner = store

        async def query(self, kind: str, **asked: Any) -> Page:
            page = await store.query(kind, **asked)
            return Page(tuple(reversed(page.documents)), page.continuation)

    walk = Walk(Turned(), "chat")
    assert await walk.take() is not None
    with pytest.raises(StoreOutOfOrder, match="chat"):
        await walk.take()
