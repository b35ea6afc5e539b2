"""Owns a store that notices what becomes due: each instant in an index field of what is written through it.

So a replay can go straight to the next instant at which something is to happen.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable
from datetime import datetime

from policy.periods import as_utc
from storage.document_store import Body, Document, DocumentStore, Key, Kind
from storage.instants import instant_from_text
from storage.passing_on import StoreOver


class NoticingStore(StoreOver):
    """A DocumentStore over another one."""

    def __init__(self, inner: DocumentStore, kinds: Iterable[Kind]) -> None:
        super().__init__(inner)
        self._fields = {kind.name: [name for name in kind.index_fields if name.endswith("_at")] for kind in kinds}
        self._due: list[datetime] = []

    def next_due_after(self, now: datetime) -> datetime | None:
        """The first instant after that one at which something was to be due; it may have been put off since."""
        while self._due and self._due[0] <= as_utc(now):
            heapq.heappop(self._due)
        return self._due[0] if self._due else None

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the engine does."""
        self._notice(key, body)
        return await super().create(key, body, expires_at=expires_at)

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the engine does."""
        self._notice(document.key, body)
        return await super().replace(document, body, expires_at=expires_at)

    def _notice(self, key: Key, body: Body) -> None:
        for name in self._fields[key.kind]:
            if body.get(name) is not None:
                heapq.heappush(self._due, instant_from_text(body[name]))
