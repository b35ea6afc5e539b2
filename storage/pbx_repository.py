"""Owns how it is stored what the telephone exchange is to have of each person, and every event of late."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from contextlib import suppress
from datetime import datetime

from policy.organisation import PersonId
from policy.pbx_events import EPOCH, PbxAbsence, PbxEvent, PbxLine, Phone, number_at
from policy.reasons import Reason
from services.pbx_ports import PBX_LINE_ID
from services.ports import Conflict, Place
from storage.case_repository import NEXT_STEP, PAGE, StoredAs, StoredCases
from storage.document_store import Condition, DocumentChanged, DocumentExists, DocumentStore, Key
from storage.kinds import PBX_EVENT, PBX_LINE
from storage.shapes import FLAG, INSTANT, NUMBER, TEXT, Stored, choice, optional, read_document, record

SEQUENCE = "sequence"
PHONE = record(Phone, Stored("extension", TEXT), Stored("landline", TEXT), Stored("mobile", TEXT))
ABSENCE = record(
    PbxAbsence,
    Stored("start_at", INSTANT),
    Stored("back_at", optional(INSTANT)),
    Stored("reason", optional(choice(Reason))),
    Stored("open_line", FLAG),
    Stored("answered_by", optional(PHONE)),
)
EVENT = record(
    PbxEvent,
    Stored("person", TEXT),
    Stored(SEQUENCE, NUMBER),
    Stored("at", INSTANT),
    Stored("phone", PHONE),
    Stored("absence", optional(ABSENCE)),
)
LINE = record(
    PbxLine,
    Stored("latest", EVENT),
    Stored("taken", NUMBER),
    Stored("next_step_at", optional(INSTANT)),
)
_LINES = StoredAs(
    kind=PBX_LINE,
    shape=LINE,
    place=lambda line: Place(str(line.latest.person), PBX_LINE_ID),
    kept_until=lambda line: line.kept_until,
    index={NEXT_STEP: lambda line: line.next_step_at},
)


class StoredPbxLines(StoredCases[PbxLine]):
    """The PbxLines of services."""

    def __init__(self, store: DocumentStore) -> None:
        super().__init__(store, _LINES)
        self._documents = store

    async def everyone(self) -> AsyncIterator[Sequence[PbxLine]]:
        """Pages of all of them, in no order; raises StoredShapeError."""
        continuation: str | None = None
        while True:
            page = await self._documents.query(PBX_LINE.name, limit=PAGE, continuation=continuation)
            yield [read_document(LINE, document.key, document.body) for document in page.documents]
            continuation = page.continuation
            if continuation is None:
                return


class StoredPbxEvents:
    """The PbxEventLog of services."""

    def __init__(self, store: DocumentStore) -> None:
        self._store = store

    async def note(self, event: PbxEvent, *, until: datetime) -> None:
        """Keep the event until then; once more is the same."""
        with suppress(DocumentExists):
            await self._store.create(_key(event), EVENT.write(event), expires_at=until)

    async def since(self, at: datetime, person: PersonId | None = None) -> AsyncIterator[Sequence[PbxEvent]]:
        """Pages of the events of then or later, in the order of their numbers; raises StoredShapeError.

        A number is never less than its event's time.
        """
        where = [Condition(SEQUENCE, ">=", number_at(at))]
        continuation: str | None = None
        while True:
            page = await self._store.query(
                PBX_EVENT.name,
                partition=person,
                where=where,
                order_by=SEQUENCE,
                limit=PAGE,
                continuation=continuation,
            )
            yield [read_document(EVENT, document.key, document.body) for document in page.documents]
            continuation = page.continuation
            if continuation is None:
                return

    async def of(self, person: PersonId) -> Sequence[PbxEvent]:
        """All that are kept of the person, in that order; raises StoredShapeError."""
        return [event async for page in self.since(EPOCH, person) for event in page]

    async def erase(self, person: PersonId) -> None:
        """Remove all of the person's; raises Conflict."""
        for event in await self.of(person):
            document = await self._store.get(_key(event))
            if document is None:
                continue
            try:
                await self._store.delete(document)
            except DocumentChanged as error:
                raise Conflict from error


def _key(event: PbxEvent) -> Key:
    return Key(PBX_EVENT.name, event.person, event.id)
