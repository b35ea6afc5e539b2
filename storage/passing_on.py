"""Owns a store that passes everything on to another one, for those that add something to it in between."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from typing import TypedDict, Unpack

from storage.document_store import Body, Condition, Document, DocumentStore, Key, Page


class Asked(TypedDict, total=False):
    """What a query asks beside its kind: see `DocumentStore.query`."""

    partition: str | None
    where: Sequence[Condition]
    order_by: str | None
    descending: bool
    limit: int
    continuation: str | None


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

    async def query(self, kind: str, **asked: Unpack[Asked]) -> Page:
        """As the store within does."""
        return await self.inner.query(kind, **asked)

    async def delete_expired(self, *, limit: int = 1000) -> int:
        """As the store within does."""
        return await self.inner.delete_expired(limit=limit)

    async def ping(self) -> None:
        """As the store within does."""
        await self.inner.ping()

    async def close(self) -> None:
        """As the store within does."""
        await self.inner.close()


class StoreOver(PassingOnStore):
    """A DocumentStore over one that is there from the beginning."""

    def __init__(self, inner: DocumentStore) -> None:
        self._inner = inner

    @property
    def inner(self) -> DocumentStore:
        """The store that everything goes to."""
        return self._inner


class StoreAround(StoreOver):
    """A DocumentStore over another one that has something around each operation on documents; asking whether it is
    there, and closing it, are none.
    """

    def _around(self, operation: str, kind: str) -> AbstractContextManager[object]:
        """What is around it: `operation` is a method of DocumentStore, `kind` whose documents it is about."""
        raise NotImplementedError

    async def get(self, key: Key) -> Document | None:
        """As the store within does."""
        with self._around("get", key.kind):
            return await self._inner.get(key)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """As the store within does."""
        with self._around("get_many", kind_of(keys)):
            return await self._inner.get_many(keys)

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        with self._around("create", key.kind):
            return await self._inner.create(key, body, expires_at=expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        with self._around("replace", document.key.kind):
            return await self._inner.replace(document, body, expires_at=expires_at)

    async def delete(self, document: Document) -> None:
        """As the store within does."""
        with self._around("delete", document.key.kind):
            await self._inner.delete(document)

    async def query(self, kind: str, **asked: Unpack[Asked]) -> Page:
        """As the store within does."""
        with self._around("query", kind):
            return await self._inner.query(kind, **asked)

    async def delete_expired(self, *, limit: int = 1000) -> int:
        """As the store within does."""
        with self._around("delete_expired", "any"):
            return await self._inner.delete_expired(limit=limit)


def kind_of(keys: Sequence[Key]) -> str:
    """The kind of document that all the keys are of, or `several`."""
    kinds = {key.kind for key in keys}
    return kinds.pop() if len(kinds) == 1 else "several"
