"""Owns how a person's diversion book is stored, over any DocumentStore. What a book means is `policy.diversions`'s."""

from __future__ import annotations

from collections.abc import AsyncIterator, Mapping, Sequence
from datetime import datetime
from typing import Any

from policy.diversions import Change, Diversion, DiversionBook, OnDuty
from policy.effects import NO_EFFECTS, EffectKind
from policy.organisation import PersonId
from policy.outgoing import NOTHING_OUTGOING
from policy.periods import Period
from policy.reasons import Reason
from services.ports import Conflict, Loaded
from storage.case_repository import changed_pages, due_pages
from storage.document_store import Body, Document, DocumentChanged, DocumentExists, DocumentStore, Key
from storage.effect_shapes import EFFECTS, STOOD
from storage.instants import instant_text
from storage.kinds import DIVERSION_BOOK
from storage.outgoing_shapes import OUTGOING
from storage.queries import MOST_PER_PAGE
from storage.shapes import (
    FLAG,
    INSTANT,
    TEXT,
    Stored,
    choice,
    optional,
    read_document,
    record,
    tuple_of,
)

PERIOD = record(
    Period,
    Stored("start_at", INSTANT),
    Stored("end_at", optional(INSTANT)),
)
DIVERSION = record(
    Diversion,
    Stored("id", TEXT),
    Stored("reason", choice(Reason)),
    Stored("period", PERIOD),
    Stored("note", TEXT, missing=""),
    Stored("answers_instead", optional(TEXT), missing=None),
    Stored("open_line", FLAG, missing=False),
    Stored("also", optional(tuple_of(choice(EffectKind))), missing=None),
    Stored("set_by", TEXT),
    Stored("set_at", INSTANT),
)
CHANGE = record(
    Change,
    Stored("id", TEXT),
    Stored("made_by", TEXT),
    Stored("made_at", INSTANT),
    Stored("before", tuple_of(DIVERSION)),
    Stored("undone_by", TEXT, missing=""),
    Stored("stood", tuple_of(STOOD), missing=()),
)
ON_DUTY = record(
    OnDuty,
    Stored("group", TEXT),
    Stored("until_at", INSTANT),
)
BOOK = record(
    DiversionBook,
    Stored("person", TEXT),
    Stored("diversions", tuple_of(DIVERSION)),
    Stored("last_change", optional(CHANGE), missing=None),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
    Stored("asked_at", optional(INSTANT), missing=None),
    Stored("ask_at", optional(INSTANT), missing=None),
    Stored("changed_at", optional(INSTANT), missing=None),
    Stored("promised_until", optional(INSTANT), missing=None),
    Stored("duties", tuple_of(ON_DUTY), missing=()),
    Stored("effects", EFFECTS, missing=NO_EFFECTS),
)
ASK_AT = "ask_at"
CHANGED_AT = "changed_at"
DERIVED = "next_delivery_at"
"""Stored for the outbox's query alone; a book works it out from what is unsent."""
NEXT_EFFECT_AT = "next_effect_at"
"""Stored for a query alone too: the `next_at` of the book's effects."""


class StoredDiversions:
    """The DiversionRepository of services: each person's book is one document, so that a change to it is whole."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store

    async def load(self, person: PersonId) -> Loaded[DiversionBook]:
        """The person's book, or an empty one; raises StoredShapeError."""
        document = await self._store.get(_key(person))
        if document is None:
            return Loaded(DiversionBook(person=person), None)
        return Loaded(_book(document), document.etag)

    async def load_many(self, people: Sequence[PersonId]) -> Mapping[PersonId, DiversionBook]:
        """The books of all those people, empty ones too; raises StoredShapeError."""
        documents = await self._store.get_many([_key(person) for person in people])
        books = {person: DiversionBook(person=person) for person in people}
        return books | {PersonId(key.partition): _book(document) for key, document in documents.items()}

    async def save(self, loaded: Loaded[DiversionBook], book: DiversionBook) -> Loaded[DiversionBook]:
        """Store the book until nothing in it is of use any more; raises Conflict."""
        key, body = _key(book.person), _body(book)
        try:
            if loaded.etag is None:
                saved = await self._store.create(key, body, expires_at=book.kept_until)
            else:
                known = Document(key, {}, loaded.etag)
                saved = await self._store.replace(known, body, expires_at=book.kept_until)
        except (DocumentExists, DocumentChanged) as error:
            raise Conflict from error
        return Loaded(book, saved.etag)

    async def erase(self, loaded: Loaded[DiversionBook]) -> None:
        """Remove the book for good; raises Conflict."""
        if loaded.etag is None:
            return
        try:
            await self._store.delete(Document(_key(loaded.value.person), {}, loaded.etag))
        except DocumentChanged as error:
            raise Conflict from error

    async def deliveries_due(self, before: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """Pages of people with a notification due at `before` or earlier, the longest due first."""
        async for keys in due_pages(self._store, DIVERSION_BOOK.name, DERIVED, before):
            yield [PersonId(key.partition) for key in keys]

    async def questions_due(self, before: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """Pages of people to be asked at `before` or earlier whether they are still away (A3)."""
        async for keys in due_pages(self._store, DIVERSION_BOOK.name, ASK_AT, before):
            yield [PersonId(key.partition) for key in keys]

    async def effects_due(self, before: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """Pages of people for whom something else is to be set at `before` or earlier, the longest due first."""
        async for keys in due_pages(self._store, DIVERSION_BOOK.name, NEXT_EFFECT_AT, before):
            yield [PersonId(key.partition) for key in keys]

    async def changed_since(self, after: datetime) -> AsyncIterator[Sequence[PersonId]]:
        """Pages of people whose diversions were changed after that, the first changed first."""
        async for keys in changed_pages(self._store, DIVERSION_BOOK.name, CHANGED_AT, after):
            yield [PersonId(key.partition) for key in keys]

    async def all_stored(self) -> AsyncIterator[Sequence[DiversionBook]]:
        """Pages of every book that is stored, in no order; raises StoredShapeError."""
        continuation: str | None = None
        while True:
            page = await self._store.query(DIVERSION_BOOK.name, limit=MOST_PER_PAGE, continuation=continuation)
            yield [_book(document) for document in page.documents]
            continuation = page.continuation
            if continuation is None:
                return


def _key(person: PersonId) -> Key:
    return Key(DIVERSION_BOOK.name, person, "book")


def _body(book: DiversionBook) -> dict[str, Any]:
    return {
        **BOOK.write(book),
        DERIVED: _text(book.outgoing.next_delivery_at),
        NEXT_EFFECT_AT: _text(book.effects.next_at),
    }


def _text(due: datetime | None) -> str | None:
    return None if due is None else instant_text(due)


def _book(document: Document) -> DiversionBook:
    return read_document(BOOK, document.key, _as_now(document.body))


def _as_now(body: Body) -> Body:
    """The body as it is written now: what is unsent stood by itself before cards were changed in place."""
    if "outgoing" in body or "unsent" not in body:
        return body
    return {**body, "outgoing": {"unsent": body["unsent"]}}
