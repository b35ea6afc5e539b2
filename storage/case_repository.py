"""Owns how a case is stored, over any DocumentStore: one document each, by its place, found again by what is due.

What a case is (a callback, a phone order, somebody's greeting) is its own subject's business; that subject's
repository gives the shape, the place, how long it is kept, and the index fields that are worked out from it.
"""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any, Generic, TypeVar

from services.ports import Conflict, Loaded, Place
from storage.document_store import (
    Condition,
    Document,
    DocumentChanged,
    DocumentExists,
    DocumentStore,
    IndexValue,
    Key,
    Kind,
)
from storage.instants import instant_text
from storage.shapes import Shape, read_document

CaseT = TypeVar("CaseT")
NEXT_DELIVERY = "next_delivery_at"
NEXT_STEP = "next_step_at"
AT_DESK = "desk_at"
"""An instant by which what waits for the switchboard is put in order, the most pressing first; null for all else."""
PAGE = 500
DUE_AT_ONCE = 100
FIRST = datetime(1970, 1, 1, tzinfo=UTC)
"""Earlier than anything that is stored."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredAs(Generic[CaseT]):
    """How cases of one subject are stored. `index` gives the kind's index fields out of a case; instants as such."""

    kind: Kind
    shape: Shape[CaseT]
    place: Callable[[CaseT], Place]
    kept_until: Callable[[CaseT], datetime | None]
    index: Mapping[str, Callable[[CaseT], str | int | datetime | None]] = field(default_factory=dict)


class StoredCases(Generic[CaseT]):
    """The Cases of services for one subject."""

    def __init__(self, store: DocumentStore, stored_as: StoredAs[CaseT]) -> None:
        self._store = store
        self._as = stored_as

    async def load(self, place: Place) -> Loaded[CaseT] | None:
        """The case there, or None; raises StoredShapeError."""
        document = await self._store.get(self._key(place))
        return None if document is None else Loaded(self._read(document), document.etag)

    async def load_many(self, places: Sequence[Place]) -> Sequence[CaseT]:
        """Those of the cases that are there, in no order; raises StoredShapeError."""
        documents = await self._store.get_many([self._key(place) for place in places])
        return [self._read(document) for document in documents.values()]

    async def save(self, loaded: Loaded[CaseT] | None, case: CaseT) -> Loaded[CaseT]:
        """Store the case; `loaded` None says that it is new. Raises Conflict."""
        key, expires_at = self._key(self._as.place(case)), self._as.kept_until(case)
        try:
            if loaded is None or loaded.etag is None:
                saved = await self._store.create(key, self._body(case), expires_at=expires_at)
            else:
                known = Document(key, {}, loaded.etag)
                saved = await self._store.replace(known, self._body(case), expires_at=expires_at)
        except (DocumentExists, DocumentChanged) as error:
            raise Conflict from error
        return Loaded(case, saved.etag)

    async def erase(self, loaded: Loaded[CaseT]) -> None:
        """Remove the case for good; raises Conflict."""
        if loaded.etag is None:
            return
        try:
            await self._store.delete(Document(self._key(self._as.place(loaded.value)), {}, loaded.etag))
        except DocumentChanged as error:
            raise Conflict from error

    async def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of the cases with a notification due at `before` or earlier, the longest due first."""
        async for keys in due_pages(self._store, self._as.kind.name, NEXT_DELIVERY, before):
            yield [Place(key.partition, key.id) for key in keys]

    async def steps_due(self, before: datetime) -> AsyncIterator[Sequence[Place]]:
        """Pages of the cases whose own next step is due at `before` or earlier, the longest due first."""
        async for keys in due_pages(self._store, self._as.kind.name, NEXT_STEP, before):
            yield [Place(key.partition, key.id) for key in keys]

    async def at_desk(
        self, limit: int, *, before: datetime | None = None, **equal: str | int | None
    ) -> Sequence[Loaded[CaseT]]:
        """At most so many of the cases that wait for the switchboard, the most pressing first.

        `before`: only those whose instant is that or earlier. The index fields of all equal those that are given.
        """
        where = [Condition(name, "=", value) for name, value in equal.items()]
        where.append(Condition(AT_DESK, ">=" if before is None else "<=", instant_text(before or FIRST)))
        page = await self._store.query(self._as.kind.name, where=where, order_by=AT_DESK, limit=limit)
        return [Loaded(self._read(document), document.etag) for document in page.documents]

    async def among(self, partition: str | None = None, /, **equal: str | int | None) -> Sequence[Loaded[CaseT]]:
        """Every case whose index fields equal these: of one partition, or of all, which an engine may find dear."""
        where = [Condition(name, "=", value) for name, value in equal.items()]
        found: list[Loaded[CaseT]] = []
        continuation: str | None = None
        while True:
            page = await self._store.query(
                self._as.kind.name, partition=partition, where=where, limit=PAGE, continuation=continuation
            )
            found += [Loaded(self._read(document), document.etag) for document in page.documents]
            continuation = page.continuation
            if continuation is None:
                return found

    def _key(self, place: Place) -> Key:
        return Key(self._as.kind.name, place.partition, place.id)

    def _body(self, case: CaseT) -> dict[str, Any]:
        derived = {name: _index_value(given(case)) for name, given in self._as.index.items()}
        body: dict[str, Any] = self._as.shape.write(case)
        return {**body, **derived}

    def _read(self, document: Document) -> CaseT:
        return read_document(self._as.shape, document.key, document.body)


async def due_pages(
    store: DocumentStore, kind: str, index_field: str, before: datetime
) -> AsyncIterator[Sequence[Key]]:
    """Pages of the documents whose index field, an instant, is `before` or earlier, the longest due first.

    What is changed between two pages so that it is due no more, or later, shifts nobody out of sight.
    """
    async for keys in _pages(store, kind, index_field, Condition(index_field, "<=", instant_text(before))):
        yield keys


async def changed_pages(
    store: DocumentStore, kind: str, index_field: str, after: datetime
) -> AsyncIterator[Sequence[Key]]:
    """Pages of the documents whose index field, an instant, is later than `after`, the earliest first."""
    async for keys in _pages(store, kind, index_field, Condition(index_field, ">", instant_text(after))):
        yield keys


async def _pages(
    store: DocumentStore, kind: str, index_field: str, condition: Condition
) -> AsyncIterator[Sequence[Key]]:
    continuation: str | None = None
    while True:
        page = await store.query(
            kind, where=[condition], order_by=index_field, limit=DUE_AT_ONCE, continuation=continuation
        )
        if page.documents:
            yield [document.key for document in page.documents]
        continuation = page.continuation
        if continuation is None:
            return


def _index_value(value: str | int | datetime | None) -> IndexValue:
    return instant_text(value) if isinstance(value, datetime) else value
