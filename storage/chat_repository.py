"""Owns where it is kept what talking with a person has come to. What stands in it is the conversation's own business.

It is plain JSON both ways: nothing that is read back can be more than texts, numbers, lists and objects.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from policy.organisation import PersonId
from services.ports import Conflict, Loaded, Place
from storage.case_repository import due_pages
from storage.document_store import Document, DocumentChanged, DocumentExists, DocumentStore, Key
from storage.kinds import CHAT

(LOOK_AGAIN_AT,) = CHAT.index_fields


class StoredChats:
    """The ChatRepository of services: one document a person."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store

    async def load(self, person: PersonId) -> Loaded[Mapping[str, Any]]:
        """What is remembered; empty when the person is new."""
        document = await self._store.get(_key(person))
        return Loaded({}, None) if document is None else Loaded(document.body, document.etag)

    async def save(
        self, person: PersonId, loaded: Loaded[Mapping[str, Any]], state: Mapping[str, Any]
    ) -> Loaded[Mapping[str, Any]]:
        """Remember this instead; raises Conflict, or ValueError for what isn't plain JSON."""
        try:
            if loaded.etag is None:
                saved = await self._store.create(_key(person), state)
            else:
                saved = await self._store.replace(Document(_key(person), {}, loaded.etag), state)
        except (DocumentExists, DocumentChanged) as error:
            raise Conflict from error
        return Loaded(saved.body, saved.etag)

    async def erase(self, person: PersonId, loaded: Loaded[Mapping[str, Any]]) -> None:
        """Remove it for good; raises Conflict."""
        if loaded.etag is None:
            return
        try:
            await self._store.delete(Document(_key(person), {}, loaded.etag))
        except DocumentChanged as error:
            raise Conflict from error

    async def looks_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of those to be looked through at `before` or earlier, the longest due first."""
        async for keys in due_pages(self._store, CHAT.name, LOOK_AGAIN_AT, before):
            yield [Place(key.partition, key.id) for key in keys]


def _key(person: PersonId) -> Key:
    return Key(CHAT.name, person, "chat")
