"""A container that many tests share, each as if it were alone: the kinds of its stores have names that no other's have.

A kind's name is part of each item's id and of each path that is indexed, so nothing of one test is ever found by
another. What a test leaves there is swept away when it ends.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

from storage.cosmos_containers import CosmosDatabase
from storage.cosmos_store import CosmosStore
from storage.document_store import Body, Document, DocumentStore, Key, Kind, Page
from storage.passing_on import StoreOver

BEFORE_ALL = datetime(1, 1, 1, tzinfo=UTC)
"""By this clock nothing has expired, so that all of it is found."""


class SharedContainer:
    """Opens stores in the database's container for one test; several that it opens see the same documents."""

    def __init__(self, database: CosmosDatabase) -> None:
        self.database = database
        self._mine = uuid4().hex
        self._kinds: dict[str, Kind] = {}
        self._opened: list[DocumentStore] = []

    async def open(self, kinds: Iterable[Kind], *, now: Callable[[], datetime]) -> DocumentStore:
        """A store for those kinds; it is closed by `sweep`."""
        names = {kind.name: f"{kind.name}_{self._mine}" for kind in kinds}
        own = [replace(kind, name=names[kind.name]) for kind in kinds]
        self._kinds |= {kind.name: kind for kind in own}
        inner = await CosmosStore.open(self.database, kinds=own, now=now)
        self._opened.append(inner)
        return _KindsOfItsOwn(inner, names)

    def key_there(self, key: Key) -> Key:
        """The key under which a document is in the container."""
        return replace(key, kind=f"{key.kind}_{self._mine}")

    async def sweep(self) -> None:
        """Close what was opened, and remove all that it left."""
        for store in self._opened:
            await store.close()
        if not self._kinds:
            return
        broom = await CosmosStore.open(self.database, kinds=self._kinds.values(), now=lambda: BEFORE_ALL)
        for kind in self._kinds:
            while (page := await broom.query(kind, limit=100)).documents:
                for document in page.documents:
                    await broom.delete(document)
        await broom.close()


class _KindsOfItsOwn(StoreOver):
    def __init__(self, inner: DocumentStore, names: Mapping[str, str]) -> None:
        super().__init__(inner)
        self._there = names
        self._here = {there: here for here, there in names.items()}

    async def get(self, key: Key) -> Document | None:
        """As the store within does."""
        document = await self._inner.get(self._renamed(key))
        return None if document is None else self._back(document)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """As the store within does."""
        found = await self._inner.get_many([self._renamed(key) for key in keys])
        return {(back := self._back(document)).key: back for document in found.values()}

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        return self._back(await self._inner.create(self._renamed(key), body, expires_at=expires_at))

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        return self._back(await self._inner.replace(self._forth(document), body, expires_at=expires_at))

    async def delete(self, document: Document) -> None:
        """As the store within does."""
        await self._inner.delete(self._forth(document))

    async def query(self, kind: str, **asked: Any) -> Page:
        """As the store within does."""
        page = await self._inner.query(self._there.get(kind, kind), **asked)
        return replace(page, documents=[self._back(document) for document in page.documents])

    def _renamed(self, key: Key) -> Key:
        return replace(key, kind=self._there.get(key.kind, key.kind))

    def _forth(self, document: Document) -> Document:
        return replace(document, key=self._renamed(document.key))

    def _back(self, document: Document) -> Document:
        return replace(document, key=replace(document.key, kind=self._here[document.key.kind]))
