"""Owns the choice of engine, and when it is opened. It takes settings as values, so that it needn't know where they
come from.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from pathlib import Path

from storage.document_store import Body, Condition, Document, DocumentStore, Key, Page, StoreError, StoreUnavailable
from storage.kinds import KINDS
from storage.sqlite import SqliteStore


class EngineMissing(StoreError):
    """The settings ask for an engine that this build does not carry."""


async def open_store(*, sqlite_path: Path | None, now: Callable[[], datetime]) -> DocumentStore:
    """The store that the settings name, ready for use in the running event loop; close it when done.

    `sqlite_path` None means that the settings name another engine than SQLite: that raises EngineMissing. Raises
    StoreFileError for a file that can't be used, and StoreUnavailable for one that can't be reached.
    """
    if sqlite_path is None:
        raise EngineMissing("this build carries the SQLite engine only: set STORAGE to sqlite:PATH")
    return await SqliteStore.open(sqlite_path, kinds=KINDS, now=now)


class StoreOpenedLater:
    """A DocumentStore that can be handed out before the event loop runs; StoreUnavailable until `open` has returned."""

    def __init__(self, *, sqlite_path: Path | None, now: Callable[[], datetime]) -> None:
        self._sqlite_path = sqlite_path
        self._now = now
        self._store: DocumentStore | None = None

    async def open(self) -> None:
        """Open the engine; raises what `open_store` raises."""
        self._store = await open_store(sqlite_path=self._sqlite_path, now=self._now)

    @property
    def _opened(self) -> DocumentStore:
        if self._store is None:
            raise StoreUnavailable("the store is not open yet")
        return self._store

    async def get(self, key: Key) -> Document | None:
        """As the engine does."""
        return await self._opened.get(key)

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """As the engine does."""
        return await self._opened.get_many(keys)

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the engine does."""
        return await self._opened.create(key, body, expires_at=expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the engine does."""
        return await self._opened.replace(document, body, expires_at=expires_at)

    async def delete(self, document: Document) -> None:
        """As the engine does."""
        await self._opened.delete(document)

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
        return await self._opened.query(
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
        return await self._opened.delete_expired(limit=limit)

    async def ping(self) -> None:
        """As the engine does."""
        await self._opened.ping()

    async def close(self) -> None:
        """Close the engine, if it was opened."""
        if self._store is not None:
            await self._store.close()
