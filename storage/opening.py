"""Owns the choice of engine, and when it is opened. It takes settings as values, so that it needn't know where they
come from.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path

from storage.document_store import DocumentStore, StoreError, StoreUnavailable
from storage.kinds import KINDS
from storage.passing_on import PassingOnStore
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


class StoreOpenedLater(PassingOnStore):
    """A DocumentStore that can be handed out before the event loop runs; StoreUnavailable until `open` has returned."""

    def __init__(self, *, sqlite_path: Path | None, now: Callable[[], datetime]) -> None:
        self._sqlite_path = sqlite_path
        self._now = now
        self._store: DocumentStore | None = None

    async def open(self) -> None:
        """Open the engine; raises what `open_store` raises."""
        self._store = await open_store(sqlite_path=self._sqlite_path, now=self._now)

    @property
    def inner(self) -> DocumentStore:
        """The engine."""
        if self._store is None:
            raise StoreUnavailable("the store is not open yet")
        return self._store

    async def close(self) -> None:
        """Close the engine, if it was opened."""
        if self._store is not None:
            await self._store.close()
