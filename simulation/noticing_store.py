"""Owns a store that notices what becomes due: each instant in an index field of what is written through it.

So a replay can go straight to the next instant at which something is to happen.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from policy.periods import as_utc
from storage.document_store import Body, Condition, Document, DocumentStore, Key, Kind, Page
from storage.instants import instant_from_text


class NoticingStore:
    """A DocumentStore over another one."""

    def __init__(self, inner: DocumentStore, kinds: Iterable[Kind]) -> None:
        self._inner = inner
        self._fields = {kind.name: [name for name in kind.index_fields if name.endswith("_at")] for kind in kinds}
        self._due: list[datetime] = []

    def next_due_after(self, now: datetime) -> datetime | None:
        """The first instant after that one at which something was to be due; it may have been put off since."""
        while self._due and self._due[0] <= as_utc(now):
            heapq.heappop(self._due)
        return self._due[0] if self._due else None

    async def get(self, key: Key) -> Document | None:
        """As the engine does."""
        return await self._inner.get(key)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """As the engine does."""
        return await self._inner.get_many(keys)

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the engine does."""
        self._notice(key, body)
        return await self._inner.create(key, body, expires_at=expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the engine does."""
        self._notice(document.key, body)
        return await self._inner.replace(document, body, expires_at=expires_at)

    async def delete(self, document: Document) -> None:
        """As the engine does."""
        await self._inner.delete(document)

    async def query(
        self,
        kind: str,
        *,
        partition: str | None = None,
        where: Sequence[Condition] = (),
        order_by: str | None = None,
        descending: bool = False,
        limit: int = 100,
        continuation: str | None = None,
    ) -> Page:
        """As the engine does."""
        return await self._inner.query(
            kind,
            partition=partition,
            where=where,
            order_by=order_by,
            descending=descending,
            limit=limit,
            continuation=continuation,
        )

    async def delete_expired(self, *, limit: int = 1000) -> int:
        """As the engine does."""
        return await self._inner.delete_expired(limit=limit)

    async def ping(self) -> None:
        """As the engine does."""
        await self._inner.ping()

    async def close(self) -> None:
        """As the engine does."""
        await self._inner.close()

    def _notice(self, key: Key, body: Body) -> None:
        for name in self._fields[key.kind]:
            if body.get(name) is not None:
                heapq.heappush(self._due, instant_from_text(body[name]))
