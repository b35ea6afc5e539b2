"""What the contract's tests share: kinds, time that is moved by hand, and short ways to read."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

from storage.document_store import Document, DocumentStore, Key, Kind

NOTE = Kind("note", index_fields=("due_at", "number"))
OTHER = Kind("other", index_fields=("number",))
KINDS = (NOTE, OTHER)

OpenStore = Callable[[], Awaitable[DocumentStore]]


@dataclass
class ManualClock:
    """Time that passes when a test says so."""

    instant: datetime = datetime(2026, 6, 1, 9, 0, tzinfo=UTC)

    def now(self) -> datetime:
        return self.instant

    def passes(self, **span: float) -> None:
        self.instant += timedelta(**span)


def note(document_id: str, partition: str = "anna") -> Key:
    return Key("note", partition, document_id)


async def everything(store: DocumentStore, **asked: Any) -> list[Document]:
    """All pages of a query, one after the other."""
    found: list[Document] = []
    continuation: str | None = None
    while True:
        page = await store.query("note", continuation=continuation, **asked)
        found += page.documents
        continuation = page.continuation
        if continuation is None:
            return found


def ids(documents: list[Document]) -> list[str]:
    return [document.key.id for document in documents]


async def found(store: DocumentStore, key: Key) -> Document:
    """The document, which is there."""
    document = await store.get(key)
    assert document is not None
    return document
