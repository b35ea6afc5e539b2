"""Owns a store that asks, before each write, whether whoever writes still may."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from datetime import datetime

from storage.document_store import Body, Document, DocumentStore, Key
from storage.passing_on import StoreOver


class GuardedStore(StoreOver):
    """A DocumentStore over another; `require` returns if the write may be made, and raises what it likes if not."""

    def __init__(self, inner: DocumentStore, *, require: Callable[[], Awaitable[None]]) -> None:
        super().__init__(inner)
        self._require = require

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does, if it may be."""
        await self._require()
        return await super().create(key, body, expires_at=expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does, if it may be."""
        await self._require()
        return await super().replace(document, body, expires_at=expires_at)

    async def delete(self, document: Document) -> None:
        """As the store within does, if it may be."""
        await self._require()
        await super().delete(document)
