"""Owns the document-store protocol that every engine keeps, and nothing of what the documents mean.

A document is plain JSON of a kind, in a partition, under an id that is unique within both. It carries an etag that
changes with every write, and may expire. Engines promise exactly what `tests/storage/contract.py` tests; no
transaction spans two documents, so what must change together lives in one.

    StoreError
    ├── DocumentExists          create() of an id that is there
    ├── DocumentChanged         replace() or delete() with an etag that is not the newest, or of what is gone
    └── StoreUnavailable        the engine can't answer now; the write may or may not have happened
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal, Protocol

Body = Mapping[str, Any]
IndexValue = str | int | None
Operator = Literal["=", "<", "<=", ">", ">="]


class StoreError(Exception):
    """Something the store can't do; the classes below say what."""


class DocumentExists(StoreError):
    """A document with that kind, partition and id is already there."""


class DocumentChanged(StoreError):
    """Someone else has written or deleted the document since it was read."""


class StoreUnavailable(StoreError):
    """The engine is out of reach, full, busy past its limit, or closed; it recovers by itself unless it is closed."""


@dataclass(frozen=True, slots=True)
class Key:
    """Where a document lives."""

    kind: str
    partition: str
    id: str


@dataclass(frozen=True, slots=True)
class Document:
    """A document as it was read or written; `expires_at` None is for ever."""

    key: Key
    body: Body
    etag: str
    expires_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Condition:
    """A comparison on a declared index field; instants are compared as `storage.instants` writes them.

    Only values of the same type compare: no text is more than a number. None, which `=` alone takes, is what a field
    that is null or absent holds; no other comparison finds it.
    """

    field: str
    op: Operator
    value: IndexValue


@dataclass(frozen=True, slots=True)
class Page:
    """Some documents of a query, and what to pass back for the next ones; None when there are no more."""

    documents: Sequence[Document]
    continuation: str | None = None


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document and the top-level body fields that queries may compare and order by."""

    name: str
    index_fields: tuple[str, ...] = field(default=())


class DocumentStore(Protocol):
    """What each engine does. An expired document is absent from every answer, whether or not it is cleaned up yet.

    Every operation raises StoreUnavailable; ValueError for a kind that is not declared, a partition or id that isn't
    1 to 255 characters, and a body that isn't plain JSON, is larger than 1.5 million bytes, holds a whole number of
    more than 53 bits, or anything but a text, a whole number or null in an index field. Bodies are copied on the way
    in and out.
    """

    async def get(self, key: Key) -> Document | None:
        """The document, or None."""

    async def get_many(self, keys: Sequence[Key]) -> Mapping[Key, Document]:
        """Those of the documents that are there; keys may be of several kinds and partitions."""

    async def create(self, key: Key, body: Body, *, expires_at: datetime | None = None) -> Document:
        """Write a new document, durable when this returns; raises DocumentExists."""

    async def replace(self, document: Document, body: Body, *, expires_at: datetime | None = None) -> Document:
        """Write over the document if its etag is still the newest; raises DocumentChanged."""

    async def delete(self, document: Document) -> None:
        """Remove the document if its etag is still the newest; raises DocumentChanged."""

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
        """Documents of a kind that meet every condition; in one partition, or all; ordered by a field, then by id.

        Those that hold None in the field that is ordered by are left out. Every number comes before every text; ties
        of both field and id go by partition. Without `order_by` the order is by the first field that `where` holds to
        one value, or else by partition, then id; `descending` turns all of it around. A page holds at most `limit`
        documents, 1 to 1000. Following continuations meets each document that is there all the while, unchanged,
        exactly once, whatever else is written meanwhile. Raises ValueError for a field that the kind does not declare,
        and for a continuation of another query.
        """

    async def delete_expired(self, *, limit: int = 1000) -> int:
        """Clean up documents that have expired; gives how many."""

    async def ping(self) -> None:
        """Return if the store can read and write; raises StoreUnavailable."""

    async def close(self) -> None:
        """Finish the writes under way and let go of everything."""
