"""Owns a store that says which of its operations failed because the engine could not answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from datetime import datetime
from typing import TypeVar, Unpack

from storage.document_store import Body, Document, DocumentStore, Key, Page, StoreUnavailable
from storage.passing_on import Asked, StoreOver

ResultT = TypeVar("ResultT")
Failed = Callable[[str], None]
"""Told the operation: a method of DocumentStore."""
WAITED_FOR = 1.0
"""Seconds: who gives up an operation after this long gave up an engine that did not answer. Jobs and whoever looks
whether the store is there have limits that are shorter than the engine's own attempts."""


class WatchedStore(StoreOver):
    """The store that it is put over; `failed` is told of what that could not do, or not while anybody waited for it.

    A conflict is no failure.
    """

    def __init__(self, inner: DocumentStore, *, failed: Failed) -> None:
        super().__init__(inner)
        self._failed = failed

    async def get(self, key: Key) -> Document | None:
        """As the store within does."""
        return await self._watched("get", self._inner.get(key))

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """As the store within does."""
        return await self._watched("get_many", self._inner.get_many(keys))

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        return await self._watched("create", self._inner.create(key, body, expires_at=expires_at))

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        return await self._watched("replace", self._inner.replace(document, body, expires_at=expires_at))

    async def delete(self, document: Document) -> None:
        """As the store within does."""
        await self._watched("delete", self._inner.delete(document))

    async def query(self, kind: str, **asked: Unpack[Asked]) -> Page:
        """As the store within does."""
        return await self._watched("query", self._inner.query(kind, **asked))

    async def delete_expired(self, *, limit: int = 1000) -> int:
        """As the store within does."""
        return await self._watched("delete_expired", self._inner.delete_expired(limit=limit))

    async def ping(self) -> None:
        """As the store within does."""
        await self._watched("ping", self._inner.ping())

    async def _watched(self, operation: str, asked: Awaitable[ResultT]) -> ResultT:
        began = time.monotonic()
        try:
            return await asked
        except StoreUnavailable:
            self._failed(operation)
            raise
        except asyncio.CancelledError:
            if time.monotonic() - began >= WAITED_FOR:
                self._failed(operation)
            raise
