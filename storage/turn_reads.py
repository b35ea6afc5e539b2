"""Owns a store that reads no document twice within a turn.

What a turn has read, found or written is remembered until it ends, for the very task that runs it: what it starts
beside it, and what follows it, reads anew. Nothing is saved by it that an etag doesn't guard: a write that meets
somebody else's forgets the document, so that it is read again before it is decided again.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import datetime
from typing import Any, Unpack

import orjson

from storage.document_store import Body, Document, DocumentStore, Key, Page
from storage.passing_on import Asked, StoreOver


class TurnReads(StoreOver):
    """The store that it is put over; outside a turn, exactly that."""

    def __init__(self, inner: DocumentStore) -> None:
        super().__init__(inner)
        self._turns: dict[asyncio.Task[Any], dict[Key, _Read]] = {}

    @contextmanager
    def of_a_turn(self) -> Iterator[None]:
        """Remember what the running task reads in here."""
        task = asyncio.current_task()
        if task is None or task in self._turns:
            yield
            return
        self._turns[task] = {}
        try:
            yield
        finally:
            del self._turns[task]

    async def get(self, key: Key) -> Document | None:
        """As the store within does, or did before in this turn."""
        known = self._known()
        if known is not None and key in known:
            return known[key].document()
        document = await self._inner.get(key)
        _remember(known, key, document)
        return document

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """As the store within does, for those that were not read in this turn."""
        known = self._known()
        if known is None:
            return await self._inner.get_many(keys)
        # Taken out now: while the others are read somebody else may have it forgotten.
        before = {key: known[key] for key in keys if key in known}
        unread = [key for key in dict.fromkeys(keys) if key not in before]
        read = await self._inner.get_many(unread) if unread else {}
        for key in unread:
            _remember(known, key, read.get(key))
        found = ((key, before[key].document() if key in before else read.get(key)) for key in dict.fromkeys(keys))
        return {key: document for key, document in found if document is not None}

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        with self._forgotten_by_all(key) as known:
            made = await self._inner.create(key, body, expires_at=expires_at)
        _remember(known, key, made)
        return made

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """As the store within does."""
        with self._forgotten_by_all(document.key) as known:
            written = await self._inner.replace(document, body, expires_at=expires_at)
        _remember(known, document.key, written)
        return written

    async def delete(self, document: Document) -> None:
        """As the store within does."""
        with self._forgotten_by_all(document.key) as known:
            await self._inner.delete(document)
        _remember(known, document.key, None)

    async def query(self, kind: str, **asked: Unpack[Asked]) -> Page:
        """As the store within does; what is found need not be read."""
        page = await super().query(kind, **asked)
        known = self._known()
        for document in page.documents:
            if known is not None and document.key not in known:
                _remember(known, document.key, document)
        return page

    def _known(self) -> dict[Key, _Read] | None:
        task = asyncio.current_task()
        return None if task is None else self._turns.get(task)

    @contextmanager
    def _forgotten_by_all(self, key: Key) -> Iterator[dict[Key, _Read] | None]:
        """What was remembered of a document that is being written is so no more, however that ends."""
        try:
            yield self._known()
        finally:
            for known in self._turns.values():
                known.pop(key, None)


class _Read:
    """A document as text, so that nobody changes what others are given; None where none is."""

    __slots__ = ("_found", "_text")

    def __init__(self, document: Document | None) -> None:
        self._found = document
        self._text = b"" if document is None else orjson.dumps(dict(document.body))

    def document(self) -> Document | None:
        """A copy of it."""
        if self._found is None:
            return None
        return Document(self._found.key, orjson.loads(self._text), self._found.etag, self._found.expires_at)


def _remember(known: dict[Key, _Read] | None, key: Key, document: Document | None) -> None:
    if known is not None:
        known[key] = _Read(document)
