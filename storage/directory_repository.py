"""Owns how a directory that is read from elsewhere is stored: its buckets, and how far that has come."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from typing import Any

from services.directory_ports import DIRECTORY, SYNC_PLACE, Edition, Followed, GroupHeld, SyncState
from storage.case_repository import StoredAs, StoredCases
from storage.document_store import DocumentChanged, DocumentExists, DocumentStore, Key
from storage.kinds import DIRECTORY_BUCKET, DIRECTORY_SYNC
from storage.shapes import FLAG, INSTANT, NUMBER, TEXT, Stored, optional, record, tuple_of

READ_AT_ONCE = 32
"""Buckets: at half a million people they are some 25 MB."""
LISTED_AT_ONCE = 8

EDITION = record(
    Edition,
    Stored("asked", TEXT),
    Stored("buckets", tuple_of(TEXT)),
    Stored("groups", tuple_of(record(GroupHeld, Stored("id", TEXT), Stored("holds", tuple_of(TEXT))))),
)
FOLLOWED = record(Followed, Stored("group", TEXT), Stored("link", TEXT), Stored("is_read", FLAG))
_SYNC = StoredAs(
    kind=DIRECTORY_SYNC,
    shape=record(
        SyncState,
        Stored("working", EDITION),
        Stored("whole", optional(EDITION)),
        Stored("used", optional(EDITION)),
        Stored("follows", tuple_of(FOLLOWED)),
        Stored("is_under_way", FLAG),
        Stored("is_anew", FLAG),
        Stored("pages", NUMBER),
        Stored("begun_at", optional(INSTANT)),
        Stored("read_at", optional(INSTANT)),
        Stored("anew_at", optional(INSTANT)),
        Stored("used_at", optional(INSTANT)),
        Stored("people", NUMBER),
        Stored("not_before", optional(INSTANT)),
        Stored("trouble", TEXT),
        Stored("held", TEXT),
        Stored("leaving", tuple_of(TEXT)),
    ),
    place=lambda _state: SYNC_PLACE,
    kept_until=lambda _state: None,
)


def stored_sync_state(store: DocumentStore) -> StoredCases[SyncState]:
    """How far reading has come, in the store."""
    return StoredCases(store, _SYNC)


class StoredBuckets:
    """Implements `services.directory_ports.Buckets` over a store."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store

    async def load(self, names: Sequence[str]) -> Mapping[str, Mapping[str, Any]]:
        """Those of them that are there."""
        found: dict[str, Mapping[str, Any]] = {}
        for first in range(0, len(names), READ_AT_ONCE):
            keys = [_key(name) for name in names[first : first + READ_AT_ONCE]]
            found |= {key.id: document.body for key, document in (await self._store.get_many(keys)).items()}
        return found

    async def add(self, bodies: Mapping[str, Mapping[str, Any]]) -> None:
        """Keep them. A name is drawn for one body, so what is there under it is what a lost answer has written."""
        for name, body in bodies.items():
            with suppress(DocumentExists):
                await self._store.create(_key(name), body)

    async def remove(self, names: Sequence[str]) -> None:
        """Let go of them."""
        for first in range(0, len(names), READ_AT_ONCE):
            there = await self._store.get_many([_key(name) for name in names[first : first + READ_AT_ONCE]])
            for document in there.values():
                with suppress(DocumentChanged):  # Somebody else has removed it.
                    await self._store.delete(document)

    async def every_name(self) -> AsyncIterator[Sequence[str]]:
        """Pages of the names of all that are there."""
        continuation: str | None = None
        while True:
            page = await self._store.query(
                DIRECTORY_BUCKET.name, partition=DIRECTORY, limit=LISTED_AT_ONCE, continuation=continuation
            )
            yield [document.key.id for document in page.documents]
            continuation = page.continuation
            if continuation is None:
                return


def _key(name: str) -> Key:
    return Key(DIRECTORY_BUCKET.name, DIRECTORY, name)
