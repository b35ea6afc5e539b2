"""Owns a store in which nothing that is written lasts: it is there for whoever rehearses, and nobody else."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from itertools import count

from storage.document_store import Body, Document, DocumentChanged, DocumentExists, DocumentStore, Key
from storage.passing_on import StoreOver


class RehearsalStore(StoreOver):
    """A DocumentStore over another, which is read alone. Queries don't know of what is rehearsed."""

    def __init__(self, inner: DocumentStore) -> None:
        super().__init__(inner)
        self._rehearsed: dict[Key, Document | None] = {}
        self._etags = count(1)

    async def get(self, key: Key) -> Document | None:
        """As it would be."""
        return (await self.get_many([key])).get(key)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """As they would be."""
        others = [key for key in keys if key not in self._rehearsed]
        found = dict(await super().get_many(others)) if others else {}
        return found | {key: one for key in keys if (one := self._rehearsed.get(key)) is not None}

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """It would be there."""
        if await self.get(key) is not None:
            raise DocumentExists(key.kind)
        return self._keep(key, body, expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """It would be this."""
        await self._require(document)
        return self._keep(document.key, body, expires_at)

    async def delete(self, document: Document) -> None:
        """It would be gone."""
        await self._require(document)
        self._rehearsed[document.key] = None

    def _keep(self, key: Key, body: Body, expires_at: datetime | None) -> Document:
        kept = Document(key, dict(body), f"rehearsed-{next(self._etags)}", expires_at)
        self._rehearsed[key] = kept
        return kept

    async def _require(self, document: Document) -> None:
        there = await self.get(document.key)
        if there is None or there.etag != document.etag:
            raise DocumentChanged(document.key.kind)
