"""Owns the choice of engine, and when it is opened. It takes where the store is as a value, so that it needn't know
where that comes from.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from pathlib import Path

from storage.copy_marks import require_whole
from storage.cosmos_charges import Charged
from storage.cosmos_containers import CosmosDatabase
from storage.document_store import DocumentStore, StoreUnavailable
from storage.kinds import KINDS
from storage.passing_on import PassingOnStore
from storage.sqlite import SqliteStore
from storage.sqlite_hold import Hold

StoreAddress = Path | CosmosDatabase
"""Where a store is: a SQLite file, or a database of Azure Cosmos DB."""


async def open_store(
    address: StoreAddress, *, now: Callable[[], datetime], charged: Charged | None = None
) -> DocumentStore:
    """The store at the address, ready for use in the running event loop; close it when done.

    `charged` is told what an engine that charges for requests charges for each.
    Raises StoreFileError for a file that can't be used, ContainerMissing for a database that isn't made ready, and
    StoreUnavailable for what can't be reached.
    """
    if isinstance(address, Path):
        return await SqliteStore.open(address, kinds=KINDS, now=now)
    # Here, so that a process with a file for a store doesn't load Azure's SDK: a twelfth of all modules.
    from storage.cosmos_store import CosmosStore  # noqa: PLC0415

    try:
        return await CosmosStore.open(address, kinds=KINDS, now=now, charged=charged)
    except StoreUnavailable as error:
        raise StoreUnavailable(f"{address.endpoint}, database {address.database}: {error}") from error


@asynccontextmanager
async def opened(address: StoreAddress, now: Callable[[], datetime]) -> AsyncIterator[DocumentStore]:
    """The store at the address for as long as it lasts; raises what `open_store` raises."""
    store = await open_store(address, now=now)
    try:
        yield store
    finally:
        await store.close()


def require_there(address: StoreAddress) -> None:
    """Raise StoreUnavailable for a file that isn't there: for whoever asks what it holds, and is not to make it."""
    if isinstance(address, Path) and not address.is_file():
        raise StoreUnavailable(f"{address} is not there: look at its path, and at the folder that it is given from")


class StoreOpenedLater(PassingOnStore):
    """A DocumentStore that can be handed out before the event loop runs; StoreUnavailable until `open` has returned."""

    def __init__(
        self,
        address: StoreAddress,
        *,
        now: Callable[[], datetime],
        charged: Charged | None = None,
        over: Callable[[DocumentStore], DocumentStore] = lambda engine: engine,
    ) -> None:
        """`over` gives what is put over the engine once that is opened, and asked in its place."""
        self._address = address
        self._now = now
        self._charged = charged
        self._over = over
        self._store: DocumentStore | None = None
        self._hold: Hold | None = None

    async def open(self) -> None:
        """Open the engine, to be served from until it is closed.

        Raises what `open_store` raises, HalfCopied for a store that is still to become the copy of another, and
        StoreFileInUse for a file that is being copied or restored.
        """
        if isinstance(self._address, Path):
            self._hold = Hold(self._address, alone=False)
        try:
            self._store = self._over(await open_store(self._address, now=self._now, charged=self._charged))
            await require_whole(self._store)
        except BaseException:
            await self.close()
            raise

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
        if self._hold is not None:
            self._hold.let_go()
