"""Owns how what came of looking at a person's calendar is stored. What it means is `policy.calendar_suggestions`'s."""

from __future__ import annotations

from datetime import datetime, timedelta

from policy.calendar_absences import Sign
from policy.calendar_suggestions import CalendarBook, Fate, Suggestion
from policy.outgoing import NOTHING_OUTGOING
from services.calendar_ports import CALENDAR_ID
from services.ports import Place
from storage.case_repository import NEXT_DELIVERY, NEXT_STEP, StoredAs, StoredCases
from storage.diversion_repository import PERIOD
from storage.document_store import DocumentStore
from storage.kinds import CALENDAR
from storage.outgoing_shapes import OUTGOING
from storage.shapes import DAY, INSTANT, TEXT, Stored, choice, optional, record, tuple_of

KEPT_ONCE_OFF = timedelta(days=1)
"""For as long as cards may still have to say that it is off."""
SUGGESTION = record(
    Suggestion,
    Stored("id", TEXT),
    Stored("found", PERIOD),
    Stored("period", PERIOD),
    Stored("sign", choice(Sign)),
    Stored("fate", choice(Fate), missing=Fate.OPEN),
)
SHAPE = record(
    CalendarBook,
    Stored("person", TEXT),
    Stored("turned_on_at", INSTANT),
    Stored("look_again_at", optional(INSTANT), missing=None),
    Stored("suggestions", tuple_of(SUGGESTION), missing=()),
    Stored("asked_on", optional(DAY), missing=None),
    Stored("unread_since", optional(INSTANT), missing=None),
    Stored("off_at", optional(INSTANT), missing=None),
    Stored("outgoing", OUTGOING, missing=NOTHING_OUTGOING),
)


def _kept_until(book: CalendarBook) -> datetime | None:
    return None if book.off_at is None else book.off_at + KEPT_ONCE_OFF


_STORED_AS = StoredAs(
    kind=CALENDAR,
    shape=SHAPE,
    place=lambda book: Place(str(book.person), CALENDAR_ID),
    kept_until=_kept_until,
    index={
        NEXT_DELIVERY: lambda book: book.outgoing.next_delivery_at,
        NEXT_STEP: lambda book: book.look_again_at,
    },
)


def stored_calendar_books(store: DocumentStore) -> StoredCases[CalendarBook]:
    """The calendar books in the store."""
    return StoredCases(store, _STORED_AS)
