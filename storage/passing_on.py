"""Owns a store that passes everything on to another one, for those that add something to it in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from storage.document_store import Body, Condition, Document, DocumentStore, Key, Page


class PassingOnStore:
    """A DocumentStore over the one that `inner` gives, which may change, or may raise StoreUnavailable."""

    @property
    def inner(self) -> DocumentStore:
        """The store that everything goes to."""
        raise NotImplementedError

    async def get(self, key: Key) -> Document | None:
        """As the store within does."""
        return await self.inner.get(key)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """As the store within does."""
        return await self.inner.get_many(keys)

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        return await self.inner.create(key, body, expires_at=expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        return await self.inner.replace(document, body, expires_at=expires_at)

    async def delete(self, document: Document) -> None:
        """As the store within does."""
        await self.inner.delete(document)

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
        """As the store within does."""
        return await self.inner.query(
            kind,
            partition=partition,
            where=where,
            order_by=order_by,
            descending=descending,
            limit=limit,
            continuation=continuation,
        )

    async def delete_expired(self, *, limit: int = 1000) -> int:
        """As the store within does."""
        return await self.inner.delete_expired(limit=limit)

    async def ping(self) -> None:
        """As the store within does."""
        await self.inner.ping()

    async def close(self) -> None:
        """As the store within does."""
        await self.inner.close()
