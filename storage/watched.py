"""Owns a store that says which of its operations failed because the engine could not answer."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from storage.document_store import DocumentStore, StoreUnavailable
from storage.passing_on import StoreAround

Failed = Callable[[str], None]
"""Told the operation: a method of DocumentStore."""
WAITED_FOR = 1.0
"""Seconds: who gives up an operation after this long gave up an engine that did not answer. Jobs and whoever looks
whether the store is there have limits that are shorter than the engine's own attempts."""


class WatchedStore(StoreAround):
    """The store that it is put over; `failed` is told of what that could not do, or not while anybody waited for it.

    A conflict is no failure.
    """

    def __init__(self, inner: DocumentStore, *, failed: Failed) -> None:
        super().__init__(inner)
        self._failed = failed

    async def ping(self) -> None:
        """As the store within does; this is watched too."""
        with self._around("ping", "any"):
            await self._inner.ping()

    @contextmanager
    def _around(self, operation: str, kind: str) -> Iterator[None]:
        began = time.monotonic()
        try:
            yield
        except StoreUnavailable:
            self._failed(operation)
            raise
        except asyncio.CancelledError:
            if time.monotonic() - began >= WAITED_FOR:
                self._failed(operation)
            raise
